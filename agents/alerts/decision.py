"""Decides how severe, urgent and certain an announcement is (words of OASIS CAP 1.2), and whether it is held back."""

from datetime import date
from typing import Literal

from agents.alerts.rendering import headline
from agents.alerts.rules import AlertRules, QuietRule
from streams.records import Alert, Announcement, Counts, Incident

Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
_NO_COUNTS = Counts(0, 0, 0, 0, 0, 0)


def render(announcement: Announcement, *, suppressed: int, rules: AlertRules) -> Alert:
    """The alert of an announcement. It holds no wall-clock time: the same facts give the same bytes."""
    incident, claim = announcement.incident, announcement.claim
    subject = incident or claim
    return Alert(
        alert_id=announcement.alert_id,
        kind=announcement.kind,
        msg_type=_msg_type(announcement.kind),
        subject_id=announcement.subject_id,
        revision=announcement.revision,
        published_at=announcement.published_at,
        occurred_at=incident.occurred.start if incident and incident.occurred else None,
        severity=_severity(incident, rules),
        urgency=_urgency(announcement, incident),
        certainty=_certainty(announcement, incident),
        headline=headline(announcement),
        reasons=announcement.reasons,
        changed=announcement.changed,
        evidence=announcement.evidence,
        counts=subject.counts if subject else _NO_COUNTS,
        suppressed=suppressed,
        rules_version=f"{announcement.rules_version} {rules.version}",
        incident=incident,
        claim=claim,
        claims=announcement.claims,
    )


def quiet_reason(alert: Alert, rules: AlertRules) -> str | None:
    """Why an alert is held back, or None. A retraction reaches whoever got the first alert: it is never quiet."""
    if alert.msg_type == "Cancel":
        return None
    return "quiet_rule" if any(_fits(alert, rule) for rule in rules.quiet) else None


def _fits(alert: Alert, rule: QuietRule) -> bool:
    incident = alert.incident
    country = incident.place.country if incident and incident.place else None
    return (
        (not rule.kind or rule.kind == alert.kind)
        and (not rule.country or rule.country == country)
        and (not rule.type or (incident is not None and rule.type == incident.type))
        and (not rule.severity or alert.severity in rule.severity)
    )


def _msg_type(kind: str) -> Literal["Alert", "Update", "Cancel"]:
    if kind == "attack.retracted":
        return "Cancel"
    return "Alert" if kind in ("attack.new", "claim.repeated") else "Update"


def _severity(incident: Incident | None, rules: AlertRules) -> Severity:
    killed = incident.killed.current if incident and incident.killed else None
    injured = incident.injured.current if incident and incident.injured else None
    if killed is None and injured is None:
        return "Unknown"
    if (killed or 0) >= rules.extreme_killed:
        return "Extreme"
    if (killed or 0) >= rules.severe_killed:
        return "Severe"
    return "Moderate" if (killed or 0) >= rules.moderate_killed or (injured or 0) >= rules.moderate_injured else "Minor"


def _urgency(announcement: Announcement, incident: Incident | None) -> Urgency:
    """Immediate within a day of the report that caused it; counted in event time."""
    if (
        incident is None
        or incident.occurred is None
        or incident.occurred.start is None
        or incident.occurred.end is None
        or announcement.published_at is None
    ):
        return "Unknown"
    age = date.fromisoformat(announcement.published_at[:10]) - date.fromisoformat(incident.occurred.end[:10])
    return "Immediate" if age.days <= 1 else "Past"


def _certainty(announcement: Announcement, incident: Incident | None) -> Certainty:
    if incident is None:
        return "Unknown"
    if incident.state == "retracted":
        return "Unlikely"
    if incident.state == "corroborated":
        return "Observed"
    return "Possible" if "hedged" in announcement.reasons else "Likely"
