"""The shell of an owner of state: decode, receive, deliver what is told, save the rows, acknowledge; in this
order.

Decides nothing about news. Partitions are worked on side by side; the messages that wait at one partition are
taken together, told together and saved together as if they were one message: round trips to the broker are
what costs. A message that fails is set aside and its half-done change forgotten; the stream goes on.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from streams.codecs import decode
from streams.dead_letters import deliver_letter, make_dead_letter
from streams.delivery import Delivery, Message
from streams.events import headers_of, is_current, position_of
from streams.journal import encode_rows
from streams.owners import Owner
from streams.replay import restore_owner
from streams.tables import PartitionedTable

logger = logging.getLogger(__name__)

Record = TypeVar("Record")
Told = TypeVar("Told")

WAITING_MESSAGES = 32
"""How many messages of one partition wait in memory; more are left to Faust's buffer."""
GROUP_BYTES = 1024 * 1024
"""Rows of so many bytes are saved together at most (one message's more): a journal has to fit into a message.
"""


class UnreadableRows(Exception):
    """The saved rows are not what this version of Tocsin reads: going on would forget what they say."""


class Reassigned(Exception):
    """Partitions were handed out anew while a message was in work: the rows may have changed, so it is begun again."""


class Gauges(Protocol):
    """What the shell counts. `stage` is the owner's name."""

    def count_failure(self, stage: str) -> None: ...
    def count_named(self, stage: str, counts: Mapping[str, int]) -> None: ...
    def observe_work(self, stage: str, seconds: float) -> None: ...
    def set_entries(self, table: str, entries: int) -> None: ...


@dataclass(frozen=True)
class Ownership(Generic[Record, Told]):
    """What is owned: the pure owner, the types of its messages and rows, and how what it tells is sent.

    `address` gets what one message made the owner tell, and that message's headers; `observe` the same once
    all of it is delivered.
    """

    stage: str
    make_owner: Callable[[], Owner[Record, Told]]
    record_type: type[Record]
    row_type: Any
    address: Callable[[Sequence[Told], Mapping[str, bytes]], list[Message]]
    observe: Callable[[Sequence[Told], Mapping[str, bytes]], None] = lambda told, headers: None


@dataclass
class Group(Generic[Told]):
    """What some messages in a row came to. `failed` is the error of the message after them."""

    events: list[Any] = field(default_factory=list)
    told: list[tuple[Sequence[Told], Mapping[str, bytes]]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    rows: dict[str, bytes | None] = field(default_factory=dict)
    counts: list[Mapping[str, int]] = field(default_factory=list)
    bytes_changed: int = 0
    failed: tuple[Any, Exception] | None = None


class OwnerShell(Generic[Record, Told]):
    """Owners of the partitions that this worker has at present."""

    def __init__(
        self,
        ownership: Ownership[Record, Told],
        *,
        table: PartitionedTable,
        delivery: Delivery,
        dead_letters: str,
        gauges: Gauges,
        give_up: Callable[[Exception], None],
    ) -> None:
        """`dead_letters` is a topic. `give_up` stops the worker."""
        self._ownership = ownership
        self._table = table
        self._delivery = delivery
        self._dead_letters = dead_letters
        self._gauges = gauges
        self._give_up = give_up
        self._owners: dict[int, Owner[Record, Told]] = {}
        self._entries: dict[int, int] = {}
        self._epoch = 0

    def forget_owners(self) -> None:
        """Drop all owners: another worker may have changed the rows of any partition that was reassigned."""
        self._epoch += 1
        self._owners.clear()
        self._entries.clear()

    async def run(self, stream: Any) -> None:
        """Hand every event of a Faust stream to its partition's task; only cancellation ends it.

        The stream acknowledges nothing by itself: Faust would also acknowledge what was cancelled in the
        middle.
        """
        queues: dict[int, asyncio.Queue[Any]] = {}
        tasks: list[asyncio.Task[None]] = []
        try:
            async for event in stream.noack().events():
                partition = event.message.partition
                if partition not in queues:
                    queues[partition] = asyncio.Queue(maxsize=WAITING_MESSAGES)
                    tasks.append(asyncio.create_task(self._serve(partition, queues[partition], stream.ack)))
                await queues[partition].put(event)
        finally:
            for task in tasks:
                task.cancel()

    async def _serve(self, partition: int, queue: "asyncio.Queue[Any]", acknowledge: Callable[[Any], Any]) -> None:
        while True:
            waiting = [await queue.get()]
            while not queue.empty():
                waiting.append(queue.get_nowait())
            try:
                await self.handle(partition, waiting, acknowledge)
            except Exception as error:  # noqa: BLE001 - the task must not die unseen
                # Nothing is acknowledged any more: what comes next would overtake it. Better another worker
                # tries.
                self._give_up(error)
                return

    async def handle(self, partition: int, events: Sequence[Any], acknowledge: Callable[[Any], Any]) -> None:
        """Some messages of one partition in their order, until all that came of them is delivered.

        After a reassignment they are begun again, unless they were fetched before it: those Faust fetches
        again.
        """
        left = list(events)
        while left := [event for event in left if is_current(event)]:
            started = time.perf_counter()
            try:
                owner = await self._own(partition)
                left = await self._pass_over(partition, left, acknowledge)
                group = self._receive(owner, left)
                await self._settle(partition, owner, group)
            except Reassigned:
                continue
            left = left[len(group.events) + (group.failed is not None) :]
            for event in group.events:
                await acknowledge(event)
                self._gauges.observe_work(self._ownership.stage, time.perf_counter() - started)
            if group.failed is not None:
                self._owners.pop(partition, None)
                await self._set_aside(*group.failed)
                await acknowledge(group.failed[0])

    async def _pass_over(self, partition: int, events: Sequence[Any], acknowledge: Callable[[Any], Any]) -> list[Any]:
        """The events that are new to the saved rows.

        A worker that died after saving and before acknowledging is sent its last messages again. Owners know what
        they hold, but not what they once let go: met again in a later state it might be taken in. So a message
        that was saved is not received twice.
        """
        applied = self._table.applied_offset(partition)
        for event in events:
            if event.message.offset <= applied:
                await acknowledge(event)
        return [event for event in events if event.message.offset > applied]

    def _receive(self, owner: Owner[Record, Told], events: Sequence[Any]) -> Group[Told]:
        group: Group[Told] = Group()
        for event in events:
            try:
                self._receive_one(owner, event, group)
            except Exception as error:  # noqa: BLE001 - set aside with its reason
                group.failed = event, error
                break
            if group.bytes_changed >= GROUP_BYTES:
                break
        return group

    def _receive_one(self, owner: Owner[Record, Told], event: Any, group: Group[Told]) -> None:
        outcome = owner.receive(decode(event.value or b"", self._ownership.record_type))
        headers, rows = headers_of(event), encode_rows(outcome.rows)
        messages = self._ownership.address(outcome.told, headers)
        group.events.append(event)
        group.messages.extend(messages)
        group.told.append((outcome.told, headers))
        group.counts.append(outcome.counts)
        group.rows.update(rows)
        group.bytes_changed += sum(len(row) for row in rows.values() if row is not None)

    async def _settle(self, partition: int, owner: Owner[Record, Told], group: Group[Told]) -> None:
        if not group.events:
            return
        await self._delivery.deliver(group.messages)
        for told, headers in group.told:
            self._ownership.observe(told, headers)
        if self._owners.get(partition) is not owner:
            raise Reassigned
        grown = await self._table.save(partition, group.rows, offset=group.events[-1].message.offset)
        for counts in group.counts:
            self._gauges.count_named(self._ownership.stage, counts)
        self._entries[partition] = self._entries.get(partition, 0) + grown
        self._gauges.set_entries(self._table.name, sum(self._entries.values()))

    async def _own(self, partition: int) -> Owner[Record, Told]:
        owner = self._owners.get(partition)
        if owner is not None:
            return owner
        epoch = self._epoch
        rows = await self._table.load(partition)
        if epoch != self._epoch:
            raise Reassigned
        try:
            owner = restore_owner(self._ownership.make_owner, rows, row_type=self._ownership.row_type)
        except Exception as error:
            raise UnreadableRows(
                f"the rows of table {self._table.name}, partition {partition}, cannot be restored by this version: "
                f"{error}. Run the version that wrote them, or set kafka.application to another name to start anew"
            ) from error
        self._owners[partition] = owner
        self._entries[partition] = len(rows)
        logger.debug("%s: partition %d restored with %d rows", self._ownership.stage, partition, len(rows))
        return owner

    async def _set_aside(self, event: Any, error: Exception) -> None:
        stage = self._ownership.stage
        logger.error("%s: message %s failed and is set aside", stage, position_of(event), exc_info=error)
        self._gauges.count_failure(stage)
        letter = make_dead_letter(
            to_topic=self._dead_letters,
            key=event.key,
            value=event.value,
            position=position_of(event),
            stage=stage,
            error=error,
        )
        await deliver_letter(self._delivery, letter)


def attach_owner(app: Any, shell: OwnerShell[Any, Any], *, name: str, topic: str) -> None:
    """Let the messages of a topic run through the shell, and forget its owners at every reassignment."""

    async def own(stream: Any) -> None:
        await shell.run(stream)

    async def forget(*_: Any, **__: Any) -> None:
        shell.forget_owners()

    app.agent(app.topic(topic, key_type=bytes, value_type=bytes), name=name)(own)
    app.on_partitions_revoked.connect(forget, weak=False)
    app.on_partitions_assigned.connect(forget, weak=False)
