"""What expressions mean that are seen from the reference day or the day told before: weekdays, distances, units."""

from dataclasses import replace
from datetime import date
from typing import Final

from agents.text.dates import calendar
from agents.text.dates.matches import Kind, Match, Meaning, Precision, absolute, of_period, shifted, sign, unit_period

_VAGUE_NUMBER: Final = 0
_COMING_YEARS: Final = 20
_DAY_HOURS: Final = 24
_MOST_HOURS: Final = 96


def weekday_and_number(match: Match) -> Meaning | None:
    """mercredi 13: only if a near month agrees; else the number belongs to what follows."""
    weekday, day = match.weekday(), match.number("d")
    if not match.reference or not day or weekday is None:
        return None
    chosen = calendar.choose_month(day, match.reference, weekday)
    if chosen and chosen[1] and (match.whole or calendar.remoteness(chosen[0], match.reference) <= 45):
        return absolute(chosen[0])
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
        week = calendar.week_of(reference, sign(step or 0))
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
    return shifted(match.reference, first, last, "relative")


def part_of_day(match: Match) -> Meaning | None:
    """ce matin; last night; الليلة الماضية."""
    night, step = match.value("part", "part") == "night", sign(match.value("dir", "dir") or 0)
    # "last night" began yesterday; "this night", "cette nuit" may be either day.
    first, last = (-1, 0) if night and step == 0 else (step, step)
    return shifted(match.reference, first, last, "relative")


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
    return shifted(match.told, step, step, "later")


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
        return shifted(base, days, days, kind)
    slack = 0 if match.whole else 3
    meaning = shifted(base, 7 * days - slack, 7 * days + slack, kind)
    return replace(meaning, sure=False) if meaning else None


def unit(match: Match) -> Meaning | None:
    """la semaine dernière; ce mois; the past two weeks; ces derniers jours."""
    unit, step, reference = match.unit(), sign(match.value("dir", "dir") or 0), match.reference
    if unit == "clock_unit":
        return _last_hours(match, step)
    if not reference or unit is None:
        return Meaning(None, "unknown", "relative")
    count = match.number("n") if match.has("n") else 1
    plural = not match.has("n") and match.value("unit", unit or "") == "plural"
    if plural or not count or (match.has("n") and not step):
        return Meaning(None, "unknown", "relative")
    near = unit_period(unit or "", step, reference)
    far = unit_period(unit or "", step * count, reference)
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
    return Meaning((calendar.days_before(reference, hours // _DAY_HOURS), reference), "day", "relative")


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
    return of_period(calendar.year_of(match.number("year") or 0), "year")


def season(match: Match) -> Meaning | None:
    """cet été; l'hiver dernier; the summer of 2019."""
    season, year, reference = match.value("season", "season"), match.number("year"), match.reference
    if year is not None:
        return of_period(calendar.season_of(year, season), "month")
    if not reference:
        return Meaning(None, "month", "relative")
    near = [calendar.season_of(reference.year + shift, season) for shift in (-2, -1, 0, 1)]
    step = sign(match.value("dir", "dir") or 0)
    found = [period for period in near if period]
    past = [period for period in found if period[1] < reference]
    coming = [period for period in found if period[0] > reference]
    around = [period for period in found if period[0] <= reference <= period[1]]
    chosen = past[-1:] if step < 0 else coming[:1] if step > 0 else around or coming[:1]
    return of_period(chosen[0], "month", "relative") if chosen else None
