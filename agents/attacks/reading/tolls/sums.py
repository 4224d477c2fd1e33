"""Adds up figures that a sentence joins: "two women and a man were shot dead" is three."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.parties.fallen import are_fallen
from agents.attacks.reading.tolls.rows import count_row, is_joined_to, is_single, row_before, row_behind
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.phrases import persons_in
from agents.text.vocabulary import TRIGGERS, Term

_GAP_WORDS = 5
_NOUN_WORDS = 2
_OWN_WORDS = 4
_SINGLE_WORDS = 4


def sum_joined(
    document: Document, sentence: Sentence, people: Sequence[NumberSpan], number: NumberSpan, mark: Hit[Term]
) -> list[NumberSpan]:
    """The figures of one casualty word, in order; the given one alone where nothing is joined to it."""
    if number.end <= mark.start:
        before = [other for other in people if other.end <= number.start]
        chain = [*_follow(document, sentence, [number, *reversed(before)])][::-1]
    else:
        after = [other for other in people if other.start >= number.end]
        chain = [*_follow(document, sentence, [number, *after])]
        while len(chain) > 1 and _has_own_harm(document, sentence, chain[-1], sentence.end):
            chain.pop()
    joints = document.vocabulary.words("conjunction")
    last = document.folded[chain[-2].end : chain[-1].start].split() if len(chain) > 1 else []
    exact = all(one.low is not None and one.low == one.high for one in chain)
    return chain if exact and joints & set(last) else [number]


def total(document: Document, sentence: Sentence, chain: Sequence[NumberSpan], mark: Hit[Term]) -> int | None:
    """Their sum with the single persons joined to them; None where nothing is.

    "Five people, three men and two women" says one figure twice.
    """
    values: list[int] = []
    for one, two in zip_longest(chain, chain[1:]):
        end = two.start if two is not None else mark.start if mark.start >= one.end else sentence.end
        values += [one.low or 0, *[1] * _joined_singles(document, sentence, one, end)]
    # "Three men and three women" are six.
    if len(values) > 2 and values[0] == sum(values[1:]):
        del values[1:]
    values.insert(0, _joined_before(document, sentence, chain[0], mark))
    return sum(values) if values[0] or len(values) > 2 else None


def _joined_before(document: Document, sentence: Sentence, number: NumberSpan, mark: Hit[Term]) -> int:
    """How many stand before a figure, joined to it: "a woman and three men were hurt", "killing his wife, two sons"."""
    if mark.start < number.end:
        words = document.folded[mark.end : number.start].split()
        if len(words) == 2 and words[0] in document.vocabulary.words("singular_person"):
            # "Killed her and three other people"
            return int(words[1] in document.vocabulary.words("conjunction"))
        row = row_behind(document, sentence, mark.end, number.start)
        return count_row(row) if row and is_joined_to(document, row[-1], number.start) else 0
    if _is_joined_to_one(document, sentence, number):
        return 1
    if not counts_people(document, sentence, number) or _is_told_before(sentence, number):
        return 0
    row = row_before(document, sentence, number.start)
    return count_row(row) if row and is_joined_to(document, row[0], number.start) else 0


def _is_joined_to_one(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "A girl and four others were wounded", "he and three others": besides one who stands right before."""
    behind = document.folded[number.end : number.end + 24].split()[:_NOUN_WORDS]
    if not document.vocabulary.words("others_word") & set(behind):
        return False
    joints, ones = document.vocabulary.words("conjunction"), document.vocabulary.words("singular_person")
    before = document.folded[max(sentence.start, number.start - 40) : number.start].split()
    if not before or before[-1] not in joints:
        return False
    if len(before) > 1 and before[-2] in ones:
        return not _is_told_before(sentence, number)
    people = [hit.end for hit in sentence.hits if _is_one(document, sentence, hit) and hit.end <= number.start]
    people += [end for _, end in persons_in(document, sentence) if end <= number.start]
    gap = document.folded[max(people, default=sentence.start) : number.start].split()
    return (
        bool(people) and all(word in joints or word.isdigit() for word in gap) and not _is_told_before(sentence, number)
    )


def _is_one(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    return hit.payload.concept in PEOPLE_CONCEPTS and is_single(document, sentence, hit)


def _is_told_before(sentence: Sentence, number: NumberSpan) -> bool:
    """ "killed a teacher and two others were hurt": another harm stands before, and the one may be its own."""
    return any(hit.end <= number.start for hit in sentence.of("killed", "injured", "perpetrator", *TRIGGERS))


def _joined_singles(document: Document, sentence: Sentence, number: NumberSpan, end: int) -> int:
    """How many of "and a man", "and his son" follow the noun that a figure counts, up to `end`."""
    joints = document.vocabulary.words("conjunction")
    people = [hit for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS and number.end <= hit.start < end]
    if not people or document.words_between(number.end, people[0].start) > _NOUN_WORDS:
        return 0
    found, joined = 0, False
    for one, two in pairwise(people):
        gap = document.folded[one.end : two.start].split()
        parted = any(one.end <= hit.start < two.end for hit in sentence.of("passive", "killed", "injured", "partitive"))
        near = 0 < len(gap) <= _SINGLE_WORDS and (joints & set(gap) or "," in document.text[one.end : two.start])
        own = end == sentence.end and _has_own_harm(document, sentence, two, end)
        if parted or own or not near or not is_single(document, sentence, two):
            break
        found, joined = found + 1, joined or bool(joints & set(gap))
    return found if joined or end < sentence.end else 0


def _follow(document: Document, sentence: Sentence, numbers: Sequence[NumberSpan]) -> Iterator[NumberSpan]:
    """As far as each figure counts people and only a comma or "and" parts it from the next."""
    yield numbers[0]
    joints = document.vocabulary.words("conjunction")
    for one, two in pairwise(numbers):
        first, second = (one, two) if one.start < two.start else (two, one)
        gap = document.folded[first.end : second.start].split()
        joined = bool(joints & set(gap)) or "," in document.text[first.end : second.start]
        verb = any(
            first.end <= hit.start < second.start for hit in sentence.of("passive", "killed", "injured", "partitive")
        )
        ages = [number for number in document.numbers_in(first.end, second.start) if number.role == "age"]
        aged = document.words_between(ages[0].start, ages[-1].end) if ages else 0
        if (
            not joined
            or verb
            or len(gap) - aged > _GAP_WORDS
            or not all(counts_people(document, sentence, n) for n in (one, two))
        ):
            return
        yield two


def counts_people(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """Whether a noun for people stands right behind."""
    return any(
        hit.start >= number.end and document.words_between(number.end, hit.start) <= _NOUN_WORDS
        for hit in sentence.hits
        if hit.payload.concept in PEOPLE_CONCEPTS
    )


def _has_own_harm(document: Document, sentence: Sentence, number: NumberSpan | Hit[Term], end: int) -> bool:
    """ "killing two men and a third man was wounded": the last one has a verb of its own."""
    return any(
        number.end <= hit.start < end
        and document.words_between(number.end, hit.start) <= _OWN_WORDS
        and "," not in document.text[number.end : hit.start]
        for hit in sentence.of("killed", "injured", "captured", "passive")
    )


def counts_attackers(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "trois assaillants ont été tués": the number counts attackers, not victims of the attack."""
    return any(
        number.end <= hit.start and document.words_between(number.end, hit.start) == 0
        for hit in sentence.of("perpetrator")
        if not are_fallen(document, sentence, hit)
    )
