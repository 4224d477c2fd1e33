"""Writes the number words of a language as the TOML lines that its lexicon file carries.

    python -m config.lexicon.numbers_build fr

`words` are the atoms that all numbers are put together from; `small` are the whole words for counting days.
"""

import sys
from collections.abc import Iterable

from num2words import num2words

_ATOMS = (*range(31), *range(30, 100, 10), *range(100, 1000, 100))
_COUNTED = (*range(1, 32), 40, 50, 60, 70, 80, 90, 100)
_ARABIC_UNITS = {  # masculine, feminine, ordinal masculine, ordinal feminine
    1: "واحد واحدة أول أولى",
    2: "اثنان اثنتان ثاني ثانية",
    3: "ثلاثة ثلاث ثالث ثالثة",
    4: "أربعة أربع رابع رابعة",
    5: "خمسة خمس خامس خامسة",
    6: "ستة ست سادس سادسة",
    7: "سبعة سبع سابع سابعة",
    8: "ثمانية ثماني ثامن ثامنة",
    9: "تسعة تسع تاسع تاسعة",
    10: "عشرة عشر عاشر عاشرة",
}
_ARABIC_MORE = {1: "احد إحدى حادي حادية", 2: "اثنين اثنتين ثان ثانية", 8: "ثمان ثمان ثامن ثامنة"}
_ARABIC_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_ARABIC_HUNDREDS = ("مئة", "مائة", "مئتان مئتين مئتا مائتان مائتين مائتا")


def build_words(language: str) -> dict[str, int]:
    """Number words that are one word, by value."""
    if language == "ar":
        return _arabic_words()
    words = {num2words(number, lang=language): number for number in _ATOMS}
    return {word: number for word, number in words.items() if " " not in word and "-" not in word}


def build_small(language: str) -> dict[str, int]:
    """Whole cardinals up to 31, and the tens."""
    if language == "ar":
        return {word: number for number in range(1, 32) for word in _arabic_small(number, ordinal=False)}
    return {num2words(number, lang=language).replace("-", " "): number for number in _COUNTED}


def build_days(language: str) -> dict[str, int]:
    """Ordinals up to 31, where the language names days of the month by them."""
    if language == "ar":
        return {word: number for number in range(1, 32) for word in _arabic_small(number, ordinal=True)}
    last = 31 if language == "en" else 1
    return {num2words(number, lang=language, to="ordinal").replace("-", " "): number for number in range(1, last + 1)}


def _arabic_forms(number: int, *, ordinal: bool) -> list[str]:
    rows = [row.split() for row in (_ARABIC_UNITS.get(number, ""), _ARABIC_MORE.get(number, "")) if row]
    return list(dict.fromkeys(word for row in rows for word in row[2 * ordinal : 2 * ordinal + 2]))


def _arabic_small(number: int, *, ordinal: bool) -> Iterable[str]:
    tens, unit = divmod(number, 10)
    if number <= 10:
        forms = _arabic_forms(number, ordinal=ordinal)
        return [form for word in forms for form in (word, f"ال{word}")] if ordinal else forms
    article = ("", "ال") if ordinal else ("",)
    if tens == 1:
        units = [
            *_arabic_forms(unit, ordinal=ordinal),
            *(["اثنا", "اثنتا", "اثني", "اثنتي", "اثنى", "اثنتى"] if unit == 2 else []),
        ]
        return [f"{a}{word} {ten}" for a in article for word in units for ten in ("عشر", "عشرة")]
    ends = [f"{a}{_ARABIC_TENS[10 * tens]}{case}" for a in article for case in ("ون", "ين")]
    if not unit:
        return ends
    units = _arabic_forms(unit, ordinal=ordinal)
    return [
        f"{a}{word} {joined}" for a in article for word in units for end in ends for joined in (f"و{end}", f"و {end}")
    ]


def _arabic_words() -> dict[str, int]:
    words = {"صفر": 0}
    for number in range(1, 11):
        words.update(dict.fromkeys(_arabic_forms(number, ordinal=False), number))
    words.update(dict.fromkeys(("اثنا", "اثنتا", "اثني", "اثنتي"), 2))
    for ten, stem in _ARABIC_TENS.items():
        words.update({f"{stem}ون": ten, f"{stem}ين": ten})
    words.update(dict.fromkeys(_ARABIC_HUNDREDS[2].split(), 200))
    for unit in range(3, 10):
        stem = _ARABIC_UNITS[unit].split()[1].removesuffix("ي")
        for hundred in _ARABIC_HUNDREDS[:2]:
            words.update(
                {stem + hundred: 100 * unit, f"{stem}ي{hundred}": 100 * unit}
                if unit == 8
                else {stem + hundred: 100 * unit}
            )
    return words


def _table(name: str, words: dict[str, int]) -> str:
    return "\n".join((f"[{name}]", *(f'"{word}" = {number}' for word, number in words.items())))


def main(languages: list[str]) -> None:
    """Prints the generated tables."""
    for language in languages:
        tables = {"numbers.words": build_words, "dates.small": build_small, "dates.dayth": build_days}
        print("\n\n".join(_table(name, build(language)) for name, build in tables.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
