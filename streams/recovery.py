"""Mends two faults of Faust by which an app with tables loses events when partitions are assigned.

Read against faust-streaming 0.15.3. First (issue 596): `Recovery.on_recovery_completed` resumes the stream partitions
before it seeks them; what is fetched in between stands in the agents' queues, which `flow_control.resume()` then
empties, and the hole in the offsets is taken for a gap of compaction. With the flow stopped until then nothing is
fetched too early. Second: what a fetch brings while the flow is stopped is thrown away and Faust seeks back to the
committed offset; but a partition that has none yet stays where the fetch left it, and when the broker does not answer
at that moment none is sought at all. Seen with a worker that was killed before its first commit.
"""

import asyncio
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from aiokafka.errors import KafkaError
from faust.tables.recovery import Recovery
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

READ_AGAINST = "0.15.3"
RETRY_SECONDS = 0.5
_MARK = "_tocsin_mended"


class UnknownFaust(Exception):
    """The patches were written for another version of Faust: they have to be read again."""


def mend_recovery() -> None:
    """Patch Faust, once. Raises UnknownFaust when the installed version is not the one that was read."""
    installed = version("faust-streaming")
    if installed != READ_AGAINST:
        raise UnknownFaust(f"streams/recovery.py was read against faust-streaming {READ_AGAINST}, not {installed}")
    if getattr(Recovery, _MARK, False):
        return
    _stop_flow_until_sought()
    _rewind_what_was_never_committed()
    setattr(Recovery, _MARK, True)


def _stop_flow_until_sought() -> None:
    original = Recovery.on_recovery_completed

    async def on_recovery_completed(self: Any, generation_id: int = 0) -> None:
        self.app.consumer.stop_flow()
        self.app.flow_control.suspend()
        await original(self, generation_id)

    Recovery.on_recovery_completed = on_recovery_completed  # type: ignore[method-assign]


def _rewind_what_was_never_committed() -> None:
    original = AIOKafkaConsumerThread.seek_to_committed

    async def seek_all(self: Any) -> Mapping[Any, int]:
        committed: Mapping[Any, int] = await original(self)
        changelogs = self.app.tables.changelog_topics
        never = [tp for tp, offset in committed.items() if not offset and tp.topic not in changelogs]
        if never:
            await self.call_thread(self._ensure_consumer().seek_to_beginning, *never)
        return committed

    async def seek_to_committed(self: Any) -> Mapping[Any, int]:
        while True:
            try:
                return await seek_all(self)
            except KafkaError as error:
                # IllegalStateError, a partition that has gone, is not retriable: Faust handles it.
                if not error.retriable or self.app.should_stop:
                    raise
                await asyncio.sleep(RETRY_SECONDS)

    AIOKafkaConsumerThread.seek_to_committed = seek_to_committed  # type: ignore[method-assign]
