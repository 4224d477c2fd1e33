"""Counts people by their nouns alone, in a language that writes one and two into them: "مقتل امرأة وطفلين" is three.

Says nothing in a language without the word lists `single_word` and `dual_word`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term

_FIRST_WORDS = 2
_JOINED_WORDS = 4
_BEFORE_WORDS = 4
_LEAD_IN = 44
_DOER_WORDS = 9
_TITLE = "person_title"
_BREAKS = ",;:(،؛"
_HARM = ("killed", "injured", "captured", "missing", "casualties")


@dataclass(frozen=True, slots=True)
class Listed:
    """Everybody named in a row beside a casualty word; `nouns` is how many nouns were added up."""

    count: int
    nouns: int
    start: int
    end: int


def count_listed(document: Document, sentence: Sentence, mark: Hit[Term]) -> Listed | None:
    """The list right behind the casualty word; None where a noun of it does not say how many it means."""
    if not document.vocabulary.words("dual_word") or _is_negated(document, sentence, mark):
        return None
    total = nouns = 0
    position = mark.end
    people = [person for person in _people(sentence) if person.start >= mark.end]
    if mark.payload.type and (behind := behind_doer(document, mark.end, people)) is not None:
        position = behind
    for person in people:
        if person.start < position:
            continue
        numbers = document.numbers_in(position, person.start)
        if not _goes_on(document, sentence, (position, person.start), numbers, first=not nouns):
            break
        said = _says(document, person, numbers)
        if said is None:
            return None
        total, nouns, position = total + said, nouns + 1, person.end
    return Listed(total, nouns, mark.start, position) if nouns else None


def counts_things(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """ "أصاب القصف ثلاثة منازل": what is counted is nobody."""
    return any(
        hit.start >= number.end and document.words_between(number.end, hit.start) == 0
        for hit in sentence.hits
        if hit.payload.concept.startswith("kind_") and hit.payload.concept not in PEOPLE_CONCEPTS
    )


def behind_doer(document: Document, start: int, people: list[Hit[Term]]) -> int | None:
    """Where those begin to whom it is done, when who does it stands right behind the verb.

    "طعن شاب شرطيا", "طعن رجل يبلغ من العمر 41 عاما اثنين من الموظفين".
    """
    if not document.vocabulary.language.verb_first or len(people) < 2:
        return None
    verb = document.folded[max(0, start - _LEAD_IN) : start].split()[-2:]
    if len(verb) > 1 and verb[0] in document.vocabulary.words("before_masdar"):
        # "أقدم شاب على طعن رجل مسن": a noun of doing, before whom it is done to.
        return None
    first, second = people[0], people[1]
    gap = document.words_between(first.end, document.word_start(second.start))
    if document.words_between(start, document.word_start(first.start)) or gap > _DOER_WORDS:
        return None
    if gap == 0:
        return None if is_joined(document, second.start) else first.end
    numbers = document.numbers_in(first.end, second.start)
    counted = [n for n in numbers if n.role == "count" and document.words_between(n.end, second.start) <= 1]
    return counted[-1].start if counted and not is_joined(document, counted[-1].start) else None


def count_alone(document: Document, sentence: Sentence, mark: Hit[Term]) -> Listed | None:
    """One or two: by the casualty word's own form, or the noun right before a verb ("أن جنديا استشهد")."""
    vocabulary = document.vocabulary
    if _is_negated(document, sentence, mark):
        return None
    last = document.folded[mark.start : mark.end].split()[-1]
    for count, name in ((1, "single_word"), (2, "dual_word")):
        if last in vocabulary.words(name):
            return Listed(count, 1, mark.start, mark.end)
    if _is_one_of_wounded(document, sentence, mark):
        return Listed(1, 1, mark.start, mark.end)
    others = document.folded[mark.end : mark.end + 20].split()[:1]
    if others and others[0] in vocabulary.words("another_one"):
        return Listed(1, 1, mark.start, mark.end)
    if others and others[0] in vocabulary.words("dual_word"):
        return Listed(2, 1, mark.start, mark.end)
    if document.folded[mark.start : mark.end] not in vocabulary.words("harm_verb") or is_joined(document, mark.start):
        return None
    return _count_before(document, sentence, mark)


def _is_one_of_wounded(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "توفي اليوم أحد الجرحى الأربعة": of the wounded one has died."""
    if document.folded[mark.start : mark.end].split()[0] not in document.vocabulary.words("dying_verb"):
        return False
    behind = [hit for hit in sentence.of("injured", "casualties") if hit.start >= mark.end][:1]
    if not behind or document.words_between(mark.end, document.word_start(behind[0].start)) > _FIRST_WORDS:
        return False
    return not document.vocabulary.words("singular_determiner").isdisjoint(
        document.folded[mark.end : behind[0].start].split()
    )


def _count_before(document: Document, sentence: Sentence, mark: Hit[Term]) -> Listed | None:
    before = [person for person in _people(sentence) if person.end <= mark.start]
    if not before or document.words_between(before[-1].end, mark.start) > _BEFORE_WORDS:
        return None
    person = before[-1]
    if any(sign in document.text[person.end : mark.start] for sign in _BREAKS) or is_joined(document, person.start):
        return None
    if any(person.end <= hit.start < mark.start or _is_part(document, hit, person) for hit in sentence.of("partitive")):
        return None
    numbers = document.numbers_in(max(sentence.start, person.start - _LEAD_IN), mark.start)
    said = _says(document, person, numbers)
    return Listed(said, 1, person.start, mark.end) if said else None


def _is_negated(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "من دون إصابته": nobody."""
    return any(
        hit.end <= mark.start and document.words_between(hit.end, mark.start) == 0 for hit in sentence.of("negation")
    )


def _is_part(document: Document, partitive: Hit[Term], person: Hit[Term]) -> bool:
    return partitive.end <= person.start and document.words_between(partitive.end, person.start) <= _FIRST_WORDS


def _people(sentence: Sentence) -> Iterator[Hit[Term]]:
    return (hit for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS or hit.payload.concept == _TITLE)


def _goes_on(
    document: Document, sentence: Sentence, gap: tuple[int, int], numbers: list[NumberSpan], *, first: bool
) -> bool:
    """Nothing but a number and a word or two stands before the next noun, and "and" before each but the first."""
    start, end = gap
    if any(sign in document.text[start:end] for sign in _BREAKS):
        return False
    if any(start <= hit.start < end for hit in sentence.of(*_HARM, "partitive")):
        return False
    words = document.words_between(start, end)
    counted = sum(document.words_between(number.start, number.end) for number in numbers)
    if first:
        return words - counted <= _FIRST_WORDS and not locates(document, start, end)
    joined = is_joined(document, end) or any(is_joined(document, number.start) for number in numbers)
    return joined and words - counted <= _JOINED_WORDS


def is_joined(document: Document, start: int) -> bool:
    """Whether "and" is written onto the word at `start`; a number's own span begins with it."""
    joints = document.vocabulary.words("joined_conjunction")
    word = document.word_start(start)
    numbered = any(number.start == start for number in document.numbers_in(start, start + _LEAD_IN))
    return document.folded[word : word + 1] in joints and (word < start or numbered)


def locates(document: Document, start: int, end: int) -> bool:
    """Whether a word such as "in" or "at" stands in [start, end)."""
    return bool(document.vocabulary.words("locative") & set(document.folded[start:end].split()))


def _is_beside(document: Document, number: NumberSpan, person: Hit[Term]) -> bool:
    """Right before the noun, or with "of" between: "اثنين من موظفي الأمن"."""
    between = document.folded[number.end : person.start].split()
    return not between or (len(between) == 1 and between[0] in document.vocabulary.words("connector"))


def _says(document: Document, person: Hit[Term], numbers: list[NumberSpan]) -> int | None:
    """How many a noun means: by the number beside it, by its form, or as "one of" many."""
    before = [n for n in numbers if n.end <= person.start and _is_beside(document, n, person)]
    if before:
        return before[-1].low if before[-1].role == "count" and before[-1].low == before[-1].high else None
    vocabulary = document.vocabulary
    phrase = document.folded[person.start : person.end]
    behind = document.numbers_in(person.end, person.end + 12)
    if behind and behind[0].low == 2 and document.words_between(person.end, behind[0].start) == 0:
        return 2
    head = phrase.split()[0]
    if {phrase, head} & vocabulary.words("dual_word"):
        return 2
    lead_in = document.folded[max(0, person.start - 12) : person.start].split()[-1:]
    if (
        person.payload.concept == _TITLE
        or {phrase, head} & vocabulary.words("single_word")
        or set(lead_in) & vocabulary.words("singular_determiner")
    ):
        return 1
    return None
