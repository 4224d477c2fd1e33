"""Sends until delivered: a send is not a delivery, and what is not delivered must not be acknowledged.

Decides what is tried again (everything but a message that no broker will ever take) and in which order.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aiokafka.errors import MessageSizeTooLargeError

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
PERMANENT = (MessageSizeTooLargeError, TypeError, ValueError, AssertionError)
"""Faults of the message itself. All others are the network's or the broker's, and those come back."""


class Undeliverable(Exception):
    """No broker will ever take this message."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send. Without a `partition` the key decides, as `partition_of` does."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None
    headers: Mapping[str, bytes] = field(default_factory=dict)


class Position(Protocol):
    """Where a delivered message stands."""

    @property
    def offset(self) -> int: ...


Send = Callable[[Message], Awaitable[Awaitable[Position]]]
"""Hands a message to the producer; the inner awaitable ends when the broker has it."""


class Delivery:
    """Delivers through one producer. `count_retry` is called once for every message that is sent again."""

    def __init__(self, send: Send, *, count_retry: Callable[[], None] = lambda: None) -> None:
        self._send = send
        self._count_retry = count_retry

    async def deliver(self, messages: Iterable[Message]) -> int:
        """Return once the broker has every message, with the highest offset (-1 for none); however long it
        takes.

        Messages of one partition, and of one key, arrive in the given order. Raises Undeliverable.
        """
        last = -1
        for wave in _split_waves(messages):
            last = max(last, await self._deliver_wave(wave))
        return last

    async def _deliver_wave(self, wave: Sequence[Message]) -> int:
        last, pause = -1, FIRST_PAUSE_SECONDS
        while wave:
            answers = [await _finish(sent) for sent in [await self._start(message) for message in wave]]
            last = max([last, *(answer for answer in answers if isinstance(answer, int))])
            faults = [answer for answer in answers if isinstance(answer, Exception)]
            wave = [one for one, answer in zip(wave, answers, strict=True) if isinstance(answer, Exception)]
            if wave:
                self._report(wave, faults[0])
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        return last

    async def _start(self, message: Message) -> Awaitable[Position] | Exception:
        try:
            return await self._send(message)
        except Exception as error:  # noqa: BLE001 - judged in _finish
            return error

    def _report(self, failed: Sequence[Message], fault: Exception) -> None:
        for _ in failed:
            self._count_retry()
        logger.warning(
            "%d messages for %s are not delivered yet and sent again: %s",
            len(failed),
            failed[0].topic,
            fault or type(fault).__name__,
        )


async def _finish(sent: Awaitable[Position] | Exception) -> int | Exception:
    """The offset, or what went wrong this time. Raises Undeliverable for what will always go wrong."""
    fault = sent
    if not isinstance(fault, Exception):
        try:
            return (await fault).offset
        except Exception as error:  # noqa: BLE001 - all but the permanent ones pass
            fault = error
    if isinstance(fault.__cause__ or fault, PERMANENT):
        raise Undeliverable(f"the message is refused: {fault}") from fault
    return fault


def _split_waves(messages: Iterable[Message]) -> list[list[Message]]:
    """The n-th message of each topic and partition (of each key, where the producer chooses) in the n-th list.

    A wave is delivered as a whole before the next: what failed and is sent again cannot overtake its
    successor.
    """
    waves: list[list[Message]] = []
    seen: Counter[tuple[str, int | bytes | None]] = Counter()
    for message in messages:
        place = message.topic, message.key if message.partition is None else message.partition
        number = seen[place]
        seen[place] += 1
        if number == len(waves):
            waves.append([])
        waves[number].append(message)
    return waves
