"""Follows the alert topic: every alert once, as lines for people or as JSON."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from kafka import KafkaConsumer, TopicPartition

from streams.codecs import decode
from streams.records import Alert

_POLL_MS = 300
_IDS_KEPT = 100_000
_QUOTES = 2
_QUOTE_CHARACTERS = 160


class Recent:
    """Remembers the newest ids, to tell a repeated delivery."""

    def __init__(self, kept: int = _IDS_KEPT) -> None:
        self._order: deque[str] = deque()
        self._ids: set[str] = set()
        self._kept = kept

    def add(self, alert_id: str) -> bool:
        """Whether the id is new."""
        if alert_id in self._ids:
            return False
        self._ids.add(alert_id)
        self._order.append(alert_id)
        if len(self._order) > self._kept:
            self._ids.discard(self._order.popleft())
        return True


def follow_alerts(
    bootstrap: str,
    topic: str,
    *,
    from_start: bool,
    client_settings: Mapping[str, Any] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    on_assigned: Callable[[], None] = lambda: None,
) -> Iterator[tuple[bytes, Alert]]:
    """Alerts as they arrive, repeated ids dropped, until `stopped`. Reads as nobody's group: it moves no offsets."""
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        fetch_max_bytes=64 * 1024 * 1024,
        max_partition_fetch_bytes=4 * 1024 * 1024,
        **(client_settings or {}),
    )
    recent = Recent()
    try:
        partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        consumer.assign(partitions)
        (consumer.seek_to_beginning if from_start else consumer.seek_to_end)(*partitions)
        for partition in partitions:
            consumer.position(partition)
        on_assigned()
        while not stopped():
            for records in consumer.poll(timeout_ms=_POLL_MS).values():
                for record in records:
                    alert = _decode(record.value)
                    if alert is not None and record.value is not None and recent.add(alert.alert_id):
                        yield record.value, alert
    finally:
        consumer.close()


def _decode(raw: bytes | None) -> Alert | None:
    """None for what is no alert: somebody else wrote to the topic."""
    try:
        return decode(raw or b"", Alert)
    except msgspec.DecodeError:
        return None


def describe(alert: Alert) -> str:
    """The alert for a person: kind and headline, reasons, quoted evidence, counts."""
    lines = [f"{alert.kind}: {alert.headline}", f"    why: {', '.join(alert.reasons) or '-'}  [{alert.severity}]"]
    for quote in alert.evidence[:_QUOTES]:
        text = quote.quote if len(quote.quote) <= _QUOTE_CHARACTERS else quote.quote[: _QUOTE_CHARACTERS - 1] + "…"
        lines.append(f"    {quote.outlet}: “{text}”")
    counts = alert.counts
    lines.append(f"    {counts.articles} articles, {counts.outlets} outlets, {counts.origins} origins")
    lines.extend(f"    also: “{claim.canonical_text[:_QUOTE_CHARACTERS]}”" for claim in alert.claims)
    if alert.suppressed:
        lines.append(f"    {alert.suppressed} alerts about this were held back before")
    return "\n".join(lines)
