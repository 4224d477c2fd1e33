"""Rewrites passages in capitals as a page would print them: names keep a capital, ordinary words lose it.

Old wires come in capitals all through, headlines and single paragraphs often. Offsets stay.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from agents.text.matcher import Hit
from agents.text.normal import blank_punctuation, fold_case
from agents.text.vocabulary import Name, Term, Vocabulary
from config.lexicon.forms.ordinary import ordinary_words, plain

_SAMPLE_CHARACTERS, _UPPER_SHARE = 2_000, 0.6
_SMALL_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_LINE = re.compile(r"[^\r\n\u2028]+")
_WORD = re.compile(r"[^\W\d_]+")
_LINE_WORDS, _LINE_LETTERS = 3, 12
_OPENS = re.compile(r"(?:[.!?…]['\"”’»)\]]*\s+|\n\s*\n\s*|\s[-–—]{1,2}\s+|--\s*|—\s*|[\])]\s+)[\"'“‘«¡¿(\[]*\Z")
_OPENING_CHARACTERS = 8
_BY_DAY = re.compile(r"\d\s*\Z"), re.compile(r"\s*\d")
_FUNCTION_WORDS = ("stopword", "determiner", "locative", "auxiliary_finite", "connector", "conjunction", "name_break")
# fmt: off
_SMALL_WORDS = frozenset({
    "de", "la", "del", "las", "los", "el", "y", "en", "of", "the", "and", "in", "du",
    "des", "le", "les", "et", "à", "a", "al", "da", "do", "dos",
})
# fmt: on

FindNames = Callable[[str], list[Hit[Name]]]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str


def recase(text: str, *, vocabulary: Vocabulary, hits: Sequence[Hit[Term]], find: FindNames) -> str:
    """The text with its passages in capitals rewritten; `hits` are the phrases that were found in it."""
    whole = _is_upper(text[:_SAMPLE_CHARACTERS])
    passages = list(_passages(text, _is_upper if whole else _is_long_upper))
    if not passages:
        return text
    caser = _Caser(vocabulary, frozenset() if whole else _printed_small(text))
    parts: list[str] = []
    starts, done = [hit.start for hit in hits], 0
    for start, end in passages:
        within = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        own = [Hit(hit.start - start, hit.end - start, hit.payload) for hit in within]
        parts += [text[done:start], caser.rewrite(text[start:end], own, find)]
        done = end
    return "".join([*parts, text[done:]])


def _passages(text: str, is_taken: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines that are in capitals, as one: a sentence may run over the end of its line."""
    begin = end = 0
    for line in _LINE.finditer(text):
        if not is_taken(line.group()):
            if begin < end:
                yield begin, end
            begin = end = 0
        else:
            begin, end = begin if end else line.start(), line.end()
    if begin < end:
        yield begin, end


def _is_upper(text: str) -> bool:
    # Nearly every page has far too many small letters: they are counted at once.
    small = len(text) - len(text.encode("ascii", "replace").translate(None, _SMALL_LETTERS))
    if small >= (1 - _UPPER_SHARE) * len(text):
        return False
    upper = sum(map(str.isupper, text))
    return upper > _UPPER_SHARE * sum(map(str.isalpha, text))


def _is_long_upper(line: str) -> bool:
    """Capitals all through, and more than a name."""
    if not line.isupper() or len(line.split()) < _LINE_WORDS:
        return False
    return sum(map(str.isalpha, line)) >= _LINE_LETTERS


def _printed_small(text: str) -> Set[str]:
    """What the page itself prints in small letters is no name of its own."""
    return {word for word in _WORD.findall(text) if word.islower()}


def proper_case(text: str) -> str:
    """A capital on each word but the small ones, as names are printed."""
    words = (fold_case(word) for word in text.split(" "))
    return " ".join(word if word in _SMALL_WORDS else with_capital(word) for word in words)


def with_capital(word: str) -> str:
    """Of the same length: offsets count on it."""
    capital = word[:1].upper()
    return capital + word[1:] if len(capital) == 1 else word


class _Caser:
    """Decides word by word, by the words of one language and of one page."""

    def __init__(self, vocabulary: Vocabulary, printed_small: Set[str]) -> None:
        self._ordinary, self._printed = ordinary_words(vocabulary.language.code), printed_small
        self._function = frozenset().union(*(vocabulary.words(name) for name in _FUNCTION_WORDS))
        self._locative = vocabulary.words("locative")
        self._months = frozenset(vocabulary.language.numbers.get("capital_months", ()))

    def rewrite(self, passage: str, hits: Sequence[Hit[Term]], find: FindNames) -> str:
        """The passage as it would be printed; letters alone ("M-14", "U.S.") stay."""
        words = [_Word(*word.span(), fold_case(word.group())) for word in _WORD.finditer(passage)]
        cased = self._names(passage, hits, find)
        small = {at for hit in hits if hit.payload.actor is None for at in range(hit.start, hit.end)}
        raised = [self._is_raised(word, passage, word.start in small, cased) for word in words]
        for index in range(1, len(words) - 1):
            if raised[index - 1] and raised[index + 1] and not raised[index] and words[index].start not in small:
                raised[index] = self._is_in_name(passage, *words[index - 1 : index + 2])
        letters = list(fold_case(passage))  # of the same length, as each word is
        for word, capital in zip(words, raised, strict=True):
            if word.start in cased:
                letters[word.start : word.end] = cased[word.start]
            elif _is_letter(word, passage):
                letters[word.start : word.end] = passage[word.start : word.end]
            elif capital or _opens(passage, word.start):
                letters[word.start : word.end] = with_capital(word.folded)
        return "".join(letters)

    def _is_raised(self, word: _Word, passage: str, told: bool, cased: dict[int, str]) -> bool:
        if word.start in cased:
            return cased[word.start][:1].isupper()
        if word.folded in self._months:
            before, behind = _BY_DAY
            return bool(before.search(passage[max(0, word.start - 3) : word.start]) or behind.match(passage, word.end))
        return not (told or len(word.folded) < 3 or self._is_small(word.folded))

    def _is_in_name(self, passage: str, before: _Word, word: _Word, behind: _Word) -> bool:
        """ "RICARDO CRUZ LOPEZ": an ordinary word between two names is one of them."""
        near = passage[before.end : word.start] + passage[word.end : behind.start]
        return not near.strip() and word.folded not in self._function

    def _is_small(self, folded: str) -> bool:
        return folded in self._function or folded in self._printed or plain(folded) in self._ordinary

    def _names(self, passage: str, hits: Sequence[Hit[Term]], find: FindNames) -> dict[int, str]:
        """How the words of known names are printed, by where they start."""
        cased: dict[int, str] = {}
        blank = blank_punctuation(passage)
        for hit in find(blank):
            if not self._is_small(fold_case(blank[hit.start : hit.end])):
                cased.update(_words(blank, hit.start, hit.end))
        proper = proper_case(blank)
        named = [hit[:2] for hit in find(proper) if self._is_name(proper, hit)]
        named += [hit[:2] for hit in hits if hit.payload.actor is not None]
        for span in named:
            for start, printed in _words(proper, *span):
                cased.setdefault(start, printed)
        return cased

    def _is_name(self, proper: str, hit: Hit[Name]) -> bool:
        """An ordinary word that some town is called by is that town where it is told of as a place."""
        name = proper[hit.start : hit.end]
        if " " in name or hit.payload.kind == "demonym" or not self._is_small(fold_case(name)):
            return True
        before = fold_case(proper[max(0, hit.start - 12) : hit.start]).split()
        return bool(before) and before[-1] in self._locative


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    return ((word.start(), word.group()) for word in _WORD.finditer(text, start, end))


def _is_letter(word: _Word, passage: str) -> bool:
    """An initial or the letter of a code, not the article of "l'attaque" or of "a man"."""
    if word.end - word.start > 1 or passage[word.end : word.end + 1] in ("'", "’"):
        return False
    return passage[word.end : word.end + 1] in (".", "-") or passage[word.start - 1 : word.start] == "."


def _opens(passage: str, start: int) -> bool:
    before = passage[max(0, start - _OPENING_CHARACTERS) : start]
    return bool(_OPENS.search(before)) or (start < _OPENING_CHARACTERS and not before.strip("\"'“‘«¡¿([ "))
