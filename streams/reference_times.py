"""Which times of an article count: those that parse, are not 1970-01-01, and do not lie far after receipt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

EPOCH_DAY = date(1970, 1, 1)
UNPARSED = "time_unparsed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a record was received (seconds since 1970, None when nobody noted it), and what may lie after it."""

    at_seconds: float | None
    future_hours: float

    def at(self, time: str) -> "Receipt":
        """The same tolerance after another receipt, given as normalised text."""
        return replace(self, at_seconds=datetime.fromisoformat(time).timestamp())

    def allows(self, time: datetime) -> bool:
        """False when `time` is later after receipt than is tolerated."""
        if self.at_seconds is None:
            return True
        return time.timestamp() - self.at_seconds <= timedelta(hours=self.future_hours).total_seconds()


def read_time(value: str | None, *, receipt: Receipt, count: Callable[[str], None]) -> str | None:
    """A time as `2021-01-18T09:30:00Z`, or None when it does not count; `count` is told why.

    Whole seconds, so that times sort as text. A time without offset is taken as UTC.
    """
    if value is None or not value.strip():
        return None
    time = parse_time(value)
    fault = _find_fault(time, value, receipt)
    if time is None or fault is not None:
        count(fault or UNPARSED)
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _find_fault(time: datetime | None, value: str, receipt: Receipt) -> str | None:
    if time is None:
        return UNPARSED
    # In either zone: midnight in Paris on that day is still the day before in UTC.
    if time.date() == EPOCH_DAY or value.strip().startswith(EPOCH_DAY.isoformat()):
        return "time_epoch"
    return None if receipt.allows(time) else "time_future"


def parse_time(value: str) -> datetime | None:
    """ISO 8601 in UTC; None when it is none, or when its year falls off the calendar."""
    try:
        time = datetime.fromisoformat(value.strip())
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
