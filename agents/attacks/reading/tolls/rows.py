"""Counts people told one by one in a row: "a policeman, a nurse and his brother", "the couple and Ali Hassan, 24"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, persons_in
from agents.text.vocabulary import Term

HEADLINES = ("title", "heading")
_FIRST_WORDS = 3
_GAP_WORDS = 5
_JOINT_WORDS = 3
_LEAD_IN = 30
_ROW_CHARACTERS = 300
_DETERMINER_WORDS = 3
_DEEDS = ("deadly_act", "weak_deadly_act")
_ENDS_ROW = ("passive", "killed", "injured", "captured", "partitive", "perpetrator", "agent_by", *_DEEDS)


@dataclass(frozen=True, slots=True)
class Person:
    """One or two people: a noun, a name, or both beside each other."""

    start: int
    end: int
    count: int


def row_behind(document: Document, sentence: Sentence, start: int, end: int) -> list[Person]:
    """Those right behind `start`, as far as `end`, each joined to the one before."""
    row: list[Person] = []
    position = start
    for person in _people(document, sentence, start, min(end, start + _ROW_CHARACTERS)):
        if not person.count or not (
            _is_joined(document, sentence, position, person.start) if row else _is_first(document, position, person)
        ):
            break
        row.append(person)
        position = person.end
    return row


def row_before(document: Document, sentence: Sentence, end: int) -> list[Person]:
    """Those right before `end`, last one first, each joined to the one behind."""
    row: list[Person] = []
    for person in reversed([*_people(document, sentence, max(sentence.start, end - _ROW_CHARACTERS), end)]):
        if not person.count or (row and not _is_joined(document, sentence, person.end, row[-1].start)):
            break
        row.append(person)
    return row


def count_row(row: Sequence[Person]) -> int:
    return sum(person.count for person in row)


def is_joined_to(document: Document, person: Person, start: int) -> bool:
    """Whether little more than "and" or a comma parts a person from what begins at `start`."""
    words = document.folded[person.end : start].split()
    joined = "," in document.text[person.end : start] or bool(document.vocabulary.words("conjunction") & set(words))
    return joined and len(words) <= _JOINT_WORDS


def dies(document: Document, mark: Hit[Term]) -> bool:
    """ "died", "murió en el hospital": of whoever stands before it."""
    words = document.folded[mark.start : mark.end]
    dying = document.vocabulary.words("dying_verb")
    return words in dying or words.split()[0] in dying


def is_single(document: Document, sentence: Sentence, person: Hit[Term]) -> bool:
    """A singular article or possessive in front, perhaps with an age between, and no plural noun."""
    vocabulary = document.vocabulary
    words = document.folded[person.start : person.end].split()
    head = words[-1] if document.language in MODIFIERS_FIRST else words[0]
    if head in vocabulary.words("plural_word") or words[-1].endswith(("s", "x")):
        return False
    if len(words) > 1 and words[0] in vocabulary.words("singular_determiner"):
        return True
    if sentence.kind in HEADLINES and words[-1] in vocabulary.words("bare_single"):
        # "Man shot dead in Akron", "7-year-old boy injured": headlines drop their articles.
        before = document.numbers_in(max(sentence.start, person.start - 16), person.start)
        return not any(number.role == "count" and not number.article for number in before)
    return (
        _is_determined(document, sentence, person)
        or _is_aged(document, sentence, person)
        or _is_joined_to_single(document, sentence, person)
    )


def _is_aged(document: Document, sentence: Sentence, person: Hit[Term]) -> bool:
    """ "Killed 24-year-old Ali Hassan": an age right before, which no number counts and no plural noun follows."""
    before = document.numbers_in(max(sentence.start, person.start - _LEAD_IN), person.start)
    ages = [number for number in before if number.role == "age"]
    if not ages or document.words_between(ages[-1].end, person.start):
        return False
    counted = any(number.role == "count" and not number.article for number in before)
    behind = document.folded[person.end : person.end + _LEAD_IN].split()[:1]
    return not counted and not (
        behind and (behind[0].endswith("s") or behind[0] in document.vocabulary.words("plural_word"))
    )


def _is_joined_to_single(document: Document, sentence: Sentence, person: Hit[Term]) -> bool:
    """ "A man and woman": one article for both."""
    words = document.vocabulary.words
    if document.folded[person.start : person.end].split()[-1] not in words("bare_single"):
        return False
    before = document.folded[max(sentence.start, person.start - _LEAD_IN) : person.start].split()[-3:]
    return len(before) == 3 and (
        before[-1] in words("conjunction")
        and before[1] in words("bare_single")
        and before[0] in words("singular_determiner")
    )


def _is_determined(document: Document, sentence: Sentence, person: Hit[Term]) -> bool:
    start = max(sentence.start, person.start - _LEAD_IN)
    ages = [number.start for number in document.numbers_in(start, person.start) if number.role == "age"]
    # "His 17-month-old son"
    lead_in = document.folded[start : ages[-1] if ages else person.start].split()[-_DETERMINER_WORDS:]
    return any(word in document.vocabulary.words("singular_determiner") for word in lead_in)


def _people(document: Document, sentence: Sentence, start: int, end: int) -> Iterator[Person]:
    """Nouns and names in order; what is no single person and no pair ends the row, and a name is its noun's own."""
    names = [Person(*name, 1) for name in persons_in(document, sentence) if start <= name[0] and name[1] <= end]
    nouns = [
        Person(hit.start, hit.end, _count(document, sentence, hit))
        for hit in sentence.hits
        if hit.payload.concept in PEOPLE_CONCEPTS and start <= hit.start and hit.end <= end
    ]
    last: Person | None = None
    for person in sorted((*names, *nouns), key=lambda person: person.start):
        if last is None:
            last = person
        elif person.start <= last.end or not document.words_between(last.end, person.start):
            if "," in document.text[last.end : person.start]:
                yield last
                last = person
            else:
                last = Person(last.start, max(last.end, person.end), max(last.count, person.count))
        else:
            yield last
            last = person
    if last is not None:
        yield last


def _count(document: Document, sentence: Sentence, hit: Hit[Term]) -> int:
    """Two for "the couple", "his parents"; 0 for nouns that do not say how many."""
    pairs = document.vocabulary.words("pair_word")
    if document.folded[hit.start : hit.end].split()[-1] in pairs:
        headline = sentence.kind in HEADLINES
        return 2 if headline or _is_determined(document, sentence, hit) else 0
    return int(is_single(document, sentence, hit))


def _is_first(document: Document, start: int, person: Person) -> bool:
    """ "killing a nurse", not "killed in the house of a nurse"."""
    words = document.folded[start : person.start].split()
    return person.count > 0 and len(words) <= _FIRST_WORDS and not document.vocabulary.words("locative") & set(words)


def _is_joined(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    words = document.folded[start:end].split()
    if len(words) > _GAP_WORDS or any(start <= hit.start < end for hit in sentence.of(*_ENDS_ROW)):
        return False
    joints = document.vocabulary.words("conjunction")
    return "," in document.text[start:end] or bool(joints & set(words))
