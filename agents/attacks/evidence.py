"""What two reports of attacks have in common and where they differ, slot by slot, as named numbers.

What is missing neither agrees nor clashes: it gives no number.
"""

import math
from collections.abc import Iterator
from datetime import date

from agents.attacks.rules import IncidentRules
from agents.attacks.state import Report
from agents.text.dates.calendar import days_before
from streams.records import Occurred, Place, Toll

_RARITY = ((50_000, 3), (200_000, 2), (1_000_000, 1), (math.inf, 0))
_MOST_TERMS, _MOST_NAMES, _MOST_AGES = 6, 2, 2
_COPY_SHARE = 0.6
_LIKE_TYPES = tuple(
    frozenset(group.split())
    for group in (
        "bombing suicide_bombing vehicle_ramming sabotage arson",
        "bombing missile_or_rocket shelling air_strike drone_strike arson",
        "armed_assault ambush assassination abduction stabbing",
        "armed_assault bombing suicide_bombing arson",
        "vehicle_ramming stabbing armed_assault",
    )
)
_PRECISE = ("minute", "day")


def evidence(report: Report, known: Report, rules: IncidentRules) -> Iterator[tuple[str, float]]:
    """All evidence for and against one attack; the weights of identity.py say what each is worth."""
    yield from _of_places(report.place, known.place)
    yield from _of_days(report, known, rules)
    yield from _of_types(report.type, known.type)
    yield from _of_sets("target", {t.kind for t in report.targets}, {t.kind for t in known.targets})
    yield from _of_sets("actor", _actors(report), _actors(known))
    yield from _of_tolls("killed", report.killed, known.killed)
    yield from _of_tolls("injured", report.injured, known.injured)
    yield from _of_shared("name", report.names, known.names, _MOST_NAMES)
    yield from _of_shared("street", report.streets, known.streets, 1)
    yield from _of_shared("age", report.ages, known.ages, _MOST_AGES)
    yield from _of_texts(report, known)


def clash(report: Report, known: Report, rules: IncidentRules) -> str | None:
    """The slot that alone says that they are two: a place, or a day that is well apart.

    Days are misread: whoever is named in both, or the street, outweighs them.
    """
    first, second = report.place, known.place
    if first is not None and second is not None and _are_apart(first, second):
        return "place"
    if _are_linked(report, known):
        return None
    mine, other = days_of(report.occurred), days_of(known.occurred)
    if mine is None or other is None:
        return "date" if _is_undated_far(report, known, rules) else None
    far = _days_apart(mine, other) > rules.near_miss_days
    return "date" if far and _is_sure(report, rules) and _is_sure(known, rules) else None


def _is_sure(report: Report, rules: IncidentRules) -> bool:
    """Whether the day is told in figures, or lies right before the report: weekdays of old pages are misread."""
    told, published = days_of(report.occurred), published_on(report)
    if told is None or report.occurred is None:
        return False
    fresh = published is not None and abs((published - told[1]).days) <= rules.near_miss_days
    return fresh or any(char.isdigit() for char in report.occurred.expression or "")


def _are_linked(report: Report, known: Report) -> bool:
    """A person's name in common, or a street of one region."""
    if not set(report.names).isdisjoint(known.names):
        return True
    regions = {place.admin1 if place else None for place in (report.place, known.place)}
    return len(regions) == 1 and None not in regions and not set(report.streets).isdisjoint(known.streets)


def _are_apart(first: Place, second: Place) -> bool:
    if first.country != second.country:
        return True
    if _is_local(first) and _is_local(second):
        return not (_is_same(first, second) or _is_quarter_of(first, second))
    return bool(first.admin1 and second.admin1 and first.admin1 != second.admin1)


def _is_same(first: Place, second: Place) -> bool:
    if first.geonameid and second.geonameid:
        return first.geonameid == second.geonameid
    return first.name == second.name


def _is_quarter_of(first: Place, second: Place) -> bool:
    """ "in South Shore" and "in Chicago": one of the two is the city that the other lies in."""
    cities = {place.precision for place in (first, second)} == {"city", "district"}
    return cities and first.admin1 == second.admin1 and first.city is not None and first.city == second.city


def _is_local(place: Place) -> bool:
    return place.precision in ("city", "exact", "district")


def _of_places(first: Place | None, second: Place | None) -> Iterator[tuple[str, float]]:
    if first is None or second is None:
        return
    if _is_local(first) and _is_local(second):
        if _is_same(first, second):
            yield "same_city", 1.0
            yield "small_city", _rarity(first)
        else:
            yield "within_city", 1.0
    elif first.admin1 and second.admin1:
        yield ("within_region", 1.0) if _is_local(first) or _is_local(second) else ("same_region", 1.0)
    else:
        yield "same_country", 1.0


def _rarity(place: Place) -> float:
    """Two attacks within days are a chance in Baghdad, and none in a small town; who is not counted lives in one."""
    population = place.population or 0
    return next(bonus for limit, bonus in _RARITY if population <= limit)


def days_of(occurred: Occurred | None) -> tuple[date, date] | None:
    """First and last possible day, or None: "by the day of the report" tells none."""
    if occurred is None or not occurred.start:
        return None
    return date.fromisoformat(occurred.start[:10]), date.fromisoformat((occurred.end or occurred.start)[:10])


def anchor_days(report: Report, rules: IncidentRules) -> tuple[date, date] | None:
    """When it happened, as told; else shortly before it was published; else unknown."""
    told = days_of(report.occurred)
    if told is not None:
        return told
    published = published_on(report)
    return None if published is None else (days_before(published, rules.undated_window_days), published)


def published_on(report: Report) -> date | None:
    return date.fromisoformat(report.published_at[:10]) if report.published_at else None


def _of_days(report: Report, known: Report, rules: IncidentRules) -> Iterator[tuple[str, float]]:
    mine, other = days_of(report.occurred), days_of(known.occurred)
    published = published_on(report), published_on(known)
    if published[0] is not None and published[1] is not None:
        yield "apart", math.log1p(abs((published[0] - published[1]).days))
    if mine is None or other is None:
        if report.focus == "lead" and known.focus == "lead":
            yield "undated", 1.0
        return
    apart = _days_apart(mine, other)
    if apart == 0:
        precise = _is_precise(report.occurred) and _is_precise(known.occurred)
        yield ("same_day", 1.0) if precise else ("same_period", 1.0)
    elif apart <= rules.day_slack:
        yield "next_day", 1.0
    else:
        yield ("near_day", 1.0) if apart <= rules.near_miss_days else ("other_day", 1.0)
    if _is_named(other, report) or _is_named(mine, known):
        yield "day_named", 1.0


def _is_named(days: tuple[date, date], report: Report) -> bool:
    """Whether a report names the day somewhere, or one beside it."""
    first, last = days[0].toordinal() - 1, days[1].toordinal() + 1
    return last - first <= 3 and any(first <= day <= last for day in report.days)


def _is_undated_far(report: Report, known: Report, rules: IncidentRules) -> bool:
    """Context without a day is not compared with what is printed long after it."""
    first, second = anchor_days(report, rules), anchor_days(known, rules)
    if first is None or second is None:
        return False
    apart = abs((first[1] - second[1]).days)
    if report.focus == "lead" and known.focus == "lead":
        return apart > rules.news_days
    return apart > rules.undated_window_days and report.focus == "background" and days_of(report.occurred) is None


def _is_precise(occurred: Occurred | None) -> bool:
    return occurred is not None and occurred.precision in _PRECISE


def _days_apart(first: tuple[date, date], second: tuple[date, date]) -> int:
    if first[0] <= second[1] and second[0] <= first[1]:
        return 0
    return min(abs((first[0] - second[1]).days), abs((second[0] - first[1]).days))


def _of_types(first: str, second: str) -> Iterator[tuple[str, float]]:
    if "unknown" in (first, second):
        yield "unknown_type", 1.0
    elif first == second:
        yield "same_type", 1.0
    elif not any(first in group and second in group for group in _LIKE_TYPES):
        yield "unlike_type", 1.0


def _of_sets(slot: str, first: set[str], second: set[str]) -> Iterator[tuple[str, float]]:
    if first and second:
        yield ("same_" if first & second else "other_") + slot, 1.0


def _of_tolls(slot: str, first: Toll | None, second: Toll | None) -> Iterator[tuple[str, float]]:
    """Equal figures agree; others clash little: tolls rise."""
    if first is None or second is None:
        return
    mine, other = _figure(first), _figure(second)
    if mine is None or other is None:
        return
    if mine == other:
        yield ("same_" if mine else "no_") + slot, 1.0
    elif not mine or not other:
        yield "none_or_some_" + slot, 1.0
    elif max(mine, other) > 2 * min(mine, other) + 2:
        yield "other_" + slot, 1.0


def _figure(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _actors(report: Report) -> set[str]:
    return {p.known_as for p in report.perpetrators if p.kind != "individual"} | set(report.claimed_by)


def _of_shared(slot: str, first: tuple[int, ...], second: tuple[int, ...], most: int) -> Iterator[tuple[str, float]]:
    if first and second:
        shared = len(set(first) & set(second))
        yield ("same_" + slot, float(min(most, shared))) if shared else ("other_" + slot, 1.0)


def _of_texts(report: Report, known: Report) -> Iterator[tuple[str, float]]:
    """Words only within one language, copies of one text only where the places do not differ."""
    if report.language == known.language and report.terms and known.terms:
        yield "one_language", 1.0
        yield "terms", float(min(_MOST_TERMS, len(set(report.terms) & set(known.terms))))
    smaller = min(len(report.copy_key), len(known.copy_key))
    if smaller and len(set(report.copy_key) & set(known.copy_key)) / smaller >= _COPY_SHARE:
        yield "copy", 1.0
