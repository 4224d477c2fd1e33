"""What a rule of the date grammar finds, and the days that it then means."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from agents.text.dates import calendar
from agents.text.dates.calendar import Period
from agents.text.wordclasses import Reading

Precision = Literal["minute", "day", "month", "year", "unknown"]
Kind = Literal["absolute", "weekday", "relative", "later", "range", "clock"]

UNITS: Final = ("day_unit", "week_unit", "month_unit", "year_unit", "clock_unit")
_SHORT_MONTH: Final = 4
"""Letters of a month's name that a dot may shorten."""
_DASH: Final = re.compile(r"\s*[-–—/]\s*")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Inclusive days; None where unknown. `until` is the word where it ends, if before its shape does."""

    period: Period | None
    precision: Precision
    kind: Kind
    sure: bool = True
    until: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A rule found in a reading, and what it is seen from: the reference day and the day last told."""

    reading: Reading
    found: re.Match[str]
    reference: date | None
    told: date | None
    month_first: bool
    whole: bool

    def index(self, group: str) -> int:
        return self.found.start(self._name(group))

    def has(self, group: str) -> bool:
        return self._name(group) != ""

    def _name(self, group: str) -> str:
        """The name under which the group matched: in another branch it has underscores behind it."""
        groups = self.found.re.groupindex
        return next(
            (name for name in (group, group + "_", group + "__") if name in groups and self.found[name] is not None), ""
        )

    def value(self, group: str, *names: str) -> Any:
        """The value of a group's word in the first class that it belongs to."""
        if not self.has(group):
            return None
        values = (self.reading.value(self.index(group), name) for name in names)
        return next((value for value in values if value is not None), None)

    def number(self, group: str) -> int | None:
        """Digits or a number word; 0 for "some"."""
        if not self.has(group):
            return None
        digits = re.match(r"\d{1,4}", self.reading.digits(self.index(group)), re.ASCII)
        if digits:
            return int(digits[0])
        value: int | None = self.value(group, "small", "dayth", "few")
        return value

    def month(self, group: str = "m") -> int | None:
        month: int | None = self.value(group, "month") if self.has(group) else self.number(f"{group}_number")
        return month

    def weekday(self, group: str = "w") -> int | None:
        weekday: int | None = self.value(group, "weekday", "wbare")
        return weekday

    def unit(self) -> str | None:
        return next((name for name in UNITS if self.value("unit", name) is not None), None)

    def year(self) -> int | None:
        """A year written out or told by its distance ("next year"), else None."""
        step = self.value("year_dir", "dir")
        if step is not None and self.reference:
            return self.reference.year + sign(step)
        return self.number("year")

    def is_day_ahead(self) -> bool:
        """Whether a day of month follows its month, where that is said so: "the November 9 shooting", "of Sept. 10".

        "In March 10 people died" is a month and a number of people.
        """
        last, behind = self.found.end() - 1, self.found.end()
        while last > 0 and not self.reading.words[last]:
            last -= 1
        while behind < len(self.reading.words) and not self.reading.words[behind]:
            behind += 1
        day = self.reading.digits(behind) if behind < len(self.reading.words) else ""
        gap, short = self.reading.gap(last), len(self.reading.words[last]) <= _SHORT_MONTH
        near = gap.isspace() or (short and gap.rstrip() == ".")
        if not self.month_first or self.reading.value(last, "month") is None or not near:
            return False
        before = last - 1
        within = self.reading.value(before, "in") is not None and self.reading.value(before, "since") is None
        counted = behind + 1 < len(self.reading.words) and self.reading.value(behind + 1, "not_year") is not None
        return day.isdecimal() and 1 <= int(day) <= 31 and not (within or counted)

    def dashed(self, *groups: str) -> bool:
        """Whether a dash leads into the first of the groups that is there."""
        index = next((self.index(group) for group in groups if self.has(group)), None)
        return index is not None and bool(_DASH.fullmatch(self.gap_before(index)))

    def gap_before(self, index: int) -> str:
        before = index - 1
        while before > 0 and not self.reading.words[before]:
            before -= 1
        return self.reading.gap(before) if before >= 0 else ""


def sign(step: int) -> int:
    return (step > 0) - (step < 0)


def absolute(day: date | None, *, sure: bool = True) -> Meaning | None:
    return Meaning((day, day), "day", "absolute", sure) if day else None


def of_period(period: Period | None, precision: Precision, kind: Kind = "absolute") -> Meaning | None:
    return Meaning(period, precision, kind) if period else None


def unit_period(unit: str, step: int, reference: date) -> Period | None:
    if unit == "week_unit":
        return calendar.week_of(reference, step)
    if unit == "month_unit":
        month = calendar.shift_months(reference, step)
        return calendar.month_of(month.year, month.month) if month else None
    if unit == "year_unit":
        return calendar.year_of(reference.year + step)
    day = calendar.shift_days(reference, step if unit == "day_unit" else 0)
    return (day, day) if day else None


def shifted(base: date | None, first: int, last: int, kind: Kind, precision: Precision = "day") -> Meaning | None:
    begin, end = (base and calendar.shift_days(base, count) for count in (first, last))
    return Meaning((begin, end) if begin and end else None, precision, kind)
