"""Tells ages from numbers of people: "Ali Hassan, 24,", "ages 3 and 5", "15, 16 et 17 ans"."""

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term

_OLDEST = 110
_YOUNGEST = 13
"""From which on a number behind a noun of people and a comma is an age: "a male, 43"."""
_NAME_CHARACTERS, _LEAD_OUT = 32, 20
_LEAD_IN_WORDS = 4
_AGE_MARKS = frozenset([",", ";", ".", ":", ")", ""])


def is_age(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
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


def ages_between(document: Document, start: int, end: int) -> list[NumberSpan]:
    """Those of [start, end), and measures, which count nobody either."""
    return [
        number
        for number in document.numbers_in(start, end)
        if number.role in ("age", "measure") or is_beside_age(document, number)
    ]


def age_words(document: Document, start: int, end: int) -> int:
    """ "five boys between the ages of 11 and 15 were hurt": how old they are parts nothing."""
    ages = ages_between(document, start, end)
    if not ages:
        return 0
    lead_in = max(0, document.words_between(start, ages[0].start) - 1)
    return document.words_between(ages[0].start, ages[-1].end) + min(_LEAD_IN_WORDS, lead_in)


def _is_plural(document: Document, hit: Hit[Term]) -> bool:
    words = document.folded[hit.start : hit.end].split()
    return words[-1] in document.vocabulary.words("plural_word") or words[-1].endswith(("s", "x"))
