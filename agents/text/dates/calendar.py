"""Calendar arithmetic for news: which day or period a date expression means, seen from a reference day.

News looks back: without a year, a past day counts as three times nearer than a coming one.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

Period = tuple[date, date]
Edge = Literal["early", "mid", "late"]

_COMING_WEIGHT: Final = 3
_AGREEMENT_DAYS: Final = 730
_PIVOT_YEARS_AHEAD: Final = 10
_MONTH_EDGES: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEAR_EDGES: Final = {"early": (1, 2), "mid": (5, 8), "late": (11, 12)}
_WEEK_EDGES: Final = {"early": (0, 1), "mid": (2, 3), "late": (3, 6)}
_SEASONS: Final = {1: (3, 20), 2: (6, 20), 3: (9, 23), 4: (12, 20)}  # the day before each season begins


def make_day(year: int, month: int, day: int) -> date | None:
    """None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, count: int) -> date | None:
    """None beyond the ends of the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def days_before(day: date, count: int) -> date:
    """The first day of the calendar where there is no earlier one."""
    return shift_days(day, -count) or date.min


def shift_months(day: date, count: int) -> date | None:
    """The same day of another month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 0 < year < 10000 else None


def week_of(day: date, weeks: int = 0) -> Period | None:
    """Monday to Sunday of the week of `day`, or of one before or after it."""
    first = shift_days(day, 7 * weeks - day.weekday())
    last = first and shift_days(first, 6)
    return (first, last) if first and last else None


def month_of(year: int, month: int) -> Period | None:
    first = make_day(year, month, 1)
    return (first, first.replace(day=monthrange(year, month)[1])) if first else None


def year_of(year: int) -> Period | None:
    return (date(year, 1, 1), date(year, 12, 31)) if 0 < year < 10000 else None


def edge_of_month(year: int, month: int, edge: Edge) -> Period | None:
    """The first, second or last ten days or so of a month."""
    whole = month_of(year, month)
    if not whole:
        return None
    first, last = _MONTH_EDGES[edge]
    return whole[0].replace(day=first), whole[0].replace(day=min(last, whole[1].day))


def edge_of_year(year: int, edge: Edge) -> Period | None:
    first, last = (month_of(year, month) for month in _YEAR_EDGES[edge])
    return (first[0], last[1]) if first and last else None


def edge_of_week(week: Period, edge: Edge) -> Period:
    first, last = _WEEK_EDGES[edge]
    return week[0] + timedelta(days=first), week[0] + timedelta(days=last)


def season_of(year: int, season: int) -> Period | None:
    """Season 1 (spring) to 4 (the winter that begins in `year`), of the northern half of the world."""
    begin = make_day(year, *_SEASONS[season])
    end = make_day(year + (season == 4), *_SEASONS[season % 4 + 1])
    return (begin + timedelta(days=1), end) if begin and end else None


def weekday_before(reference: date, weekday: int, *, strictly: bool = False) -> date | None:
    """The last such weekday at or (strictly) before the reference."""
    gap = (reference.weekday() - weekday) % 7
    return shift_days(reference, -(gap or 7 * strictly))


def weekday_after(reference: date, weekday: int) -> date | None:
    """The next such weekday after the reference."""
    return shift_days(reference, (weekday - reference.weekday() - 1) % 7 + 1)


def nth_in(period: Period, nth: int, weekday: int | None) -> date | None:
    """The nth (from 1, or -1 the last) day or weekday of a period."""
    first, last = period
    if nth < 0:
        return last if weekday is None else weekday_before(last, weekday)
    start = first if weekday is None else first + timedelta(days=(weekday - first.weekday()) % 7)
    found = shift_days(start, (nth - 1) * (1 if weekday is None else 7))
    return found if found and found <= last else None


def nth_week_in(period: Period, nth: int) -> Period | None:
    """The nth (or -1 the last) week from Monday to Sunday that lies wholly in the period."""
    first, last = period
    if nth < 0:
        sunday = weekday_before(last, 6)
        return week_of(sunday) if sunday else None
    monday = shift_days(first, -first.weekday() % 7 + 7 * (nth - 1))
    return week_of(monday) if monday else None


def remoteness(day: date, reference: date) -> int:
    """How unlikely a day is for news of the reference day: days back, or weighted days ahead."""
    days = (reference - day).days
    return days if days >= 0 else -days * _COMING_WEIGHT


def choose_year(month: int, day: int, reference: date, weekday: int | None = None) -> tuple[date, bool] | None:
    """The likeliest such day, and False if no likely year has it on the weekday that was said."""
    days = [
        found
        for year in range(reference.year - 4, reference.year + 5)
        if 0 < year < 10000 and (found := make_day(year, month, day))
    ]
    return _choose(days, reference, weekday)


def choose_month(day: int, reference: date, weekday: int | None = None) -> tuple[date, bool] | None:
    """The likeliest day of month, when only its number (and a weekday) was said."""
    months = [shift_months(reference.replace(day=1), count) for count in range(-6, 7)]
    return _choose(
        [found for first in months if first and (found := make_day(first.year, first.month, day))],
        reference,
        weekday,
    )


def _choose(days: Iterable[date], reference: date, weekday: int | None) -> tuple[date, bool] | None:
    ranked = sorted(days, key=lambda day: remoteness(day, reference))
    if not ranked:
        return None
    agreeing = [day for day in ranked if weekday in (None, day.weekday())]
    if agreeing and remoteness(agreeing[0], reference) <= _AGREEMENT_DAYS:
        return agreeing[0], True
    return ranked[0], weekday is None


def choose_period_year(month: int, reference: date) -> int:
    """The year of a month said without one: the current or a past month, seldom a coming one."""
    ahead = (month - reference.month) % 12
    return reference.year + (reference.month + ahead - 1) // 12 - (ahead * _COMING_WEIGHT > 12 - ahead)


def full_year(written: int, reference: date | None) -> int:
    """A year of two digits: of this century unless that lies far ahead."""
    if written >= 100:
        return written
    now = reference.year if reference else 2040
    century = now - now % 100
    return century + written - (100 if century + written > now + _PIVOT_YEARS_AHEAD else 0)
