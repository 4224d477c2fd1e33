"""librdkafka's mock cluster in its own process: a broker that needs nothing but PyPI, for demonstrations.

It keeps everything in memory, makes every topic on first use with four partitions, and knows no CreateTopics.
"""

import os
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from streams.brokers.process import BrokerFailed

MOCK_CLUSTER = Path(__file__).with_name("mock_cluster.py")
PARTITIONS = 4
START_SECONDS = 30.0
STOP_SECONDS = 5.0


class EmbeddedBroker:
    """A running mock cluster. Its process watches its parent, so it ends however Tocsin ends."""

    kind: Literal["embedded"] = "embedded"
    fixed_partitions: int | None = PARTITIONS
    creates_topics = False

    def __init__(self, reason: str) -> None:
        self._reason = reason
        # kafka-python cannot work out the mock's version, and the mock answers no idempotent producer.
        self.client_settings: dict[str, Any] = {"api_version": (2, 3)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(MOCK_CLUSTER), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            self.bootstrap = self._read_address()
        except BaseException:
            self.stop()
            raise

    @property
    def description(self) -> str:
        """One line: what is used and why."""
        return (
            f"embedded broker at {self.bootstrap}, because {self._reason}; "
            f"in memory, {PARTITIONS} partitions a topic, nothing is kept on disk"
        )

    @property
    def pid(self) -> int:
        """The process id of the mock cluster."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the mock cluster runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it; what it held is gone."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _read_address(self) -> str:
        assert self._process.stdout is not None
        with self._process.stdout as answer:
            readable, _, _ = select.select([answer], [], [], START_SECONDS)
            address = answer.readline().strip() if readable else ""
        if not address:
            raise BrokerFailed("the embedded broker (confluent-kafka) did not start")
        return address
