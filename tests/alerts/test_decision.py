"""How severe, urgent and certain an alert is, in the words of CAP, and whether it is held back."""

from dataclasses import replace
from typing import Any

import pytest

from agents.alerts.decision import quiet_reason, render
from agents.alerts.rules import AlertRules, QuietRule
from streams.codecs import encode
from streams.records import Alert, Occurred, Toll, TollRange
from tests.alerts.samples import announcement, claim, incident
from tests.attacks.samples import day, toll

RULES = AlertRules()


def alert(kind: str = "attack.new", **fields: Any) -> Alert:
    return render(announcement(kind, **fields), suppressed=0, rules=RULES)


@pytest.mark.parametrize(
    ("killed", "injured", "severity"),
    [
        (None, None, "Unknown"),
        (0, None, "Minor"),
        (0, 9, "Minor"),
        (None, 10, "Moderate"),
        (1, None, "Moderate"),
        (9, 400, "Moderate"),
        (10, None, "Severe"),
        (49, None, "Severe"),
        (50, None, "Extreme"),
    ],
)
def test_severity_follows_the_toll(killed: int | None, injured: int | None, severity: str) -> None:
    slots: dict[str, Any] = {
        slot: toll(value) for slot, value in (("killed", killed), ("injured", injured)) if value is not None
    }
    assert alert(incident=incident(**slots)).severity == severity


@pytest.mark.parametrize(
    ("occurred", "published_at", "urgency"),
    [
        (day("2024-03-04"), "2024-03-04T12:00:00Z", "Immediate"),
        (day("2024-03-04"), "2024-03-05T23:00:00Z", "Immediate"),
        (day("2024-03-04"), "2024-03-06T00:00:00Z", "Past"),
        (None, "2024-03-04T12:00:00Z", "Unknown"),
        (Occurred(None, "2024-03-04", "unknown"), "2024-03-04T12:00:00Z", "Unknown"),
        (day("2024-03-04"), None, "Unknown"),
    ],
)
def test_urgency_counts_in_event_time(occurred: Any, published_at: str | None, urgency: str) -> None:
    assert alert(incident=incident(occurred=occurred), published_at=published_at).urgency == urgency


@pytest.mark.parametrize(
    ("state", "reasons", "certainty"),
    [
        ("open", ("first_report_as_news",), "Likely"),
        ("open", ("first_report_as_news", "hedged"), "Possible"),
        ("corroborated", (), "Observed"),
        ("retracted", (), "Unlikely"),
    ],
)
def test_certainty_follows_the_state(state: Any, reasons: tuple[str, ...], certainty: str) -> None:
    assert alert(incident=replace(incident(), state=state), reasons=reasons).certainty == certainty


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("attack.new", "Alert"),
        ("claim.repeated", "Alert"),
        ("attack.updated", "Update"),
        ("attack.corroborated", "Update"),
        ("attack.corrected", "Update"),
        ("attack.retracted", "Cancel"),
    ],
)
def test_message_type_of_each_kind(kind: str, message: str) -> None:
    assert alert(kind).msg_type == message


def test_alert_carries_what_was_announced() -> None:
    told = announcement()
    made = render(told, suppressed=2, rules=RULES)
    for name in ("alert_id", "kind", "subject_id", "revision", "published_at", "reasons", "evidence", "incident"):
        assert getattr(made, name) == getattr(told, name)
    assert made.occurred_at == "2024-03-04"
    assert made.counts == incident().counts
    assert made.suppressed == 2
    assert made.rules_version == "attacks-1 alerts-1"


def test_alert_about_a_claim() -> None:
    made = alert("claim.repeated", incident=None, claim=claim(), claims=(claim("d"),), subject_id="c")
    assert (made.severity, made.urgency, made.certainty, made.occurred_at) == ("Unknown", "Unknown", "Unknown", None)
    assert made.counts == claim().counts
    assert made.claims == (claim("d"),)


def test_same_facts_give_the_same_bytes() -> None:
    """No wall-clock time, no chance."""
    assert encode(alert()) == encode(alert())


QUIET = [
    (QuietRule(), True),
    (QuietRule(kind="attack.new"), True),
    (QuietRule(kind="attack.updated"), False),
    (QuietRule(country="IQ"), True),
    (QuietRule(country="FR"), False),
    (QuietRule(type="bombing", severity=("Minor", "Unknown")), True),
    (QuietRule(type="bombing", severity=("Extreme",)), False),
    (QuietRule(type="stabbing"), False),
]


@pytest.mark.parametrize(("rule", "held"), QUIET)
def test_quiet_rule_holds_what_fits_all_its_fields(rule: QuietRule, held: bool) -> None:
    """An alert of unknown severity about a bombing in Iraq."""
    reason = quiet_reason(alert(), AlertRules(quiet=(rule,)))
    assert reason == ("quiet_rule" if held else None)


def test_any_of_several_rules_holds() -> None:
    rules = AlertRules(quiet=(QuietRule(country="FR"), QuietRule(kind="attack.new")))
    assert quiet_reason(alert(), rules) == "quiet_rule"


def test_retraction_is_never_quiet() -> None:
    """Whoever got the first alert gets the cancel."""
    assert quiet_reason(alert("attack.retracted"), AlertRules(quiet=(QuietRule(),))) is None


def test_rule_for_a_country_leaves_claims_alone() -> None:
    told = alert("claim.repeated", incident=None, claim=claim(), subject_id="c")
    assert quiet_reason(told, AlertRules(quiet=(QuietRule(country="IQ"),))) is None
    assert quiet_reason(told, AlertRules(quiet=(QuietRule(kind="claim.repeated"),))) == "quiet_rule"


def test_open_toll_counts_from_its_figure() -> None:
    """ "At least 12": severe."""
    told = replace(incident(), killed=TollRange(12, 12, None))
    assert alert(incident=told).severity == "Severe"
    assert alert(incident=incident(killed=Toll(12, None))).severity == "Severe"
