"""Persons by name who are attacked, and people beside a casualty word."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from agents.attacks.reading.detection.company import is_against, owns
from agents.attacks.reading.detection.voice import is_passive
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.parties.actors import found_at, is_speaker
from agents.attacks.reading.parties.fallen import is_harmed
from agents.attacks.reading.parties.heads import heads, is_inserted, named_whole
from agents.attacks.reading.parties.objectcues import coordinated, is_agent, is_bound, titled_victims
from agents.attacks.reading.parties.perpetrators import described, is_force
from agents.attacks.reading.parties.rows import Span, row_from, row_until
from agents.attacks.reading.parties.subjects import subject_end
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import persons_in
from agents.text.places.cues import is_located, words_before
from agents.text.vocabulary import TRIGGERS, Term

_HURT_WORDS = 4
_TITLE_WORDS = 4
_BESIDE_WORDS = 2
_PART_WORDS = 6
_SPARING = ("no_casualties", "attempted")


def named_victims(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Persons by name beside the verb: "l'assassinat du général Qassem Soleimani"."""
    yield from titled_victims(document, sentence, trigger)
    subject = subject_end(document, sentence, trigger.start)
    persons = persons_in(document, sentence)
    for start, end in persons:
        if subject < end <= trigger.start or is_nobody(document, sentence, start):
            continue
        if end <= trigger.start:
            suffers = trigger.passive and document.words_between(end, subject) <= 6
            suffers = suffers or (not trigger.is_verb and owns(document, end, trigger.start))
        else:
            suffers = not trigger.passive and 0 <= document.words_between(trigger.end, start) <= 8
            suffers = suffers and _is_marked_victim(document, sentence, trigger, start)
        if suffers:
            row = row_until if end <= trigger.start else row_from
            yield from (
                _titled(document, sentence, *person) for person in row(document, sentence, persons, (start, end))
            )


def _titled(document: Document, sentence: Sentence, start: int, end: int) -> Found:
    start = _title_start(sentence, start)
    return Found(document.text[start:end], start, end, "person")


def is_nobody(document: Document, sentence: Sentence, start: int) -> bool:
    """ "in San Miguel de Mercedes", "the FTU [Workers Federation]": a name that only tells where, or explains."""
    if is_inserted(document, sentence, start):
        return True
    before = words_before(document, sentence, start)
    to_whom = document.vocabulary.words("against_word") | document.vocabulary.words("object_marker")
    return bool(before) and before[-1] not in to_whom and is_located(document, before)


def _title_start(sentence: Sentence, name: int) -> int:
    """ "le sénateur Jean Dupont": where the title right before the name begins."""
    return next((hit.start for hit in _titles(sentence) if hit.end == name - 1), name)


def _is_marked_victim(document: Document, sentence: Sentence, trigger: Trigger, start: int) -> bool:
    if is_against(document, trigger.end, start):
        return True
    titles = [hit for hit in _titles(sentence) if trigger.end <= hit.start and hit.end <= start]
    if trigger.type not in ("assassination", "abduction"):
        return any(document.words_between(hit.end, start) <= _TITLE_WORDS for hit in titles)
    first = titles[-1].start if titles and document.words_between(titles[-1].end, start) == 0 else start
    if trigger.is_verb or is_bound(document, sentence, trigger, first):
        return True
    return document.words_between(trigger.end, first) < _BESIDE_WORDS and "," not in document.text[trigger.end : first]


def _titles(sentence: Sentence) -> list[Hit[Term]]:
    return [
        hit for hit in sentence.hits if hit.payload.concept == "person_title" or hit.payload.concept in PEOPLE_CONCEPTS
    ]


def hurt(document: Document, sentence: Sentence) -> Iterator[Found]:
    """People beside a casualty word: "trois policiers ont été tués", "killing two soldiers", "Ana Vega was hurt"."""
    marks = [*sentence.of("killed", "injured"), *_held(sentence), *_spared(document, sentence)]
    if not marks:
        return
    stops = {hit.start for hit in sentence.hits if hit.payload.concept != "demonym"}
    ends = [subject_end(document, sentence, mark.start) for mark in marks]
    yield from _hurt_by_name(document, sentence, marks, ends)
    nouns = heads(document, sentence, [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_")])
    yield from _parts(document, sentence, marks, nouns, stops)
    for hit in nouns:
        if hit.payload.concept not in PEOPLE_CONCEPTS or is_speaker(document, sentence, found_at(document, hit)):
            continue
        if is_force(document, hit) or is_agent(document, sentence, hit):
            continue  # "killed in clashes with the army"
        for mark, end in zip(marks, ends, strict=True):
            if end < hit.end <= mark.start:
                continue
            first, second = (hit.end, end) if hit.start < mark.start else (mark.end, hit.start)
            if document.words_between(first, second) <= _HURT_WORDS:
                yield named_whole(document, sentence, hit, stops)
                break


def _parts(
    document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], nouns: Sequence[Hit[Term]], stops: Set[int]
) -> Iterator[Found]:
    """Who is told of the dead or wounded: "ten were hurt, including three nurses and the deputy Luis Vega"."""
    persons = persons_in(document, sentence)
    for cue in sentence.of("partitive"):
        if not any(
            mark.end <= cue.start and document.words_between(mark.end, cue.start) <= _PART_WORDS for mark in marks
        ):
            continue
        people = [hit for hit in nouns if hit.start >= cue.end and hit.payload.concept in PEOPLE_CONCEPTS]
        if people and document.words_between(cue.end, people[0].start) <= _HURT_WORDS:
            for hit in coordinated(document, people, from_end=False):
                yield named_whole(document, sentence, hit, stops)
        first = next((person for person in persons if person[0] >= cue.end), None)
        if first is not None and document.words_between(cue.end, first[0]) <= _HURT_WORDS:
            for person in row_from(document, sentence, persons, first):
                yield _titled(document, sentence, *person)


def _hurt_by_name(
    document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], ends: Sequence[int]
) -> Iterator[Found]:
    """Persons by name who "were wounded", "died", and those right behind an active verb: "killing Ana Vega, 42"."""
    persons = persons_in(document, sentence)
    for person in persons:
        if is_nobody(document, sentence, person[0]):
            continue
        for mark, subject in zip(marks, ends, strict=True):
            if _suffers(document, sentence, person, mark, subject):
                row = row_until(document, sentence, persons, person)
            elif _is_killed(document, sentence, person, mark):
                row = row_from(document, sentence, persons, person)
            else:
                continue
            yield from (_titled(document, sentence, *one) for one in row)
            break


def _suffers(document: Document, sentence: Sentence, person: Span, mark: Hit[Term], subject: int) -> bool:
    """Right before a passive verb of harm or one of dying."""
    end = person[1]
    if end > subject or document.words_between(end, subject) > _HURT_WORDS:
        return False
    dies = not document.vocabulary.words("dying_verb").isdisjoint(document.folded[mark.start : mark.end].split())
    return (
        dies
        or mark.payload.concept == "no_casualties"
        or any(subject <= aux.end <= mark.start or end <= aux.start < mark.start for aux in sentence.of("passive"))
    )


def _is_killed(document: Document, sentence: Sentence, person: Span, mark: Hit[Term]) -> bool:
    """Right behind an active verb of harm, with at most a title between."""
    start = _title_start(sentence, person[0])
    if start < mark.end or document.words_between(mark.end, start) > 1 or "," in document.text[mark.end : start]:
        return False
    return not is_passive(document, sentence, mark)


def fallen(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Fighters whom a strike or an ambush kills or wounds: "deux combattants tués dans un raid"."""
    for hit in sentence.of("perpetrator"):
        found = found_at(document, hit, kind="person")
        if is_harmed(document, sentence, found):
            start, end = described(document, sentence, replace(found, kind="individual"))
            yield replace(found, text=document.text[start:end], start=start, end=end)


def _spared(document: Document, sentence: Sentence) -> list[Hit[Term]]:
    """Words that say of somebody attacked that he was not hurt: "the senator escaped unharmed"."""
    unhurt = document.vocabulary.words("unhurt_word")
    told = sentence.of(*_SPARING)
    return [hit for hit in told if not unhurt.isdisjoint(document.folded[hit.start : hit.end].split())]


def _held(sentence: Sentence) -> Sequence[Hit[Term]]:
    """Words of captivity where somebody is abducted: else it is the police who arrest."""
    abducted = any(hit.payload.type == "abduction" for hit in sentence.of(*TRIGGERS))
    return sentence.of("captured") if abducted else ()
