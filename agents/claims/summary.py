"""The claim that consumers see, derived from who stated it. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from agents.claims.state import ClaimRow, Statement, active_statements, latest_statements
from streams.records import Claim, ClaimMention, Counts

_LISTED = 40
_LINKED = 16


def summarise(row: ClaimRow) -> Claim:
    """The whole record at the row's revision."""
    statements = active_statements(row) or latest_statements(row)
    first, last = statements[0], statements[-1]
    return Claim(
        claim_id=row.claim_id,
        canonical_text=row.text,
        first_seen=first.published_at,
        last_seen=last.published_at,
        first_outlet=first.outlet,
        counts=_count(row, statements),
        velocity=_velocity(statements),
        variants=tuple(sorted(row.variants)[:_LINKED]),
        contradicts=tuple(sorted(row.contradicts)[:_LINKED]),
        incident_ids=(),
        occurrences=tuple(_mention(statement) for statement in statements[-_LISTED:]),
        revision=row.revision,
    )


def count(row: ClaimRow) -> Counts:
    """Who stated it, without the rest of the record."""
    return _count(row, active_statements(row) or latest_statements(row))


def _count(row: ClaimRow, statements: Sequence[Statement]) -> Counts:
    """Exact from the statements while all are kept, from the sets of hashes once some were dropped."""
    seen = row.seen
    if len(seen.articles) > len({s.article_id for s in row.statements.values()}):
        return Counts(
            len(seen.articles),
            len(seen.outlets),
            len(seen.owners),
            len(seen.origins),
            len(seen.countries),
            len(seen.languages),
        )
    return Counts(
        articles=len({s.article_id for s in statements}),
        outlets=len({s.outlet for s in statements}),
        owners=len({s.owner or s.outlet for s in statements}),
        origins=len({s.origin or s.outlet for s in statements}),
        countries=len({s.outlet_country for s in statements if s.outlet_country}),
        languages=len({s.language for s in statements if s.language}),
    )


def _velocity(statements: Sequence[Statement]) -> dict[str, float]:
    """Statements in the last hour and day before the newest one, and the mean per hour over all of them."""
    times = [datetime.fromisoformat(s.published_at) for s in statements if s.published_at]
    if not times:
        return {"1h": 0.0, "24h": 0.0, "baseline": 0.0}
    newest, hours = max(times), max(1.0, (max(times) - min(times)).total_seconds() / 3600)
    return {
        "1h": float(sum(newest - time <= timedelta(hours=1) for time in times)),
        "24h": float(sum(newest - time <= timedelta(hours=24) for time in times)),
        "baseline": round(len(times) / hours, 3),
    }


def _mention(statement: Statement) -> ClaimMention:
    names = ClaimMention.__dataclass_fields__
    return ClaimMention(**{name: getattr(statement, name) for name in names})
