"""Decides whether a sighting and an incident are one attack: an additive scorecard over slots, with few vetoes.

Weights are log-odds. What is missing neither agrees nor clashes; only two precise, confident slots veto.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agents.attacks.rules import IncidentRules
from agents.attacks.state import Report
from streams.records import Occurred, Place, Toll

BIAS = -5.2
_SAME_CITY, _SAME_ADMIN1, _WITHIN, _SAME_COUNTRY = 3.0, 1.4, 1.2, 0.5
_RARITY = ((50_000, 1.5), (200_000, 1.0), (1_000_000, 0.5), (math.inf, 0.0))
_SAME_DAY, _NEXT_DAY, _NEAR_MISS, _WITHIN_PERIOD = 2.0, 1.2, -0.8, 0.6
_UNDATED_NEAR = (1.3, 1.3, 0.7, 0.2, -0.5)
_SAME_TYPE, _OTHER_TYPE, _UNLIKE_TYPE = 1.0, 0.0, -1.5
_SAME_TARGET, _OTHER_TARGET = 0.8, -0.5
_SAME_TOLL, _RISEN_TOLL, _OTHER_TOLL = 1.4, 0.3, -0.3
_SHARED_NAME, _SAME_ACTOR, _OTHER_ACTOR = 1.0, 0.8, -0.6
_SHARED_TERMS = 2.5
_COPY = 2.5
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score in log-odds, or the name of the slot that vetoes."""

    score: float
    veto: str | None = None

    @property
    def same(self) -> bool:
        return self.veto is None and self.score > 0


def compare(report: Report, known: Report, rules: IncidentRules) -> Comparison:
    """How likely two reports tell one attack."""
    if report.article_id == known.article_id and report.article_version == known.article_version:
        return Comparison(BIAS, "same article")
    place, place_veto = _compare_places(report.place, known.place)
    day, day_veto = _compare_days(report, known, rules)
    veto = place_veto or day_veto
    if veto:
        return Comparison(BIAS, veto)
    score = BIAS + place + day + _compare_types(report.type, known.type)
    score += _compare_sets(
        {t.kind for t in report.targets}, {t.kind for t in known.targets}, _SAME_TARGET, _OTHER_TARGET
    )
    score += _compare_tolls(report.killed, known.killed) + 0.5 * _compare_tolls(report.injured, known.injured)
    score += _SHARED_NAME * min(2, len(set(report.names) & set(known.names)))
    score += _compare_sets(_actors(report), _actors(known), _SAME_ACTOR, _OTHER_ACTOR)
    score += _compare_texts(report, known)
    if report.article_id == known.article_id:
        score += _COPY
    return Comparison(score)


def _compare_places(first: Place | None, second: Place | None) -> tuple[float, str | None]:
    if first is None or second is None:
        return 0.0, None
    if first.country != second.country:
        return 0.0, "place"
    if _is_local(first) and _is_local(second):
        same = (
            first.geonameid == second.geonameid if first.geonameid and second.geonameid else first.name == second.name
        )
        if not same and _is_quarter_of(first, second):
            return _WITHIN, None
        return (_SAME_CITY + _rarity(first), None) if same else (0.0, "place")
    if first.admin1 and second.admin1:
        if first.admin1 != second.admin1:
            return 0.0, "place"
        return (_WITHIN if _is_local(first) or _is_local(second) else _SAME_ADMIN1), None
    return _SAME_COUNTRY, None


def _is_quarter_of(first: Place, second: Place) -> bool:
    """ "in South Shore" and "in Chicago": one of the two is the city that the other lies in."""
    cities = {place.precision for place in (first, second)} == {"city", "district"}
    return cities and first.admin1 == second.admin1 and first.city is not None and first.city == second.city


def _rarity(place: Place) -> float:
    """Two attacks within days are a chance in Baghdad, and none in a small town; who is not counted lives in one."""
    population = place.population or 0
    return next(bonus for limit, bonus in _RARITY if population <= limit)


def _is_local(place: Place) -> bool:
    return place.precision in ("city", "exact", "district")


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
    if report.published_at is None:
        return None
    published = date.fromisoformat(report.published_at[:10])
    return published - timedelta(days=rules.undated_window_days), published


def _compare_days(report: Report, known: Report, rules: IncidentRules) -> tuple[float, str | None]:
    mine, other = days_of(report.occurred), days_of(known.occurred)
    if mine is not None and other is not None:
        precise = _is_precise(report.occurred) and _is_precise(known.occurred)
        apart = _days_apart(mine, other)
        if apart == 0:
            return (_SAME_DAY if precise else _WITHIN_PERIOD), None
        if apart <= rules.day_slack:
            return _NEXT_DAY, None
        # Weekdays are misread and pages misdated: only days well apart veto, a near miss costs.
        return (_NEAR_MISS, None) if apart <= rules.near_miss_days else (0.0, "date")
    first, second = anchor_days(report, rules), anchor_days(known, rules)
    if first is None or second is None:
        return 0.0, None
    # One or both are undated news: compare what is told with when the other was printed.
    apart = abs((first[1] - second[1]).days)
    if report.focus == "background" or known.focus == "background":
        return (
            0.0,
            "date" if mine is None and report.focus == "background" and apart > rules.undated_window_days else None,
        )
    return (_UNDATED_NEAR[apart], None) if apart < len(_UNDATED_NEAR) else (0.0, "date")


def _is_precise(occurred: Occurred | None) -> bool:
    return occurred is not None and occurred.precision in _PRECISE


def _days_apart(first: tuple[date, date], second: tuple[date, date]) -> int:
    if first[0] <= second[1] and second[0] <= first[1]:
        return 0
    return min(abs((first[0] - second[1]).days), abs((second[0] - first[1]).days))


def _compare_types(first: str, second: str) -> float:
    if "unknown" in (first, second):
        return 0.2
    if first == second:
        return _SAME_TYPE
    return _OTHER_TYPE if any(first in group and second in group for group in _LIKE_TYPES) else _UNLIKE_TYPE


def _compare_sets(first: set[str], second: set[str], same: float, other: float) -> float:
    if not first or not second:
        return 0.0
    return same if first & second else other


def _compare_tolls(first: Toll | None, second: Toll | None) -> float:
    """Equal figures agree; others clash little: tolls rise."""
    if first is None or second is None:
        return 0.0
    mine, other = _figure(first), _figure(second)
    if mine == other:
        return _SAME_TOLL if mine else 0.2
    if mine is None or other is None:
        return 0.0
    return _RISEN_TOLL if max(mine, other) <= 2 * min(mine, other) + 2 else _OTHER_TOLL


def _figure(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _actors(report: Report) -> set[str]:
    return {p.known_as for p in report.perpetrators if p.kind != "individual"} | set(report.claimed_by)


def _compare_texts(report: Report, known: Report) -> float:
    """Words only within one language, copies of one text only where the places do not differ."""
    score = 0.0
    if report.language == known.language and report.terms and known.terms:
        share = len(set(report.terms) & set(known.terms)) / min(len(report.terms), len(known.terms))
        score += _SHARED_TERMS * max(0.0, share - 0.1)
    smaller = min(len(report.copy_key), len(known.copy_key))
    if smaller and len(set(report.copy_key) & set(known.copy_key)) / smaller >= _COPY_SHARE:
        score += _COPY
    return score


def best_match(report: Report, incidents: Sequence[tuple[str, Sequence[Report]]], rules: IncidentRules) -> str | None:
    """The incident with the highest score over its reports, if any is the same; ties go to the smaller id."""
    best: tuple[float, str] | None = None
    for incident_id, reports in incidents:
        comparisons = [compare(report, known, rules) for known in reports]
        if any(c.veto == "same article" for c in comparisons) or not any(c.same for c in comparisons):
            continue
        if sum(c.veto is not None for c in comparisons) * 2 > len(comparisons):
            continue
        score = max(c.score for c in comparisons if c.veto is None)
        if best is None or (-score, incident_id) < (-best[0], best[1]):
            best = (score, incident_id)
    return best[1] if best else None
