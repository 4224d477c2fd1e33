"""Who and what a sentence names around a trigger: targets, victims, weapons, perpetrators, claimants, sources."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from agents.attacks.reading.detection.company import is_against, owns
from agents.attacks.reading.kinds import PEOPLE, PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Mention, Trigger
from agents.attacks.reading.parties.damage import damaged
from agents.attacks.reading.parties.fallen import DONE_TO_FIGHTERS, is_harmed
from agents.attacks.reading.parties.objectcues import (
    coordinated,
    is_setting,
    titled_victims,
    undergone,
    without_subject,
)
from agents.attacks.reading.parties.origins import sources
from agents.attacks.reading.parties.perpetrators import (
    described,
    found_at,
    is_force,
    is_speaker,
    perpetrators,
)
from agents.attacks.reading.parties.sides import fought, sufferers
from agents.attacks.reading.parties.states import striking_aircraft, striking_states
from agents.attacks.reading.parties.subjects import subject_end
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, noun_phrase, persons_in, with_name, with_owner
from agents.text.places.cues import is_located, words_before
from agents.text.vocabulary import TRIGGERS, Term

_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_WEAPON_WORDS = 12
_MOVED_WORDS = 5
_HURT_WORDS = 4


def fill_roles(document: Document, mention: Mention) -> None:
    """Fill the mention's slots from its own sentence."""
    trigger, sentence = mention.trigger, mention.trigger.sentence
    mention.weapons = list(used_weapons(document, sentence, trigger))
    mention.perpetrators = list(perpetrators(document, sentence, trigger))
    if not any(found.kind in ("organization", "state") for found in mention.perpetrators):
        mention.perpetrators += striking_states(document, sentence, trigger)
    taken = [(found.start, found.end) for found in mention.perpetrators]
    for found in _objects_told(document, sentence, trigger):
        if _overlaps(found, taken) or any(_covers(other, found) for other in mention.targets):
            continue
        if _only_tells(document, sentence, found):
            continue
        if found.kind in PEOPLE:
            mention.victims.append(found)
        mention.targets.append(found)
    # Who fights is attacked too.
    mention.targets += fought(document, sentence, trigger, mention.targets)
    for found in hurt(document, sentence):
        if not _overlaps(found, taken) and not any(_covers(other, found) for other in mention.victims):
            mention.victims.append(found)
    if trigger.type in DONE_TO_FIGHTERS:
        mention.victims += [found for found in fallen(document, sentence) if not _overlaps(found, taken)]
    mention.reported_by = list(sources(document, sentence))


def fallen(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Fighters whom a strike or an ambush kills or wounds: "deux combattants tués dans un raid"."""
    for hit in sentence.of("perpetrator"):
        found = found_at(document, hit, kind="person")
        if is_harmed(document, sentence, found):
            start, end = described(document, sentence, replace(found, kind="individual"))
            yield replace(found, text=document.text[start:end], start=start, end=end)


def _only_tells(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "near Mopti, the army said", "…, a indiqué l'armée.": right before a verb of saying, or ending its clause."""
    if found.kind not in PEOPLE:
        return False
    ends = document.text[found.end : sentence.end].lstrip()[:1] in ("", ".", ",", ";")
    for cue in sentence.of("reporting", "denying"):
        if found.end <= cue.start and not document.text[found.end : cue.start].strip():
            return True
        before = document.folded[cue.end : found.start].split()
        if ends and cue.end <= found.start and document.vocabulary.words("definite").issuperset(before):
            return True
    return False


def _overlaps(found: Found, taken: Sequence[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)


def _covers(wider: Found, found: Found) -> bool:
    return wider.start <= found.start and found.end <= wider.end


def weapons(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Means of attack, also those inside the name of one: "tir de roquette"."""
    folded = document.folded[sentence.start : sentence.end]
    for hit in document.vocabulary.weapons.find(folded):
        yield found_at(document, Hit(hit.start + sentence.start, hit.end + sentence.start, hit.payload))


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


def _objects_told(document: Document, sentence: Sentence, trigger: Trigger) -> list[Found]:
    """What was attacked. A verb may point back to it with a pronoun written on: what the verb before has."""
    found = _with_clause(document, sentence, trigger, list(_objects(document, sentence, trigger)))
    before = [hit for hit in sentence.of(*TRIGGERS) if hit.end <= trigger.start]
    points_back = document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive
    if found or not before or not points_back:
        return found
    return list(_objects(document, sentence, replace(trigger, hit=before[-1])))


def _with_clause(document: Document, sentence: Sentence, trigger: Trigger, found: list[Found]) -> list[Found]:
    """Where no noun of a list was attacked, or only one farther off, what stands where the clause has its object."""
    told = [*sufferers(document, sentence, trigger)]
    if not found:
        return told
    nearer = told and told[0].kind in PEOPLE and trigger.is_verb and not trigger.passive
    only_where = all(item.kind == "place" and told[0].end < item.start for item in found) if nearer else False
    return told if only_where else found


def _objects(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """What was attacked: left of a passive verb, right of an active one or of a noun, with what is coordinated."""
    aircraft = striking_aircraft(document, sentence, trigger)
    named = [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit is not aircraft]
    kinds = _heads(document, named)
    stops = {hit.start for hit in sentence.hits if not hit.payload.concept.startswith("demonym")}
    if sufferers := _sufferers(document, sentence, trigger, kinds):
        chosen = sufferers
    elif trigger.passive and trigger.is_verb and not _is_weapon_moved(document, sentence, trigger):
        before = subject_end(document, sentence, trigger.start)
        # "une patrouille se trouvait dans le quartier quand elle a été visée": where is not who.
        subjects = [hit for hit in kinds if hit.end <= before and not _is_where(document, sentence, hit)]
        chosen = _subject(document, subjects, before)
    elif (agent := _agent_mark(document, sentence, trigger)) is not None:
        # "un convoi a été touché par l'explosion d'une bombe": what was hit stands before the passive verb.
        chosen = _subject(document, [hit for hit in kinds if hit.end <= agent], agent)
    else:
        after = without_subject(document, trigger, [hit for hit in kinds if hit.start >= trigger.end])
        after = [hit for hit in after if not is_setting(document, sentence, hit, of=trigger.type)]
        marked = [hit for hit in after if _after_mark(document, sentence, trigger, hit)]
        chosen = _object(document, sentence, trigger, marked) or _object(document, sentence, trigger, after)
        if not chosen and trigger.is_verb:
            things = [hit for hit in kinds if hit.end <= trigger.start and not _is_person(hit)]
            things = [hit for hit in things if not is_setting(document, sentence, hit)]
            chosen = _subject(document, things, trigger.start)
    chosen += [hit for hit in damaged(document, sentence, trigger, kinds) if hit not in chosen]
    owned: list[Found] = []
    for hit in chosen:
        found = _named_whole(document, sentence, hit, stops)
        if found.kind not in PEOPLE:
            owned.append(found)
        yield found
    # "the residence of Luis Vega" was attacked, not he.
    yield from (found for found in _named_victims(document, sentence, trigger) if not _inside_any(found, owned))


def _named_whole(document: Document, sentence: Sentence, hit: Hit[Term], stops: Set[int]) -> Found:
    """What a noun names, with what modifies it, its name and its owner."""
    kind = hit.payload.concept.removeprefix("kind_")
    start, end = noun_phrase(document, sentence, hit.start, hit.end, stops - {hit.start})
    start, end = with_name(document, sentence, start, end)
    if kind not in PEOPLE:
        start, end = with_owner(document, sentence, start, end)
    return Found(document.text[start:end], start, end, kind, _count(document, start))


def _inside_any(found: Found, others: Sequence[Found]) -> bool:
    return any(other.start <= found.start and found.end <= other.end for other in others)


def _heads(document: Document, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Without nouns that stand right before the one that they modify: "police" in "a police car"."""
    if document.language not in MODIFIERS_FIRST:
        return kinds
    starts = {hit.start for hit in kinds}
    owning = document.vocabulary.words("owner_word")
    return [
        hit
        for hit in kinds
        if hit.end + 1 not in starts
        or document.text[hit.end] != " "
        or document.folded[hit.start : hit.end].split()[-1] in owning
    ]


def _sufferers(document: Document, sentence: Sentence, trigger: Trigger, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Who stands behind a verb of suffering, or before it: "تعرض رتل لانفجار عبوة", "أن رتلا تعرض لهجوم"."""
    verb = undergone(document, sentence, trigger)
    if verb is None:
        return []
    between = [hit for hit in kinds if verb.end <= hit.start and hit.end <= trigger.start]
    if between:
        return coordinated(document, between, from_end=False)
    if verb.start == trigger.start and " " not in document.folded[trigger.start : trigger.end]:
        return []
    return _subject(document, [hit for hit in kinds if hit.end <= verb.start], verb.start)


def _subject(document: Document, before: Sequence[Hit[Term]], end: int) -> list[Hit[Term]]:
    chosen = coordinated(document, before, from_end=True)
    return [hit for hit in chosen if document.words_between(hit.end, end) <= _SUBJECT_WORDS]


def _object(document: Document, sentence: Sentence, trigger: Trigger, after: Sequence[Hit[Term]]) -> list[Hit[Term]]:
    return [
        hit
        for hit in coordinated(document, after, from_end=False)
        if document.words_between(_behind_doers(document, sentence, trigger, hit), hit.start) <= _OBJECT_WORDS
        and not _is_agent(document, sentence, hit)
    ]


def _behind_doers(document: Document, sentence: Sentence, trigger: Trigger, hit: Hit[Term]) -> int:
    """ "اختطف مسلحون من جماعة … أربعين طفلا": who does it stands between a verb and what it is done to."""
    if not (document.vocabulary.language.verb_first and trigger.is_verb) or trigger.passive:
        return trigger.end
    doers = [other.end for other in sentence.of("perpetrator", "actor") if trigger.end <= other.start < hit.start]
    return max(doers, default=trigger.end)


def _is_weapon_moved(document: Document, sentence: Sentence, trigger: Trigger) -> bool:
    """ "A bomb was thrown at the house": what was attacked stands behind the passive verb."""
    before = [hit for hit in sentence.hits if hit.end <= trigger.start]
    nearest = [hit for hit in before if hit.payload.concept == "weapon" or hit.payload.concept.startswith("kind_")][-1:]
    return any(
        hit.payload.concept == "weapon" and document.words_between(hit.end, trigger.start) <= _MOVED_WORDS
        for hit in nearest
    )


def _agent_mark(document: Document, sentence: Sentence, trigger: Trigger) -> int | None:
    """Where "par", "by" stands right before the name of an attack, after a passive verb."""
    for mark in sentence.of("agent_by"):
        near = mark.end <= trigger.start and document.words_between(mark.end, trigger.start) <= 2
        if near and not trigger.is_verb:
            return mark.start
    return None


def _is_where(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A place or building behind a word of place: no subject of what follows."""
    if hit.payload.concept not in ("kind_place", "kind_building"):
        return False
    return is_located(document, words_before(document, sentence, hit.start))


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


def _named_victims(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Persons by name beside the verb: "l'assassinat du général Qassem Soleimani"."""
    yield from titled_victims(document, sentence, trigger)
    subject = subject_end(document, sentence, trigger.start)
    for start, end in persons_in(document, sentence):
        if subject < end <= trigger.start:
            continue
        if end <= trigger.start:
            suffers = trigger.passive and document.words_between(end, subject) <= 6
            suffers = suffers or (not trigger.is_verb and owns(document, end, trigger.start))
        else:
            suffers = not trigger.passive and 0 <= document.words_between(trigger.end, start) <= 8
            suffers = suffers and _is_marked_victim(document, sentence, trigger, start)
        if suffers:
            start = _title_start(sentence, start)
            yield Found(document.text[start:end], start, end, "person")


def _title_start(sentence: Sentence, name: int) -> int:
    """ "le sénateur Jean Dupont": where the title right before the name begins."""
    return next((hit.start for hit in _titles(sentence) if hit.end == name - 1), name)


def _is_marked_victim(document: Document, sentence: Sentence, trigger: Trigger, start: int) -> bool:
    if trigger.type in ("assassination", "abduction") or is_against(document, trigger.end, start):
        return True
    return any(hit.end <= start and document.words_between(hit.end, start) <= 4 for hit in _titles(sentence))


def _titles(sentence: Sentence) -> list[Hit[Term]]:
    return [
        hit for hit in sentence.hits if hit.payload.concept == "person_title" or hit.payload.concept in PEOPLE_CONCEPTS
    ]


def hurt(document: Document, sentence: Sentence) -> Iterator[Found]:
    """People beside a casualty word: "trois policiers ont été tués", "killing two soldiers", "Ana Vega was hurt"."""
    marks = [*sentence.of("killed", "injured"), *_held(sentence)]
    if not marks:
        return
    stops = {hit.start for hit in sentence.hits if hit.payload.concept != "demonym"}
    ends = [subject_end(document, sentence, mark.start) for mark in marks]
    yield from _hurt_by_name(document, sentence, marks, ends)
    for hit in _heads(document, [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_")]):
        if hit.payload.concept not in PEOPLE_CONCEPTS or is_speaker(document, sentence, found_at(document, hit)):
            continue
        if is_force(document, hit):
            continue  # "killed in clashes with the army"
        for mark, end in zip(marks, ends, strict=True):
            if end < hit.end <= mark.start:
                continue
            first, second = (hit.end, end) if hit.start < mark.start else (mark.end, hit.start)
            if document.words_between(first, second) <= _HURT_WORDS:
                yield _named_whole(document, sentence, hit, stops)
                break


def _hurt_by_name(
    document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], ends: Sequence[int]
) -> Iterator[Found]:
    """Persons by name who "were wounded", "died"."""
    passive, dying = sentence.of("passive"), document.vocabulary.words("dying_verb")
    for start, end in persons_in(document, sentence):
        for mark, subject in zip(marks, ends, strict=True):
            if end > subject or document.words_between(end, subject) > _HURT_WORDS:
                continue
            dies = not dying.isdisjoint(document.folded[mark.start : mark.end].split())
            if dies or any(subject <= aux.end <= mark.start or end <= aux.start < mark.start for aux in passive):
                first = _title_start(sentence, start)
                yield Found(document.text[first:end], first, end, "person")
                break


def _held(sentence: Sentence) -> Sequence[Hit[Term]]:
    """Words of captivity where somebody is abducted: else it is the police who arrest."""
    abducted = any(hit.payload.type == "abduction" for hit in sentence.of(*TRIGGERS))
    return sentence.of("captured") if abducted else ()


def _count(document: Document, start: int) -> int | None:
    for number in document.numbers_in(max(0, start - 30), start):
        if number.role == "count" and number.low == number.high and document.words_between(number.end, start) == 0:
            return number.low
    return None
