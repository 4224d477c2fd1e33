"""Reads dead letters back from their topic and says which of them can be replayed. Sends nothing itself."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kafka import KafkaConsumer, TopicPartition

from streams import dead_letters
from streams.codecs import ArticleLimits, MalformedRecord, decode_article

if TYPE_CHECKING:
    from kafka import ConsumerRecord  # only in the stub: at run time it lives in kafka.consumer.fetcher

ARTICLE_STAGE = "articles"
"""The stage that reads the article topic: only its dead letters are articles."""
ANSWER_MS = 10_000
_FETCH_BYTES = 8 * 1024 * 1024


class UnknownPosition(Exception):
    """No dead letter stands at a position; the message says what stands there instead."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a dead letter stands in its own topic; written partition:offset."""

    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.partition}:{self.offset}"


def read_position(text: str) -> Position:
    """The position in "3:42". Raises ValueError."""
    partition, colon, offset = text.partition(":")
    if not (colon and partition.isdecimal() and offset.isdecimal()):
        raise ValueError(f"{text!r} is no position; give partition:offset as `tocsin dlq list` shows it, such as 3:42")
    return Position(int(partition), int(offset))


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One record of the topic: the original key and bytes, and what its headers say (absent: empty)."""

    position: Position
    set_aside_at: str
    key: bytes | None
    value: bytes | None
    said: dict[str, str]

    @property
    def reason(self) -> str:
        return self.said.get(dead_letters.REASON, "")

    @property
    def stage(self) -> str:
        return self.said.get(dead_letters.STAGE, "")

    @property
    def detail(self) -> str:
        return self.said.get(dead_letters.DETAIL, "")

    @property
    def origin(self) -> str:
        """Topic, partition and offset at which the record was received: equal for letters that stand twice."""
        names = (dead_letters.TOPIC, dead_letters.PARTITION, dead_letters.OFFSET)
        return ":".join(self.said.get(name, "?") for name in names)

    @property
    def size_bytes(self) -> int:
        return len(self.value or b"")


def why_not_replayed(letter: DeadLetter) -> str | None:
    """The reason why a letter must not go to the article topic; None: it can."""
    if letter.stage != ARTICLE_STAGE:
        return f"it comes from the internal stage {letter.stage or '(unnamed)'}, and is no article: replay its article"
    if letter.value is None:
        return "the record had no value"
    if dead_letters.TRUNCATED in letter.said:
        return f"only the beginning of its {letter.said[dead_letters.TRUNCATED]} bytes was kept"
    return None


def still_refused(letter: DeadLetter, limits: ArticleLimits) -> str | None:
    """Why this version would set the same bytes aside again; None: it would read them."""
    try:
        decode_article(letter.value, limits=limits)
    except MalformedRecord as error:
        return str(error)
    return None


class DeadLetterBox:
    """The topic of dead letters, read as nobody's group. Use as a context manager; raises KafkaError."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._topic = topic
        self._consumer = KafkaConsumer(
            bootstrap_servers=bootstrap,
            enable_auto_commit=False,
            bootstrap_timeout_ms=ANSWER_MS,
            fetch_max_bytes=8 * _FETCH_BYTES,
            max_partition_fetch_bytes=_FETCH_BYTES,
        )

    def __enter__(self) -> "DeadLetterBox":
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def exists(self) -> bool:
        """Whether the topic is there."""
        return bool(self._consumer.partitions_for_topic(self._topic))

    def read_all(self) -> Iterator[DeadLetter]:
        """Every letter that stood in the topic when this was called, partition by partition, oldest first."""
        partitions = self._partitions()
        ends = self._consumer.end_offsets(partitions)
        begins = self._consumer.beginning_offsets(partitions)
        for partition in partitions:
            yield from self._read(partition, start=begins[partition], end=ends[partition])

    def read_at(self, positions: Sequence[Position]) -> Iterator[DeadLetter]:
        """The letters at these positions, in their order. Raises UnknownPosition."""
        partitions = {partition.partition: partition for partition in self._partitions()}
        for position in positions:
            partition = partitions.get(position.partition)
            if partition is None:
                raise UnknownPosition(f"{self._topic} has no partition {position.partition}")
            found = next(self._read(partition, start=position.offset, end=position.offset + 1), None)
            if found is None:
                raise UnknownPosition(f"{self._topic} holds no dead letter at {position}: {self._extent(partition)}")
            yield found

    def _extent(self, partition: TopicPartition) -> str:
        begin = self._consumer.beginning_offsets([partition])[partition]
        end = self._consumer.end_offsets([partition])[partition]
        if begin == end:
            return f"partition {partition.partition} is empty"
        return f"partition {partition.partition} holds {begin} to {end - 1}"

    def _partitions(self) -> list[TopicPartition]:
        numbers = sorted(self._consumer.partitions_for_topic(self._topic) or ())
        return [TopicPartition(self._topic, number) for number in numbers]

    def _read(self, partition: TopicPartition, *, start: int, end: int) -> Iterator[DeadLetter]:
        """Letters in [start, end); fewer where the broker gives none for a while (control records, removed ones)."""
        bounded = min(end, self._consumer.end_offsets([partition])[partition])
        if start >= bounded or start < self._consumer.beginning_offsets([partition])[partition]:
            return
        self._consumer.assign([partition])
        self._consumer.seek(partition, start)
        deadline = time.monotonic() + ANSWER_MS / 1000
        while self._consumer.position(partition) < bounded and time.monotonic() < deadline:
            for record in self._consumer.poll(timeout_ms=300).get(partition, []):
                deadline = time.monotonic() + ANSWER_MS / 1000
                if record.offset >= bounded:
                    return
                yield _open(record)


def _open(record: "ConsumerRecord") -> DeadLetter:
    at = datetime.fromtimestamp(record.timestamp / 1000, UTC).isoformat(timespec="seconds")
    said = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    position = Position(record.partition, record.offset)
    return DeadLetter(position, at.replace("+00:00", "Z"), record.key, record.value, said)


def as_record(letter: DeadLetter) -> dict[str, Any]:
    """What `--json` shows of a letter without its bytes."""
    return {
        "position": str(letter.position),
        "set_aside_at": letter.set_aside_at,
        "reason": letter.reason,
        "stage": letter.stage,
        "origin": letter.origin,
        "size_bytes": letter.size_bytes,
        "key": None if letter.key is None else letter.key.decode("utf-8", "replace"),
        "detail": letter.detail,
        "replayable": why_not_replayed(letter) is None,
    }
