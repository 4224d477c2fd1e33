"""What is known of one incident: the reports of it, and how two states of that knowledge become one.

`merge` is a join: commutative, associative and idempotent, so that repeated or reordered delivery changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from streams.ids import stable_hash
from streams.records import (
    Field,
    Focus,
    Modality,
    Novelty,
    Occurred,
    Perpetrator,
    Place,
    Sighting,
    Status,
    Target,
    Toll,
)
from streams.versions import latest


@dataclass(frozen=True, slots=True)
class Report:
    """A sighting without what only its reading needs."""

    sighting_id: str
    article_id: str
    article_version: int
    outlet: str
    owner: str | None
    outlet_country: str | None
    language: str | None
    published_at: str | None
    url: str | None
    focus: Focus
    type: str
    modality: Modality
    hedged: bool
    confidence: float
    novelty: Novelty | None
    place: Place | None
    occurred: Occurred | None
    killed: Toll | None
    injured: Toll | None
    killed_span: tuple[int, int] | None
    injured_span: tuple[int, int] | None
    weapon: tuple[str, ...]
    targets: tuple[Target, ...]
    perpetrators: tuple[Perpetrator, ...]
    claimed_by: tuple[str, ...]
    reported_by: tuple[str, ...]
    quote: str
    quote_field: Field
    quote_start: int
    quote_end: int
    terms: tuple[int, ...]
    names: tuple[int, ...]
    streets: tuple[int, ...]
    ages: tuple[int, ...]
    days: tuple[int, ...]
    copy_key: tuple[int, ...]
    series_id: str | None = None

    @property
    def order(self) -> tuple[str, str, int]:
        """Total order of reports: by time, then by id and version."""
        return self.published_at or "", self.sighting_id, self.article_version


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes of everybody who ever reported it: they outlive the reports that are kept."""

    articles: frozenset[int] = frozenset()
    outlets: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident, as saved. `told` are the ids of the alerts that it has caused."""

    incident_id: str
    reports: Mapping[str, Report]
    """By sighting and version: what is replaced stays until the cap drops it, so that it cannot come back."""
    versions: Mapping[str, tuple[int, Status]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    told: tuple[str, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The highest version of an article that was corrected or withdrawn."""

    article_id: str
    version: int
    status: Status
    reference_at: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """What one key of the table holds: exactly one of the two."""

    incident: IncidentRow | None = None
    version: VersionRow | None = None


ROW_TYPE = Row


def report_of(sighting: Sighting) -> Report:
    """The report that a sighting brings."""
    names = Report.__dataclass_fields__
    spans = {item.slot: (item.start, item.end) for item in reversed(sighting.evidence)}
    shared = {name: getattr(sighting, name) for name in names if not name.endswith("_span")}
    return Report(**shared, killed_span=spans.get("killed"), injured_span=spans.get("injured"))


def merge(first: IncidentRow, second: IncidentRow, *, kept: int, counted: int) -> IncidentRow:
    """All that both know; of all reports the first and the newest, `kept` together."""
    reports = dict(first.reports)
    for key, report in second.reports.items():
        known = reports.get(key)
        if known is None or repr(report) > repr(known):
            reports[key] = report
    versions = dict(first.versions)
    for article_id, version in second.versions.items():
        versions[article_id] = latest(versions.get(article_id, version), version)
    return replace(
        first,
        reports=_newest(reports, kept),
        versions=versions,
        seen=_join(first.seen, second.seen, counted),
    )


def _newest(reports: Mapping[str, Report], kept: int) -> dict[str, Report]:
    if len(reports) <= kept:
        return dict(reports)
    ordered = sorted(reports.values(), key=lambda report: report.order)
    return _by_key((ordered[0], *ordered[len(ordered) - kept + 1 :]))


def _by_key(reports: Iterable[Report]) -> dict[str, Report]:
    return {f"{report.sighting_id}@{report.article_version}": report for report in reports}


def _join(first: Seen, second: Seen, counted: int) -> Seen:
    """Sets stop at `counted` values: the smallest hashes are kept, so that the order of arrival does not matter."""
    return Seen(
        _capped(first.articles | second.articles, counted),
        _capped(first.outlets | second.outlets, counted),
        _capped(first.owners | second.owners, counted),
        _capped(first.countries | second.countries, counted),
        first.languages | second.languages,
    )


def _capped(values: frozenset[int], counted: int) -> frozenset[int]:
    return values if len(values) <= counted else frozenset(sorted(values)[:counted])


def row_of(incident_id: str, reports: Iterable[Report], versions: Mapping[str, tuple[int, Status]]) -> IncidentRow:
    """The state that just these reports make."""
    listed = list(reports)
    return IncidentRow(
        incident_id,
        _by_key(listed),
        dict(versions),
        Seen(
            frozenset(stable_hash(r.article_id) for r in listed),
            frozenset(stable_hash(r.outlet) for r in listed),
            frozenset(stable_hash(r.owner or r.outlet) for r in listed),
            frozenset(stable_hash(r.outlet_country) for r in listed if r.outlet_country),
            frozenset(r.language for r in listed if r.language),
        ),
    )


def active_reports(row: IncidentRow) -> list[Report]:
    """Reports that no later version of their article replaced or withdrew, oldest first."""
    return [report for report in latest_reports(row) if _stands(report, row.versions)]


def latest_reports(row: IncidentRow) -> list[Report]:
    """Of each sighting its latest version, whether it stands or not, oldest first."""
    latest_of: dict[str, Report] = {}
    for report in sorted(row.reports.values(), key=lambda report: report.article_version):
        latest_of[report.sighting_id] = report
    return sorted(latest_of.values(), key=lambda report: report.order)


def _stands(report: Report, versions: Mapping[str, tuple[int, Status]]) -> bool:
    version, status = versions.get(report.article_id, (0, "usable"))
    return report.article_version >= version and (status != "canceled" or report.article_version > version)
