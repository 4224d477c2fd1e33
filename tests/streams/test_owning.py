"""The shell of an owner, without Kafka: order of effects, failures, and reassignments in the middle of work."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from streams.codecs import encode
from streams.delivery import Delivery, Message
from streams.metrics import Metrics
from streams.owners import Outcome
from streams.owning import OwnerShell, Ownership, UnreadableRows

APP = SimpleNamespace(consumer_generation_id=7)


class Adder:
    """Tells and saves the sum so far; -1 is a bug that leaves the sum wrong."""

    def __init__(self) -> None:
        self.total = 0

    def restore(self, rows: Iterable[tuple[str, Any]]) -> None:
        self.total = dict(rows).get("total", 0)

    def receive(self, message: int) -> Outcome[int]:
        if message < 0:
            self.total += 1000
            raise RuntimeError("a bug")
        self.total += message
        return Outcome(told=(self.total,), rows={"total": self.total})


@dataclass
class World:
    """Everything outside of the shell, and what happened to it in order."""

    rows: dict[str, bytes] = field(default_factory=dict)
    happened: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    on_delivery: Callable[[], None] = lambda: None
    name: str = "sums"

    async def send(self, message: Message) -> Any:
        self.on_delivery()
        self.happened.append(f"{message.topic} {(message.value or b'').decode()}")
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        answer.set_result(SimpleNamespace(offset=0))
        return answer

    applied: int = -1

    def applied_offset(self, partition: int) -> int:
        return self.applied

    async def load(self, partition: int) -> dict[str, bytes]:
        self.happened.append("load")
        return dict(self.rows)

    async def save(self, partition: int, rows: Mapping[str, bytes | None], *, offset: int) -> int:
        self.happened.append(f"save {offset}")
        self.rows |= {key: row for key, row in rows.items() if row is not None}
        return 0

    async def acknowledge(self, event: Any) -> None:
        self.happened.append(f"ack {event.message.offset}")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def shell(world: World) -> OwnerShell[int, int]:
    table: Any = world
    return OwnerShell(
        Ownership(
            stage="attacks",
            make_owner=Adder,
            record_type=int,
            row_type=int,
            address=lambda told, _: [Message("told", b"k", encode(one)) for one in told],
        ),
        table=table,
        delivery=Delivery(world.send),
        dead_letters="dlq",
        gauges=Metrics(),
        give_up=world.failures.append,
    )


def event(offset: int, value: bytes, generation: int = 7) -> Any:
    message = SimpleNamespace(topic="t", partition=0, offset=offset, headers=None, generation_id=generation)
    return SimpleNamespace(message=message, key=b"k", value=value, app=APP)


async def test_told_then_saved_then_acknowledged(shell: OwnerShell[int, int], world: World) -> None:
    """What waits together is told together, saved once and acknowledged last."""
    await shell.handle(0, [event(1, b"1"), event(2, b"2")], world.acknowledge)
    assert world.happened == ["load", "told 1", "told 3", "save 2", "ack 1", "ack 2"]


async def test_saved_message_is_not_received_again(shell: OwnerShell[int, int], world: World) -> None:
    """A worker that died between saving and acknowledging gets its last messages once more."""
    world.applied = 1
    await shell.handle(0, [event(0, b"5"), event(1, b"1"), event(2, b"2")], world.acknowledge)
    assert world.happened == ["load", "ack 0", "ack 1", "told 2", "save 2", "ack 2"]


async def test_failure_is_set_aside_and_forgotten(shell: OwnerShell[int, int], world: World) -> None:
    """The messages before it are settled first; the owner is restored, so its half-done change is gone."""
    events = [event(1, b"1"), event(2, b"-1"), event(3, b"{"), event(4, b"4")]
    await shell.handle(0, events, world.acknowledge)
    assert world.happened == [
        *("load", "told 1", "save 1", "ack 1"),
        *("dlq -1", "ack 2", "load", "dlq {", "ack 3"),
        *("load", "told 5", "save 4", "ack 4"),
    ]


async def test_events_of_before_a_reassignment_are_left_alone(shell: OwnerShell[int, int], world: World) -> None:
    """They are fetched again by whoever has the partition now."""
    await shell.handle(0, [event(1, b"1", generation=6)], world.acknowledge)
    assert world.happened == []


async def test_reassignment_in_the_middle_begins_again(shell: OwnerShell[int, int], world: World) -> None:
    """Rows may have changed elsewhere: nothing is saved from the old owner, and nothing is dropped."""

    def reassign() -> None:
        world.on_delivery = lambda: None
        world.rows["total"] = b"10"
        shell.forget_owners()

    world.on_delivery = reassign
    await shell.handle(0, [event(1, b"1")], world.acknowledge)
    assert world.happened == ["load", "told 1", "load", "told 11", "save 1", "ack 1"]


async def test_rows_that_cannot_be_read_stop_the_worker(shell: OwnerShell[int, int], world: World) -> None:
    """Setting every message aside instead would let the state rot unseen."""
    world.rows["total"] = b'"a string"'
    with pytest.raises(UnreadableRows, match="sums, partition 0"):
        await shell.handle(0, [event(1, b"1")], world.acknowledge)
    assert world.happened == ["load"]
