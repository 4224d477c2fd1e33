"""Spelling-independent keys of place names, the same for Latin, Arabic and Cyrillic letters.

Transliterations differ in vowels, doubled letters and digraphs, so the key keeps only folded consonants.
"""

import re
import unicodedata
from functools import lru_cache

_ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "g", "ح": "", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
    "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k",
    "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "", "ة": "", "پ": "b", "چ": "s", "ژ": "g", "گ": "g",
    "ک": "k", "ڤ": "f",
}  # fmt: skip
_CYRILLIC = {
    "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ж": "g", "з": "z", "к": "k", "л": "l", "м": "m",
    "н": "n", "п": "b", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "k", "ц": "s", "ч": "s", "ш": "s",
    "щ": "s",
}  # fmt: skip
# Longer spellings first: French "tch" and English "ch" are one sound, as are "dj" and "j".
_DIGRAPHS = (("tch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("dj", "g"), ("dg", "g"), ("ph", "f"),
             ("ck", "k"), ("gu", "g"), ("qu", "k"), ("ts", "s"), ("x", "ks"))  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_LETTERS = str.maketrans({"q": "k", "c": "k", "j": "g", "v": "f", "p": "b", "ß": "s", "ç": "s"})
_DROPPED = re.compile(r"[^bcdfgjklmnprstvzq]")
_REPEATED = re.compile(r"(.)\1+")
_LATIN_ARTICLE = re.compile(r"(?:(?<=^)|(?<=[\s-]))(?:(?:a[lnrstzd]|el|e[sdnrtz]|a[sd]h|eth?|ul|ud|us)[\s-]+|l')")
_ARABIC_ARTICLE = re.compile(r"(?:(?<=^)|(?<=\s))ال(?=\S{2})")
_KEPT = 50_000
"""Skeletons kept: the same names come back in article after article."""
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0640\u0670]")


def fold(text: str) -> str:
    """Lower case without accents, articles or punctuation: what Jaro-Winkler compares."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    stripped = _ARABIC_ARTICLE.sub("", _LATIN_ARTICLE.sub("", _ARABIC_MARKS.sub("", letters)))
    return re.sub(r"[\W_]+", "", stripped)


@lru_cache(maxsize=_KEPT)
def skeleton(text: str) -> str:
    """The folded consonants of a name; empty when it has none."""
    letters = _SOFT_C.sub("s", fold(text))
    for spelling, sound in _DIGRAPHS:
        letters = letters.replace(spelling, sound)
    latin = "".join(_ARABIC.get(char) or _CYRILLIC.get(char, char) for char in letters)
    return _REPEATED.sub(r"\1", _DROPPED.sub("", latin.translate(_LETTERS)))
