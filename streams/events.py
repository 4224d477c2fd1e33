"""What the agents ask of a Faust event: where it stands, what it carries, and that it is not acknowledged yet."""

from collections.abc import Mapping
from typing import Any

RECEIVED = "received_ms"
"""Header of internal messages: Kafka's time stamp of the oldest article behind them, in milliseconds since 1970."""


def position_of(event: Any) -> tuple[str, int, int]:
    """Topic, partition and offset."""
    return event.message.topic, event.message.partition, event.message.offset


def received_at(event: Any) -> float | None:
    """Kafka's time stamp in seconds since 1970; None for a record that has none."""
    stamp = event.message.timestamp
    return None if stamp is None or stamp <= 0 else float(stamp)


def headers_of(event: Any) -> dict[str, bytes]:
    """The headers; of a name that stands twice, the last."""
    headers = event.message.headers or ()
    return dict(headers.items() if isinstance(headers, Mapping) else headers)


def is_current(event: Any) -> bool:
    """False for an event that was fetched before the last reassignment: it is read again by whoever is assigned now."""
    current: bool = event.message.generation_id == event.app.consumer_generation_id
    return current


def withhold(event: Any) -> None:
    """Make the acknowledgement that Faust sends on leaving the loop do nothing: the event is read again.

    Faust acknowledges in a `finally`, also when the agent was cancelled in the middle of its work.
    """
    event.message.acked = True
