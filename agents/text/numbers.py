"""Finds numbers in words and digits: how many at least and at most, and whether they count anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from agents.text.numbervalues import Atom, Builder, read_rules
from agents.text.wordclasses import CONTINUED, Reading, WordClasses, word_lists

Role = Literal["count", "year", "ordinal", "decimal", "clock", "percent", "money", "age", "measure", "label", "date"]

_ATOMS: Final[tuple[tuple[str, Atom], ...]] = (
    ("full", "full"), ("scale", "scale"), ("hundred", "hundred"), ("words", "word"),
)  # fmt: skip
_SCALED: Final = {"k": 1e3, "m": 1e6, "g": 1e9}
_MONEY_SIGN: Final = re.compile("[$€£¥]")
_DASH: Final = re.compile(r"\s?[-–—]\s?")
_SENTENCE_END: Final = re.compile(r"[.!?;؟۔\n]")
_CLASSES: Final = [
    "join",
    "int",
    "scaled",
    "rounded",
    "rounded_plural",
    "vague",
    "ordinals",
    "ordinal",
    "clock",
    "to",
    "and",
    "between",
    "of",
    "percent",
    "money",
    "measure",
    "age_before",
    "age_after",
    "year_before",
    "label_before",
    "months",
    "articles",
    "plural_scales",
    "compound_only",
    "capital_months",
    "scale",
    "hundred",
    "words",
    "full",
    "half_of_day",
]
_SPECIAL: Final = ("clock", "ordinals", "ordinal", "vague", "rounded", "rounded_plural")
_TELLING: Final = ("of", "percent", "money", "measure", "age_before", "age_after", "half_of_day")
_INNER_GAP: Final = re.compile(r"[ \u00a0\u202f\-‐’']*")
_ORDINAL_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzèéºª"
_RANGE_WORDS: Final = 6
_LARGEST: Final = 1e12
_LABEL_CHARACTERS: Final = 6


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number at [start, end): from `low` to `high`, None where open; `value` where one number was said.

    Only role "count" can be a number of people or things. `article` marks "un", "une": perhaps no number.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    value: float | None
    exact: bool
    ordinal: bool
    role: Role = "count"
    article: bool = False


@dataclass(slots=True)
class _Found:
    """A number in the making and the words [first, last] that it takes."""

    first: int
    last: int
    low: int | None
    high: int | None
    value: float | None
    exact: bool = True
    role: Role = "count"
    digits: bool = False
    article: bool = False


class Numbers:
    """The number grammar of several languages, compiled once from their `[numbers]` sections."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._grammars = {language: _Grammar(table, arabic=language == "ar") for language, table in tables.items()}

    def find(self, text: str, language: str) -> list[NumberSpan]:
        """Every number of a text, in order; none in a language without a table."""
        grammar = self._grammars.get(language)
        return grammar.find(text) if grammar else []

    def parse(self, text: str, language: str) -> float | None:
        """The value of a text that is one number."""
        spans = [span for span in self.find(text, language) if span.value is not None]
        best = max(spans, key=lambda span: span.end - span.start, default=None)
        return best.value if best else None


class _Grammar:
    """One language."""

    def __init__(self, table: Mapping[str, Any], *, arabic: bool) -> None:
        self._classes = WordClasses(word_lists(table, but=("rules",)), arabic=arabic)
        self._rules = read_rules(table.get("rules", {}))
        self._month_first = bool(table.get("month_first", False))
        self._decimal = frozenset(table.get("decimal_signs", "."))
        self._thousands = frozenset(table.get("thousands_signs", ","))
        expand = self._classes.expand
        atom = "<words|hundred|scale|full|int|scaled|rounded|rounded_plural>"
        self._run = re.compile(expand(f"<vague|ordinals|ordinal|clock>|{atom}(?:<join>?{atom})*"))
        self._sets = {name: frozenset(self._classes.set_of([name])) for name in _CLASSES}
        self._special = frozenset().union(*(self._sets[name] for name in _SPECIAL))
        self._telling = frozenset().union(*(self._sets[name] for name in _TELLING))

    def find(self, text: str) -> list[NumberSpan]:
        reading = self._classes.read(text)
        found: list[_Found] = []
        for run in self._run.finditer(reading.codes):
            begin = max(run.start(), found[-1].last + 1 if found else 0)
            found.extend(self._read_run(reading, begin, run.end()))
        return [_span(reading, number) for number in self._merge_ranges(reading, found)]

    def _is(self, reading: Reading, index: int, name: str) -> bool:
        return 0 <= index < len(reading.codes) and reading.codes[index] in self._sets[name]

    def _read_run(self, reading: Reading, begin: int, end: int) -> Iterator[_Found]:
        """Cuts a run of number words into numbers."""
        if (
            end - begin == 1
            and self._is(reading, begin, "articles")
            and not self._tells(reading, _next(reading, begin))
        ):
            yield _Found(begin, begin, 1, 1, 1.0, article=True)
            return
        index = begin
        while index < end:
            if reading.codes[index] == CONTINUED:
                index += 1
                continue
            number = self._read_special(reading, index) or self._read_number(reading, index, end)
            if not number:
                index += 1
                continue
            index = number.last + 1
            if number.role in ("count", "decimal"):
                role = self._role(reading, number)
                number.role = number.role if role == "count" else role
            yield number

    def _read_special(self, reading: Reading, index: int) -> _Found | None:
        if reading.codes[index] not in self._special:
            return None
        if self._is(reading, index, "clock"):
            return _Found(index, index, None, None, None, False, "clock")
        if self._is(reading, index, "ordinals") and not self._is(reading, index, "words"):
            value = reading.value(index, "ordinals")
            return _Found(index, self._phrase_end(reading, index), None, None, value, True, "ordinal")
        if self._is(reading, index, "ordinal"):
            value = float(reading.words[index].rstrip(_ORDINAL_LETTERS))
            return _Found(index, index, None, None, value, True, "ordinal")
        if self._is(reading, index, "vague"):
            last = self._phrase_end(reading, index)
            after = _next(reading, last)
            if self._is(reading, after, "rounded") or self._is(reading, after, "rounded_plural"):
                return self._read_rounded(reading, index, after, reading.value(index, "vague"))
            return _Found(index, last, reading.value(index, "vague"), None, None, False)
        if self._is(reading, index, "rounded") or self._is(reading, index, "rounded_plural"):
            return self._read_rounded(reading, index, index, None)
        return None

    def _read_rounded(self, reading: Reading, first: int, index: int, times: float | None) -> _Found:
        """une dizaine, des dizaines de milliers: at least once, or twice for a plural, the round number."""
        low = times or 1.0
        plural = False
        last = index
        while low < _LARGEST and (self._is(reading, index, "rounded") or self._is(reading, index, "rounded_plural")):
            name = "rounded" if self._is(reading, index, "rounded") else "rounded_plural"
            plural = plural or name == "rounded_plural"
            low *= reading.value(index, name)
            last = self._phrase_end(reading, index)
            index = self._next_inner(reading, last)
        while low < _LARGEST and self._is(reading, index, "scale"):
            low *= reading.value(index, "scale")
            last = index
            index = self._next_inner(reading, last)
        low *= 2 if plural and not times else 1
        return _Found(first, last, int(low), None, None, False)

    def _next_inner(self, reading: Reading, index: int) -> int:
        """Index of the word that continues a round number, over an "of"; -1 at a comma or a stop."""
        for _ in range(2):
            if not _INNER_GAP.fullmatch(reading.gap(index)):
                return -1
            index = _next(reading, index)
            if not self._is(reading, index, "of"):
                return index
        return -1

    def _read_number(self, reading: Reading, index: int, end: int) -> _Found | None:
        number, builder = _Found(index, index, None, None, None), Builder(self._rules)
        joined = False
        while index < end:
            if reading.codes[index] == CONTINUED:
                index += 1
                continue
            if (
                builder.begun
                and not joined
                and self._is(reading, index, "join")
                and not self._is(reading, index, "words")
            ):
                joined, index = True, index + 1
                continue
            if builder.begun and not _INNER_GAP.fullmatch(self._gap_before(reading, index)):
                break
            step = self._add(reading, index, builder, joined, number)
            if not step:
                break
            number.last, index, joined = step - 1, step, False
        if not builder.begun or (number.first == number.last and self._is(reading, number.first, "compound_only")):
            return None
        return self._finish(reading, number, builder)

    def _gap_before(self, reading: Reading, index: int) -> str:
        before = index - 1
        while before > 0 and not reading.words[before]:
            before -= 1
        return reading.gap(before) if before >= 0 else ""

    def _add(self, reading: Reading, index: int, builder: Builder, joined: bool, number: _Found) -> int:
        """Adds the word at `index`; index behind it, or 0 if it begins another number."""
        joined_word = joined or self._has_conjunction(reading.words[index])
        if self._is(reading, index, "int"):
            value, after = self._read_digits(reading, index)
            if not builder.begun:
                number.digits = True
            return after if builder.add("digits", value, joined=joined) else 0
        if self._is(reading, index, "scaled"):
            word = reading.words[index]
            return (
                index + 1
                if not builder.begun and builder.add("full", int(word[:-1]) * _SCALED[word[-1]], joined=False)
                else 0
            )
        for name, atom in _ATOMS:
            value = reading.value(index, name)
            if value is not None:
                return self._phrase_end(reading, index) + 1 if builder.add(atom, value, joined=joined_word) else 0
        return 0

    def _has_conjunction(self, word: str) -> bool:
        """Whether an Arabic "and" is written onto the word."""
        return self._classes.arabic and word[0] == "و" and word not in self._classes.written

    def _read_digits(self, reading: Reading, index: int) -> tuple[float, int]:
        """Digits with their groups of three and their decimals, and the index behind them."""
        words, whole = reading.words, reading.digits(index)
        sign = ""
        while (
            len(whole) != 0 and index + 1 < len(words) and len(words[index + 1]) == 3 and words[index + 1].isdecimal()
        ):
            gap = reading.gap(index)
            if gap not in self._thousands or (sign and gap != sign) or (not sign and len(whole) > 3):
                break
            sign, whole, index = gap, whole + words[index + 1], index + 1
        if (
            index + 1 < len(words)
            and reading.gap(index) in self._decimal
            and reading.gap(index) != sign
            and words[index + 1].isdecimal()
        ):
            return float(f"{int(whole)}.{words[index + 1]}"), index + 2
        if (
            index + 1 < len(words)
            and reading.gap(index) in self._decimal
            and (scaled := re.fullmatch(r"(\d+)([kmg])", words[index + 1], re.ASCII))
        ):
            return float(f"{int(whole)}.{scaled[1]}") * _SCALED[scaled[2]], index + 2
        return float(int(whole[:18])), index + 1

    def _finish(self, reading: Reading, number: _Found, builder: Builder) -> _Found:
        value, after = builder.value, self._next_inner(reading, number.last)
        if number.first == number.last and self._is(reading, number.first, "plural_scales"):
            number.low, number.exact = int(2 * value), False
            return number
        if (self._is(reading, after, "rounded") or self._is(reading, after, "rounded_plural")) and value >= 1:
            unit = reading.value(after, "rounded") or reading.value(after, "rounded_plural")
            last, article = self._phrase_end(reading, after), self._is(reading, number.first, "articles")
            low = int(value * unit)
            return _Found(number.first, last, low, None if article else low, None if article else float(low), False)
        number.value = value
        if value == int(value):
            number.low = number.high = int(value)
        else:
            number.role = "decimal"
        number.article = number.first == number.last and self._is(reading, number.first, "articles")
        return number

    def _phrase_end(self, reading: Reading, index: int) -> int:
        phrase = reading.phrases.get(index)
        return index + phrase.count(" ") if phrase else index

    def _role(self, reading: Reading, number: _Found) -> Role:
        """What a number is by the words and signs beside it."""
        before, after = _previous(reading, number.first), _next(reading, number.last)
        if not number.digits and not self._tells(reading, before) and not self._tells(reading, after):
            return "percent" if "%" in reading.gap(number.last) else "count"
        gap_before, gap_after = self._gap_before(reading, number.first), reading.gap(number.last)
        if gap_after[:2].strip()[:1] == "%" or self._is(reading, after, "percent"):
            return "percent"
        if _MONEY_SIGN.search(gap_before) or _MONEY_SIGN.search(gap_after) or self._is_money(reading, before, after):
            return "money"
        if (number.digits and (gap_after == ":" or gap_before == ":")) or self._is(reading, after, "half_of_day"):
            return "clock"
        if self._is(reading, after, "age_after") or (
            self._is(reading, before, "age_before") and not self._is(reading, after, "words")
        ):
            return "age"
        if number.digits and self._is_label(reading, before, gap_before):
            return "label"
        if number.digits and self._is_year(reading, number, before, after, gap_after):
            return "year"
        # "une cinquantaine d'années"
        unit = _next(reading, after) if self._is(reading, after, "of") else after
        if self._is(reading, unit, "measure") and not _SENTENCE_END.search(gap_after):
            return "measure"
        return "date" if number.digits and self._is_day(reading, before, after) else "count"

    def _is_day(self, reading: Reading, before: int, after: int) -> bool:
        """18 janvier; 18 de enero; Jan. 18 where the language writes so."""
        after = _next(reading, after) if self._is(reading, after, "of") else after
        return self._is_month(reading, after) or (self._month_first and self._is_month(reading, before))

    def _is_month(self, reading: Reading, index: int) -> bool:
        if self._is(reading, index, "capital_months"):
            return reading.text[reading.start(index)].isupper()
        return self._is(reading, index, "months")

    def _tells(self, reading: Reading, index: int) -> bool:
        return 0 <= index < len(reading.codes) and reading.codes[index] in self._telling

    def _is_money(self, reading: Reading, before: int, after: int) -> bool:
        if self._is(reading, after, "of"):
            after = _next(reading, after)
        return self._is(reading, after, "money") or self._is(reading, before, "money")

    def _is_label(self, reading: Reading, before: int, gap_before: str) -> bool:
        """AK-47, n° 3."""
        if self._is(reading, before, "label_before"):
            return True
        word = reading.words[before] if before >= 0 else ""
        return (
            gap_before == "-"
            and word.isalpha()
            and len(word) <= _LABEL_CHARACTERS
            and not self._is(reading, before, "words")
        )

    def _is_year(self, reading: Reading, number: _Found, before: int, after: int, gap_after: str) -> bool:
        """Four digits like a year, unless something is counted by them."""
        if number.first != number.last or number.value is None or not 1900 <= number.value <= 2100:
            return False
        if self._is(reading, before, "year_before") or self._is_month(reading, before):
            return True
        return gap_after != " " or (number.value % 100 != 0 and number.value > 1980 and number.value < 2040)

    def _merge_ranges(self, reading: Reading, found: list[_Found]) -> list[_Found]:
        """entre 5 et 7; 5 to 7; 5-7: one number with two ends."""
        merged: list[_Found] = []
        for number in found:
            last = merged[-1] if merged else None
            if last and self._is_range(reading, last, number):
                merged[-1] = replace(
                    last, last=number.last, high=number.high, value=None, exact=False, role=number.role
                )
            else:
                if last and self._is_score(reading, last, number):
                    last.role = number.role = "label"
                merged.append(number)
        return merged

    def _is_score(self, reading: Reading, one: _Found, two: _Found) -> bool:
        """2-1"""
        near = one.digits and two.digits and two.first - one.last <= _RANGE_WORDS
        return near and _next(reading, one.last) == two.first and bool(_DASH.fullmatch(reading.gap(one.last)))

    def _is_range(self, reading: Reading, one: _Found, two: _Found) -> bool:
        if (
            two.first - one.last > _RANGE_WORDS
            or one.low is None
            or one.low != one.high
            or two.low is None
            or two.low != two.high
            or one.low >= two.low
        ):
            return False
        if one.role in ("clock", "ordinal", "label") or two.role in ("clock", "ordinal", "label") or one.article:
            return False
        middle = _next(reading, one.last)
        if middle == two.first and self._has_conjunction(reading.words[middle]):
            return self._is(reading, _previous(reading, one.first), "between")
        if middle == two.first:
            return bool(_DASH.fullmatch(reading.gap(one.last))) and one.digits and two.digits
        if _next(reading, middle) != two.first:
            return False
        if self._is(reading, middle, "to"):
            return True
        return self._is(reading, middle, "and") and self._is(reading, _previous(reading, one.first), "between")


def _next(reading: Reading, index: int) -> int:
    """Index of the next word; the length of the text where there is none."""
    index += 1
    while index < len(reading.codes) and reading.codes[index] == CONTINUED:
        index += 1
    return index


def _previous(reading: Reading, index: int) -> int:
    """Index of the word or phrase before; -1 where there is none."""
    index -= 1
    while index >= 0 and reading.codes[index] == CONTINUED:
        index -= 1
    return index


def _span(reading: Reading, number: _Found) -> NumberSpan:
    return NumberSpan(
        start=reading.start(number.first),
        end=reading.end(number.last),
        low=number.low,
        high=number.high,
        value=number.value,
        exact=number.exact,
        ordinal=number.role == "ordinal",
        role=number.role,
        article=number.article,
    )
