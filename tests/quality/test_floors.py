"""Floors of what comes out of the bundled sample stream. A change that falls below one is a loss of quality."""

from dataclasses import dataclass

import pytest

from streams.codecs import ArticleLimits, decode_article
from streams.records import Alert, Claim
from tests.quality.sample_gold import Score, load_gold, score_alerts, score_claims
from tocsin.demo import SAMPLE
from tocsin.engine import Engine


@dataclass
class Outcome:
    score: Score
    alerts: list[Alert]
    claims: list[Claim]


@pytest.fixture(scope="module")
def outcome(engine: Engine) -> Outcome:
    gold = load_gold()
    alerts: list[Alert] = []
    for raw in SAMPLE.read_bytes().splitlines():
        alerts.extend(engine.receive(decode_article(raw, limits=ArticleLimits())).alerts)
    claims = list(engine.claims())
    languages = frozenset(engine.reader.annotator.vocabularies)
    score = score_claims(claims, alerts, gold, score_alerts(alerts, gold, languages=languages))
    return Outcome(score, alerts, claims)


def test_every_incident_is_announced_once(outcome: Outcome) -> None:
    """Recall and precision of attack.new; nothing is announced twice."""
    notes = "\n".join(outcome.score.notes)
    assert outcome.score.recall == 1.0, notes
    assert outcome.score.precision >= 0.94, notes
    assert outcome.score.repeated_new == 0, notes


@pytest.mark.parametrize(
    ("slot", "floor"),
    [
        ("type", 0.94),
        ("country", 1.0),
        ("city", 1.0),
        ("occurred", 0.8),
        ("killed", 0.88),
        ("injured", 0.75),
        ("retracted", 1.0),
    ],
)
def test_slots_of_incidents(outcome: Outcome, slot: str, floor: float) -> None:
    """Share of incidents whose final slot is what the gold says."""
    assert outcome.score.share(slot) >= floor, "\n".join(outcome.score.notes)


def test_claims_reach_their_rungs(outcome: Outcome) -> None:
    """Every claim its highest rung, and no furniture, variant or other sentence any."""
    notes = "\n".join(outcome.score.notes)
    assert outcome.score.claims_right == outcome.score.claims, notes
    assert outcome.score.false_claims == 0, notes


def test_all_kinds_of_alert_come(outcome: Outcome) -> None:
    """The stream shows each kind that there is."""
    kinds = {alert.kind for alert in outcome.alerts}
    assert {"attack.new", "attack.updated", "attack.retracted", "claim.repeated"} <= kinds
    first = [alert for alert in outcome.alerts if alert.kind in ("attack.new", "claim.repeated")]
    assert len(first) >= 15
