"""A table of rows per partition, in Faust's store and its changelog. Decides the order of writing.

Faust writes to its store first and forgets the fate of the changelog message. Here the changelog has the rows
before the store does: else a worker that dies in between keeps rows on disk that no other worker would ever
see.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import faust
from faust.types import TP

from streams.delivery import Delivery, Message
from streams.journal import JOURNAL, applied_offset, encode_journal, read_rows, table_key
from streams.topics import MESSAGE_LIMIT_BYTES

DAY_MS = 24 * 60 * 60 * 1000
CHANGELOG_CONFIG = {
    "max.message.bytes": str(MESSAGE_LIMIT_BYTES),
    # A worker that was away for so long still learns what was deleted.
    "delete.retention.ms": str(7 * DAY_MS),
    "min.cleanable.dirty.ratio": "0.3",
}


class Store(Protocol):
    """The local copy of one table, partition by partition."""

    def read(self, partition: int) -> Iterator[tuple[bytes, bytes]]: ...
    def write(self, partition: int, rows: Mapping[bytes, bytes | None]) -> int:
        """Put and delete; return how many rows there are more than before."""
        ...


class PartitionedTable:
    """Saves and reads back the rows of a partition through Faust's `table` (keys and values raw bytes)."""

    def __init__(self, table: "faust.Table[bytes, bytes]", *, delivery: Delivery) -> None:
        self._table = table
        self._delivery = delivery
        self._applied: dict[int, int] = {}

    @property
    def name(self) -> str:
        return str(self._table.name)

    @property
    def changelog(self) -> str:
        """The name of the changelog topic."""
        return str(self._table.changelog_topic_name)

    async def load(self, partition: int) -> dict[str, bytes]:
        """The rows of a partition, after finishing what a worker that died left half written."""
        pairs = list(self._store.read(partition))
        rows, lacking = read_rows(pairs, partition=partition)
        self._applied[partition] = applied_offset(pairs, partition=partition)
        if lacking:
            await self._write(partition, {table_key(partition, key): row for key, row in lacking.items()})
        return rows

    def applied_offset(self, partition: int) -> int:
        """The last message that was told and saved when the partition was loaded; -1 for none."""
        return self._applied.get(partition, -1)

    async def save(self, partition: int, rows: Mapping[str, bytes | None], *, offset: int) -> int:
        """Write the rows that the message at `offset` changed; return by how many the table grew."""
        if not rows:
            return 0
        await self._write(partition, {table_key(partition, JOURNAL): encode_journal(rows, offset=offset)})
        return await self._write(partition, {table_key(partition, key): row for key, row in rows.items()})

    async def _write(self, partition: int, rows: Mapping[bytes, bytes | None]) -> int:
        last = await self._delivery.deliver(
            Message(topic=self.changelog, key=key, value=row, partition=partition) for key, row in rows.items()
        )
        grown = self._store.write(partition, rows)
        # Only now: a store that is behind its changelog reads on from here.
        self._table.data.set_persisted_offset(TP(self.changelog, partition), last)
        return grown

    @property
    def _store(self) -> Store:
        data: Any = self._table.data
        return _RocksStore(data) if hasattr(data, "_db_for_partition") else _MemoryStore(data)


class _RocksStore:
    """Faust's RocksDB store, one database a partition. Never keeps a database: Faust closes it by forgetting it."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def read(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        for key, row in self._data._db_for_partition(partition).items():
            if key != self._data.offset_key:
                yield key, row

    def write(self, partition: int, rows: Mapping[bytes, bytes | None]) -> int:
        database, grown = self._data._db_for_partition(partition), 0
        for key, row in rows.items():
            grown += (row is not None) - (database.get(key) is not None)
            if row is None:
                database.delete(key)
            else:
                database.put(key, row)
        return grown


class _MemoryStore:
    """Faust's store in memory: one dictionary for all partitions, and which partition each key is of."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def read(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        prefix = table_key(partition, "")
        yield from ((key, row) for key, row in list(self._data.data.items()) if key.startswith(prefix))

    def write(self, partition: int, rows: Mapping[bytes, bytes | None]) -> int:
        before = len(self._data.data)
        for key, row in rows.items():
            if row is None:
                self._data.data.pop(key, None)
                self._data._key_partition.pop(key, None)
            else:
                self._data.data[key] = row
                # What lets Faust drop the keys of a partition that has gone to another worker.
                self._data._key_partition[key] = partition
        return len(self._data.data) - before
