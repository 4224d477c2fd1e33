"""Where a clause has its noun phrases, whatever nouns they are made of. Shallow: small words, punctuation, hits."""

import re
from collections.abc import Set

from agents.text.document import Document, Sentence
from agents.text.vocabulary import TRIGGERS

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_JOINING = re.compile(r"[\s'’.\-]*")
"""What stands between the words of one phrase."""
_SMALL = ("stopword", "locative", "auxiliary_finite", "conjunction")
_STOPS = (
    *TRIGGERS,
    "killed",
    "injured",
    "captured",
    "passive",
    "agent_by",
    "against",
    "reporting",
    "claiming",
)
_NOUNS = ("kind_", "perpetrator", "actor")
_OPENING_WORDS = 5
_PHRASE_WORDS = 9
_MOST_JOINED = 3
_LETTERS = 2


def phrases_from(document: Document, sentence: Sentence, at: int, end: int) -> list[Span]:
    """The noun phrase that begins there, articles and numbers left out, and those that "and" joins to it."""
    stops = {hit.start for hit in sentence.of(*_STOPS)}
    stops.update(span.start for span in document.dates_in(at, end))
    # "men", "people" are small words of a text, and nouns all the same.
    nouns = {hit.start for hit in sentence.hits if hit.payload.concept.startswith(_NOUNS)}
    found: list[Span] = []
    start: int | None = at
    while start is not None and len(found) < _MOST_JOINED:
        phrase = _phrase(document, (start, end), stops, nouns)
        if phrase is None:
            break
        found.append(phrase)
        start = _joined(document, phrase[1], end)
    return found


def _phrase(document: Document, within: Span, stops: Set[int], nouns: Set[int]) -> Span | None:
    vocabulary, folded = document.vocabulary, document.folded
    opening = vocabulary.words("determiner") | vocabulary.words("object_marker") | vocabulary.words("definite")
    owning = vocabulary.words("owner_word")
    first = last = None
    pending = taken = 0
    before = within[0]
    for word in _WORD.finditer(folded, *within):
        said = word.group()
        joined = _JOINING.fullmatch(document.text, before, word.start()) is not None
        if not joined or taken == _PHRASE_WORDS or word.start() in stops:
            break
        before = word.end()
        if said in opening or said.isdigit():
            if first is None or pending:
                pending += 1
                if pending > _OPENING_WORDS:
                    break
                continue
            break
        if first is not None and said in owning:
            pending = 1
            continue
        if word.start() not in nouns and _is_small(document, said):
            break
        first = word.start() if first is None else first
        last, pending, taken = word.end(), 0, taken + 1
    return (first, last) if first is not None and last is not None else None


def _is_small(document: Document, word: str) -> bool:
    if word.isdigit() or (len(word) < _LETTERS and word.isascii()):
        return True
    words = document.vocabulary.words
    if any(word in words(name) for name in _SMALL):
        return True
    if word[0] in words("joined_conjunction"):
        return len(word) > _LETTERS
    return word[0] in words("joined_preposition") and any(word[1:] in words(name) for name in _SMALL)


def _joined(document: Document, at: int, end: int) -> int | None:
    """Where the phrase begins that "and" joins to the one that ends there."""
    word = _WORD.search(document.folded, at, end)
    if word is None or _JOINING.fullmatch(document.text, at, word.start()) is None:
        return None
    if word.group() in document.vocabulary.words("conjunction"):
        return word.end()
    return word.start() + 1 if word.group()[0] in document.vocabulary.words("joined_conjunction") else None
