"""Decides which numbers of a sentence count people and which are parts of others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.tolls.ages import is_age
from agents.attacks.reading.tolls.nouncounts import counts_things
from agents.attacks.reading.tolls.parts import insets_of, is_one_of, is_one_of_people
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.vocabulary import TRIGGERS, Term
from streams.records import Toll

HARMED = ("killed", "injured", "captured")
ATTACKERS = ("perpetrator",)
_COUNTABLE = frozenset([*PEOPLE_CONCEPTS, *HARMED, "partitive", "passive"])
"""What "one" and "a" count right before it: "one person", "one dead", "one of them", "one was killed"."""
_SHOTS = ("weapon", "event", "weak_event")
_DECADE = re.compile(r"['’′]s\b")
_FEW = 3
_SINGULAR = frozenset(["un", "une", "a", "an", "one", "uno", "una"])


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a sentence that count people, and the spans of lists that only tell who they were."""

    counts: tuple[NumberSpan, ...]
    insets: tuple[tuple[int, int], ...]

    def is_inset(self, start: int) -> bool:
        """Whether something stands in a list of parts."""
        return self.inset_of(start) is not None

    def inset_of(self, start: int) -> tuple[int, int] | None:
        """The list of parts that something stands in."""
        return next(((first, last) for first, last in self.insets if first <= start < last), None)

    def inset_between(self, start: int, end: int) -> tuple[int, int] | None:
        """The list that parts two words: "22 people, among them six women, died"."""
        return next(((first, last) for first, last in self.insets if start <= first and last <= end), None)


def plain_numbers(document: Document, sentence: Sentence) -> list[NumberSpan]:
    """Numbers that are no part of a date."""
    dates = document.dates_in(sentence.start, sentence.end)
    return [
        number
        for number in document.numbers_in(sentence.start, sentence.end)
        if not any(date.start <= number.start < date.end for date in dates)
    ]


def read_figures(
    document: Document, sentence: Sentence, numbers: Sequence[NumberSpan], marks: Sequence[Hit[Term]]
) -> Figures:
    """Numbers of people, without ages, shots and weapons, beside the words of harm in `marks`."""
    counts = tuple(
        number
        for number in numbers
        if is_count(document, sentence, number) and not _counts_shots(document, sentence, number)
    )
    insets = insets_of(document, sentence, counts, marks)
    return Figures(counts, insets)


def is_vague(number: NumberSpan) -> bool:
    """ "several", "a few": gives way to any figure."""
    return not number.exact and number.high is None and (number.low or 0) <= _FEW


def _counts_shots(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "varios disparos", "vingt drones": what was fired, not who was hit; "two shooting victims" are people."""
    if any(hit.start < number.start and number.end < hit.end for hit in sentence.of(*TRIGGERS)):
        return True
    connectors = document.vocabulary.words("connector")
    for hit in sentence.of(*_SHOTS):
        if hit.start < number.end or any(
            word not in connectors for word in document.folded[number.end : hit.start].split()
        ):
            continue
        if any(number.end <= other.start < hit.end for other in sentence.of(*PEOPLE_CONCEPTS, *HARMED)):
            continue
        behind = document.folded[hit.end : hit.end + 24].split()[:1]
        modifies = document.language in MODIFIERS_FIRST and any(
            other.start <= hit.end + 1 < other.end for other in sentence.of(*PEOPLE_CONCEPTS, *HARMED, *ATTACKERS)
        )
        if not (modifies and behind):
            return True
    return False


def is_count(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """A number of people; "un", "a" count only right before a person or a casualty word: else they are articles."""
    if number.role != "count" or is_age(document, sentence, number) or counts_things(document, sentence, number):
        return False
    if _hits_limb(document, sentence, number) or _counts_wounds(document, sentence, number):
        return False
    # "In their 20's", "called 911"
    if _DECADE.match(document.text, number.end) or _is_emergency(document, number):
        return False
    if not number.article and document.folded[number.start : number.end] not in _SINGULAR:
        return True
    if is_one_of(document, number) or is_one_of_people(document, sentence, number):
        return True
    return any(
        (hit.start >= number.end and document.words_between(number.end, hit.start) == 0)
        or (hit.payload.concept == "partitive" and hit.start <= number.start < hit.end)
        for hit in sentence.hits
        if hit.payload.concept in _COUNTABLE and not _is_pair(document, hit)
    )


def _is_emergency(document: Document, number: NumberSpan) -> bool:
    """A number that one calls for help."""
    return document.text[number.start : number.end] in document.vocabulary.words("emergency_number")


def _counts_wounds(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "multiple gunshot wounds": of one person, perhaps."""
    return any(
        number.end <= hit.start
        and document.words_between(number.end, hit.start) == 0
        and document.folded[hit.start : hit.end] in document.vocabulary.words("wound_noun")
        for hit in sentence.of("injured")
    )


def _is_pair(document: Document, hit: Hit[Term]) -> bool:
    """ "un couple": one noun, two people."""
    return document.folded[hit.start : hit.end] in document.vocabulary.words("pair_word")


def interval(document: Document, sentence: Sentence, number: NumberSpan) -> Toll:
    """At least, at most and about turn a figure into an interval; "more than 15" is 16 at least."""
    low, high = number.low, number.high
    for hit in sentence.of("at_least", "at_most"):
        near = hit.end <= number.start and document.words_between(hit.end, number.start) <= 1
        near = near or _bounds_behind(document, sentence, number, hit)
        if near or hit.start < number.start < hit.end:
            beyond = document.folded[hit.start : hit.end] in document.vocabulary.words("beyond_word")
            if hit.payload.concept == "at_least":
                return Toll(low if low is None else low + beyond, None)
            bound = high if high is not None else low
            return Toll(None, bound if bound is None else bound - beyond)
    return Toll(low, high)


def _bounds_behind(document: Document, sentence: Sentence, number: NumberSpan, hit: Hit[Term]) -> bool:
    """ "11 شخصا على الأقل": the bound stands behind its number, and before no other."""
    if not (number.end <= hit.start and document.words_between(number.end, hit.start) <= 1):
        return False
    return not any(
        hit.end <= other.start and document.words_between(hit.end, other.start) <= 1
        for other in document.numbers_in(sentence.start, sentence.end)
    )


def _hits_limb(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "Cuatro disparos, tres en la pierna": shots, not people."""
    limbs = document.vocabulary.words("limb_word")
    behind = document.folded[number.end : number.end + 24].split()[:3]
    if not document.numbers_in(sentence.start, number.start):
        return False
    return behind[:1] != [] and behind[0] in document.vocabulary.words("locative") and not limbs.isdisjoint(behind)
