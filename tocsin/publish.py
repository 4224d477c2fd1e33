"""Sends article records to the article topic and waits until the broker has them."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.codecs import ArticleLimits, MalformedRecord, decode_article
from streams.partitions import partition_of
from tocsin.inputs import RawRecord

_IN_FLIGHT = 500
_DELIVERY_SECONDS = 60.0
_LARGEST_REQUEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record with its key; `fault` says why it is not sent."""

    record: RawRecord
    key: bytes | None
    fault: str | None = None


class NotDelivered(Exception):
    """The broker did not take a record; the message says which and what became of those before."""


def prepare(records: Iterable[RawRecord], *, limits: ArticleLimits, raw: bool) -> Iterable[Outgoing]:
    """Each record with the article's id as its key; with `raw` whatever it is, with the id if it has one."""
    for record in records:
        if raw:
            yield Outgoing(record, _key_of(record.raw))
            continue
        try:
            yield Outgoing(record, decode_article(record.raw, limits=limits).id.encode("utf-8", "replace"))
        except MalformedRecord as error:
            yield Outgoing(record, None, str(error))


def _key_of(raw: bytes) -> bytes | None:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    key = found.get("id") if isinstance(found, dict) else None
    return key.encode("utf-8", "replace") if isinstance(key, str) else None


class Publisher:
    """A producer for one topic. Use as a context manager: leaving it waits for delivery."""

    def __init__(self, bootstrap: str, topic: str, *, client_settings: Mapping[str, Any] | None = None) -> None:
        settings = {"api_version": None, **(client_settings or {})}
        embedded = settings["api_version"] is not None
        self._topic = topic
        self._producer = KafkaProducer(
            bootstrap_servers=bootstrap,
            max_request_size=_LARGEST_REQUEST,
            linger_ms=5,
            enable_idempotence=not embedded,
            **{key: value for key, value in settings.items() if value is not None},
        )
        self._waiting: list[tuple[str, Any]] = []
        self.delivered = 0

    def __enter__(self) -> "Publisher":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.settle()
        finally:
            self._producer.close(timeout=5.0 if kind else None)

    def send(self, outgoing: Outgoing) -> None:
        """Hand a record to the producer; from time to time wait for those that are under way."""
        partitions = self._producer.partitions_for(self._topic) or {0}
        partition = partition_of(outgoing.key, len(partitions)) if outgoing.key is not None else None
        future = self._producer.send(self._topic, value=outgoing.record.raw, key=outgoing.key, partition=partition)
        self._waiting.append((outgoing.record.where, future))
        if len(self._waiting) >= _IN_FLIGHT:
            self.settle()

    def settle(self) -> None:
        """Wait until everything that was sent is delivered; raises NotDelivered."""
        self._producer.flush(timeout=_DELIVERY_SECONDS)
        for where, future in self._waiting:
            try:
                future.get(timeout=_DELIVERY_SECONDS)
            except KafkaError as error:
                raise NotDelivered(f"{where}: not delivered: {error}; {self.delivered} before it were") from error
            self.delivered += 1
        self._waiting.clear()


@dataclass(slots=True)
class Pace:
    """Waits so that no more than `per_second` records go out; None: as fast as possible."""

    per_second: float | None
    _next_at: float = 0.0

    def wait(self) -> None:
        if self.per_second is None:
            return
        now = time.monotonic()
        self._next_at = max(self._next_at, now)
        time.sleep(self._next_at - now)
        self._next_at += 1 / self.per_second
