"""Persons told in a row, "A, 42; B and the nurse C", and the rows that words of listing open: "among the dead are"."""

import re
from collections.abc import Iterator, Sequence

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.phrases import persons_in

_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[,;،؛]")
_BREAK = re.compile(r"[.:!?()\[\]«»“”]|--")
_JOINT_CHARACTERS = 60
_MOST_NAMES = 8

Span = tuple[int, int]


def row_from(document: Document, sentence: Sentence, persons: Sequence[Span], first: Span) -> Iterator[Span]:
    """A name and those joined to it behind: with ages, titles and "his wife" between, and nothing else."""
    at = persons.index(first)
    yield first
    for one, other in zip(persons[at:], persons[at + 1 : at + _MOST_NAMES], strict=False):
        if not _are_joined(document, sentence, one[1], other[0]):
            return
        yield other


def row_until(document: Document, sentence: Sentence, persons: Sequence[Span], last: Span) -> Iterator[Span]:
    """A name and those joined to it before, nearest first."""
    at = persons.index(last)
    yield last
    for number in range(at, max(0, at - _MOST_NAMES), -1):
        if not _are_joined(document, sentence, persons[number - 1][1], persons[number][0]):
            return
        yield persons[number - 1]


def _are_joined(document: Document, sentence: Sentence, end: int, start: int) -> bool:
    between = document.text[end:start]
    if len(between) > _JOINT_CHARACTERS or _BREAK.search(between.replace("Dr.", "")):
        return False
    words = _WORD.finditer(document.folded, end, start)
    joints = document.vocabulary.words("conjunction")
    joined = _JOINT.search(between) or any(word.group() in joints for word in words)
    return bool(joined) and _only_small(document, sentence, end, start)


def _only_small(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but titles, ages, numbers and small words stands between."""
    titles = [
        (hit.start, hit.end)
        for hit in sentence.hits
        if hit.payload.concept == "person_title" or hit.payload.concept in PEOPLE_CONCEPTS
    ]
    told = titles + [(number.start, number.end) for number in document.numbers_in(start, end)]
    lists = [document.vocabulary.words(name) for name in ("conjunction", "determiner", "age_word")]
    return all(
        any(word.group() in words for words in lists) or any(first <= word.start() < last for first, last in told)
        for word in _WORD.finditer(document.folded, start, end)
    )


def listed(document: Document, sentence: Sentence, *, harmed_before: bool) -> Iterator[Found]:
    """Names that a later sentence gives the victims: "The dead were identified as Ana Vega and Luis Rojas".

    `harmed_before`: the sentence before tells of dead or wounded, so that "They are …" lists them.
    """
    if sentence.of("perpetrator", "captured", "accusing", "trial"):
        return
    folded = document.folded[sentence.start : sentence.end].split()
    harmed = sentence.of("killed", "injured") or not document.vocabulary.words("vague_person").isdisjoint(folded)
    if not document.vocabulary.words("vague_attacker").isdisjoint(folded):
        return
    persons = persons_in(document, sentence)
    found = set(_named_behind(document, sentence, persons) if harmed else ())
    if harmed or harmed_before:
        found |= set(_listed_behind(document, sentence, persons, alone=not harmed))
    for start, end in sorted(found):
        yield Found(document.text[start:end], start, end, "person")


def _named_behind(document: Document, sentence: Sentence, persons: Sequence[Span]) -> Iterator[Span]:
    """All names behind "identified"."""
    naming = document.vocabulary.words("identifying_word")
    words = _WORD.finditer(document.folded, sentence.start, sentence.end)
    told = next((word.end() for word in words if word.group() in naming), None)
    if told is not None:
        yield from (person for person in persons if person[0] > told)


def _listed_behind(document: Document, sentence: Sentence, persons: Sequence[Span], *, alone: bool) -> Iterator[Span]:
    """The row right behind a word of listing; of a sentence that tells no harm itself only two names or more."""
    listing = document.vocabulary.words("listing_word")
    marks = [sentence.start] if alone else [hit.end for hit in sentence.of("killed", "injured")]
    for word in _WORD.finditer(document.folded, sentence.start, sentence.end) if persons and marks else ():
        if word.group() not in listing or word.start() < marks[0]:
            continue
        first = next((person for person in persons if person[0] >= word.end()), None)
        if first is None or not _only_small(document, sentence, word.end(), first[0]):
            continue
        row = list(row_from(document, sentence, persons, first))
        if len(row) > 1 or not alone:
            yield from row
