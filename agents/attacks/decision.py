"""Decides what a change of an incident is worth telling, with named reasons. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agents.attacks.evidence import days_of
from agents.attacks.rules import IncidentRules
from agents.attacks.state import IncidentRow, Report
from streams.ids import stable_id
from streams.records import (
    Announcement,
    ArticleVersion,
    Change,
    Incident,
    Place,
    Quote,
    TollRange,
)

_PLACE_RANK = {"exact": 0, "city": 1, "district": 1, "admin1": 2, "country": 3, "unknown": 4}
_EVIDENCE_KEPT = 3


def decide(
    before: Incident | None,
    after: Incident,
    *,
    row: IncidentRow,
    cause: Sequence[Report],
    version: ArticleVersion | None,
    rules: IncidentRules,
) -> list[Announcement]:
    """What to announce now that `cause` (and perhaps a later `version` of their article) turned before into after.

    An id that the row has told is never told again.
    """
    decided: list[tuple[str, tuple[object, ...], tuple[str, ...], tuple[Change, ...]]] = []
    announced = row.revision > 0
    at = (version.reference_at if version else None) or max((r.published_at or "" for r in cause), default="") or None
    if not announced:
        if reasons := _new_reasons(after, cause):
            decided.append(("attack.new", (), reasons, ()))
    elif before is not None:
        decided.extend(_changes(before, after, version))
    told = set(row.told)
    announcements: list[Announcement] = []
    for kind, about, reasons, changed in decided:
        alert_id = stable_id(row.incident_id, kind, *about)
        if alert_id not in told:
            announcements.append(
                _announcement(alert_id, kind, after, len(announcements), at, reasons, changed, cause, rules)
            )
    return announcements


def _new_reasons(after: Incident, cause: Sequence[Report]) -> tuple[str, ...]:
    """First told as an article's news, with a time, and not withdrawn."""
    news = [report for report in cause if report.novelty == "new"]
    if not news or after.state == "retracted":
        return ()
    reasons = ["first_report_as_news"]
    if news[0].hedged:
        reasons.append("hedged")
    if days_of(after.occurred) is None:
        reasons.append("undated")
    if after.series_id is not None:
        reasons.append("part_of_series")
    return tuple(reasons)


def _changes(
    before: Incident, after: Incident, version: ArticleVersion | None
) -> list[tuple[str, tuple[object, ...], tuple[str, ...], tuple[Change, ...]]]:
    if after.state == "retracted":
        if before.state == "retracted":
            return []
        withdrawn = version is not None and version.status == "canceled"
        reason = "only_origin_withdrawn" if withdrawn else "correction_no_longer_reports_it"
        about: tuple[object, ...] = (_of(version),) if version else ("retracted",)
        return [("attack.retracted", about, (reason,), (Change("state", before.state, "retracted"),))]
    decided: list[tuple[str, tuple[object, ...], tuple[str, ...], tuple[Change, ...]]] = []
    if before.state == "retracted":
        back = Change("state", before.state, after.state)
        return [("attack.updated", (f"state={after.state}", after.last_seen), ("reported_again",), (back,))]
    changed = _changed_slots(before, after, corrected=version is not None)
    if changed and version is not None:
        about = (_of(version),)
        decided.append(("attack.corrected", about, tuple(f"{c.path}_corrected" for c in changed), changed))
    elif changed:
        about = tuple(f"{change.path}={change.new}" for change in changed)
        decided.append(("attack.updated", about, tuple(_reason(change) for change in changed), changed))
    if before.state == "open" and after.state == "corroborated":
        decided.append(("attack.corroborated", (), ("second_independent_origin",), ()))
    return decided


def _of(version: ArticleVersion) -> str:
    return f"{version.article_id}@{version.version}"


def _reason(change: Change) -> str:
    if change.path.endswith(".current"):
        slot = change.path.split(".")[0]
        return f"{slot}_first_known" if change.old is None else f"{slot}_rose"
    return {"place": "place_refined", "responsibility_claims": "responsibility_claimed", "type": "type_known"}[
        change.path
    ]


def _changed_slots(before: Incident, after: Incident, *, corrected: bool) -> tuple[Change, ...]:
    changes: list[Change] = []
    for slot in ("killed", "injured"):
        change = _toll_change(slot, getattr(before, slot), getattr(after, slot), corrected=corrected)
        changes.extend([change] if change else [])
    new_claims = [name for name in after.responsibility_claims if name not in before.responsibility_claims]
    if new_claims:
        changes.append(Change("responsibility_claims", before.responsibility_claims, after.responsibility_claims))
    if _is_narrower(before.place, after.place):
        changes.append(Change("place", _name(before.place), _name(after.place)))
    if before.type == "unknown" and after.type != "unknown":
        changes.append(Change("type", before.type, after.type))
    return tuple(changes)


def _toll_change(slot: str, before: TollRange | None, after: TollRange | None, *, corrected: bool) -> Change | None:
    """A figure above all earlier ones is news; a lower one only when its own article was corrected."""
    new = after.current if after else None
    old = before.current if before else None
    highest = before.high if before else None
    if new is None or new == old:
        return None
    if corrected or highest is None or new > highest:
        return Change(f"{slot}.current", old, new)
    return None


def _is_narrower(before: Place | None, after: Place | None) -> bool:
    if after is None:
        return False
    return before is None or _PLACE_RANK[after.precision] < _PLACE_RANK[before.precision]


def _name(place: Place | None) -> Any:
    return None if place is None else place.spoken


def _announcement(
    alert_id: str,
    kind: str,
    after: Incident,
    earlier: int,
    at: str | None,
    reasons: tuple[str, ...],
    changed: tuple[Change, ...],
    cause: Sequence[Report],
    rules: IncidentRules,
) -> Announcement:
    revision = after.revision + 1 + earlier
    return Announcement(
        alert_id=alert_id,
        kind=kind,
        subject_id=after.incident_id,
        revision=revision,
        published_at=at,
        reasons=reasons,
        changed=changed,
        evidence=tuple(
            Quote(r.article_id, r.outlet, r.url, r.quote, r.quote_field, r.quote_start, r.quote_end)
            for r in cause[:_EVIDENCE_KEPT]
        ),
        rules_version=rules.version,
        incident=replace(after, revision=revision),
    )
