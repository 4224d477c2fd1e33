"""Checks of the named broker: does it answer, are the topics right, do enough brokers run, what does its clock say."""

import socket
import time
import uuid
from collections.abc import Iterator, Sequence

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from config.settings import Settings
from streams.names import topic_names
from streams.topic_faults import TopicMismatch
from streams.topics import check_topics
from tocsin.findings import Finding

CONNECT_SECONDS = 3.0
ANSWER_MS = 8_000
TOLERATED_SKEW_SECONDS = 5.0
_RIGHTS = "check the rights (ACLs) of this user"
_START = "start the broker, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP) or --broker to its address"


def check_broker(settings: Settings, *, probe: bool) -> Iterator[Finding]:
    """What the broker shows; the checks stop where it does not answer."""
    bootstrap = str(settings.kafka.bootstrap)
    addresses = bootstrap.split(",")
    silent = [fault for address in addresses if (fault := _connect(address.strip()))]
    for fault in silent:
        yield Finding("broker", "warning" if len(silent) < len(addresses) else "failed", fault, _START)
    if len(silent) == len(addresses):
        return
    try:
        brokers = _count_brokers(bootstrap)
    except KafkaError as error:
        yield Finding(
            "broker", "failed", f"{bootstrap} accepts connections, but does not speak Kafka: {_line(error)}", _START
        )
        return
    yield Finding("broker", "ok", f"{bootstrap} answers, {brokers} in the cluster")
    yield _judge_replication(brokers, settings.kafka.replication_factor)
    yield from _check_topics(bootstrap, settings)
    yield _check_record_times(bootstrap, topic_names(settings).articles)
    if probe:
        yield _check_clock(bootstrap, f"{settings.kafka.topic_prefix}{settings.kafka.application}")


def _connect(address: str) -> str | None:
    """What stands in the way of a connection; None: nothing."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        return f"{address} is no host:port"
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS):
            return None
    except (OSError, OverflowError) as error:
        return f"nobody answers at {address} ({error})"


def _count_brokers(bootstrap: str) -> int:
    with KafkaAdminClient(
        bootstrap_servers=bootstrap, bootstrap_timeout_ms=ANSWER_MS, request_timeout_ms=ANSWER_MS
    ) as admin:
        return len(admin.describe_cluster()["brokers"])


def _judge_replication(brokers: int, wanted: int) -> Finding:
    detail = f"kafka.replication_factor is {wanted}, brokers are {brokers}"
    if wanted > brokers:
        return Finding(
            "replication", "failed", detail, f"start more brokers, or set kafka.replication_factor to {brokers}"
        )
    if wanted == 1 and brokers > 1:
        fix = "set kafka.replication_factor to 3, else one lost broker loses tables"
        return Finding("replication", "warning", detail, fix)
    return Finding("replication", "ok", detail)


def _check_topics(bootstrap: str, settings: Settings) -> Iterator[Finding]:
    names = topic_names(settings)
    try:
        check_topics(bootstrap, partitions=settings.kafka.partitions, names=names)
    except TopicMismatch as error:
        yield from _group_by_fix(error.faults)
    except KafkaError as error:
        yield Finding("topics", "failed", f"the broker does not describe them: {_line(error)}", _RIGHTS)
    else:
        yield Finding("topics", "ok", f"all are there with {settings.kafka.partitions} partitions")


def _group_by_fix(faults: Sequence[str]) -> Iterator[Finding]:
    """Faults ("what: fix") that are mended by the same step are one finding."""
    grouped: dict[str, list[str]] = {}
    for fault in faults:
        detail, _, fix = fault.partition(": ")
        grouped.setdefault(fix, []).append(detail)
    for fix, details in grouped.items():
        yield Finding("topics", "failed", "; ".join(details), fix or "run `tocsin topics create`")


def _check_record_times(bootstrap: str, topic: str) -> Finding:
    """Newest articles stamped ahead of this computer: one of the two clocks is wrong. Reads, writes nothing."""
    try:
        newest_ms = _newest_timestamp(bootstrap, topic)
    except KafkaError as error:
        return Finding("record times", "warning", f"{topic} cannot be read: {_line(error)}", _RIGHTS)
    if newest_ms is None:
        return Finding("record times", "ok", f"no records in {topic} to compare with")
    ahead = newest_ms / 1000 - time.time()
    if ahead > TOLERATED_SKEW_SECONDS:
        detail = f"the newest record in {topic} is stamped {ahead:.0f} s ahead of this computer"
        fix = "set the clock of whoever publishes, or of this computer (NTP); --probe compares with the broker's clock"
        return Finding("record times", "failed", detail, fix)
    return Finding("record times", "ok", f"the newest record in {topic} is stamped {-ahead:.0f} s ago")


def _newest_timestamp(bootstrap: str, topic: str) -> int | None:
    """Time of the newest record at the end of any partition; None when the topic is missing or empty."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, bootstrap_timeout_ms=ANSWER_MS)
    try:
        partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        if not partitions:
            return None
        begins, ends = consumer.beginning_offsets(partitions), consumer.end_offsets(partitions)
        filled = [partition for partition in partitions if ends[partition] > begins[partition]]
        consumer.assign(filled)
        for partition in filled:
            consumer.seek(partition, max(begins[partition], ends[partition] - 1))
        newest: dict[TopicPartition, int] = {}
        deadline = time.monotonic() + ANSWER_MS / 1000
        while len(newest) < len(filled) and time.monotonic() < deadline:
            for partition, records in consumer.poll(timeout_ms=200).items():
                newest[partition] = max(record.timestamp for record in records)
        return max(newest.values(), default=None)
    finally:
        consumer.close()


def _check_clock(bootstrap: str, prefix: str) -> Finding:
    try:
        ahead = measure_broker_clock(bootstrap, topic=f"{prefix}-doctor-{uuid.uuid4().hex[:8]}")
    except KafkaError as error:
        fix = "this user may perhaps not make topics: ask whoever runs the broker"
        return Finding("broker clock", "warning", f"it cannot be measured: {_line(error)}", fix)
    if abs(ahead) > TOLERATED_SKEW_SECONDS:
        which = "ahead of" if ahead > 0 else "behind"
        fix = "set the clock of the broker or of this computer (NTP): `timedatectl` shows whether it is kept"
        return Finding("broker clock", "failed", f"the broker is {abs(ahead):.1f} s {which} this computer", fix)
    return Finding("broker clock", "ok", f"within {max(abs(ahead), 0.1):.1f} s of this computer")


def measure_broker_clock(bootstrap: str, *, topic: str) -> float:
    """Seconds that the broker is ahead: it stamps a record in a topic made for that. Raises KafkaError."""
    with KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=ANSWER_MS) as admin:
        stamped = {"num_partitions": 1, "replication_factor": 1, "configs": {"message.timestamp.type": "LogAppendTime"}}
        admin.create_topics({topic: stamped}, wait_for_metadata=True)
        try:
            return _measure(bootstrap, topic)
        finally:
            admin.delete_topics([topic])


def _measure(bootstrap: str, topic: str) -> float:
    """The second record is measured: the first one waits for metadata and a connection."""
    with KafkaProducer(bootstrap_servers=bootstrap, linger_ms=0) as producer:
        producer.send(topic, b"first").get(timeout=ANSWER_MS / 1000)
        before = time.time()
        stamp_ms = producer.send(topic, b"second").get(timeout=ANSWER_MS / 1000).timestamp
        return stamp_ms / 1000 - (before + time.time()) / 2


def _line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
