"""Owns the incidents of one partition: finds the incident of each sighting and says what is to be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from agents.attacks.decision import decide
from agents.attacks.evidence import days_of
from agents.attacks.identity import best_match
from agents.attacks.index import Index
from agents.attacks.rules import IncidentRules
from agents.attacks.state import (
    IncidentRow,
    Report,
    Row,
    VersionRow,
    active_reports,
    latest_reports,
    merge,
    report_of,
    row_of,
)
from agents.attacks.summary import summarise
from agents.text.dates.calendar import days_before
from streams.ids import stable_id
from streams.owners import Outcome
from streams.records import (
    Announcement,
    ArticleVersion,
    Incident,
    Novelty,
    Sighting,
    SightingBatch,
    Status,
)
from streams.versions import group_by_version, is_later

_INCIDENT_MODALITIES = frozenset({"reported", "attempted"})


class Incidents:
    """Rows by id, and an index of them that is never saved.

    The same messages in the same order give the same announcements, whichever were received before.
    """

    def __init__(self, rules: IncidentRules) -> None:
        self._rules = rules
        self._rows: dict[str, IncidentRow] = {}
        self._versions: dict[str, VersionRow] = {}
        self._by_sighting: dict[str, str] = {}
        self._by_article: defaultdict[str, set[str]] = defaultdict(set)
        self._index = Index(rules)
        self._watermark = ""
        self._forgotten_to = ""

    def restore(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Take over saved rows."""
        for _, row in rows:
            if row.incident is not None:
                self._put(row.incident)
            if row.version is not None:
                self._versions[row.version.article_id] = row.version

    def rows(self) -> dict[str, Row]:
        """Everything that is saved, by key."""
        incidents = {f"i/{key}": Row(incident=row) for key, row in self._rows.items()}
        return incidents | {f"v/{key}": Row(version=row) for key, row in self._versions.items()}

    def incidents(self) -> Iterator[Incident]:
        """All incidents as consumers see them, oldest id first."""
        return (summarise(self._rows[key]) for key in sorted(self._rows))

    def receive(self, message: SightingBatch) -> Outcome[Announcement]:
        """Merge a batch; article by article in its order, and an article's versions one after the other."""
        told: list[Announcement] = []
        touched: dict[str, Row | None] = {}
        resolved: list[Sighting] = []
        counts: defaultdict[str, int] = defaultdict(int)
        for group in group_by_version(message.sightings, message.versions):
            version = self._newer(group.version, touched)
            told.extend(self._receive_article(group.article_id, group.items, version, touched, resolved, counts))
        touched.update(self._forget())
        return Outcome(tuple(told), touched, dict(counts), tuple(resolved))

    def _newer(self, version: ArticleVersion | None, touched: dict[str, Row | None]) -> ArticleVersion | None:
        """The version, if it is one that was not seen before; it is kept."""
        if version is None:
            return None
        known = self._versions.get(version.article_id)
        if known is not None and not is_later(version, known):
            return None
        row = VersionRow(version.article_id, version.version, version.status, version.reference_at)
        self._versions[version.article_id] = row
        touched[f"v/{version.article_id}"] = Row(version=row)
        return version

    def _receive_article(
        self,
        article_id: str,
        sightings: Sequence[Sighting],
        version: ArticleVersion | None,
        touched: dict[str, Row | None],
        resolved: list[Sighting],
        counts: "defaultdict[str, int]",
    ) -> Iterator[Announcement]:
        """All that one article version brings, then one decision for each incident that it touches."""
        before: dict[str, IncidentRow | None] = {}
        causes: defaultdict[str, list[Report]] = defaultdict(list)
        if version is not None:
            for incident_id in sorted(self._by_article.get(article_id, ())):
                before[incident_id] = self._rows[incident_id]
                self._merge(incident_id, [], {article_id: (version.version, version.status)})
        assigned = [(sighting, self._assign(sighting, before, causes, counts)) for sighting in sightings]
        announced_before = {key: row.revision > 0 for key, row in before.items() if row is not None}
        for incident_id in before:
            yield from self._announce(incident_id, before[incident_id], causes[incident_id], version, touched)
        for sighting, assigned_id in assigned:
            resolved.append(self._resolve(sighting, assigned_id, before, announced_before))

    def _assign(
        self,
        sighting: Sighting,
        before: dict[str, IncidentRow | None],
        causes: "defaultdict[str, list[Report]]",
        counts: "defaultdict[str, int]",
    ) -> str | None:
        """The incident of a sighting: the one that holds it, else the one it matches, else a new one."""
        if sighting.modality not in _INCIDENT_MODALITIES or self._is_outdated(sighting):
            counts["ignored"] += 1
            return None
        held = self._by_sighting.get(sighting.sighting_id)
        report = report_of(sighting)
        if held is not None and self._holds(held, report):
            counts["repeated"] += 1
            return held
        incident_id = held or self._match(report)
        if incident_id is None and report.focus == "background" and days_of(report.occurred) is None:
            # Context without a day: nothing that comes later could be told to be the same.
            counts["ignored"] += 1
            return None
        if incident_id is None:
            incident_id = stable_id("incident", sighting.sighting_id)
            counts["opened"] += 1
            before.setdefault(incident_id, None)
            self._put(row_of(incident_id, [report], self._known_version(report)))
        else:
            counts["matched"] += 1
            before.setdefault(incident_id, self._rows[incident_id])
            self._merge(incident_id, [report], self._known_version(report))
        causes[incident_id].append(report)
        return incident_id

    def _holds(self, incident_id: str, report: Report) -> bool:
        versions = [
            known.article_version
            for known in self._rows[incident_id].reports.values()
            if known.sighting_id == report.sighting_id
        ]
        return max(versions, default=report.article_version) >= report.article_version

    def _is_outdated(self, sighting: Sighting) -> bool:
        known = self._versions.get(sighting.article_id)
        if known is None:
            return False
        return sighting.article_version < known.version or known.status == "canceled"

    def _known_version(self, report: Report) -> dict[str, tuple[int, Status]]:
        known = self._versions.get(report.article_id)
        return {report.article_id: (known.version, known.status)} if known else {}

    def _match(self, report: Report) -> str | None:
        """Compared with what the index finds, and with what the same article told before."""
        report = self._index.distinctive(report)
        candidates = self._index.find(report) | self._by_article.get(report.article_id, set())
        pairs = [(key, _fingerprints(self._rows[key])) for key in sorted(candidates)]
        return best_match(report, pairs, self._rules)

    def _announce(
        self,
        incident_id: str,
        before: IncidentRow | None,
        cause: Sequence[Report],
        version: ArticleVersion | None,
        touched: dict[str, Row | None],
    ) -> Iterator[Announcement]:
        row = self._rows[incident_id]
        if row is before:
            return
        announcements = decide(
            summarise(before) if before else None,
            summarise(row),
            row=row,
            cause=cause,
            version=version,
            rules=self._rules,
        )
        told = (*row.told, *(item.alert_id for item in announcements))[-self._rules.told_kept :]
        row = replace(row, told=told, revision=row.revision + len(announcements))
        self._rows[incident_id] = row
        touched[f"i/{incident_id}"] = Row(incident=row)
        yield from announcements

    def _resolve(
        self,
        sighting: Sighting,
        incident_id: str | None,
        before: Mapping[str, IncidentRow | None],
        announced_before: Mapping[str, bool],
    ) -> Sighting:
        """The sighting with its incident and with what it turned out to be."""
        if incident_id is None:
            background = sighting.modality in _INCIDENT_MODALITIES and sighting.focus == "background"
            return replace(sighting, novelty="background" if background else None, incident_id=None)
        return replace(
            sighting, incident_id=incident_id, novelty=self._novelty(sighting, incident_id, before, announced_before)
        )

    def _novelty(
        self,
        sighting: Sighting,
        incident_id: str,
        before: Mapping[str, IncidentRow | None],
        announced_before: Mapping[str, bool],
    ) -> Novelty:
        if incident_id not in before:  # Held already: it changed nothing.
            return "known" if self._rows[incident_id].revision > 0 else "background"
        if announced_before.get(incident_id):
            row, old = self._rows[incident_id], before[incident_id]
            return "update" if old is not None and row.revision > old.revision else "known"
        return "new" if sighting.novelty == "new" else "background" if before[incident_id] is None else "known"

    def _merge(self, incident_id: str, reports: Sequence[Report], versions: Mapping[str, tuple[int, Status]]) -> None:
        addition = row_of(incident_id, reports, versions)
        self._put(
            merge(self._rows[incident_id], addition, kept=self._rules.mentions_kept, counted=self._rules.counted_values)
        )

    def _put(self, row: IncidentRow) -> None:
        """Hold a row and file it in the indexes: what it held before and holds no more is filed no more."""
        if row.incident_id in self._rows:
            self._unfile(row.incident_id)
        self._rows[row.incident_id] = row
        self._index.file(row.incident_id, row.reports.values())
        for report in row.reports.values():
            self._by_sighting[report.sighting_id] = row.incident_id
            self._by_article[report.article_id].add(row.incident_id)
            self._watermark = max(self._watermark, report.published_at or "")

    def _unfile(self, incident_id: str) -> None:
        for report in self._rows[incident_id].reports.values():
            self._by_sighting.pop(report.sighting_id, None)
            self._by_article[report.article_id].discard(incident_id)
        self._index.drop(incident_id)

    def _forget(self) -> dict[str, None]:
        """Drop incidents that nobody reported for long, counted in event time; at most once per day of news."""
        if len(self._watermark) < 10:
            return {}
        limit = days_before(date.fromisoformat(self._watermark[:10]), self._rules.forget_after_days).isoformat()
        if limit == self._forgotten_to:
            return {}
        self._forgotten_to = limit
        old = [
            key for key, row in self._rows.items() if max(r.published_at or "" for r in row.reports.values()) < limit
        ]
        for key in old:
            self._drop(key)
        stale = [key for key, row in self._versions.items() if (row.reference_at or self._watermark) < limit]
        for key in stale:
            del self._versions[key]
        return {f"i/{key}": None for key in old} | {f"v/{key}": None for key in stale}

    def _drop(self, incident_id: str) -> None:
        self._unfile(incident_id)
        del self._rows[incident_id]


def _fingerprints(row: IncidentRow) -> list[Report]:
    """What a sighting is compared with: the first and the newest reports that still stand."""
    reports = active_reports(row) or latest_reports(row)
    return reports if len(reports) <= 4 else [reports[0], *reports[-3:]]
