"""Workers as processes of their own, and what a test does with their topics: publish, read, replay, compare."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams.brokers.process import find_free_ports
from streams.replay import Replay, read_changelog, replay_messages

ROOT = Path(__file__).parents[2]
FAKE_WORKER = (sys.executable, "-m", "tests.topology.fake_worker")


@dataclass
class Record:
    """One record as it stands in a topic."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, bytes]


@dataclass
class WorkerProcess:
    """A worker that can be killed and started again with the same id and folder. `environment` holds TOCSIN_*."""

    name: str
    environment: Mapping[str, str]
    folder: Path
    command: Sequence[str] = FAKE_WORKER
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        self.port = self.port or find_free_ports()[0]
        own = {
            "TOCSIN_WORKER__ID": self.name,
            "TOCSIN_WORKER__DATA_DIR": str(self.folder),
            "TOCSIN_WORKER__WEB_PORT": str(self.port),
        }
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env={**os.environ, **self.environment, **own}, cwd=ROOT, stdout=log, stderr=log
            )

    @property
    def log_path(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def log(self) -> str:
        return self.log_path.read_text("utf-8", "replace")

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def page(self, path: str) -> tuple[int, str]:
        """Status and text of a page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def wait_ready(self, seconds: float = 60) -> None:
        wait_until(lambda: self.page("/readyz")[0] == 200, seconds=seconds, what=lambda: self.log[-3000:])

    def kill(self) -> None:
        """As by the kernel: no farewell."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 30) -> int:
        """Ask to stop; the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def wait_until(done: Callable[[], bool], *, seconds: float, what: Callable[[], str] = lambda: "") -> None:
    """Poll until `done`; fail with `what` when it takes too long."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s\n{what()}")
        time.sleep(0.1)


def publish(bootstrap: str, topic: str, records: Iterable[tuple[bytes, bytes]]) -> None:
    """Send and wait until delivered."""
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    try:
        sent = [producer.send(topic, key=key, value=value) for key, value in records]
        for one in sent:
            one.get(60)
    finally:
        producer.close()


def read_topic(bootstrap: str, topic: str) -> dict[int, list[Record]]:
    """Everything in a topic at this moment, by partition in the order of offsets."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, fetch_max_bytes=64 * 1024 * 1024)
    try:
        parts = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        consumer.assign(parts)
        consumer.seek_to_beginning(*parts)
        ends = consumer.end_offsets(parts)
        found: dict[int, list[Record]] = defaultdict(list)
        while any(consumer.position(part) < ends[part] for part in parts):
            for messages in consumer.poll(timeout_ms=500).values():
                for one in messages:
                    headers = dict(one.headers or ())
                    found[one.partition].append(Record(one.partition, one.offset, one.key, one.value, headers))
        return dict(found)
    finally:
        consumer.close()


def replay_topic(bootstrap: str, topic: str, **owner: Any) -> dict[int, Replay[Any]]:
    """What pure owners, one a partition, make of a topic. `owner`: make_owner, record_type, row_type."""
    return {
        partition: replay_messages((record.value for record in records), **owner)
        for partition, records in read_topic(bootstrap, topic).items()
    }


def read_tables(bootstrap: str, changelog: str) -> dict[int, dict[str, bytes]]:
    """The rows that a changelog comes to, by partition."""
    return {
        partition: read_changelog(((one.key or b"", one.value) for one in records), partition=partition)
        for partition, records in read_topic(bootstrap, changelog).items()
    }
