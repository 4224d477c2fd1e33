"""Decides which numbers of a sentence count people and which are parts of others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.parties.fallen import are_fallen
from agents.attacks.reading.tolls.nouncounts import counts_things
from agents.attacks.reading.tolls.rows import count_row, row_behind
from agents.attacks.reading.tolls.sums import counts_people
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
_PARTITIVE_WORDS = 3
_ONE_OF_WORDS = 2
_INSET_END_WORDS = 4
_OPENING_REACH = 100
_OLDEST = 110
_YOUNGEST = 13
"""From which on a number behind a noun of people and a comma is an age: "a male, 43"."""
_NAME_CHARACTERS, _LEAD_OUT = 32, 20
_DECADE = re.compile(r"['’′]s\b")
_FEW = 3
_CLOSING_REACH = 24
_AGE_MARKS = frozenset([",", ";", ".", ":", ")", ""])
_SINGULAR = frozenset(["un", "une", "a", "an", "one", "uno", "una"])
_CLOSING = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-", "،": "،"}


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
    insets = [
        *_told_parts(document, sentence, marks),
        *_summed_parts(document, sentence, counts),
        *_listed_parts(document, sentence, counts),
    ]
    return Figures(counts, tuple(insets))


def _told_parts(document: Document, sentence: Sentence, marks: Sequence[Hit[Term]]) -> Iterator[tuple[int, int]]:
    """ ", entre ellos una decena de niños y seis mujeres, ": from its mark to the one before what happened to all."""
    for cue in sentence.of("partitive"):
        opening = document.text[max(0, cue.start - _OPENING_REACH) : cue.start].rstrip()[-1:]
        closing = _CLOSING.get(opening)
        end = _end_of_inset(document, sentence, marks, cue.end, closing) if closing else None
        if end is not None:
            yield cue.start - 1, end


def _end_of_inset(
    document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], start: int, closing: str
) -> int | None:
    """Behind the first mark of its kind that what happened to all follows; the list may tell harm of its own."""
    goes_on = [hit.start for hit in (*marks, *sentence.of("passive")) if hit.start >= start]
    end = document.text.find(closing, start, max(goes_on, default=start))
    while end >= 0:
        if any(end < other and document.words_between(end + 1, other) <= _INSET_END_WORDS for other in goes_on):
            return end + 1
        end = document.text.find(closing, end + 1, max(goes_on))
    return None


def _summed_parts(document: Document, sentence: Sentence, counts: Sequence[NumberSpan]) -> Iterator[tuple[int, int]]:
    """ "treize personnes, dix gendarmes, deux supplétifs et un civil,": numbers that add up to the one before them."""
    for index, whole in enumerate(counts):
        total = 0
        for taken, part in enumerate(counts[index + 1 :], start=1):
            total += part.low or 0
            if whole.low is None or total > whole.low or part.low != part.high:
                break
            if is_part(document, sentence, part) or not _counts_victims(document, sentence, part):
                break
            if total == whole.low and taken > 1:
                yield counts[index + 1].start, _end_of_part(document, part)
                break


def _listed_parts(document: Document, sentence: Sentence, counts: Sequence[NumberSpan]) -> Iterator[tuple[int, int]]:
    """ "Two victims, a student and a nurse,", "Two children, ages 3 and 5,": as many as counted, between commas."""
    for whole in counts:
        comma = document.text.find(",", whole.end, min(sentence.end, whole.end + _NAME_CHARACTERS))
        victims = any(document.words_between(whole.end, hit.start) == 0 for hit in sentence.of("casualties"))
        if comma < 0 or not (victims or _counts_victims(document, sentence, whole)):
            continue
        row = row_behind(document, sentence, comma, sentence.end)
        while len(row) > 1 and count_row(row) > (whole.low or 0):
            row.pop()
        ages = [n for n in document.numbers_in(comma, comma + _OPENING_REACH) if n.role == "age"]
        end = row[-1].end if row and count_row(row) == whole.low else ages[-1].end if ages else None
        closing = document.text.find(",", end, end + _CLOSING_REACH) if end is not None else -1
        between = document.text[comma + 1 : closing] if closing > 0 else ""
        if closing > 0 and (row or not any(sign in between for sign in ";:()")):
            yield comma, closing + 1


def _end_of_part(document: Document, part: NumberSpan) -> int:
    """Behind the comma or bracket that ends the list, where one stands near."""
    words = document.text[part.end : part.end + 60]
    ends = [index for index in (words.find(mark) for mark in ",);.") if index >= 0]
    return part.end + (min(ends) + 1 if ends else 0)


def _counts_victims(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """A number of people who are no attackers."""
    return counts_people(document, sentence, number) and not counts_attackers(document, sentence, number)


def is_vague(number: NumberSpan) -> bool:
    """ "several", "a few": gives way to any figure."""
    return not number.exact and number.high is None and (number.low or 0) <= _FEW


def is_part(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "dont trois enfants": told before within another number; not in "dont un bébé, et quinze autres"."""
    return any(
        (
            hit.end <= number.start
            and document.words_between(hit.end, number.start) <= _PARTITIVE_WORDS
            and not _is_closed(document, sentence, hit, number.start)
        )
        or hit.start <= number.start < hit.end
        for hit in sentence.of("partitive")
    )


def is_one_of(document: Document, number: NumberSpan) -> bool:
    """ "One of the five people", "deux des sept blessés": a part with its whole behind it."""
    return (whole := _whole_behind(document, number)) is not None and number.end < whole.start


def _is_one_of_people(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "One of the officers", "un des policiers"."""
    words = document.vocabulary.words
    for hit in sentence.hits:
        if hit.start >= number.end and hit.payload.concept in PEOPLE_CONCEPTS:
            between = document.folded[number.end : hit.start].split()
            return 0 < len(between) <= _ONE_OF_WORDS and all(
                word in words("of_word") or word in words("definite") for word in between
            )
    return False


def is_whole(document: Document, number: NumberSpan) -> bool:
    """The five of "one of the five"."""
    before = document.numbers_in(max(0, number.start - _LEAD_OUT), number.start)
    return bool(before) and _whole_behind(document, before[-1]) is not None


def _whole_behind(document: Document, part: NumberSpan) -> NumberSpan | None:
    words = document.vocabulary.words
    for whole in document.numbers_in(part.end, part.end + _LEAD_OUT):
        between = document.folded[part.end : whole.start].split()
        if whole.role != "count" or not between or between[0] not in words("of_word"):
            return None
        return whole if all(word in words("definite") or word in words("of_word") for word in between) else None
    return None


def _is_closed(document: Document, sentence: Sentence, part: Hit[Term], end: int) -> bool:
    """A comma with "and" behind it ends a list of parts and goes on with the sentence; so does a word of harm.

    "Including the bomber, 14 people were killed": of a sentence that opens with it any comma does.
    """
    start = part.end
    if any(start <= hit.start < end for hit in sentence.of("killed", "injured")):
        return True
    comma = document.text.find(",", start, end)
    if comma > start and not document.text[sentence.start : part.start].strip():
        return True
    after = document.folded[comma + 1 : end].split()[:1] if comma > start else []
    return bool(document.vocabulary.words("conjunction").intersection(after))


def counts_attackers(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "trois assaillants ont été tués": the number counts attackers, not victims of the attack."""
    return any(
        number.end <= hit.start and document.words_between(number.end, hit.start) == 0
        for hit in sentence.of(*ATTACKERS)
        if not are_fallen(document, sentence, hit)
    )


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
    if number.role != "count" or _is_age(document, sentence, number) or counts_things(document, sentence, number):
        return False
    if _hits_limb(document, sentence, number) or _counts_wounds(document, sentence, number):
        return False
    # "In their 20's", "called 911"
    if _DECADE.match(document.text, number.end) or _is_emergency(document, number):
        return False
    if not number.article and document.folded[number.start : number.end] not in _SINGULAR:
        return True
    if is_one_of(document, number) or _is_one_of_people(document, sentence, number):
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


def _is_age(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "Nicolas, 24, was also killed", "ages 11 and 15", "a otro de 33": behind a name, an age or "another"."""
    text, joints = document.text, document.vocabulary.words("conjunction")
    for other in document.numbers_in(max(0, number.start - 16), number.start):
        between = document.folded[other.end : number.start].split()
        if other.role == "age" and (not between or between[0] in joints) and len(between) <= 1:
            return text[number.start : number.end].isdigit()
    if number.low is None or number.low > _OLDEST:
        return False
    if is_beside_age(document, number):
        return True
    behind = document.folded[number.end : number.end + 16].split()[:1]
    # "Ali, 24 and Omar, 23"
    ends = text[number.end : number.end + 1] in _AGE_MARKS or (behind != [] and behind[0] in joints)
    before = document.folded[max(0, number.start - 24) : number.start].split()
    if ends and len(before) > 1 and before[-2] in document.vocabulary.words("another_one"):
        return before[-1] in document.vocabulary.words("connector")
    if text[max(0, number.start - 2) : number.start] not in (", ", "، "):
        return False
    name = text[max(0, number.start - _NAME_CHARACTERS) : number.start - 2].split()[-1:]
    people = [hit for hit in sentence.of(*PEOPLE_CONCEPTS) if hit.end == number.start - 2]
    person = any(number.low >= _YOUNGEST or not _is_plural(document, hit) for hit in people)
    return ends and ((name != [] and name[0][:1].isupper()) or person)


def is_beside_age(document: Document, number: NumberSpan) -> bool:
    """ "Two victims, 17 and 23 years old", "15, 16 et 17 ans": a figure joined to the age behind it."""
    joints = document.vocabulary.words("conjunction")
    end = number.end
    for other in document.numbers_in(number.end, number.end + _LEAD_OUT):
        if not set(document.folded[end : other.start].split()) <= joints:
            return False
        if other.role in ("age", "measure"):
            return document.text[number.start : number.end].isdigit()
        end = other.end
    return False


def _is_plural(document: Document, hit: Hit[Term]) -> bool:
    words = document.folded[hit.start : hit.end].split()
    return words[-1] in document.vocabulary.words("plural_word") or words[-1].endswith(("s", "x"))
