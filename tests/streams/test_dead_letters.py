"""Dead letters keep the record byte for byte and say what was wrong with it."""

import asyncio
from collections.abc import Awaitable
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError

from streams.dead_letters import HEADERS, TRACE_LIMIT_CHARACTERS, TRUNCATED, deliver_letter, make_dead_letter
from streams.delivery import Delivery, Message
from streams.malformed import MalformedRecord


def letter_of(error: Exception, value: bytes = b"\xff{") -> Message:
    return make_dead_letter(
        to_topic="dlq", key=b"k", value=value, position=("articles", 3, 42), stage="articles", error=error
    )


def test_letter_keeps_bytes_key_and_position() -> None:
    letter = letter_of(MalformedRecord("invalid_utf8", "byte 0"))
    assert (letter.topic, letter.key, letter.value) == ("dlq", b"k", b"\xff{")
    assert tuple(letter.headers) == HEADERS
    assert letter.headers["reason"] == b"invalid_utf8"
    assert (letter.headers["topic"], letter.headers["partition"], letter.headers["offset"]) == (
        b"articles",
        b"3",
        b"42",
    )
    assert letter.headers["trace"] == b""


def boom() -> bytes:
    raise RuntimeError("x" * 10_000)


def test_own_fault_carries_a_capped_trace() -> None:
    with pytest.raises(RuntimeError) as caught:
        boom()
    headers = letter_of(caught.value).headers
    assert headers["reason"] == b"internal_error"
    assert headers["exception"] == b"RuntimeError"
    assert 0 < len(headers["trace"]) <= TRACE_LIMIT_CHARACTERS


def test_of_a_letter_that_is_too_large_the_beginning_is_kept() -> None:
    kept: list[Message] = []

    async def send(message: Message) -> Awaitable[Any]:
        if len(message.value or b"") > 2_000_000:
            raise MessageSizeTooLargeError
        kept.append(message)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        answer.set_result(SimpleNamespace(offset=0))
        return answer

    asyncio.run(deliver_letter(Delivery(send), letter_of(MalformedRecord("too_large", ""), b"x" * 4_000_000)))
    assert len(kept[0].value or b"") == 1024 * 1024
    assert kept[0].headers[TRUNCATED] == b"4000000"
