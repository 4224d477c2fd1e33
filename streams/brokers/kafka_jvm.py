"""One real Apache Kafka node (KRaft, broker and controller in one JVM) on free ports of 127.0.0.1.

A data folder that was formatted before is used again as it is, with its records and, when they are free, its
ports: so a stopped, killed or crashed broker comes back with what it held.
"""

import base64
import re
import shutil
import subprocess
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from streams.brokers.kafka_jars import KAFKA_VERSION, RESOURCES
from streams.brokers.process import (
    BrokerFailed,
    GuardedProcess,
    find_free_ports,
    is_free,
    read_tail,
)
from streams.brokers.readiness import is_listening, is_ready

JVM_FLAGS = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
READY_SECONDS = 90.0
FORMAT_SECONDS = 60.0
MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=127.0.0.1:{controller_port}
log.dirs={records}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=2
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
message.max.bytes={limit}
replica.fetch.max.bytes={limit}
"""


class KafkaJvm:
    """A running Apache Kafka; `stop` and `kill` end it, `start` brings it back on the same port and data."""

    kind: Literal["kafka"] = "kafka"
    fixed_partitions: int | None = None
    creates_topics = True

    def __init__(self, *, java: Path, java_note: str, jars: Path, data_dir: Path, keep_data: bool = True) -> None:
        self.data_dir = data_dir.resolve()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.log_path = self.data_dir / "broker.log"
        self.client_settings: dict[str, Any] = {}
        self._java, self._java_note, self._jars, self._keep_data = java, java_note, jars, keep_data
        self._port, self._controller_port = _choose_ports(self.data_dir / "server.properties")
        self._process: GuardedProcess | None = None
        self.start()

    @property
    def bootstrap(self) -> str:
        """The address for clients."""
        return f"127.0.0.1:{self._port}"

    @property
    def description(self) -> str:
        """One line: what is used, why, and where its data lie."""
        kept = "kept" if self._keep_data else "removed at the end"
        return (
            f"Apache Kafka {KAFKA_VERSION} at {self.bootstrap}, run by {self._java_note}; "
            f"data in {self.data_dir} ({kept})"
        )

    @property
    def pid(self) -> int:
        """The process id of the JVM that runs, or ran last."""
        assert self._process is not None
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the JVM runs."""
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start, or start again, and return when clients are served. Raises BrokerFailed."""
        if self.is_alive():
            return
        properties = self._write_properties()
        if not (self.data_dir / "records" / "meta.properties").exists():
            self._format(properties)
        self._process = GuardedProcess(self._build_command("kafka.Kafka", str(properties)), log_path=self.log_path)
        try:
            self._wait_until_ready()
        except BaseException:  # Ctrl-C too: a broker that nobody holds must not go on
            self.stop()
            raise

    def stop(self) -> None:
        """Stop in order; a temporary data folder is removed."""
        if self._process is not None:
            self._process.stop()
        if not self._keep_data:
            shutil.rmtree(self.data_dir, ignore_errors=True)

    def kill(self) -> None:
        """End the JVM at once with signal 9, as a crash would; data and ports stay for `start`."""
        if self._process is not None:
            self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _write_properties(self) -> Path:
        properties = self.data_dir / "server.properties"
        text = PROPERTIES.format(
            port=self._port,
            controller_port=self._controller_port,
            records=self.data_dir / "records",
            limit=MESSAGE_LIMIT_BYTES,
        )
        properties.parent.mkdir(parents=True, exist_ok=True)
        properties.write_text(text, encoding="utf-8")
        return properties

    def _build_command(self, main_class: str, *arguments: str) -> list[str]:
        logging = f"-Dlog4j2.configurationFile={RESOURCES / 'log4j2.properties'}"
        return [str(self._java), *JVM_FLAGS, logging, "-cp", f"{self._jars}/*", main_class, *arguments]

    def _format(self, properties: Path) -> None:
        command = self._build_command("kafka.tools.StorageTool", "format", "--standalone")
        command += [f"--cluster-id={make_cluster_id()}", f"--config={properties}"]
        try:
            with self.log_path.open("ab") as log:
                subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, timeout=FORMAT_SECONDS, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise BrokerFailed(f"Kafka's data folder could not be made:\n{read_tail(self.log_path)}") from error

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if not self.is_alive():
                raise BrokerFailed(f"Apache Kafka ended while starting:\n{read_tail(self.log_path)}")
            if is_listening(self._port) and is_ready(self.bootstrap):
                return
            time.sleep(0.1)
        raise BrokerFailed(f"Apache Kafka was not ready in {READY_SECONDS:.0f} s:\n{read_tail(self.log_path)}")


def make_cluster_id() -> str:
    """A random id as Kafka writes them: 16 bytes in base64 for URLs."""
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")


def _choose_ports(properties: Path) -> tuple[int, int]:
    """The ports that the data folder had before, when both are free; else new ones."""
    if properties.exists():
        listeners = re.search(r"^listeners=.*$", properties.read_text(encoding="utf-8"), re.MULTILINE)
        before = [int(port) for port in re.findall(r":(\d+)", listeners.group(0))] if listeners else []
        match before:
            case [port, controller_port] if is_free(port) and is_free(controller_port):
                return port, controller_port
    return find_free_ports()
