"""A send is not a delivery: what fails is sent again until the broker has it, in order."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError
from faust.exceptions import ProducerSendError

from streams.delivery import Delivery, Message, Undeliverable


@dataclass
class Log:
    """A broker in memory that fails as it is told to, at the send or after it."""

    failures: list[Exception | None] = field(default_factory=list)
    late: bool = False
    kept: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> Awaitable["At"]:
        failure = self.failures.pop(0) if self.failures else None
        answer: asyncio.Future[At] = asyncio.get_running_loop().create_future()
        if failure is None:
            self.kept.append(message)
            answer.set_result(At(len(self.kept) - 1))
        elif self.late:
            answer.set_exception(failure)
        else:
            raise failure
        return answer


@dataclass
class At:
    offset: int


def message(key: str, value: str = "") -> Message:
    return Message(topic="t", key=key.encode(), value=value.encode())


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.delivery.FIRST_PAUSE_SECONDS", 0)


@pytest.mark.parametrize("late", [False, True])
def test_what_fails_is_sent_again(late: bool) -> None:
    """Whether the producer refuses at once or the broker never answers."""
    log = Log(failures=[None, KafkaTimeoutError(), ProducerSendError("away"), None, RuntimeError()], late=late)
    retries: list[int] = []
    delivery = Delivery(log.send, count_retry=lambda: retries.append(1))
    last = asyncio.run(delivery.deliver([message("a"), message("b"), message("c")]))
    assert sorted(str(one.key) for one in log.kept) == ["b'a'", "b'b'", "b'c'"]
    assert last == 2
    assert len(retries) == 3


def test_failed_message_is_not_overtaken_by_its_successor() -> None:
    """Alerts of one subject stay in order: the second waits for the first."""
    log = Log(failures=[KafkaTimeoutError()])
    asyncio.run(Delivery(log.send).deliver([message("a", "1"), message("b", "1"), message("a", "2")]))
    assert [one.value for one in log.kept if one.key == b"a"] == [b"1", b"2"]


@pytest.mark.parametrize("late", [False, True])
def test_message_that_no_broker_takes_is_refused(late: bool) -> None:
    delivery = Delivery(Log(failures=[MessageSizeTooLargeError()], late=late).send)
    with pytest.raises(Undeliverable):
        asyncio.run(delivery.deliver([message("a")]))


def test_nothing_is_delivered_at_once() -> None:
    assert asyncio.run(Delivery(Log().send).deliver([])) == -1


async def test_messages_of_one_partition_keep_their_order() -> None:
    """Whatever their keys: what is sent again is not overtaken by what comes after it in the same partition."""
    log = Log(failures=[ProducerSendError("away"), None, None], late=True)
    first = Message(topic="t", key=b"a", value=b"1", partition=3)
    second = Message(topic="t", key=None, value=b"2", partition=3)
    await Delivery(log.send).deliver([first, second])
    assert log.kept == [first, second]
