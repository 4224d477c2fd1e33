"""Which broker is chosen and why; and that one which Tocsin started never outlives it."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from xml.etree import ElementTree

import psutil
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from config.kept import default_cache_dir
from streams.broker import choose_broker, start_broker
from streams.brokers.kafka_jars import (
    KAFKA_VERSION,
    RESOURCES,
    JarsUnavailable,
    Means,
    fetch_jars,
    find_jars,
    find_java,
)
from streams.brokers.kafka_jvm import KafkaJvm
from streams.brokers.process import BrokerFailed, GuardedProcess, read_tail
from streams.topics import TopicNames, create_topics

JAVA, MAVEN, JARS = Path("/java"), Path("/mvn"), Path("/jars")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("bootstrap", "means", "kind", "reason"),
    [
        ("kafka:9092", Means(JAVA, "Java 17", MAVEN, JARS), "named", "settings"),
        (None, Means(JAVA, "Java 17", MAVEN, None), "kafka", "Java 17"),
        (None, Means(JAVA, "Java 17", None, JARS), "kafka", "Java 17"),
        (None, Means(JAVA, "Java 17", None, None), "embedded", "Maven is missing"),
        (None, Means(None, "no Java", MAVEN, JARS), "embedded", "no Java"),
        ("", Means(None, "no Java", MAVEN, JARS), "embedded", "no Java"),
    ],
)
def test_choice_follows_what_is_there(bootstrap: str | None, means: Means, kind: str, reason: str) -> None:
    """Named before real before embedded; once the jars are cached, Maven is not needed."""
    choice = choose_broker(bootstrap=bootstrap, means=means)
    assert choice.kind == kind
    assert reason in choice.reason


def make_java(folder: Path, version: str) -> Path:
    """A program that answers `-version` as a Java of that version does."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    return java


@pytest.mark.parametrize(
    ("version", "found"), [("17.0.15", True), ("21", True), ("1.8.0_392", False), ("11.0.2", False)]
)
def test_java_must_be_recent(tmp_path: Path, version: str, found: bool) -> None:
    """Kafka 4 needs Java 17; an older one is named in the note."""
    java = make_java(tmp_path, version)
    chosen, note = find_java({"JAVA_HOME": str(tmp_path), "PATH": ""})
    assert chosen == (java if found else None)
    assert str(java) in note


def test_java_can_be_hidden(tmp_path: Path) -> None:
    """TOCSIN_JAVA=none makes a computer with Java behave as one without."""
    make_java(tmp_path, "17")
    chosen, note = find_java({"JAVA_HOME": str(tmp_path), "TOCSIN_JAVA": "none"})
    assert chosen is None
    assert "TOCSIN_JAVA=none" in note


def test_pom_and_code_name_one_version() -> None:
    """The cache folder carries the version that Maven fetches."""
    pom = ElementTree.parse(RESOURCES / "pom.xml")
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    versions = {
        item.findtext("m:artifactId", namespaces=space): item.findtext("m:version", namespaces=space)
        for item in pom.iterfind(".//m:dependency", space)
    }
    assert versions["kafka_2.13"] == KAFKA_VERSION


def make_maven(folder: Path, *, succeeds: bool) -> Path:
    """A program that behaves like Maven's copy-dependencies, for good or ill."""
    maven = folder / "mvn"
    copy = f"mkdir libs && touch libs/kafka_2.13-{KAFKA_VERSION}.jar" if succeeds else "mkdir libs; exit 1"
    maven.write_text(f"#!/bin/sh\n{copy}\n", encoding="utf-8")
    maven.chmod(0o755)
    return maven


def test_failed_fetch_leaves_nothing_behind(tmp_path: Path) -> None:
    """A half-fetched cache would break every later start."""
    cache = tmp_path / "cache"
    maven = make_maven(tmp_path, succeeds=False)
    with pytest.raises(JarsUnavailable, match="Maven could not fetch"):
        fetch_jars(maven, cache_dir=cache, log_path=tmp_path / "log", progress=print)
    assert list(cache.iterdir()) == []


def test_fetched_jars_are_found_later(tmp_path: Path) -> None:
    """Maven runs once, also when two of us race."""
    maven = make_maven(tmp_path, succeeds=True)
    for _ in range(2):
        jars = fetch_jars(maven, cache_dir=tmp_path / "cache", log_path=tmp_path / "log", progress=print)
        assert find_jars(tmp_path / "cache") == jars


def test_offline_falls_to_embedded_in_one_line(tmp_path: Path) -> None:
    """Java without Kafka's jars, and a Maven that fails: the demo still has a broker, and says why."""
    make_java(tmp_path / "home", "17")
    make_maven(tmp_path, succeeds=False)
    environment = {"JAVA_HOME": str(tmp_path / "home"), "PATH": f"{tmp_path}:/usr/bin:/bin"}
    with start_broker(
        bootstrap=None,
        data_dir=tmp_path / "data",
        cache_dir=tmp_path / "cache",
        progress=print,
        environment=environment,
    ) as broker:
        assert broker.kind == "embedded"
        assert (broker.fixed_partitions, broker.creates_topics) == (4, False)
        assert "Maven could not fetch" in broker.description
        assert "\n" not in broker.description


def test_java_that_cannot_run_kafka_is_told(tmp_path: Path) -> None:
    """Who names a data folder is not given a broker that keeps nothing; who does not, is."""
    make_java(tmp_path / "home", "17")
    jars = tmp_path / "cache" / f"kafka-{KAFKA_VERSION}" / "libs"
    jars.mkdir(parents=True)
    (jars / f"kafka_2.13-{KAFKA_VERSION}.jar").touch()
    environment = {"JAVA_HOME": str(tmp_path / "home"), "PATH": ""}

    def start(data_dir: Path | None) -> str:
        with start_broker(
            bootstrap=None,
            data_dir=data_dir,
            cache_dir=tmp_path / "cache",
            progress=print,
            environment=environment,
        ) as broker:
            return broker.description

    with pytest.raises(BrokerFailed, match="openjdk version"):
        start(tmp_path / "data")
    assert "Kafka ended while starting" in start(None)


def test_named_broker_is_left_alone(tmp_path: Path) -> None:
    """Naming one starts nothing."""
    with start_broker(bootstrap="kafka.example:9092", data_dir=None, cache_dir=tmp_path, progress=print) as broker:
        assert (broker.kind, broker.bootstrap) == ("named", "kafka.example:9092")
    assert list(tmp_path.iterdir()) == []


def wait_until_gone(pid: int, *, seconds: float = 8.0) -> bool:
    """Whether the process ends in time; a zombie has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.1)
    return False


def test_stop_ends_a_process_that_will_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the grace a stubborn broker is killed."""
    monkeypatch.setattr("streams.brokers.process.STOP_GRACE_SECONDS", 0.5)
    process = GuardedProcess(["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"], log_path=tmp_path / "l")
    process.stop()
    assert wait_until_gone(process.pid, seconds=1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="PR_SET_PDEATHSIG is Linux's")
def test_command_dies_with_its_guard(tmp_path: Path) -> None:
    """Killing the guard itself must not free the broker."""
    process = GuardedProcess(["sleep", "600"], log_path=tmp_path / "log")
    guard = psutil.Process(process.pid).parent()
    assert guard is not None
    guard.kill()
    assert wait_until_gone(process.pid)
    assert not process.is_alive()


def test_command_that_cannot_run_is_told(tmp_path: Path) -> None:
    """A missing program is our error, not a traceback of the guard."""
    with pytest.raises(BrokerFailed, match="could not be run"):
        GuardedProcess([str(tmp_path / "nothing")], log_path=tmp_path / "log")


def test_tail_of_a_missing_log_is_said(tmp_path: Path) -> None:
    """The message about a failed broker must not fail itself."""
    assert read_tail(tmp_path / "log") == "(no log)"


GUARDED = """
from pathlib import Path; from streams.brokers.process import GuardedProcess
broker = GuardedProcess(["sleep", "600"], log_path=Path("{log}"))
"""
EMBEDDED = "from streams.brokers.embedded import EmbeddedBroker; broker = EmbeddedBroker('a test')"
FROM_THREAD = """
import threading
def start():
    global broker
    {start}
starter = threading.Thread(target=start); starter.start(); starter.join()
"""


@pytest.mark.parametrize("start", [GUARDED, EMBEDDED], ids=["guarded", "embedded"])
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, None])
def test_broker_ends_with_whoever_started_it(tmp_path: Path, start: str, ending: signal.Signals | None) -> None:
    """A crash, a stop, Ctrl-C or a plain end of the parent: nothing is left running."""
    code = start.format(log=tmp_path / "log") + "\nimport time; print(broker.pid, flush=True); time.sleep({})"
    parent = subprocess.Popen(
        [sys.executable, "-c", code.format(0 if ending is None else 600)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout:
        pid = int(parent.stdout.readline())
    if ending is not None:
        parent.send_signal(ending)
    parent.wait(20)
    assert wait_until_gone(pid)


def test_broker_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    """Linux reports the death of a parent's thread, not of the parent: that must not stop a broker."""
    started = GUARDED.format(log=tmp_path / "log").strip().replace("\n", "; ").replace("; ", "\n    ")
    code = FROM_THREAD.format(start=started) + "\nimport time; time.sleep(1.0); print(broker.is_alive())"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
    )
    assert answer.stdout.strip() == "True"


def read_all(bootstrap: str, topic: str) -> list[bytes | None]:
    """Every value of the topic's only partition."""
    partition = TopicPartition(topic, 0)
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, consumer_timeout_ms=10_000)
    try:
        consumer.assign([partition])
        consumer.seek_to_beginning(partition)
        end = consumer.end_offsets([partition])[partition]
        values: list[bytes | None] = []
        while len(values) < end:
            values.append(next(consumer).value)
        return values
    finally:
        consumer.close()


def test_killed_kafka_comes_back_with_its_records(kafka: KafkaJvm) -> None:
    """After signal 9 the same port serves what was acknowledged before."""
    topic = TopicNames(prefix=f"b{uuid.uuid4().hex[:8]}.").articles
    names = TopicNames(prefix=topic.removesuffix("news.articles.v1"))
    create_topics(kafka.bootstrap, partitions=1, names=names)
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap)
    producer.send(topic, b"before").get(10)
    producer.close()
    address, pid = kafka.bootstrap, kafka.pid
    kafka.kill()
    assert not kafka.is_alive()
    assert not psutil.pid_exists(pid) or wait_until_gone(pid, seconds=1)
    kafka.start()
    assert kafka.bootstrap == address
    assert read_all(kafka.bootstrap, topic) == [b"before"]


def test_description_says_what_and_where(kafka: KafkaJvm) -> None:
    """One line names version, address, Java and data folder."""
    for part in (KAFKA_VERSION, kafka.bootstrap, "Java", str(kafka.data_dir)):
        assert part in kafka.description
    assert "\n" not in kafka.description


def test_stopped_data_folder_is_used_again_on_other_ports(kafka: KafkaJvm, tmp_path: Path) -> None:
    """A folder that was formatted once is not formatted again, even when its ports are taken."""
    data_dir = tmp_path / "data"

    def open_broker() -> KafkaJvm:
        broker = start_broker(bootstrap=None, data_dir=data_dir, cache_dir=default_cache_dir(), progress=print)
        assert isinstance(broker, KafkaJvm)
        return broker

    names = TopicNames()
    with open_broker() as first:
        create_topics(first.bootstrap, partitions=1, names=names)
        meta = (data_dir / "records" / "meta.properties").read_text(encoding="utf-8")
    taken = int(kafka.bootstrap.rpartition(":")[2])
    properties = data_dir / "server.properties"
    old = int(first.bootstrap.rpartition(":")[2])
    properties.write_text(properties.read_text(encoding="utf-8").replace(str(old), str(taken)), encoding="utf-8")
    with open_broker() as second:
        assert second.bootstrap != kafka.bootstrap
        assert create_topics(second.bootstrap, partitions=1, names=names) == []
        assert (data_dir / "records" / "meta.properties").read_text(encoding="utf-8") == meta
    assert not psutil.pid_exists(second.pid)


def test_own_pid_is_not_the_broker(kafka: KafkaJvm) -> None:
    """The chaos test kills by this id."""
    assert kafka.pid != os.getpid()
    assert "java" in psutil.Process(kafka.pid).name()
