"""Replays messages through a pure owner, and reads a changelog back into rows: what a run should have come
to.

The same steps as streams/owning.py without Kafka, Faust or a clock; for checks, and for `scan`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from streams.codecs import decode
from streams.journal import encode_rows, read_rows
from streams.owners import Owner

Record = TypeVar("Record")
Told = TypeVar("Told")


@dataclass
class Replay(Generic[Told]):
    """What the messages of one partition came to: everything told in order, the rows, and how many failed."""

    told: list[Told] = field(default_factory=list)
    rows: dict[str, bytes] = field(default_factory=dict)
    failed: int = 0


def restore_owner(
    make_owner: Callable[[], Owner[Record, Told]], rows: dict[str, bytes], *, row_type: Any
) -> Owner[Record, Told]:
    """A new owner that has taken over these rows."""
    owner = make_owner()
    owner.restore((key, decode(row, row_type)) for key, row in rows.items())
    return owner


def replay_messages(
    messages: Iterable[bytes | None],
    *,
    make_owner: Callable[[], Owner[Record, Told]],
    record_type: type[Record],
    row_type: Any,
) -> Replay[Told]:
    """Give one partition's messages, in the order of their offsets, to a new owner."""
    replay: Replay[Told] = Replay()
    owner = make_owner()
    for raw in messages:
        try:
            outcome = owner.receive(decode(raw or b"", record_type))
            changed = encode_rows(outcome.rows)
        except Exception:  # noqa: BLE001 - whatever failed in the worker fails here
            # A message that fails changes nothing: what it half did is forgotten, as the worker forgets it.
            replay.failed += 1
            owner = restore_owner(make_owner, replay.rows, row_type=row_type)
            continue
        replay.told.extend(outcome.told)
        for key, row in changed.items():
            if row is None:
                replay.rows.pop(key, None)
            else:
                replay.rows[key] = row
    return replay


def read_changelog(messages: Iterable[tuple[bytes, bytes | None]], *, partition: int) -> dict[str, bytes]:
    """The rows that one partition's changelog, in the order of its offsets, comes to, with the journal applied."""
    latest: dict[bytes, bytes] = {}
    for key, value in messages:
        if value is None:
            latest.pop(key, None)
        else:
            latest[key] = value
    return read_rows(latest.items(), partition=partition)[0]
