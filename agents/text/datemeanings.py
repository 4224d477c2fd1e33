"""The shapes that date expressions have, as patterns over word classes, and what each of them means."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from agents.text import calendar
from agents.text.calendar import Edge, Period
from agents.text.wordclasses import Reading

Precision = Literal["minute", "day", "month", "year", "unknown"]
Kind = Literal["absolute", "weekday", "relative", "later", "range", "clock"]

UNITS: Final = ("day_unit", "week_unit", "month_unit", "year_unit", "clock_unit")
_DASH: Final = re.compile(r"\s*[-–—/]\s*")
_VAGUE_NUMBER: Final = 0
_COMING_YEARS: Final = 20
_DAY_HOURS: Final = 24
_MOST_HOURS: Final = 96


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
            return self.reference.year + _sign(step)
        return self.number("year")

    def is_day_ahead(self) -> bool:
        """Whether a day of month follows its month, where that is said so: "the November 9 shooting".

        "In March 10 people died" is a month and a number of people.
        """
        last, behind = self.found.end() - 1, self.found.end()
        while last > 0 and not self.reading.words[last]:
            last -= 1
        while behind < len(self.reading.words) and not self.reading.words[behind]:
            behind += 1
        day = self.reading.digits(behind) if behind < len(self.reading.words) else ""
        if not self.month_first or self.reading.value(last, "month") is None or not self.reading.gap(last).isspace():
            return False
        before = last - 1
        within = self.reading.value(before, "in") is not None and self.reading.value(before, "since") is None
        counted = behind + 1 < len(self.reading.words) and self.reading.value(behind + 1, "not_year") is not None
        return day.isdecimal() and 1 <= int(day) <= 31 and not (within or counted)

    def dashed(self, *groups: str) -> bool:
        """Whether a dash leads into the first of the groups that is there."""
        index = next(self.index(group) for group in groups if self.has(group))
        return bool(_DASH.fullmatch(self.gap_before(index)))

    def gap_before(self, index: int) -> str:
        before = index - 1
        while before > 0 and not self.reading.words[before]:
            before -= 1
        return self.reading.gap(before) if before >= 0 else ""


def _sign(step: int) -> int:
    return (step > 0) - (step < 0)


def numeric(match: Match) -> Meaning | None:
    """18/01/2021, 18.1.21, 2021-01-18: the separators must be the same."""
    words = [match.index(group) for group in ("a", "b", "c")]
    gaps = {match.reading.gap(index) for index in words[:2]}
    if len(gaps) > 1 or not gaps <= ({"/", "-", "."} | ({" "} if match.whole else set())):
        return None
    first, second, third = (int(match.reading.digits(index)) for index in words)
    if match.has("iso"):
        return _absolute(calendar.make_day(first, second, third))
    if len(match.reading.words[words[2]]) not in (2, 4):
        return None
    day, month = (second, first) if (match.month_first and first <= 12) or second > 12 else (first, second)
    return _absolute(calendar.make_day(calendar.full_year(third, match.reference), month, day))


def _absolute(day: date | None, *, sure: bool = True) -> Meaning | None:
    return Meaning((day, day), "day", "absolute", sure) if day else None


def month_slash_year(match: Match) -> Meaning | None:
    if match.reading.gap(match.index("m_number")) != "/":
        return None
    return _period(calendar.month_of(match.number("year") or 0, match.number("m_number") or 0), "month")


def day_slash_month(match: Match) -> Meaning | None:
    gap, words = (
        match.reading.gap(match.index("a")),
        [match.reading.digits(match.index(group)) for group in ("a", "b")],
    )
    if (not match.whole and (gap != "/" or {len(word) for word in words} != {2})) or gap not in (
        "/",
        "-",
        " ",
    ):
        return None
    first, second = map(int, words)
    day, month = (second, first) if (match.month_first and first <= 12) or second > 12 else (first, second)
    return _yearless(match, month, day, None)


def _period(period: Period | None, precision: Precision, kind: Kind = "absolute") -> Meaning | None:
    return Meaning(period, precision, kind) if period else None


def _yearless(match: Match, month: int, day: int, weekday: int | None) -> Meaning | None:
    if not match.reference:
        return Meaning(None, "day", "absolute") if calendar.make_day(2000, month, day) else None
    chosen = calendar.choose_year(month, day, match.reference, weekday)
    return Meaning((chosen[0], chosen[0]), "day", "absolute", chosen[1]) if chosen else None


def day_of_month(match: Match) -> Meaning | None:
    """18 janvier; lundi 21 septembre; Jan. 18, 2021; 30 Dec 89."""
    month, day, weekday, year = match.month(), match.number("d"), match.weekday(), match.year()
    until = None
    if match.has("yy"):
        until = match.index("yy")
        if match.whole or not match.reading.gap(until).isspace():
            year, until = calendar.full_year(match.number("yy") or 0, match.reference), None
    if not month or not day or month > 12 or match.value("d", "of") is not None:
        # "An April 7 shooting": an article is no number.
        return None
    if year is None:
        meaning = _yearless(match, month, day, weekday)
    else:
        found = calendar.make_day(year, month, day)
        meaning = _absolute(found, sure=found is not None and weekday in (None, found.weekday()))
    if meaning and not meaning.sure and day <= 5 and match.value("d", "dayth"):
        return None  # "Tuesday the third of September" that is no Tuesday: the third Tuesday
    return replace(meaning, until=until) if meaning else None


def range_of_dates(match: Match) -> Meaning | None:
    """du 3 au 5 mars; 30 April - 2 May 2020; 13-15 juillet."""
    if not match.has("to") and not match.dashed("w2", "d2"):
        return None
    last_month, first_day, last_day = (
        match.month("m") or match.month("n"),
        match.number("d1"),
        match.number("d2"),
    )
    first_month = match.month("n") or last_month
    if not (first_month and last_month and first_day and last_day):
        return None
    last = _end_of_range(match, last_month, last_day)
    if not last:
        return Meaning(None, "day", "range") if not match.reference and match.year() is None else None
    first = calendar.make_day(last.year - ((first_month, first_day) > (last_month, last_day)), first_month, first_day)
    return Meaning((first, last), "day", "range") if first and first <= last else None


def _end_of_range(match: Match, month: int, day: int) -> date | None:
    year = match.year()
    if year is not None:
        return calendar.make_day(year, month, day)
    chosen = calendar.choose_year(month, day, match.reference) if match.reference else None
    return chosen[0] if chosen else None


def range_of_days(match: Match) -> Meaning | None:
    """du 13 au 18, as a whole expression."""
    first, last = match.number("d1"), match.number("d2")
    if not match.whole or not match.reference or not match.has("to") or not first or not last or first >= last:
        return None
    begin = calendar.choose_month(first, match.reference)
    end = begin and calendar.make_day(begin[0].year, begin[0].month, last)
    return Meaning((begin[0], end), "day", "range") if begin and end else None


def range_of_weekdays(match: Match) -> Meaning | None:
    """(la nuit) de lundi à mardi, ليل الاثنين الثلاثاء: the last such Tuesday, and the Monday before it."""
    first, last = match.weekday("w1"), match.weekday("w2")
    if not match.reference or first is None or last is None:
        return None
    next_day = (first + 1) % 7 == last and match.gap_before(match.index("w2")).isspace()
    if not (match.has("to") or match.dashed("w2") or next_day):
        return None
    end = calendar.weekday_before(match.reference, last)
    begin = end and calendar.weekday_before(end, first, strictly=True)
    return Meaning((begin, end), "day", "weekday") if begin and end else None


def range_of_months(match: Match) -> Meaning | None:
    last, first = match.month("m"), match.month("n")
    if not first or not last or not (match.has("to") or match.dashed("m")):
        return None
    year = match.year() or (calendar.choose_period_year(last, match.reference) if match.reference else None)
    if year is None:
        return None
    begin, end = calendar.month_of(year - (first > last), first), calendar.month_of(year, last)
    return Meaning((begin[0], end[1]), "month", "range") if begin and end else None


def range_of_years(match: Match) -> Meaning | None:
    first, last = calendar.year_of(match.number("y1") or 0), calendar.year_of(match.number("year") or 0)
    if not first or not last or first >= last or not (match.has("to") or match.dashed("year")):
        return None
    return Meaning((first[0], last[1]), "year", "range")


def _base_period(match: Match) -> Period | None:
    """The month, or the unit of time, that an ordinal or an edge is counted in."""
    month, reference = match.month(), match.reference
    if month:
        year = match.year() or (calendar.choose_period_year(month, reference) if reference else None)
        return calendar.month_of(year, month) if year and month <= 12 else None
    if match.has("year"):
        return calendar.year_of(match.number("year") or 0)
    unit = match.unit()
    return _unit_period(unit, _sign(match.value("dir", "dir") or 0), reference) if unit and reference else None


def _unit_period(unit: str, step: int, reference: date) -> Period | None:
    if unit == "week_unit":
        return calendar.week_of(reference, step)
    if unit == "month_unit":
        month = calendar.shift_months(reference, step)
        return calendar.month_of(month.year, month.month) if month else None
    if unit == "year_unit":
        return calendar.year_of(reference.year + step)
    day = calendar.shift_days(reference, step if unit == "day_unit" else 0)
    return (day, day) if day else None


def ordinal(match: Match) -> Meaning | None:
    """le premier mercredi du mois prochain; the last day of October 2015; the first week of May."""
    base = _base_period(match)
    nth = match.value("nth", "ord", "dayth", "dir") or match.number("nth")
    if not base or not nth:
        return None
    if match.value("counted", "week_unit") is not None:
        return _period(calendar.nth_week_in(base, nth), "day", "range")
    return _absolute(calendar.nth_in(base, nth, match.value("counted", "weekday", "wbare")))


def edge(match: Match) -> Meaning | None:
    """début mars; early 2019; à la fin de la semaine."""
    edge: Edge | None = match.value("edge", "edge")
    base = _base_period(match)
    if not base or not edge or match.is_day_ahead():
        return None
    if match.month() or match.unit() == "month_unit":
        return _period(calendar.edge_of_month(base[0].year, base[0].month, edge), "day", "range")
    if match.unit() == "week_unit":
        return _period(calendar.edge_of_week(base, edge), "day", "range")
    return _period(calendar.edge_of_year(base[0].year, edge), "month", "range")


def fortnight(match: Match) -> Meaning | None:
    """la première quinzaine d'avril."""
    base, nth = _base_period(match), match.value("nth", "ord", "dayth", "dir")
    if not base or not nth:
        return None
    middle = base[0].replace(day=15)
    return _period((base[0], middle.replace(day=14)) if nth == 1 else (middle, base[1]), "day", "range")


def week_of_day(match: Match) -> Meaning | None:
    meaning = day_of_month(match)
    return _period(calendar.week_of(meaning.period[0]), "day", "range") if meaning and meaning.period else None


def neighbour_of_day(match: Match) -> Meaning | None:
    """le lendemain du 13 février."""
    meaning, step = day_of_month(match), match.value("neighbour", "neighbour")
    return _shifted(meaning.period[0], step, step, "absolute") if meaning and meaning.period else None


def weekday_and_number(match: Match) -> Meaning | None:
    """mercredi 13: only if a near month agrees; else the number belongs to what follows."""
    weekday, day = match.weekday(), match.number("d")
    if not match.reference or not day or weekday is None:
        return None
    chosen = calendar.choose_month(day, match.reference, weekday)
    if chosen and chosen[1] and (match.whole or calendar.remoteness(chosen[0], match.reference) <= 45):
        return _absolute(chosen[0])
    return None


def weekday(match: Match) -> Meaning | None:
    """A bare weekday is the last one, the reference day included."""
    weekday, reference = match.weekday(), match.reference
    if weekday is None:
        return None
    if not reference:
        return Meaning(None, "day", "weekday")
    step = match.value("dir", "dir")
    if match.value("unit", "week_unit") is not None:
        week = calendar.week_of(reference, _sign(step or 0))
        found = week and calendar.shift_days(week[0], weekday)
    elif step == 2:
        week = calendar.week_of(reference, 1)
        found = week and calendar.shift_days(week[0], weekday)
    elif step == 1:
        found = calendar.weekday_after(reference, weekday)
    else:
        found = calendar.weekday_before(reference, weekday, strictly=step == -1)
    return Meaning((found, found), "day", "weekday") if found else None


def weekday_ahead(match: Match) -> Meaning | None:
    """lundi en huit: a week after the coming Monday or this one."""
    weeks = {8: 1, 15: 2}.get(match.number("n") or 0)
    if not weeks or not match.reference:
        return None
    yesterday = calendar.shift_days(match.reference, -1)
    coming = yesterday and calendar.weekday_after(yesterday, match.weekday() or 0)
    found = coming and calendar.shift_days(coming, 7 * weeks)
    return Meaning((found, found), "day", "weekday") if found else None


def weekend(match: Match) -> Meaning | None:
    if not match.reference:
        return Meaning(None, "day", "relative")
    step = match.value("dir", "dir") or 0
    saturday = calendar.weekday_before(match.reference, 5)
    if step > 0:
        saturday = calendar.weekday_after(match.reference, 5)
    elif step < 0 and saturday:
        saturday = calendar.weekday_before(calendar.shift_days(match.reference, -2) or saturday, 5)
    sunday = saturday and calendar.shift_days(saturday, 1)
    return Meaning((saturday, sunday), "day", "relative") if saturday and sunday else None


def day_word(match: Match) -> Meaning | None:
    """hier soir; today; overnight (yesterday to today)."""
    shift = match.value("day_word", "dayword", "night_word")
    first, last = shift if isinstance(shift, list) else (shift, shift)
    return _shifted(match.reference, first, last, "relative")


def _shifted(base: date | None, first: int, last: int, kind: Kind, precision: Precision = "day") -> Meaning | None:
    begin, end = (base and calendar.shift_days(base, count) for count in (first, last))
    return Meaning((begin, end) if begin and end else None, precision, kind)


def part_of_day(match: Match) -> Meaning | None:
    """ce matin; last night; الليلة الماضية."""
    night, step = match.value("part", "part") == "night", _sign(match.value("dir", "dir") or 0)
    # "last night" began yesterday; "this night", "cette nuit" may be either day.
    first, last = (-1, 0) if night and step == 0 else (step, step)
    return _shifted(match.reference, first, last, "relative")


def ago(match: Match) -> Meaning | None:
    return _distance(match, match.reference, -1, "relative")


def ahead(match: Match) -> Meaning | None:
    return _distance(match, match.reference, 1, "relative")


def later(match: Match) -> Meaning | None:
    """deux jours plus tard: seen from the day told before it."""
    return _distance(match, match.told, 1, "later")


def earlier(match: Match) -> Meaning | None:
    return _distance(match, match.told, -1, "later")


def neighbour(match: Match) -> Meaning | None:
    """la veille, le lendemain."""
    step = match.value("neighbour", "neighbour")
    return _shifted(match.told, step, step, "later")


def _distance(match: Match, base: date | None, sign: int, kind: Kind) -> Meaning | None:
    dual = match.value("dual", "dual")
    unit, count = dual or match.unit(), 2 if dual else match.number("n") if match.has("n") else 1
    if unit == "clock_unit" and kind == "later":
        return None
    if unit == "clock_unit" and base and sign < 0 and count is not None:
        # "A few minutes ago", "il y a deux heures"; "within an hour of the call" is counted from another time.
        return Meaning((base, base), "day", kind, sure=count != _VAGUE_NUMBER)
    if not base or count is None or count == _VAGUE_NUMBER or (unit == "clock_unit" and not match.whole):
        return Meaning(None, "unknown", kind)
    if unit == "clock_unit":
        return Meaning((base, base), "day", kind)
    if unit in ("day_unit", "week_unit"):
        return _counted_days(match, base, sign * count, unit, kind)
    months = sign * count * (12 if unit == "year_unit" else 1)
    day = calendar.shift_months(base, months)
    if not day:
        return None
    whole = calendar.month_of(day.year, day.month) if unit == "month_unit" else calendar.year_of(day.year)
    return Meaning((day, day) if match.whole else whole, "month" if unit == "month_unit" else "year", kind, sure=False)


def _counted_days(match: Match, base: date, days: int, unit: str, kind: Kind) -> Meaning | None:
    """Days are exact; weeks are said loosely, so a text's "two weeks ago" is that day give or take three."""
    if unit == "day_unit":
        return _shifted(base, days, days, kind)
    slack = 0 if match.whole else 3
    meaning = _shifted(base, 7 * days - slack, 7 * days + slack, kind)
    return replace(meaning, sure=False) if meaning else None


def unit(match: Match) -> Meaning | None:
    """la semaine dernière; ce mois; the past two weeks; ces derniers jours."""
    unit, step, reference = match.unit(), _sign(match.value("dir", "dir") or 0), match.reference
    if unit == "clock_unit":
        return _last_hours(match, step)
    if not reference or unit is None:
        return Meaning(None, "unknown", "relative")
    count = match.number("n") if match.has("n") else 1
    plural = not match.has("n") and match.value("unit", unit or "") == "plural"
    if plural or not count or (match.has("n") and not step):
        return Meaning(None, "unknown", "relative")
    near = _unit_period(unit or "", step, reference)
    far = _unit_period(unit or "", step * count, reference)
    if not near or not far:
        return None
    precision: Precision = "month" if unit == "month_unit" else "year" if unit == "year_unit" else "day"
    return Meaning((min(near[0], far[0]), max(near[1], far[1])), precision, "relative")


def _last_hours(match: Match, step: int) -> Meaning | None:
    """over the past 24 hours; las últimas 48 horas: whole days of hours that end on the day of the page."""
    hours, reference = match.number("n") if match.has("n") else None, match.reference
    if reference and step < 0 and (hours == _VAGUE_NUMBER or hours is None):
        # "In the past few hours", "ces dernières heures".
        return Meaning((reference, reference), "day", "relative", sure=False)
    if not reference or not hours or step >= 0 or hours % _DAY_HOURS or hours > _MOST_HOURS:
        return None
    return Meaning((reference - timedelta(days=hours // _DAY_HOURS), reference), "day", "relative")


def month(match: Match) -> Meaning | None:
    """janvier 2020; en mars; last March."""
    month, year, reference = match.month(), match.year(), match.reference
    if not month or month > 12 or match.is_day_ahead():
        return None
    if year is None and reference:
        step = match.value("dir", "dir")
        year = calendar.choose_period_year(month, reference)
        if step is not None and step < 0:
            year = reference.year - (month >= reference.month)
        elif step is not None and step > 0:
            year = reference.year + (month <= reference.month)
    return Meaning(calendar.month_of(year, month) if year else None, "month", "absolute")


def year(match: Match) -> Meaning | None:
    """in 2019; not a house number, "in the 2100 block"."""
    if match.reference and (match.number("year") or 0) > match.reference.year + _COMING_YEARS:
        return None
    return _period(calendar.year_of(match.number("year") or 0), "year")


def season(match: Match) -> Meaning | None:
    """cet été; l'hiver dernier; the summer of 2019."""
    season, year, reference = match.value("season", "season"), match.number("year"), match.reference
    if year is not None:
        return _period(calendar.season_of(year, season), "month")
    if not reference:
        return Meaning(None, "month", "relative")
    near = [calendar.season_of(reference.year + shift, season) for shift in (-2, -1, 0, 1)]
    step = _sign(match.value("dir", "dir") or 0)
    found = [period for period in near if period]
    past = [period for period in found if period[1] < reference]
    coming = [period for period in found if period[0] > reference]
    around = [period for period in found if period[0] <= reference <= period[1]]
    chosen = past[-1:] if step < 0 else coming[:1] if step > 0 else around or coming[:1]
    return _period(chosen[0], "month", "relative") if chosen else None


def holiday(match: Match) -> Meaning | None:
    month, day = map(int, match.value("holiday", "holiday").split("-"))
    year = match.number("year")
    return _absolute(calendar.make_day(year, month, day)) if year else _yearless(match, month, day, None)


def day_alone(match: Match) -> Meaning | None:
    """le 16, as a whole expression."""
    day = match.number("d")
    chosen = calendar.choose_month(day, match.reference) if match.reference and day else None
    return _absolute(chosen[0]) if chosen else None


def hidden(_: Match) -> Meaning | None:
    """A day of another calendar: its numbers are no days of this one."""
    return Meaning(None, "unknown", "absolute", hidden=True)
