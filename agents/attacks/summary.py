"""The incident that consumers see, derived from the reports of it. Pure and independent of their order of arrival."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeVar

from agents.attacks.state import IncidentRow, Report, active_reports, latest_reports
from streams.records import (
    Counts,
    FirstReport,
    Incident,
    Mention,
    Occurred,
    Perpetrator,
    Place,
    ReportedToll,
    Target,
    Toll,
    TollRange,
)

T = TypeVar("T")
_PLACE_RANK = {"exact": 0, "city": 1, "district": 2, "admin1": 3, "country": 4, "unknown": 5}
_TIME_RANK = {"minute": 0, "day": 1, "month": 2, "year": 3, "unknown": 4}
_STATUS_RANK = {"claimed": 0, "confirmed": 1, "alleged": 2, "denied": 3}
_LISTED = 8
_SERIES_KEPT = 24
_COPY_SHARE = 0.5


def summarise(row: IncidentRow) -> Incident:
    """The whole record at the row's revision."""
    active = active_reports(row)
    everybody = active or latest_reports(row)
    # Who only looks back adds reach: slots, origins and state are what the news says, where there is news.
    reports = [report for report in everybody if report.focus == "lead"] or everybody
    first, last = reports[0], everybody[-1]
    groups = independent_origins(reports)
    return Incident(
        incident_id=row.incident_id,
        revision=row.revision,
        state=_state(active, groups),
        type=_type(reports),
        weapon=_listed(word.casefold() for r in reports for word in r.weapon),
        targets=_targets(reports),
        perpetrators=_perpetrators(reports),
        responsibility_claims=_listed(name for r in reports for name in r.claimed_by),
        denials=_listed(p.known_as for r in reports for p in r.perpetrators if p.status == "denied"),
        occurred=_occurred(reports),
        place=_place(reports),
        killed=_tolls(reports, lambda r: r.killed, lambda r: r.killed_span),
        injured=_tolls(reports, lambda r: r.injured, lambda r: r.injured_span),
        series_id=next((r.series_id for r in reports if r.series_id), None),
        first_reported=FirstReport(first.article_id, first.outlet, first.published_at),
        first_seen=first.published_at,
        last_seen=last.published_at,
        origins=tuple(origin_of(group[0]) for group in groups[:_LISTED]),
        counts=_counts(row, everybody, len(groups)),
        mentions=tuple(
            Mention(
                r.sighting_id, r.article_id, r.article_version, r.outlet, r.language, r.published_at, r.focus, r.quote
            )
            for r in everybody[-_LISTED:]
        ),
    )


def origin_of(report: Report) -> str:
    """Who said it first, as far as the report tells: the credited source, else the outlet."""
    return report.reported_by[0] if report.reported_by else report.outlet


def independent_origins(reports: Sequence[Report]) -> list[list[Report]]:
    """Groups of reports that go back to one origin: same credit, one cites the other, or the same text."""
    groups: list[list[Report]] = []
    for report in reports:
        joined = [group for group in groups if any(_same_origin(report, other) for other in group)]
        merged = [other for group in joined for other in group] + [report]
        groups = [group for group in groups if group not in joined] + [merged]
    return groups


def _same_origin(first: Report, second: Report) -> bool:
    if (first.owner or first.outlet) == (second.owner or second.outlet):
        return True
    mine = {name.casefold() for name in (first.outlet, *first.reported_by)}
    if mine & {name.casefold() for name in (second.outlet, *second.reported_by)}:
        return True
    smaller = min(len(first.copy_key), len(second.copy_key))
    shared = len(set(first.copy_key) & set(second.copy_key))
    return smaller > 0 and shared / smaller >= _COPY_SHARE


def _state(active: Sequence[Report], groups: Sequence[object]) -> Literal["open", "corroborated", "retracted"]:
    if not active:
        return "retracted"
    return "corroborated" if len(groups) > 1 else "open"


def _type(reports: Sequence[Report]) -> str:
    votes: Counter[str] = Counter()
    for report in reports:
        votes[report.type] += 0 if report.type == "unknown" else 2 if report.focus == "lead" else 1
    # A suicide bombing is a bombing told less exactly, a drone strike an air strike.
    for narrow, wide in (("suicide_bombing", "bombing"), ("drone_strike", "air_strike"), ("ambush", "armed_assault")):
        if votes[narrow] and votes[wide]:
            votes[narrow] += votes[wide]
    return max(votes, key=lambda kind: (votes[kind], kind))


def _place(reports: Sequence[Report]) -> Place | None:
    return _best(reports, lambda r: r.place, lambda p: (_PLACE_RANK[p.precision],), lambda p: p.geonameid or p.name)


def _occurred(reports: Sequence[Report]) -> Occurred | None:
    return _best(reports, lambda r: r.occurred, lambda o: (_TIME_RANK[o.precision] // 2,), lambda o: (o.start, o.end))


def _best(
    reports: Sequence[Report],
    value: Callable[[Report], T | None],
    rank: Callable[[T], tuple[int, ...]],
    same: Callable[[T], Hashable],
) -> T | None:
    """The most precise value, then the most often told, then the first told."""
    values = [found for report in reports if (found := value(report)) is not None]
    if not values:
        return None
    told = Counter(same(found) for found in values)
    return min(values, key=lambda found: (*rank(found), -told[same(found)]))


def _tolls(
    reports: Sequence[Report],
    value: Callable[[Report], Toll | None],
    span: Callable[[Report], tuple[int, int] | None],
) -> TollRange | None:
    """Every figure with its source; `current` is the newest one told as news."""
    series = [(r, toll) for r in reports if (toll := value(r)) is not None]
    if not series:
        return None
    news = [toll for r, toll in series if r.focus == "lead"] or [toll for _, toll in series]
    figures = [figure for _, toll in series for figure in (toll.low, toll.high) if figure is not None]
    return TollRange(
        low=min(figures, default=None),
        current=_figure(news[-1]),
        high=max(figures, default=None),
        series=tuple(
            ReportedToll(toll, origin_of(r), r.article_id, r.published_at, *(span(r) or (None, None)))
            for r, toll in series[-_SERIES_KEPT:]
        ),
    )


def _figure(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def _targets(reports: Sequence[Report]) -> tuple[Target, ...]:
    """One target per kind, in the words of the first report that has it."""
    kinds: dict[str, Target] = {}
    for report in reports:
        for target in report.targets:
            kinds.setdefault(target.kind, target)
    return tuple(kinds.values())[:_LISTED]


def _perpetrators(reports: Sequence[Report]) -> tuple[Perpetrator, ...]:
    names: dict[str, Perpetrator] = {}
    for found in (p for r in reports for p in r.perpetrators if r.perpetrators):
        known = names.get(found.known_as)
        if known is None or _STATUS_RANK[found.status] < _STATUS_RANK[known.status]:
            names[found.known_as] = found
    return tuple(names.values())[:_LISTED]


def _listed(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:_LISTED]


def _counts(row: IncidentRow, reports: Sequence[Report], origins: int) -> Counts:
    """Exact from the reports while all are kept, from the sets of hashes once some were dropped."""
    if len(row.seen.articles) > len({r.article_id for r in row.reports.values()}):
        seen = row.seen
        return Counts(
            len(seen.articles),
            len(seen.outlets),
            len(seen.owners),
            origins,
            len(seen.countries),
            len(seen.languages),
            ("articles", "origins"),
        )
    return Counts(
        articles=len({r.article_id for r in reports}),
        outlets=len({r.outlet for r in reports}),
        owners=len({r.owner or r.outlet for r in reports}),
        origins=origins,
        countries=len({r.outlet_country for r in reports if r.outlet_country}),
        languages=len({r.language for r in reports if r.language}),
    )
