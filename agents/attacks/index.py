"""Finds the incidents that a report may tell of: near in place and time, or with a name in common at any age."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from agents.attacks.evidence import anchor_days, days_of, published_on
from agents.attacks.rules import IncidentRules
from agents.attacks.state import Report
from streams.records import NO_COUNTRY

_LONGEST_PERIOD_DAYS = 400
_ANYWHERE = "*"
_COMMON = 12
"""A name that more incidents share is that of an official, a street that more share is a main street."""

Key = tuple[str | int | None, ...]


class Index:
    """Incident ids by what their reports say; built again from the rows at a restart."""

    def __init__(self, rules: IncidentRules) -> None:
        self._rules = rules
        self._ids: defaultdict[Key, set[str]] = defaultdict(set)
        self._keys: dict[str, set[Key]] = {}

    def file(self, incident_id: str, reports: Iterable[Report]) -> None:
        """File an incident under everything that its reports say."""
        keys = {key for report in reports for key in (*self._days_told(report), *_links(report))}
        self._keys[incident_id] = keys
        for key in keys:
            self._ids[key].add(incident_id)

    def drop(self, incident_id: str) -> None:
        """File it no more."""
        for key in self._keys.pop(incident_id, ()):
            self._ids[key].discard(incident_id)
            if not self._ids[key]:
                del self._ids[key]

    def distinctive(self, report: Report) -> Report:
        """Without the names and streets that so many incidents share that they tell none from others."""
        country, region = _where(report)
        return replace(
            report,
            names=tuple(n for n in report.names if len(self._ids.get(("name", country, n), ())) <= _COMMON),
            streets=tuple(
                s for s in report.streets if len(self._ids.get(("street", country, region, s), ())) <= _COMMON
            ),
        )

    def find(self, report: Report) -> set[str]:
        """Ids of all that may be the same."""
        found: set[str] = set()
        for key in self._days_asked(report):
            found |= self._ids.get(key, set())
        for key in _links(report):
            found |= self._ids.get(key, set())
        return found

    def _days_told(self, report: Report) -> Iterator[Key]:
        country, region = _where(report)
        for day in self._days(report, 0):
            yield country, region, day
            yield country, _ANYWHERE, day

    def _days_asked(self, report: Report) -> Iterator[Key]:
        country, region = _where(report)
        for day in self._days(report, self._rules.near_miss_days):
            if region is None:
                yield country, _ANYWHERE, day
            else:
                yield country, region, day
                yield country, None, day

    def _days(self, report: Report, slack: int) -> Iterator[int]:
        """Each day on which it may have happened, and those on which it was news."""
        days = anchor_days(report, self._rules)
        if days is None:
            yield 0
            return
        reach = slack if days_of(report.occurred) else 0
        first, last = days[0].toordinal() - reach, days[1].toordinal() + reach
        yield from range(first, min(last, first + _LONGEST_PERIOD_DAYS) + 1)
        printed = published_on(report)
        if report.focus == "lead" and printed is not None:
            recent = printed.toordinal()
            yield from range(recent - (self._rules.news_days if slack else 0), recent + 1)


def _where(report: Report) -> tuple[str, str | None]:
    place = report.place
    return (place.country if place else None) or NO_COUNTRY, place.admin1 if place else None


def _links(report: Report) -> Iterator[Key]:
    """Names of persons anywhere in a country, streets in a region, ages in a town."""
    country, region = _where(report)
    yield from (("name", country, name) for name in report.names)
    yield from (("street", country, region, street) for street in report.streets)
    if report.place is not None and report.place.geonameid:
        yield from (("age", report.place.geonameid, age) for age in report.ages)
