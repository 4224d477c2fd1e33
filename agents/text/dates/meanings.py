"""What absolute expressions mean: dates, ranges, ordinals, edges and holidays."""

from dataclasses import replace
from datetime import date

from agents.text.dates import calendar
from agents.text.dates.calendar import Edge, Period
from agents.text.dates.matches import Match, Meaning, absolute, of_period, shifted, sign, unit_period


def numeric(match: Match) -> Meaning | None:
    """18/01/2021, 18.1.21, 2021-01-18: the separators must be the same."""
    words = [match.index(group) for group in ("a", "b", "c")]
    gaps = {match.reading.gap(index) for index in words[:2]}
    if len(gaps) > 1 or not gaps <= ({"/", "-", "."} | ({" "} if match.whole else set())):
        return None
    first, second, third = (int(match.reading.digits(index)) for index in words)
    if match.has("iso"):
        return absolute(calendar.make_day(first, second, third))
    if len(match.reading.words[words[2]]) not in (2, 4):
        return None
    day, month = (second, first) if (match.month_first and first <= 12) or second > 12 else (first, second)
    return absolute(calendar.make_day(calendar.full_year(third, match.reference), month, day))


def month_slash_year(match: Match) -> Meaning | None:
    if match.reading.gap(match.index("m_number")) != "/":
        return None
    return of_period(calendar.month_of(match.number("year") or 0, match.number("m_number") or 0), "month")


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
        meaning = absolute(found, sure=found is not None and weekday in (None, found.weekday()))
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
    return unit_period(unit, sign(match.value("dir", "dir") or 0), reference) if unit and reference else None


def ordinal(match: Match) -> Meaning | None:
    """le premier mercredi du mois prochain; the last day of October 2015; the first week of May."""
    base = _base_period(match)
    nth = match.value("nth", "ord", "dayth", "dir") or match.number("nth")
    if not base or not nth:
        return None
    if match.value("counted", "week_unit") is not None:
        return of_period(calendar.nth_week_in(base, nth), "day", "range")
    return absolute(calendar.nth_in(base, nth, match.value("counted", "weekday", "wbare")))


def edge(match: Match) -> Meaning | None:
    """début mars; early 2019; à la fin de la semaine."""
    edge: Edge | None = match.value("edge", "edge")
    base = _base_period(match)
    if not base or not edge or match.is_day_ahead():
        return None
    if match.month() or match.unit() == "month_unit":
        return of_period(calendar.edge_of_month(base[0].year, base[0].month, edge), "day", "range")
    if match.unit() == "week_unit":
        return of_period(calendar.edge_of_week(base, edge), "day", "range")
    return of_period(calendar.edge_of_year(base[0].year, edge), "month", "range")


def fortnight(match: Match) -> Meaning | None:
    """la première quinzaine d'avril."""
    base, nth = _base_period(match), match.value("nth", "ord", "dayth", "dir")
    if not base or not nth:
        return None
    middle = base[0].replace(day=15)
    return of_period((base[0], middle.replace(day=14)) if nth == 1 else (middle, base[1]), "day", "range")


def week_of_day(match: Match) -> Meaning | None:
    meaning = day_of_month(match)
    return of_period(calendar.week_of(meaning.period[0]), "day", "range") if meaning and meaning.period else None


def neighbour_of_day(match: Match) -> Meaning | None:
    """le lendemain du 13 février."""
    meaning, step = day_of_month(match), match.value("neighbour", "neighbour")
    return shifted(meaning.period[0], step, step, "absolute") if meaning and meaning.period else None


def holiday(match: Match) -> Meaning | None:
    month, day = map(int, match.value("holiday", "holiday").split("-"))
    year = match.number("year")
    return absolute(calendar.make_day(year, month, day)) if year else _yearless(match, month, day, None)


def day_alone(match: Match) -> Meaning | None:
    """le 16, as a whole expression."""
    day = match.number("d")
    chosen = calendar.choose_month(day, match.reference) if match.reference and day else None
    return absolute(chosen[0]) if chosen else None


def hidden(_: Match) -> Meaning | None:
    """A day of another calendar: its numbers are no days of this one."""
    return Meaning(None, "unknown", "absolute", hidden=True)
