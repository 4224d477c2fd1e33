"""The Faust shell of alerts: announcements in, CloudEvents on the alert topic out, rows in the table `alerts`."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from agents.alerts.rules import AlertRules
from agents.alerts.state import ROW_TYPE, Alerts
from streams.bench import Bench
from streams.cloud_events import describe_event
from streams.codecs import encode
from streams.delivery import Message
from streams.events import RECEIVED
from streams.metrics import ALERT_DELAY, ALERT_PASSAGE, ALERTS_PUBLISHED, Metrics
from streams.owning import Ownership
from streams.records import Alert, AnnouncementBatch
from streams.topics import TopicNames

STAGE = "alerts"
TABLE = "alerts"


def address_alerts(told: Sequence[Alert], *, topic: str, source: str, sent_at: datetime) -> list[Message]:
    """One message per alert, under the id of what it is about: alerts of one subject stay in order."""
    return [
        Message(
            topic=topic,
            key=alert.subject_id.encode(),
            value=encode(alert),
            headers=describe_event(event_id=alert.alert_id, kind=alert.kind, source=source, sent_at=sent_at),
        )
        for alert in told
    ]


def describe_ownership(
    rules: AlertRules, *, names: TopicNames, metrics: Metrics
) -> Ownership[AnnouncementBatch, Alert]:
    """What the worker owns of alerts, and how it publishes them."""
    source = f"urn:tocsin:{names.application}"
    return Ownership(
        stage=STAGE,
        make_owner=lambda: Alerts(rules),
        record_type=AnnouncementBatch,
        row_type=ROW_TYPE,
        address=lambda told, headers: address_alerts(
            told, topic=names.alerts, source=source, sent_at=datetime.now(UTC)
        ),
        observe=make_observer(metrics),
    )


def make_observer(metrics: Metrics) -> Callable[[Sequence[Alert], Mapping[str, bytes]], None]:
    """The function that measures alerts once they are delivered."""

    def observe(told: Sequence[Alert], headers: Mapping[str, bytes]) -> None:
        now = time.time()
        for alert in told:
            exemplar = {"alert_id": alert.alert_id}
            metrics.of(ALERTS_PUBLISHED, alert.kind, alert.severity).inc(exemplar=exemplar)
            if alert.published_at is not None:
                delay = now - datetime.fromisoformat(alert.published_at).timestamp()
                metrics.of(ALERT_DELAY, alert.kind).observe(max(0.0, delay), exemplar=exemplar)
            if RECEIVED in headers:
                passage = now - int(headers[RECEIVED]) / 1000
                metrics.of(ALERT_PASSAGE, alert.kind).observe(max(0.0, passage), exemplar=exemplar)

    return observe


def attach(bench: Bench, rules: AlertRules) -> None:
    """Let the worker own and publish alerts."""
    ownership = describe_ownership(rules, names=bench.names, metrics=bench.metrics)
    bench.own(ownership, topic=bench.names.announcements, table=TABLE)
