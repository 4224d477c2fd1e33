"""How fast articles go the whole way through a worker, how long one takes to its alert, and what it costs in memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson
import psutil
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from config.settings import Settings
from streams.broker import Broker
from streams.codecs import ArticleLimits, decode, decode_article
from streams.names import topic_names
from streams.records import Alert
from streams.topics import create_topics
from tocsin.demo import answers, free_port
from tocsin.engine import Engine

_RATE = 50
_LONGEST_SECONDS = 300.0


class PipelineRun:
    """One broker, one worker at a time."""

    def __init__(self, broker: Broker, settings: Settings, folder: Path) -> None:
        self._broker, self._settings, self._folder = broker, settings, folder
        self._names = topic_names(settings)
        create_topics(broker.bootstrap, partitions=settings.kafka.partitions, names=self._names)
        self._port = free_port()

    def measure_throughput(self, stream: Sequence[bytes], engine: Engine) -> Iterator[str]:
        """Articles a second through Kafka and the worker, beside scan and beside an agent that does nothing."""
        started = time.perf_counter()
        for raw in stream:
            engine.receive(decode_article(raw, limits=ArticleLimits()))
        scan = len(stream) / (time.perf_counter() - started)
        with self._worker() as worker:
            before = psutil.Process(worker.pid).memory_info().rss / 1e6
            started = time.perf_counter()
            self._publish(stream)
            self._wait_until_read("tocsin")
            pipeline = len(stream) / (time.perf_counter() - started)
            after = psutil.Process(worker.pid).memory_info().rss / 1e6
        noop = self._measure_noop(len(stream))
        shares = f"{pipeline / scan:.0%} of scan, {pipeline / noop:.1%} of an idle agent"
        yield f"pipeline: {pipeline:,.0f} articles/s, {shares}"
        yield f"scan, same articles, one core: {scan:,.0f} articles/s"
        yield f"Faust agent that does nothing, same topic: {noop:,.0f} articles/s"
        yield f"worker's resident memory: {before:,.0f} MB before, {after:,.0f} MB after {len(stream)} articles"

    def measure_delay(self, stream: Sequence[bytes], seconds: float) -> Iterator[str]:
        """From the Kafka time stamp of the article that caused an alert to that of the alert."""
        fresh = [_renamed(raw) for raw in stream[: int(_RATE * seconds)]]
        with self._worker():
            first_alert = self._ends(self._names.alerts)
            self._publish(fresh, per_second=_RATE)
            self._wait_until_read("tocsin")
            time.sleep(1.0)
        stamps = {
            orjson.loads(record.value)["id"]: record.timestamp for record in self._read(self._names.articles, None)
        }
        delays = sorted(
            (record.timestamp - stamps[alert.evidence[0].article_id]) / 1000
            for record in self._read(self._names.alerts, first_alert)
            if (alert := decode(record.value, Alert)).evidence and alert.evidence[0].article_id in stamps
        )
        if not delays:
            yield "no alerts"
            return
        p95 = delays[int(0.95 * (len(delays) - 1))]
        yield f"p50 {statistics.median(delays):.3f} s, p95 {p95:.3f} s, most {delays[-1]:.3f} s; {len(delays)} alerts"

    def _measure_noop(self, articles: int) -> float:
        process = subprocess.Popen([sys.executable, "-m", "benchmarks.noop_worker", self._broker.bootstrap])
        try:
            # It counts from the first article it takes: start-up is not what is measured.
            started = time.perf_counter()
            while self._committed("bench-noop") == 0:
                started = time.perf_counter()
                time.sleep(0.05)
                if process.poll() is not None:
                    raise RuntimeError("the idle agent ended")
            begun = self._committed("bench-noop")
            self._wait_until_read("bench-noop", internal=False)
            seconds = max(time.perf_counter() - started, 0.5)
            return max(articles - begun, articles * 0.5) / seconds
        finally:
            process.terminate()
            process.wait()

    @contextmanager
    def _worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        environment = os.environ | {
            "TOCSIN_WORKER__DATA_DIR": str(self._folder),
            "TOCSIN_WORKER__WEB_PORT": str(self._port),
            "TOCSIN_WORKER__LOG_LEVEL": "error",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tocsin", "worker", "--broker", self._broker.bootstrap],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + 120
            while not answers(f"http://127.0.0.1:{self._port}/readyz"):
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError("the worker did not become ready")
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def _publish(self, stream: Sequence[bytes], per_second: float | None = None) -> None:
        producer = KafkaProducer(bootstrap_servers=self._broker.bootstrap, linger_ms=2)
        started = time.perf_counter()
        for number, raw in enumerate(stream):
            if per_second is not None:
                time.sleep(max(0.0, started + number / per_second - time.perf_counter()))
            producer.send(self._names.articles, key=orjson.loads(raw)["id"].encode(), value=raw)
        producer.flush()
        producer.close()

    def _wait_until_read(self, group: str, *, internal: bool = True) -> None:
        """One consumer asks all along: one made anew for each question takes more of the machine than the worker."""
        deadline = time.monotonic() + _LONGEST_SECONDS
        topics = [self._names.articles]
        if internal:
            topics += [self._names.sightings, self._names.claim_occurrences, self._names.announcements]
        with self._consumer(group) as consumer:
            parts = [TopicPartition(topic, n) for topic in topics for n in consumer.partitions_for_topic(topic) or ()]
            while _lag(consumer, parts):
                if time.monotonic() > deadline:
                    raise RuntimeError(f"{group} did not catch up")
                time.sleep(0.1)

    def _committed(self, group: str) -> int:
        with self._consumer(group) as consumer:
            parts = [
                TopicPartition(self._names.articles, n)
                for n in consumer.partitions_for_topic(self._names.articles) or ()
            ]
            return sum(consumer.committed(part) or 0 for part in parts)

    def _ends(self, topic: str) -> dict[TopicPartition, int]:
        with self._consumer(None) as consumer:
            parts = [TopicPartition(topic, n) for n in consumer.partitions_for_topic(topic) or ()]
            return dict(consumer.end_offsets(parts))

    def _read(self, topic: str, begin: dict[TopicPartition, int] | None) -> Iterator["object"]:
        with self._consumer(None) as consumer:
            parts = [TopicPartition(topic, n) for n in consumer.partitions_for_topic(topic) or ()]
            consumer.assign(parts)
            consumer.seek_to_beginning(*parts)
            for part, offset in (begin or {}).items():
                consumer.seek(part, offset)
            ends = consumer.end_offsets(parts)
            while any(consumer.position(part) < ends[part] for part in parts):
                for records in consumer.poll(timeout_ms=500).values():
                    yield from records

    @contextmanager
    def _consumer(self, group: str | None) -> Iterator[KafkaConsumer]:
        consumer = KafkaConsumer(bootstrap_servers=self._broker.bootstrap, group_id=group, enable_auto_commit=False)
        try:
            yield consumer
        finally:
            consumer.close()


def _lag(consumer: KafkaConsumer, parts: Sequence[TopicPartition]) -> int:
    ends = consumer.end_offsets(parts)
    return sum(ends[part] - (consumer.committed(part) or 0) for part in parts)


def _renamed(raw: bytes) -> bytes:
    """The same article a day later for the pipeline: another id, so that it is not a repeated delivery."""
    record = orjson.loads(raw)
    record["id"] += "?again"
    record["published_at"] = record["published_at"].replace("2024-", "2023-")
    return orjson.dumps(record)
