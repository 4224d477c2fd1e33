"""How rows stand in a table and its changelog, so that the rows of one message survive as a whole or not at
all.

A message may change many rows, and a worker may die between two of them; then a replay of the message would
meet half of its own result and decide otherwise. So all rows of a message are first written as one journal
row, then each under its own key. Every message that changes rows writes the journal, also when it changes one
row only: therefore the journal is never older than a row, and reading back is "the rows, with the journal
laid over them".
"""

import zlib
from collections.abc import Iterable, Mapping

import msgspec

from streams.codecs import decode, encode

JOURNAL = "journal"
COMPRESS_FROM_BYTES = 256 * 1024
"""Smaller journals are not worth the time; larger ones have to fit into a message."""

Rows = Mapping[str, bytes | None]
"""Row key to encoded row; None deletes."""


class Journal(msgspec.Struct, frozen=True):
    """What one message changed. `offset` is its place in its partition."""

    offset: int
    saved: dict[str, msgspec.Raw]
    deleted: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, bytes | None]:
        return {key: bytes(row) for key, row in self.saved.items()} | dict.fromkeys(self.deleted)


def table_key(partition: int, key: str) -> bytes:
    """The key in the table of a row or, with the key `journal`, of the journal."""
    return f"{partition}/{key}".encode()


def encode_rows(rows: Mapping[str, object]) -> dict[str, bytes | None]:
    """An owner's rows as they are saved. Raises ValueError for a key that is the journal's."""
    if JOURNAL in rows:
        raise ValueError(f"no row may have the key {JOURNAL!r}")
    return {key: None if row is None else encode(row) for key, row in rows.items()}


def encode_journal(rows: Rows, *, offset: int) -> bytes:
    """The journal row of one message."""
    raw = encode(
        Journal(
            offset=offset,
            saved={key: msgspec.Raw(row) for key, row in rows.items() if row is not None},
            deleted=tuple(key for key, row in rows.items() if row is None),
        )
    )
    return zlib.compress(raw, level=1) if len(raw) >= COMPRESS_FROM_BYTES else raw


def decode_journal(raw: bytes) -> Journal:
    """The journal in these bytes: JSON begins with a brace, zlib never does."""
    return decode(raw if raw.startswith(b"{") else zlib.decompress(raw), Journal)


def read_rows(
    pairs: Iterable[tuple[bytes, bytes]], *, partition: int
) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
    """A partition's rows with the journal applied, and those of them that the table still lacks.

    The second have to be written before the next message overwrites the journal, or they would be lost with
    it.
    """
    prefix = table_key(partition, "")
    found = {key.removeprefix(prefix).decode(): row for key, row in pairs if key.startswith(prefix)}
    raw = found.pop(JOURNAL, None)
    journal = {} if raw is None else decode_journal(raw).rows
    lacking = {key: row for key, row in journal.items() if found.get(key) != row}
    merged = {key: row for key, row in (found | journal).items() if row is not None}
    return merged, lacking


def applied_offset(pairs: Iterable[tuple[bytes, bytes]], *, partition: int) -> int:
    """The offset of the last message whose rows are saved, which was told before that; -1 for none."""
    key = table_key(partition, JOURNAL)
    return next((decode_journal(raw).offset for found, raw in pairs if found == key), -1)
