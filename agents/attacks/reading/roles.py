"""Who and what a sentence names around a trigger: targets, victims, weapons, perpetrators, claimants, sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.kinds import PEOPLE, PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Mention, Trigger
from agents.attacks.reading.objectcues import is_setting, titled_victims, undergone, without_subject
from agents.attacks.reading.origins import named_terms, sources
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, names_in, noun_phrase, persons_in, with_name
from agents.text.vocabulary import TRIGGERS, Term

_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_AGENT_WORDS = 7
_SUBJECT_BEHIND_WORDS = 1
_WEAPON_WORDS = 12
_MEMBER_WORDS = 2
_CLAIM_WORDS = 14
_COORDINATED_WORDS = 5
_OWNER_WORDS = 2
_OWNED = ("kind_vehicle", "kind_convoy", "kind_base", "kind_checkpoint")


def fill_roles(document: Document, mention: Mention) -> None:
    """Fill the mention's slots from its own sentence."""
    trigger, sentence = mention.trigger, mention.trigger.sentence
    mention.weapons = list(used_weapons(document, sentence, trigger))
    mention.perpetrators = list(_perpetrators(document, sentence, trigger))
    taken = {found.start for found in mention.perpetrators}
    for found in _objects_told(document, sentence, trigger):
        if found.start in taken or any(_covers(other, found) for other in mention.targets):
            continue
        if found.kind in PEOPLE:
            mention.victims.append(found)
        mention.targets.append(found)
    for found in hurt(document, sentence):
        if found.start not in taken and not any(_covers(other, found) for other in mention.victims):
            mention.victims.append(found)
    mention.reported_by = list(sources(document, sentence))


def _covers(wider: Found, found: Found) -> bool:
    return wider.start <= found.start and found.end <= wider.end


def weapons(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Means of attack, also those inside the name of one: "tir de roquette"."""
    folded = document.folded[sentence.start : sentence.end]
    for hit in document.vocabulary.weapons.find(folded):
        yield _found(document, Hit(hit.start + sentence.start, hit.end + sentence.start, hit.payload))


def used_weapons(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Those near the trigger that are a means of attack and nobody's loot: "weapons" and "bullets" name none."""
    vague = document.vocabulary.words("no_instrument")
    for found in weapons(document, sentence):
        if document.folded[found.start : found.end].strip() in vague:
            continue
        inside = trigger.start <= found.start < trigger.end
        first, second = (found, trigger) if found.start < trigger.start else (trigger, found)
        if inside or document.words_between(first.end, second.start) <= _WEAPON_WORDS:
            yield found


def claimants(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Groups that claim responsibility in this sentence: subject of the claiming verb, or after "par"."""
    for claim in sentence.of("claiming"):
        actors = [*_actors(document, sentence)]
        before = [
            a for a in actors if a.end <= claim.start and document.words_between(a.end, claim.start) <= _CLAIM_WORDS
        ]
        after = [a for a in actors if claim.end <= a.start and _is_subject_behind(document, sentence, claim, a)]
        chosen = after[:1] or before[-1:]
        if not chosen:
            chosen = [*_unknown_groups(document, sentence, claim)][:1]
        yield from chosen


def _is_subject_behind(document: Document, sentence: Sentence, claim: Hit[Term], found: Found) -> bool:
    if _by_before(document, sentence, found):
        return True
    near = document.words_between(claim.end, found.start) <= _SUBJECT_BEHIND_WORDS
    return document.vocabulary.language.verb_first and near


def _actors(document: Document, sentence: Sentence) -> list[Found]:
    """Known groups and forces that the sentence names."""
    hits = [hit for hit in (*sentence.hits, *named_terms(sentence.names)) if hit.payload.concept == "actor"]
    return [
        Found(hit.payload.actor.name, hit.start, hit.end, hit.payload.actor.kind)
        for hit in sorted(hits, key=lambda hit: hit.start)
        if hit.payload.actor is not None
    ]


def _unknown_groups(document: Document, sentence: Sentence, claim: Hit[Term]) -> Iterator[Found]:
    """A named group that no list holds: "un groupe … qui se fait appeler Qassem al-Jabbarin"."""
    begin = sentence.start
    for start, end in reversed(names_in(document, begin, claim.start)):
        yield Found(document.text[start:end], start, end, "organization")


def _perpetrators(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    named = _actors(document, sentence)
    unnamed = [_found(document, hit, kind="individual") for hit in sentence.of("perpetrator")]
    accused = sentence.of("accusing")
    status = "alleged" if accused or sentence.of("hedge") else "confirmed"
    guilty: list[Found] = []
    for found in sorted([*named, *unnamed], key=lambda found: found.start):
        if _is_claimant(document, sentence, found) or _is_speaker(document, sentence, found):
            continue
        if any(trigger.end <= cue.start < found.start for cue in sentence.of("recap")):
            continue
        if found.kind == "individual" and _is_modifier(document, sentence, found):
            continue
        if _owns_thing(document, sentence, found):
            continue
        if _did_it(document, sentence, trigger, found) or (accused and found.kind == "organization"):
            guilty.append(found)
    # "guerrillas of the FMLN", "Shining Path terrorists": their group did it too.
    members = [found for found in guilty if found.kind == "individual"]
    groups = [
        group
        for group in named
        if group not in guilty
        and group.kind == "organization"
        and any(_belongs(document, one, group) for one in members)
    ]
    for found in sorted([*guilty, *groups], key=lambda found: found.start):
        yield Found(found.text, found.start, found.end, found.kind, status=status)


def _owns_thing(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "une voiture de l'armée", "un convoi de la Minusma": the thing's owner is not who attacks."""
    return found.kind != "individual" and any(
        hit.end <= found.start
        and document.text[hit.end : found.start].strip(" ")[:1] != ","
        and document.words_between(hit.end, found.start) <= _OWNER_WORDS
        for hit in sentence.of(*_OWNED)
    )


def _belongs(document: Document, member: Found, group: Found) -> bool:
    first, second = (member, group) if member.start < group.start else (group, member)
    if document.words_between(first.end, second.start) > _MEMBER_WORDS:
        return False
    return not any(mark in document.text[first.end : second.start] for mark in ",;:(")


def _is_modifier(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "terrorist attack", "guerrilla camp", "attaque terroriste": says of what kind, not who."""
    for hit in sentence.hits:
        concept = hit.payload.concept
        noun = concept.endswith("event") or concept.startswith("kind_")
        first = document.language in MODIFIERS_FIRST
        if first and noun and hit.start >= found.end and not document.text[found.end : hit.start].strip():
            return True
        if concept.endswith("event") and hit.end <= found.start and not document.text[hit.end : found.start].strip():
            return True
    return False


def _did_it(document: Document, sentence: Sentence, trigger: Trigger, found: Found) -> bool:
    """Subject of an active verb, agent of a passive one, or "par", "de" after the name of an attack."""
    if found.end <= trigger.start:
        if (trigger.passive and trigger.is_verb) or undergone(document, sentence, trigger) is not None:
            return False
        words = document.words_between(found.end, trigger.start)
        if found.kind == "individual":
            return words <= _SUBJECT_WORDS
        return words <= _SUBJECT_WORDS and not _after_against(document, sentence, found)
    words = document.words_between(trigger.end, found.start)
    if _by_before(document, sentence, found) and words <= _OBJECT_WORDS + _AGENT_WORDS:
        return True
    if document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive:
        return words <= _SUBJECT_BEHIND_WORDS
    if found.kind == "individual":
        return words <= _AGENT_WORDS and not trigger.is_verb
    between = document.folded[trigger.end : found.start].split()
    return not trigger.is_verb and len(between) <= 2 and bool(set(between) & {"de", "du", "des", "of", "d", "del"})


def _by_before(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        mark.end <= found.start and document.words_between(mark.end, found.start) <= 4
        for mark in sentence.of("agent_by")
    )


def _after_against(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        mark.end <= found.start and document.words_between(mark.end, found.start) <= 3
        for mark in sentence.of("against")
    )


def _is_claimant(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        found.end <= claim.start and document.words_between(found.end, claim.start) <= _CLAIM_WORDS
        for claim in sentence.of("claiming")
    )


def _is_speaker(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "a indiqué l'armée": who tells is not who did it."""
    for cue in sentence.of("reporting", "denying"):
        first, second = (cue.start, cue.end), (found.start, found.end)
        if second < first:
            first, second = second, first
        if document.words_between(first[1], second[0]) <= 2:
            return True
    return False


def _objects_told(document: Document, sentence: Sentence, trigger: Trigger) -> list[Found]:
    """What was attacked. A verb may point back to it with a pronoun written on: what the verb before has."""
    found = list(_objects(document, sentence, trigger))
    before = [hit for hit in sentence.of(*TRIGGERS) if hit.end <= trigger.start]
    points_back = document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive
    if found or not before or not points_back:
        return found
    return list(_objects(document, sentence, replace(trigger, hit=before[-1])))


def _objects(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """What was attacked: left of a passive verb, right of an active one or of a noun, with what is coordinated."""
    kinds = [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_")]
    stops = {hit.start for hit in sentence.hits if not hit.payload.concept.startswith("demonym")}
    if sufferers := _sufferers(document, sentence, trigger, kinds):
        chosen = sufferers
    elif trigger.passive and trigger.is_verb:
        chosen = _subject(document, [hit for hit in kinds if hit.end <= trigger.start], trigger.start)
    elif (agent := _agent_mark(document, sentence, trigger)) is not None:
        # "un convoi a été touché par l'explosion d'une bombe": what was hit stands before the passive verb.
        chosen = _subject(document, [hit for hit in kinds if hit.end <= agent], agent)
    else:
        after = without_subject(document, trigger, [hit for hit in kinds if hit.start >= trigger.end])
        after = [hit for hit in after if not is_setting(document, sentence, hit, of=trigger.type)]
        marked = [hit for hit in after if _after_mark(document, sentence, trigger, hit)]
        chosen = _chain(document, marked or after, from_end=False)
        chosen = [
            hit
            for hit in chosen
            if document.words_between(trigger.end, hit.start) <= _OBJECT_WORDS
            and not _is_agent(document, sentence, hit)
        ]
        if not chosen and trigger.is_verb:
            things = [hit for hit in kinds if hit.end <= trigger.start and not _is_person(hit)]
            things = [hit for hit in things if not is_setting(document, sentence, hit)]
            chosen = _subject(document, things, trigger.start)
    for hit in chosen:
        start, end = noun_phrase(document, sentence, hit.start, hit.end, stops - {hit.start})
        start, end = with_name(document, sentence, start, end)
        yield Found(
            document.text[start:end], start, end, hit.payload.concept.removeprefix("kind_"), _count(document, start)
        )
    yield from _named_victims(document, sentence, trigger)


def _sufferers(document: Document, sentence: Sentence, trigger: Trigger, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Who stands behind a verb of suffering, or before it: "تعرض رتل لانفجار عبوة", "أن رتلا تعرض لهجوم"."""
    verb = undergone(document, sentence, trigger)
    if verb is None:
        return []
    between = [hit for hit in kinds if verb.end <= hit.start and hit.end <= trigger.start]
    if between:
        return _chain(document, between, from_end=False)
    if verb.start == trigger.start and " " not in document.folded[trigger.start : trigger.end]:
        return []
    return _subject(document, [hit for hit in kinds if hit.end <= verb.start], verb.start)


def _subject(document: Document, before: Sequence[Hit[Term]], end: int) -> list[Hit[Term]]:
    chosen = _chain(document, before, from_end=True)
    return [hit for hit in chosen if document.words_between(hit.end, end) <= _SUBJECT_WORDS]


def _agent_mark(document: Document, sentence: Sentence, trigger: Trigger) -> int | None:
    """Where "par", "by" stands right before the name of an attack, after a passive verb."""
    for mark in sentence.of("agent_by"):
        near = mark.end <= trigger.start and document.words_between(mark.end, trigger.start) <= 2
        if near and not trigger.is_verb:
            return mark.start
    return None


def _is_person(hit: Hit[Term]) -> bool:
    return hit.payload.concept in PEOPLE_CONCEPTS


def _after_mark(document: Document, sentence: Sentence, trigger: Trigger, hit: Hit[Term]) -> bool:
    return any(
        trigger.start <= mark.start and mark.end <= hit.start and document.words_between(mark.end, hit.start) <= 4
        for mark in sentence.of("against")
    )


def _is_agent(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """Right behind "par", "by"; not where the agent stands between: "كمين نصبه مسلحون لقافلة"."""
    return any(
        mark.end <= hit.start
        and document.words_between(mark.end, hit.start) <= 2
        and not any(mark.end <= other.start < hit.start for other in sentence.of("perpetrator", "actor"))
        for mark in sentence.of("agent_by")
    )


def _chain(document: Document, hits: Sequence[Hit[Term]], *, from_end: bool) -> list[Hit[Term]]:
    """The nearest hit and those joined to it."""
    ordered = list(reversed(hits)) if from_end else list(hits)
    chain: list[Hit[Term]] = []
    for hit in ordered:
        if chain:
            first, second = (hit, chain[-1]) if from_end else (chain[-1], hit)
            between = document.text[first.end : second.start]
            words = document.folded[first.end : second.start].split()
            joined = bool(set(words) & document.vocabulary.words("conjunction")) or "," in between
            if len(words) > _COORDINATED_WORDS or not joined:
                break
        chain.append(hit)
    return sorted(chain, key=lambda hit: hit.start)


def _named_victims(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Persons by name beside the verb: "l'assassinat du général Qassem Soleimani"."""
    yield from titled_victims(document, sentence, trigger)
    for start, end in persons_in(document, sentence):
        left = end <= trigger.start and trigger.passive and document.words_between(end, trigger.start) <= 6
        right = start >= trigger.end and not trigger.passive and document.words_between(trigger.end, start) <= 8
        titled = any(hit.end <= start and document.words_between(hit.end, start) <= 4 for hit in _titles(sentence))
        if left or (right and (titled or trigger.type in ("assassination", "abduction"))):
            yield Found(document.text[start:end], start, end, "person")


def _titles(sentence: Sentence) -> list[Hit[Term]]:
    return [
        hit for hit in sentence.hits if hit.payload.concept == "person_title" or hit.payload.concept in PEOPLE_CONCEPTS
    ]


def hurt(document: Document, sentence: Sentence) -> Iterator[Found]:
    """People beside a casualty word: "trois policiers ont été tués", "killing two soldiers"."""
    marks = sentence.of("killed", "injured", "captured")
    stops = {hit.start for hit in sentence.hits if hit.payload.concept != "demonym"}
    for hit in sentence.hits:
        kind = hit.payload.concept.removeprefix("kind_")
        if hit.payload.concept not in PEOPLE_CONCEPTS:
            continue
        for mark in marks:
            first, second = (hit, mark) if hit.start < mark.start else (mark, hit)
            if document.words_between(first.end, second.start) <= 4:
                start, end = noun_phrase(document, sentence, hit.start, hit.end, stops - {hit.start})
                start, end = with_name(document, sentence, start, end)
                yield Found(document.text[start:end], start, end, kind, _count(document, start))
                break


def _count(document: Document, start: int) -> int | None:
    for number in document.numbers_in(max(0, start - 30), start):
        if number.role == "count" and number.low == number.high and document.words_between(number.end, start) == 0:
            return number.low
    return None


def _found(document: Document, hit: Hit[Term], *, kind: str = "") -> Found:
    return Found(document.text[hit.start : hit.end], hit.start, hit.end, kind)
