"""CloudEvents 1.0 in Kafka's binary mode: the headers of an event whose value is plain JSON."""

from datetime import datetime

SPEC_VERSION = "1.0"
TYPE = "tocsin.{kind}.v1"
CONTENT_TYPE = "application/json"


def describe_event(*, event_id: str, kind: str, source: str, sent_at: datetime) -> dict[str, bytes]:
    """The headers of one event. `sent_at` is the only wall-clock time of an alert, and it is not in its bytes."""
    headers = {
        "ce_specversion": SPEC_VERSION,
        "ce_id": event_id,
        "ce_type": TYPE.format(kind=kind),
        "ce_source": source,
        "ce_time": sent_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "content-type": CONTENT_TYPE,
    }
    return {name: value.encode() for name, value in headers.items()}
