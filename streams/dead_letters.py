"""Dead letters: the original bytes and key, with headers that say what was wrong, where, and who set it aside."""

import traceback
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from streams.delivery import Delivery, Message, Undeliverable
from streams.malformed import MalformedRecord

TRACE_LIMIT_CHARACTERS = 4000
MESSAGE_LIMIT_CHARACTERS = 1000
REASON = "reason"
EXCEPTION = "exception"
DETAIL = "message"
TRACE = "trace"
TOPIC = "topic"
PARTITION = "partition"
OFFSET = "offset"
STAGE = "stage"
VERSION = "version"
TRUNCATED = "truncated_from_bytes"
"""Only there when the record with its headers was larger than a topic carries: its length before."""
KEPT_BYTES = 1024 * 1024
HEADERS: tuple[str, ...] = (REASON, EXCEPTION, DETAIL, TRACE, TOPIC, PARTITION, OFFSET, STAGE, VERSION)


def program_version() -> str:
    """The installed version of Tocsin, "unknown" when it runs from plain files."""
    try:
        return version("tocsin")
    except PackageNotFoundError:
        return "unknown"


def reason_of(error: Exception) -> str:
    """What the dead letter is counted as: the reason of a malformed record, else `internal_error`."""
    return error.reason if isinstance(error, MalformedRecord) else "internal_error"


def make_dead_letter(
    *,
    to_topic: str,
    key: bytes | None,
    value: bytes | None,
    position: tuple[str, int, int],
    stage: str,
    error: Exception,
) -> Message:
    """The message to keep for a record at `position` (topic, partition, offset) that `stage` could not use.

    Its value is what was received, byte for byte, so that it can be sent again once the fault is mended.
    """
    topic, partition, offset = position
    said: Mapping[str, str] = {
        REASON: reason_of(error),
        EXCEPTION: type(error).__name__,
        DETAIL: str(error)[:MESSAGE_LIMIT_CHARACTERS],
        TRACE: "" if isinstance(error, MalformedRecord) else _trace(error),
        TOPIC: topic,
        PARTITION: str(partition),
        OFFSET: str(offset),
        STAGE: stage,
        VERSION: program_version(),
    }
    headers = {name: text.encode("utf-8", "replace") for name, text in said.items()}
    return Message(topic=to_topic, key=key, value=value, headers=headers)


async def deliver_letter(delivery: Delivery, letter: Message) -> None:
    """Deliver a dead letter; of one that no topic carries, the beginning."""
    try:
        await delivery.deliver([letter])
    except Undeliverable:
        value = letter.value or b""
        headers = {**letter.headers, TRUNCATED: str(len(value)).encode()}
        await delivery.deliver([replace(letter, value=value[:KEPT_BYTES], headers=headers)])


def _trace(error: Exception) -> str:
    """The end of the trace: the line that raised says more than the loop that called."""
    return "".join(traceback.format_exception(error))[-TRACE_LIMIT_CHARACTERS:]
