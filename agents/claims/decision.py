"""Decides when a repeated claim is worth telling: at each rung of distinct outlets, once. Pure."""

from dataclasses import replace

from agents.claims.rules import ClaimRules
from agents.claims.state import ClaimRow
from streams.ids import stable_id
from streams.records import Announcement, Claim, ClaimOccurrence, Counts, Quote

KIND = "claim.repeated"


def rung_crossed(before: int, after: Counts, row: ClaimRow, rules: ClaimRules) -> int | None:
    """The highest rung that lies in (before, after] outlets and was not told before."""
    if is_furniture(after, rules):
        return None
    crossed = [rung for rung in rules.rungs if before < rung <= after.outlets]
    untold = [rung for rung in crossed if alert_id(row.claim_id, rung) not in row.told]
    return max(untold, default=None)


def is_furniture(counts: Counts, rules: ClaimRules) -> bool:
    """Printed by each outlet again and again: a line of their pages."""
    often = counts.articles >= rules.furniture_articles_per_outlet * counts.outlets
    return often and counts.articles >= rules.furniture_min_articles


def alert_id(claim_id: str, rung: int) -> str:
    """Stable: a rung of a claim is told once."""
    return stable_id(claim_id, KIND, rung)


def announce(rung: int, claims: list[Claim], cause: ClaimOccurrence, rules: ClaimRules) -> Announcement:
    """One alert for all claims that the same article carried across a rung; the first is its subject."""
    first = claims[0]
    told = [replace(claim, revision=claim.revision + 1) for claim in claims]
    return Announcement(
        alert_id=alert_id(first.claim_id, rung),
        kind=KIND,
        subject_id=first.claim_id,
        revision=told[0].revision,
        published_at=cause.published_at,
        reasons=(f"reached_{rung}_outlets",),
        changed=(),
        evidence=tuple(
            Quote(m.article_id, m.outlet, m.url, m.text, m.field, m.start, m.end) for m in first.occurrences
        ),
        rules_version=rules.version,
        claim=told[0],
        claims=tuple(told[1:]),
    )
