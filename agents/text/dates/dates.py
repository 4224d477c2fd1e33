"""Finds date expressions and says which days they mean, seen from the day of publication."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from agents.text.dates.clocks import Clock, Clocks
from agents.text.dates.grammar import RULES, Rule
from agents.text.dates.matches import Kind, Match, Meaning, Precision
from agents.text.wordclasses import CONTINUED, NOTHING, Reading, WordClasses, word_lists

_HARD_GAP: Final = re.compile(r"[.!?;:؟۔|…•\"“”«»]|\n\s*\n")
_APPOSED_CHARACTERS = 3
_SURENESS: Final[dict[Kind, int]] = {"relative": 0, "weekday": 1, "absolute": 2}
_CLOCK_GAP_CHARACTERS: Final = 24
_CLOCK_GAP: Final = re.compile(r"[^.!?;\n]*")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An expression at [start, end) and the inclusive days it means; None where they cannot be known.

    `kind` is "later" where it is counted from the day told before it; `sure` is False where weekday and day
    of the month disagree or the distance is loose. `clock` is "HH:MM", and then the precision is "minute".
    """

    start: int
    end: int
    first_day: date | None
    last_day: date | None
    precision: Precision
    clock: str | None
    kind: Kind
    sure: bool = True


class Dates:
    """The date grammar of several languages, compiled once from their completed `[dates]` sections."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._grammars = {language: _Grammar(table, arabic=language == "ar") for language, table in tables.items()}

    def find(self, text: str, language: str, reference: date | None) -> list[DateSpan]:
        """Every date expression of a text, in order; none in a language without a table."""
        grammar = self._grammars.get(language)
        if not grammar:
            return []
        spans = _agree_apposed(text, list(grammar.find(text, reference, whole=False)))
        return _join_clocks(text, spans, grammar.clocks)

    def parse(self, text: str, language: str, reference: date | None) -> tuple[date, date] | None:
        """The days of a text that is one date expression."""
        grammar = self._grammars.get(language)
        spans = [span for span in grammar.find(text, reference, whole=True) if span.first_day] if grammar else []
        best = max(spans, key=lambda span: span.end - span.start, default=None)
        return (best.first_day, best.last_day or best.first_day) if best and best.first_day else None


class _Grammar:
    """One language. Rules are tried only where a word begins that one of them can start with."""

    def __init__(self, table: Mapping[str, Any], *, arabic: bool) -> None:
        self.clocks = Clocks(table.get("clock", {}))
        self._month_first = bool(table.get("month_first", False))
        self._loose = frozenset(table.get("dotted", ()))
        self._classes = WordClasses(word_lists(table, but=("clock",)), arabic=arabic)
        self._patterns: dict[str, re.Pattern[str]] = {}
        rules = [rule for rule in RULES if self._month_first or not rule.month_first]
        self._capital = re.compile(self._classes.expand("<capital>"))
        self._rules = {whole: self._by_start([r for r in rules if whole or not r.whole]) for whole in (False, True)}

    def _by_start(self, rules: list[Rule]) -> tuple[re.Pattern[str], dict[str, "_Choice"]]:
        """Where an expression can start, and for each class there the rules to try."""
        able: dict[str, list[Rule]] = {}
        for rule in rules:
            for char in self._classes.set_of(rule.starts.split()):
                able.setdefault(char, []).append(rule)
        made = {
            names: _Choice(some, self._pattern)
            for some in able.values()
            if (names := tuple(rule.name for rule in some))
        }
        choices = {char: made[tuple(rule.name for rule in some)] for char, some in able.items()}
        return re.compile(f"[{''.join(able)}]"), choices

    def _pattern(self, rule: Rule) -> re.Pattern[str]:
        if rule.name not in self._patterns:
            self._patterns[rule.name] = re.compile(self._classes.expand(rule.shape))
        return self._patterns[rule.name]

    def find(self, text: str, reference: date | None, *, whole: bool) -> Iterator[DateSpan]:
        """Spans from left to right; the longest shape at each place wins."""
        reading = self._classes.read(text)
        if not whole:
            reading.codes = self._drop_small_letters(reading)
        start, choices = self._rules[whole]
        told, position = reference, 0
        while found := start.search(reading.codes, position):
            position = found.start() + 1
            choice = choices[found[0]]
            shape = choice.shape.match(reading.codes, found.start())
            if not shape:
                continue
            match = Match(reading, shape, reference, told, self._month_first, whole)
            if result := choice.apply(match, self._hard_gap):
                meaning, position = result
                if meaning.period and meaning.precision == "day":
                    told = meaning.period[1]
                if not meaning.hidden:
                    yield _span(reading, found.start(), position, meaning)

    def _drop_small_letters(self, reading: Reading) -> str:
        """A month such as "May" needs its capital."""
        codes = reading.codes
        for found in self._capital.finditer(codes):
            index = found.start()
            if reading.text[reading.start(index)].islower():
                codes = codes[:index] + NOTHING + codes[index + 1 :]
        return codes

    def _hard_gap(self, reading: Reading, begin: int, end: int) -> int:
        """Index of the first word between begin and end that a sentence break stands before; else `end`."""
        previous = begin
        for index in range(begin + 1, end):
            if reading.codes[index] == CONTINUED:
                continue
            gap = reading.text[reading.end(previous) : reading.start(index)]
            if _HARD_GAP.search(gap) and not self._is_soft(reading.words[previous], gap):
                return index
            previous = index
        return end

    def _is_soft(self, word: str, gap: str) -> bool:
        """A dot behind an abbreviation, or between the parts of 18.1.2021, ends no sentence."""
        return gap == "." or (gap.strip() in (".", ".,") and word in self._loose)


class _Choice:
    """The rules that can start with one class: one pattern says which, its own says how.

    Compiled when a text first has such a word: all of a language take a fifth of a second, and few are met.
    """

    def __init__(self, rules: list[Rule], pattern_of: Callable[[Rule], re.Pattern[str]]) -> None:
        self._listed, self._pattern_of = rules, pattern_of

    @cached_property
    def _rules(self) -> list[tuple[Rule, re.Pattern[str]]]:
        return [(rule, self._pattern_of(rule)) for rule in self._listed]

    @cached_property
    def shape(self) -> re.Pattern[str]:
        shapes = (re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in self._rules)
        return re.compile("|".join(f"({shape})" for shape in shapes))

    def apply(self, match: Match, hard_gap: Callable[[Reading, int, int], int]) -> tuple[Meaning, int] | None:
        """The first rule that has a meaning where the shape matched, and the index behind it."""
        reading, begin = match.reading, match.found.start()
        limit = len(reading.codes)
        for rule, pattern in self._rules[(match.found.lastindex or 1) - 1 :]:
            found = pattern.match(reading.codes, begin, limit)
            if found and (hard := hard_gap(reading, begin, found.end())) < found.end():
                found = pattern.match(reading.codes, begin, hard)
            meaning = rule.meaning(replace(match, found=found)) if found else None
            if meaning and found:
                return meaning, meaning.until or found.end()
        return None


def _span(reading: Reading, begin: int, end: int, meaning: Meaning) -> DateSpan:
    last = end - 1
    while last > begin and not reading.words[last]:
        last -= 1
    first, final = meaning.period or (None, None)
    start, end = reading.start(begin), reading.end(last)
    return DateSpan(start, end, first, final, meaning.precision, None, meaning.kind, meaning.sure)


def _agree_apposed(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """ "Hier, mardi", "فجر اليوم الأحد", "ayer 12 de marzo": two ways of telling one day agree on it.

    Where they do not, the text was written on another day than it says: the surer way of telling is believed.
    """
    for index in range(1, len(spans)):
        first, second = spans[index - 1], spans[index]
        if second.start - first.end > _APPOSED_CHARACTERS or text[first.end : second.start].strip(" ,،(\xa0"):
            continue
        if not {first.kind, second.kind} <= _SURENESS.keys() or first.precision != "day" or second.precision != "day":
            continue
        days = _shared_days(first, second)
        if days:
            spans[index - 1], spans[index] = (replace(s, first_day=days[0], last_day=days[1]) for s in (first, second))
    return spans


def _shared_days(first: DateSpan, second: DateSpan) -> tuple[date, date] | None:
    """The days that both may mean, else those of the surer one; None where there is nothing to agree on."""
    if not (first.first_day and first.last_day and second.first_day and second.last_day):
        return None
    begin, end = max(first.first_day, second.first_day), min(first.last_day, second.last_day)
    if begin <= end:
        return begin, end
    if first.kind == second.kind:
        return None
    surer = max(first, second, key=lambda span: _SURENESS[span.kind])
    return (surer.first_day, surer.last_day) if surer.first_day and surer.last_day else None


def _join_clocks(text: str, spans: list[DateSpan], clocks: Clocks) -> list[DateSpan]:
    """A time beside a day makes it that minute; a time alone is a span without a day."""
    starts = [span.start for span in spans]
    alone = []
    for clock in clocks.find(text):
        after = bisect_right(starts, clock.start)
        near = range(max(0, after - 1), min(len(spans), after + 1))
        if any(spans[index].start < clock.end and clock.start < spans[index].end for index in near):
            continue
        beside = [index for index in near if _is_beside(text, spans[index], clock)]
        if not beside:
            alone.append(DateSpan(clock.start, clock.end, None, None, "minute", clock.time, "clock"))
            continue
        span = spans[beside[0]]
        begin, end = min(span.start, clock.start), max(span.end, clock.end)
        spans[beside[0]] = replace(span, start=begin, end=end, precision="minute", clock=clock.time)
    return sorted(spans + alone, key=lambda span: span.start)


def _is_beside(text: str, span: DateSpan, clock: Clock) -> bool:
    if span.precision != "day" or span.clock or not span.first_day or span.first_day != span.last_day:
        return False
    begin, end = (span.end, clock.start) if span.end <= clock.start else (clock.end, span.start)
    return end - begin <= _CLOCK_GAP_CHARACTERS and bool(_CLOCK_GAP.fullmatch(text, begin, end))
