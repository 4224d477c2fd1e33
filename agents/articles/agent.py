"""The Faust shell of reading: batches of article records in, batches of sightings and claim occurrences out."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from agents.articles.routing import ReadArticle, key_of, route
from streams.bench import Bench
from streams.codecs import ArticleLimits, MalformedRecord, decode_article, encode
from streams.dead_letters import deliver_letter, make_dead_letter, reason_of
from streams.delivery import Delivery, Message
from streams.events import RECEIVED, position_of, received_at, withhold
from streams.metrics import (
    ARTICLES_LATE,
    ARTICLES_RECEIVED,
    ARTICLES_REJECTED,
    WATERMARK,
    Metrics,
)
from streams.records import Article
from streams.topics import TopicNames

logger = logging.getLogger(__name__)
STAGE = "articles"


class ArticleReader(Protocol):
    """Reads one article; pure and busy for milliseconds."""

    def read(self, article: Article) -> ReadArticle: ...


class ArticleShell:
    """Reads batches. Nothing of a batch is acknowledged before all that came of it is delivered."""

    def __init__(
        self,
        reader: ArticleReader,
        *,
        names: TopicNames,
        partitions: int,
        claim_space: str,
        limits: ArticleLimits,
        delivery: Delivery,
        metrics: Metrics,
    ) -> None:
        self._reader = reader
        self._names = names
        self._partitions = partitions
        self._claim_space = claim_space
        self._limits = limits
        self._delivery = delivery
        self._metrics = metrics
        self._watermarks: dict[int, str] = {}

    async def run(self, batches: AsyncIterator[Sequence[Any]]) -> None:
        """Handle every batch; only cancellation ends it."""
        async for events in batches:
            try:
                await self.handle(events)
            except asyncio.CancelledError:
                for event in events:
                    withhold(event)
                raise

    async def handle(self, events: Sequence[Any]) -> None:
        """One batch, until its messages and dead letters are delivered."""
        read, letters = [], []
        for event in events:
            self._metrics.of(ARTICLES_RECEIVED, event.message.topic).inc()
            try:
                read.append(self._read(event))
            except Exception as error:  # noqa: BLE001 - Faust would restart the agent and skip events around it
                letters.append(self._set_aside(event, error))
            # Reading is all computing: let heartbeats and the web through in between.
            await asyncio.sleep(0)
        received = [stamp for stamp in map(received_at, events) if stamp is not None]
        try:
            messages = self._address(read, received_seconds=min(received, default=None))
        except Exception as error:  # noqa: BLE001 - as above
            letters, messages = [self._set_aside(event, error) for event in events], []
        for letter in letters:
            await deliver_letter(self._delivery, letter)
        await self._delivery.deliver(messages)

    def _read(self, event: Any) -> tuple[Article, ReadArticle]:
        started = time.perf_counter()
        article = decode_article(
            event.value,
            limits=self._limits,
            received_at_seconds=received_at(event),
            count=lambda name: self._metrics.count_named(STAGE, {name: 1}),
        )
        reading = self._reader.read(article)
        self._metrics.observe_work(STAGE, time.perf_counter() - started)
        self._metrics.count_article(article.outlet, reading.language)
        self._metrics.count_named(STAGE, reading.counts)
        self._move_watermark(article, partition=event.message.partition, topic=event.message.topic)
        return article, reading

    def _move_watermark(self, article: Article, *, partition: int, topic: str) -> None:
        """Only articles with a time move it; it never goes back."""
        if article.reference_at is None:
            return
        if article.reference_at < self._watermarks.get(partition, ""):
            self._metrics.of(ARTICLES_LATE).inc()
            return
        self._watermarks[partition] = article.reference_at
        seconds = datetime.fromisoformat(article.reference_at).timestamp()
        self._metrics.of(WATERMARK, topic, str(partition)).set(seconds)

    def _set_aside(self, event: Any, error: Exception) -> Message:
        self._metrics.of(ARTICLES_REJECTED, reason_of(error)).inc()
        if not isinstance(error, MalformedRecord):
            self._metrics.count_failure(STAGE)
            logger.error("reading the article at %s failed", position_of(event), exc_info=error)
        return make_dead_letter(
            to_topic=self._names.dead_letters,
            key=event.key,
            value=event.value,
            position=position_of(event),
            stage=STAGE,
            error=error,
        )

    def _address(self, read: Sequence[tuple[Article, ReadArticle]], *, received_seconds: float | None) -> list[Message]:
        routes = route(read, partitions=self._partitions, claim_space=self._claim_space)
        headers = {} if received_seconds is None else {RECEIVED: str(int(received_seconds * 1000)).encode()}
        attacks = [
            Message(
                topic=self._names.sightings,
                key=key_of(batch.sightings[0]) if batch.sightings else None,
                value=encode(batch),
                partition=partition,
                headers=headers,
            )
            for partition, batch in routes.sightings
        ]
        claims = [
            Message(
                topic=self._names.claim_occurrences,
                key=self._claim_space.encode() if batch.occurrences else None,
                value=encode(batch),
                partition=partition,
                headers=headers,
            )
            for partition, batch in routes.occurrences
        ]
        return attacks + claims


def attach(bench: Bench, reader: ArticleReader) -> ArticleShell:
    """Let the worker read articles."""
    settings = bench.settings
    shell = ArticleShell(
        reader,
        names=bench.names,
        partitions=bench.partitions,
        claim_space=settings.claims.space,
        limits=ArticleLimits(**settings.articles.model_dump()),
        delivery=bench.delivery,
        metrics=bench.metrics,
    )
    topic = bench.app.topic(bench.names.articles, key_type=bytes, value_type=bytes)

    async def read_articles(stream: Any) -> None:
        await shell.run(stream.take_events(settings.worker.batch_articles, within=settings.worker.batch_ms / 1000))

    bench.app.agent(topic, name=STAGE)(read_articles)
    return shell
