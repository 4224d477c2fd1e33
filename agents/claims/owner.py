"""Owns the claims of one claim space: finds the claim of each sentence and says which rungs were reached."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from agents.claims.decision import alert_id, announce, is_furniture, rung_crossed
from agents.claims.matching import rank
from agents.claims.rules import ClaimRules
from agents.claims.state import (
    ClaimRow,
    Row,
    VersionRow,
    add_statement,
    add_version,
    open_claim,
    statement_of,
)
from agents.claims.summary import count, summarise
from agents.text.dates.calendar import days_before
from streams.ids import stable_id
from streams.owners import Outcome
from streams.records import (
    Announcement,
    ArticleVersion,
    Candidate,
    Claim,
    ClaimOccurrence,
    Form,
    OccurrenceBatch,
)
from streams.versions import group_by_version, is_later

_CANDIDATES_SHOWN = 5
_VARIANT_VETOES = {"number": "variants", "name": "variants", "polarity": "contradicts"}


@dataclass(slots=True)
class _Work:
    """What one message has come to so far."""

    told: list[Announcement] = field(default_factory=list)
    touched: dict[str, Row | None] = field(default_factory=dict)
    resolved: list[ClaimOccurrence] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Claims:
    """Rows by id, and postings over their stems that are never saved."""

    def __init__(self, rules: ClaimRules) -> None:
        self._rules = rules
        self._rows: dict[str, ClaimRow] = {}
        self._versions: dict[str, VersionRow] = {}
        self._by_fingerprint: dict[int, str] = {}
        self._by_article: defaultdict[str, set[str]] = defaultdict(set)
        self._postings: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._opened = 0
        self._watermark = ""
        self._forgotten_to = ""

    def restore(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Take over saved rows; postings are filed oldest claim first, as they were."""
        listed = [row for _, row in rows]
        for row in sorted((r.claim for r in listed if r.claim), key=lambda row: row.number):
            self._put(row)
        for version in (r.version for r in listed if r.version):
            self._versions[version.article_id] = version

    def rows(self) -> dict[str, Row]:
        """Everything that is saved, by key."""
        claims = {f"c/{key}": Row(claim=row) for key, row in self._rows.items()}
        return claims | {f"v/{key}": Row(version=row) for key, row in self._versions.items()}

    def claims(self) -> Iterator[Claim]:
        """All claims as consumers see them, by id."""
        return (summarise(self._rows[key]) for key in sorted(self._rows))

    def receive(self, message: OccurrenceBatch) -> Outcome[Announcement]:
        """Merge a batch, article by article in its order."""
        work = _Work()
        for group in group_by_version(message.occurrences, message.versions):
            if group.version is not None:
                self._receive_version(group.version, work)
            if group.items:
                self._receive_article(list(group.items), work)
        work.touched.update(self._forget())
        return Outcome(tuple(work.told), work.touched, dict(work.counts), tuple(work.resolved))

    def _receive_version(self, version: ArticleVersion, work: _Work) -> None:
        known = self._versions.get(version.article_id)
        if known is not None and not is_later(version, known):
            return
        row = VersionRow(version.article_id, version.version, version.status, version.reference_at)
        self._versions[version.article_id] = row
        work.touched[f"v/{version.article_id}"] = Row(version=row)
        for claim_id in sorted(self._by_article.get(version.article_id, ())):
            updated = add_version(
                self._rows[claim_id],
                version.article_id,
                version.version,
                version.status,
                kept=self._rules.occurrences_kept,
                counted=self._rules.counted_values,
            )
            self._save(updated, work)

    def _receive_article(self, occurrences: list[ClaimOccurrence], work: _Work) -> None:
        """All sentences of one article, then one alert per rung for those that it carried there together."""
        crossed: defaultdict[int, list[Claim]] = defaultdict(list)
        for occurrence in occurrences:
            resolved, reached = self._receive(occurrence, work)
            work.resolved.append(resolved)
            if reached is not None:
                crossed[reached[0]].append(reached[1])
        for rung, claims in crossed.items():
            work.told.append(announce(rung, claims, occurrences[0], self._rules))

    def _receive(self, occurrence: ClaimOccurrence, work: _Work) -> tuple[ClaimOccurrence, tuple[int, Claim] | None]:
        claim_id, form, candidates = self._find(occurrence)
        score = candidates[0].score if form else None
        if claim_id is None and self._is_outdated(occurrence):
            return replace(occurrence, repeat=False, candidates=candidates), None
        if claim_id is None:
            # With the version: a corrected article may state something else at the same place.
            place = occurrence.article_version, occurrence.field, occurrence.start
            claim_id = stable_id("claim", occurrence.article_id, *place)
            work.counts["opened"] += 1
            self._put(open_claim(claim_id, occurrence, self._opened + 1))
        row = self._rows[claim_id]
        repeat = any(other.article_id != occurrence.article_id for other in row.statements.values())
        resolved = replace(occurrence, claim_id=claim_id, repeat=repeat, form=form, score=score, candidates=candidates)
        if self._is_outdated(occurrence) or _holds(row, occurrence):
            return resolved, None
        work.counts["repeated" if repeat else "new"] += 1
        return resolved, self._state(row, occurrence, form, candidates, work)

    def _is_outdated(self, occurrence: ClaimOccurrence) -> bool:
        """A later version of the article exists, or it was withdrawn."""
        version = self._versions.get(occurrence.article_id)
        if version is None:
            return False
        return occurrence.article_version < version.version or version.status == "canceled"

    def _state(
        self,
        row: ClaimRow,
        occurrence: ClaimOccurrence,
        form: Form | None,
        candidates: tuple[Candidate, ...],
        work: _Work,
    ) -> tuple[int, Claim] | None:
        before = count(row).outlets if row.statements else 0
        updated = add_statement(
            self._link(row, candidates),
            statement_of(occurrence, form),
            occurrence.fingerprint,
            kept=self._rules.occurrences_kept,
            counted=self._rules.counted_values,
        )
        counts = count(updated)
        rung = rung_crossed(before, counts, updated, self._rules)
        reached = None
        if rung is not None:
            reached = rung, summarise(updated)
            told = (*updated.told, alert_id(row.claim_id, rung))[-self._rules.told_kept :]
            updated = replace(updated, told=told, revision=updated.revision + 1)
        elif is_furniture(counts, self._rules):
            work.counts["furniture"] += 1
        self._save(updated, work)
        return reached

    def _link(self, row: ClaimRow, candidates: tuple[Candidate, ...]) -> ClaimRow:
        """Near claims that differ in a number, a name or polarity are linked, not counted."""
        for candidate in candidates:
            slot = _VARIANT_VETOES.get(candidate.veto or "")
            if slot and candidate.claim_id != row.claim_id:
                row = replace(row, **{slot: getattr(row, slot) | {candidate.claim_id}})
        return row

    def _find(self, occurrence: ClaimOccurrence) -> tuple[str | None, Form | None, tuple[Candidate, ...]]:
        """A verbatim twin at once, else the nearest claim that shares the rarest stems."""
        twin = self._by_fingerprint.get(occurrence.fingerprint)
        if twin is not None and twin in self._rows:
            return twin, "verbatim", (Candidate(twin, 1.0),)
        ranked = rank(occurrence, ((key, self._rows[key]) for key in self._nearby(occurrence)), self._rules)
        shown = tuple(ranked[:_CANDIDATES_SHOWN])
        if ranked and ranked[0].veto is None:
            return ranked[0].claim_id, "near", shown
        same = next((candidate for candidate in ranked if candidate.veto is None), None)
        return (same.claim_id, "near", (same, *shown[:4])) if same else (None, None, shown)

    def _nearby(self, occurrence: ClaimOccurrence) -> list[str]:
        """Claims under the sentence's rarest stems, those that share most of them first."""
        rarest = sorted(occurrence.stems, key=lambda stem: (len(self._postings.get(stem, ())), stem))
        shared: Counter[str] = Counter()
        for stem in rarest[: self._rules.keys]:
            shared.update(self._postings.get(stem, {}).keys())
        ordered = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return [claim_id for claim_id, _ in ordered[: self._rules.reranked]]

    def _save(self, row: ClaimRow, work: _Work) -> None:
        self._put(row)
        work.touched[f"c/{row.claim_id}"] = Row(claim=row)

    def _put(self, row: ClaimRow) -> None:
        """Hold a row and file it in the indexes."""
        before = self._rows.get(row.claim_id)
        if before is not None:
            self._unfile(before)
        self._rows[row.claim_id] = row
        self._opened = max(self._opened, row.number)
        for fingerprint in row.fingerprints:
            self._by_fingerprint.setdefault(fingerprint, row.claim_id)
        for statement in row.statements.values():
            self._by_article[statement.article_id].add(row.claim_id)
            self._watermark = max(self._watermark, statement.published_at or "")
        if before is None:
            for stem in row.stems:
                posting = self._postings[stem]
                posting[row.claim_id] = None
                if len(posting) > self._rules.postings:
                    del posting[next(iter(posting))]

    def _forget(self) -> dict[str, None]:
        """Drop claims that nobody stated for long, counted in event time; at most once per day of news."""
        if len(self._watermark) < 10:
            return {}
        limit = days_before(date.fromisoformat(self._watermark[:10]), self._rules.forget_after_days).isoformat()
        if limit == self._forgotten_to:
            return {}
        self._forgotten_to = limit
        old = [
            key
            for key, row in self._rows.items()
            if max((s.published_at or "" for s in row.statements.values()), default="") < limit
        ]
        for key in old:
            self._drop(self._rows.pop(key))
        stale = [key for key, row in self._versions.items() if (row.reference_at or self._watermark) < limit]
        for key in stale:
            del self._versions[key]
        return {f"c/{key}": None for key in old} | {f"v/{key}": None for key in stale}

    def _unfile(self, row: ClaimRow) -> None:
        """Indexes hold what the row holds, no more: after a restore they must be the same."""
        for fingerprint in row.fingerprints:
            if self._by_fingerprint.get(fingerprint) == row.claim_id:
                del self._by_fingerprint[fingerprint]
        for statement in row.statements.values():
            self._by_article[statement.article_id].discard(row.claim_id)

    def _drop(self, row: ClaimRow) -> None:
        self._unfile(row)
        for stem in row.stems:
            self._postings[stem].pop(row.claim_id, None)


def _holds(row: ClaimRow, occurrence: ClaimOccurrence) -> bool:
    """Whether the row has this article's statement already, in this version or a later one."""
    return any(
        held.article_version >= occurrence.article_version
        for held in row.statements.values()
        if held.article_id == occurrence.article_id
    )
