"""Folds text for matching without moving a character: every offset in the folded text is one in the original."""

import re
from collections.abc import Iterable

_NOT_WORD = re.compile(r"[^\w ]|_")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f]")
_NOT_WORD_IN_LINES = re.compile(r"[^\w\n ]|_")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_FOLDS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ک", "ك"), ("ی", "ي"))


def fold_case(text: str) -> str:
    """Lower case of the same length (a few letters have a longer lower case: those stay)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def blank_punctuation(text: str) -> str:
    """Everything but letters and digits becomes a space; letters of the Arabic script lose their variants."""
    return _fold_arabic(_NOT_WORD.sub(" ", text))


def blank_lines(lines: Iterable[str]) -> list[str]:
    """The same for a quarter of a million names at once, with one space between the words of each."""
    blank = _fold_arabic(_NOT_WORD_IN_LINES.sub(" ", "\n".join(lines)))
    while "  " in blank:
        blank = blank.replace("  ", " ")
    return blank.replace("\n ", "\n").replace(" \n", "\n").strip(" ").split("\n")


def fold_lines(lines: Iterable[str]) -> list[str]:
    """What phrases are compared in, many at once."""
    return fold_case("\n".join(blank_lines(lines))).split("\n")


def is_arabic(text: str) -> bool:
    """Whether a letter of the Arabic script is in it."""
    return _ARABIC.search(text) is not None


def _fold_arabic(text: str) -> str:
    if _ARABIC.search(text):
        for variant, letter in _ARABIC_FOLDS:
            text = text.replace(variant, letter)
    return text


def fold(text: str) -> str:
    """What phrases and texts are compared in."""
    return fold_case(blank_punctuation(text))


def strip_marks(text: str) -> tuple[str, list[int] | None]:
    """Text without Arabic vowel signs, tatweel and direction marks, and each character's place in the original.

    The list is None where nothing was dropped, which is nearly always.
    """
    if not _ARABIC_MARKS.search(text):
        return text, None
    kept = [index for index, char in enumerate(text) if not _ARABIC_MARKS.match(char)]
    return "".join(text[index] for index in kept), kept
