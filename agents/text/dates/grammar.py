"""The shapes of date expressions, as patterns over word classes: `<edge>` is any word of `[dates] edge`.

A group name, and the same with "_" behind it in another branch, are one group. RULES go from long to short.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from agents.text.dates import meanings as mean
from agents.text.dates import relative
from agents.text.dates.matches import UNITS, Match, Meaning

_F: Final = "(?:<of>){0,3}"
_D: Final = "<dom|small|dayth>"
_N: Final = "(?P<n><int|small|few>)"
_UNIT: Final = "(?P<unit><day_unit|week_unit|month_unit|year_unit|clock_unit>)"
_CALENDAR_UNIT: Final = "<day_unit|week_unit|month_unit|year_unit>"
_TO: Final = "(?:<of>){0,2}?(?P<to><to>{1,2})?" + _F
_YEAR: Final = f"(?:{_F}(?:<year_unit>{_F})?(?P<year><year>)|{_F}<year_unit>(?P<year_dir><dir>))?"


def _month_shape(group: str) -> str:
    """A month's name (twice, as "January/Kanun II"), or "month 3"."""
    return (
        f"(?:(?:<month_unit>{_F})?(?P<{group}><month>)(?:<month>)?"
        f"|<month_unit>{_F}(?P<{group}_number><n12|small|dayth>))"
    )


_M: Final = _month_shape("m")
_W: Final = "(?P<w><weekday>)"
_BASE: Final = (
    f"(?:{_M}{_YEAR}|(?P<dir><dir>){_F}(?P<unit><month_unit|year_unit>)"
    f"|(?P<unit_><month_unit|year_unit>){_F}(?P<dir_><dir>))"
)
_EDGE_BASE: Final = (
    f"(?:{_M}{_YEAR}|(?:<year_unit>{_F})?(?P<year_><year>)"
    f"|(?P<dir><dir>){_F}(?P<unit><week_unit|month_unit|year_unit>)"
    f"|(?P<unit_><week_unit|month_unit|year_unit>)(?:{_F}(?P<dir_><dir>))?)"
)
_WEEK: Final = f"(?:{_F}(?:(?P<dir><dir>){_F}(?P<unit><week_unit>)|(?P<unit_><week_unit>){_F}(?P<dir_><dir>)))"


@dataclass(frozen=True, slots=True)
class Rule:
    """`starts` are the classes that its shape begins with. `whole` rules are not looked for in texts."""

    name: str
    starts: str
    shape: str
    meaning: Callable[[Match], Meaning | None]
    whole: bool = False
    month_first: bool = False


_DAY: Final = "dom small dayth"
RULES: Final = (
    Rule("iso", "year", "(?P<a><year>)(?P<b><n12>)(?P<c><dom>)(?P<iso>)", mean.numeric),
    Rule("numeric", "dom", "(?P<a><dom>)(?P<b><dom>)(?P<c><year|yy|dom>)", mean.numeric),
    Rule(
        "hijri",
        f"weekday {_DAY}",
        f"(?:<weekday>{_F})?{_D}{_F}<hijri>(?:{_F}(?:<year_unit>)?<int>)?",
        mean.hidden,
    ),
    Rule("hijri_month", "hijri", f"<hijri>{_F}(?:<year_unit>)?<int>", mean.hidden),
    Rule(
        "range",
        f"weekday {_DAY}",
        f"(?:<weekday>{_F})?(?P<d1>{_D}){_TO}(?:(?P<w2><weekday>){_F})?(?P<d2>{_D}){_F}{_M}{_YEAR}",
        mean.range_of_dates,
    ),
    Rule(
        "range_two_months",
        f"weekday {_DAY}",
        f"(?:<weekday>{_F})?(?P<d1>{_D}){_F}{_month_shape('n')}(?:{_F}<year>)?{_TO}(?:(?P<w2><weekday>){_F})?"
        f"(?P<d2>{_D}){_F}{_M}{_YEAR}",
        mean.range_of_dates,
    ),
    Rule(
        "range_month_first",
        "month month_unit",
        f"{_M}{_F}(?P<d1>{_D}){_TO}(?P<d2>{_D})(?!{_F}<month>){_YEAR}",
        mean.range_of_dates,
    ),
    Rule("week_of", "week_unit", f"<week_unit>{_F}(?P<d><dom|small>){_F}{_M}{_YEAR}", mean.week_of_day),
    Rule(
        "neighbour_of",
        "neighbour",
        f"(?P<neighbour><neighbour>){_F}(?P<d>{_D}){_F}{_M}{_YEAR}",
        mean.neighbour_of_day,
    ),
    Rule(
        "day",
        f"weekday {_DAY} day_unit",
        f"(?:<day_unit>)?(?:{_W}{_F})?(?P<d>{_D}){_F}{_M}(?:{_YEAR[:-1]}|(?P<yy><yy>))?",
        mean.day_of_month,
    ),
    Rule(
        "month_day",
        "weekday month day_unit",
        f"(?:<day_unit>)?(?:{_W}{_F})?(?P<m><month>){_F}(?P<d>{_D})(?!{_F}<month>){_YEAR}",
        mean.day_of_month,
        month_first=True,
    ),
    Rule(
        "nth",
        "ord dayth dir dom",
        f"(?P<nth><ord|dayth|dir|ordinal>){_F}(?:<day_unit>)?"
        f"(?P<counted><weekday|wbare|day_unit|week_unit>){_F}{_BASE}",
        mean.ordinal,
    ),
    Rule(
        "nth_after",
        "weekday wbare day_unit week_unit",
        f"(?P<counted><weekday|wbare|day_unit|week_unit>)(?P<nth><ord|dayth|dir>){_F}{_BASE}",
        mean.ordinal,
    ),
    Rule("fortnight", "ord dayth dir", f"(?P<nth><ord|dayth|dir>){_F}<fortnight>{_F}{_BASE}", mean.fortnight),
    Rule("edge", "edge", f"(?P<edge><edge>){_F}{_EDGE_BASE}", mean.edge),
    Rule("weekdays", "weekday", f"(?P<w1><weekday>){_TO}(?P<w2><weekday>)", mean.range_of_weekdays),
    Rule("weekday_ahead", "weekday", f"{_W}<ahead>(?P<n><int|small>)", relative.weekday_ahead, whole=True),
    Rule(
        "weekday_number",
        "weekday",
        f"{_W}(?P<d><dom|dayth>)(?:{_F}(?:<dir><month_unit>|<month_unit><dir>))?",
        relative.weekday_and_number,
    ),
    Rule(
        "weekday_of_week",
        "weekday wbare day_unit",
        f"(?:<day_unit>)?(?P<w><weekday|wbare>){_WEEK}",
        relative.weekday,
    ),
    Rule("weekday_dir", "dir", f"(?P<dir><dir>){_F}(?:<day_unit>)?{_W}", relative.weekday),
    Rule(
        "weekday",
        "weekday day_unit",
        f"(?:<day_unit>)?{_W}(?:{_F}(?P<dir><dir>)(?!{_F}<day_unit|week_unit|month_unit|year_unit>))?",
        relative.weekday,
    ),
    Rule("weekend", "dir weekend", f"(?:(?P<dir><dir>){_F})?<weekend>(?P<dir_><dir>)?", relative.weekend),
    Rule("ago", "ago_pre", f"<ago_pre>{_F}(?:(?P<dual><dual>)|(?:{_N}{_F})?{_UNIT})(?!{_F}<year>)", relative.ago),
    Rule("ago_after", "int small few", f"{_N}{_F}{_UNIT}{_F}<ago_post>", relative.ago),
    Rule("later", "int small few", f"{_N}{_F}{_UNIT}{_F}<later_post>", relative.later),
    Rule("earlier", "int small few", f"{_N}{_F}{_UNIT}{_F}<earlier_post>", relative.earlier),
    Rule("later_whole", "int small", f"{_N}{_F}{_UNIT}{_F}<later_end>", relative.later, whole=True),
    Rule(
        "after_event",
        "ahead_pre",
        f"<ahead_pre>{_F}(?:(?P<dual><dual>)|(?:{_N}{_F})?{_UNIT})(?=<of>)",
        relative.later,
    ),
    Rule(
        "ahead",
        "ahead_pre",
        f"<ahead_pre>(?:{_F}(?:(?P<dual><dual>)|{_N}{_F}{_UNIT})|(?P<unit_>{_CALENDAR_UNIT}))",
        relative.ahead,
    ),
    Rule("ahead_whole", "in", f"<in>{_N}{_UNIT}", relative.ahead, whole=True),
    Rule("neighbour", "neighbour", "(?P<neighbour><neighbour>)", relative.neighbour),
    Rule(
        "day_word",
        "dayword part day_unit",
        f"(?:<part>{_F}|<day_unit>(?:<of|to>){{0,2}})?(?P<day_word><dayword>)(?:{_F}<part>)?(?!{_F}<ord|dayth|dir>)",
        relative.day_word,
    ),
    Rule(
        "night_word",
        "night_word",
        f"(?P<day_word><night_word>)(?!_|{_F}<weekday|dom|small|dayth|dayword|dir|ord>)",
        relative.day_word,
    ),
    Rule("counted_units", "int small few", f"{_N}{_F}(?P<dir><dir>){_F}{_UNIT}", relative.unit),
    Rule("counted_units_after", "int small few", f"{_N}{_F}{_UNIT}{_F}(?P<dir><dir>)", relative.unit),
    Rule("dir_counted", "dir", f"(?P<dir><dir>){_F}{_N}{_F}{_UNIT}", relative.unit),
    Rule("unit_counted", " ".join(UNITS), f"{_UNIT}{_N}(?P<dir><dir>)", relative.unit),
    Rule(
        "part_dir",
        "dir part",
        "(?:(?P<dir><dir>)(?P<part><part>)|(?P<part_><part>)(?P<dir_><dir>))",
        relative.part_of_day,
    ),
    Rule("months", "month", f"{_month_shape('n')}{_TO}{_M}{_YEAR}", mean.range_of_months),
    Rule(
        "month_dir",
        "in month dir",
        f"(?:(?:<in>{_F})?(?P<m><month>)(?P<dir><dir>)|(?P<dir_><dir>)(?P<m_><month>))(?!{_CALENDAR_UNIT})",
        relative.month,
    ),
    Rule("month_year", "month month_unit", f"{_M}{_YEAR[:-1]}", relative.month),
    Rule("month_in", "in month_unit", f"(?:<in>{_F}{_M}{_YEAR}|<month_unit>{_F}(?P<m_><month>))", relative.month),
    Rule(
        "unit_dir",
        "dir " + " ".join(UNITS),
        f"(?:(?P<dir><dir>){_F}{_UNIT}|(?P<unit_>{_CALENDAR_UNIT}){_F}(?P<dir_><dir>)"
        f"|(?P<unit__><clock_unit>)(?P<dir__><dir>)(?!{_F}<part|weekday|month|day_unit|week_unit|month_unit|year_unit>))",
        relative.unit,
    ),
    Rule("years", "year", f"(?P<y1><year>){_TO}(?P<year><year>)", mean.range_of_years),
    Rule(
        "season",
        "dir season",
        f"(?:(?P<dir><dir>)(?P<season><season>)|(?P<season_><season>){_F}(?:(?P<year><year>)|(?P<dir_><dir>)))",
        relative.season,
    ),
    Rule("holiday", "holiday", f"(?P<holiday><holiday>)(?:{_F}(?P<year><year>))?", mean.holiday),
    Rule(
        "year",
        "in year_unit since",
        f"(?:<in|since>{_F}(?:<year_unit>{_F})?|<year_unit>{_F})(?P<year><year>)(?!<not_year>)",
        relative.year,
    ),
    Rule("month_slash_year", "n12", "(?P<m_number><n12>)(?P<year><year>)", mean.month_slash_year),
    Rule("day_slash_month", "dom", "(?P<a><dom>)(?P<b><dom>)(?!<dom|year>)", mean.day_slash_month),
    Rule(
        "range_of_days",
        _DAY + " weekday",
        f"(?:<weekday>{_F})?(?P<d1>{_D}){_TO}(?:<weekday>{_F})?(?P<d2>{_D})",
        mean.range_of_days,
        whole=True,
    ),
    Rule("day_month_first", "month", f"(?P<m><month>){_F}(?P<d>{_D}){_YEAR}", mean.day_of_month, whole=True),
    Rule("month_alone", "month", "(?P<m><month>)", relative.month, whole=True),
    Rule("year_alone", "year", "(?P<year><year>)", relative.year, whole=True),
    Rule("day_alone", _DAY, f"(?P<d>{_D})", mean.day_alone, whole=True),
)
