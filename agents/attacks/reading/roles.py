"""Who and what a sentence names around a trigger: targets, victims, weapons, perpetrators, claimants, sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.company import is_against, owns
from agents.attacks.reading.kinds import PEOPLE, PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Mention, Trigger
from agents.attacks.reading.objectcues import is_setting, titled_victims, undergone, without_subject
from agents.attacks.reading.origins import sources
from agents.attacks.reading.perpetrators import found_at, perpetrators
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import noun_phrase, persons_in, with_name
from agents.text.vocabulary import TRIGGERS, Term

_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_WEAPON_WORDS = 12
_MOVED_WORDS = 5
_COORDINATED_WORDS = 5


def fill_roles(document: Document, mention: Mention) -> None:
    """Fill the mention's slots from its own sentence."""
    trigger, sentence = mention.trigger, mention.trigger.sentence
    mention.weapons = list(used_weapons(document, sentence, trigger))
    mention.perpetrators = list(perpetrators(document, sentence, trigger))
    taken = [(found.start, found.end) for found in mention.perpetrators]
    for found in _objects_told(document, sentence, trigger):
        if _overlaps(found, taken) or any(_covers(other, found) for other in mention.targets):
            continue
        if found.kind in PEOPLE:
            mention.victims.append(found)
        mention.targets.append(found)
    for found in hurt(document, sentence):
        if not _overlaps(found, taken) and not any(_covers(other, found) for other in mention.victims):
            mention.victims.append(found)
    mention.reported_by = list(sources(document, sentence))


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
    elif trigger.passive and trigger.is_verb and not _is_weapon_moved(document, sentence, trigger):
        chosen = _subject(document, [hit for hit in kinds if hit.end <= trigger.start], trigger.start)
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


def _object(document: Document, sentence: Sentence, trigger: Trigger, after: Sequence[Hit[Term]]) -> list[Hit[Term]]:
    return [
        hit
        for hit in _chain(document, after, from_end=False)
        if document.words_between(trigger.end, hit.start) <= _OBJECT_WORDS and not _is_agent(document, sentence, hit)
    ]


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
        if end <= trigger.start:
            suffers = trigger.passive and document.words_between(end, trigger.start) <= 6
            suffers = suffers or (not trigger.is_verb and owns(document, end, trigger.start))
        else:
            suffers = not trigger.passive and 0 <= document.words_between(trigger.end, start) <= 8
            suffers = suffers and _is_marked_victim(document, sentence, trigger, start)
        if suffers:
            yield Found(document.text[start:end], start, end, "person")


def _is_marked_victim(document: Document, sentence: Sentence, trigger: Trigger, start: int) -> bool:
    if trigger.type in ("assassination", "abduction") or is_against(document, trigger.end, start):
        return True
    return any(hit.end <= start and document.words_between(hit.end, start) <= 4 for hit in _titles(sentence))


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
