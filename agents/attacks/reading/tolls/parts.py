"""Tells the parts of a number from its whole: lists that only say who they were, "of whom two", "one of the five"."""

from collections.abc import Iterator, Sequence

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.tolls.rows import count_row, row_behind
from agents.attacks.reading.tolls.sums import counts_attackers, counts_people
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term

_PARTITIVE_WORDS = 3
_ONE_OF_WORDS = 2
_INSET_END_WORDS = 4
_OPENING_REACH, _LISTED_CHARACTERS, _CLOSING_REACH = 100, 32, 24
_WHOLE_REACH = 20
_CLOSING = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-", "،": "،"}


def insets_of(
    document: Document, sentence: Sentence, counts: Sequence[NumberSpan], marks: Sequence[Hit[Term]]
) -> tuple[tuple[int, int], ...]:
    """The spans of lists that only tell who those were whom `counts` counted."""
    return (
        *_told_parts(document, sentence, marks),
        *_summed_parts(document, sentence, counts),
        *_listed_parts(document, sentence, counts),
    )


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
        comma = document.text.find(",", whole.end, min(sentence.end, whole.end + _LISTED_CHARACTERS))
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


def is_one_of_people(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
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
    before = document.numbers_in(max(0, number.start - _WHOLE_REACH), number.start)
    return bool(before) and _whole_behind(document, before[-1]) is not None


def _whole_behind(document: Document, part: NumberSpan) -> NumberSpan | None:
    words = document.vocabulary.words
    for whole in document.numbers_in(part.end, part.end + _WHOLE_REACH):
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
