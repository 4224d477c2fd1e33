"""Where a key lives, and that missing or differing topics are found before a worker starts."""

import importlib
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka import KafkaAdminClient, KafkaProducer
from kafka.partitioner import murmur2

from streams.brokers.embedded import EmbeddedBroker
from streams.brokers.kafka_jvm import KafkaJvm
from streams.partitions import hash_murmur2, partition_of
from streams.topic_faults import BrokerUnreachable, TopicMismatch
from streams.topics import (
    MESSAGE_LIMIT_BYTES,
    TOPICS,
    TopicNames,
    check_topics,
    create_topics,
    list_topics,
)


@pytest.fixture(scope="module")
def embedded() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker("a test asks for it") as broker:
        yield broker


# Through importlib, as aiokafka ships no types.
aiokafka_murmur2 = importlib.import_module("aiokafka.partitioner").murmur2


def make_names() -> TopicNames:
    return TopicNames(prefix=f"t{uuid.uuid4().hex[:8]}.")


@given(st.binary(max_size=64))
def test_hash_agrees_with_both_clients(key: bytes) -> None:
    """kafka-python publishes, aiokafka (Faust) sends: a key must land in one place for both."""
    assert hash_murmur2(key) == murmur2(key) & 0xFFFFFFFF
    assert hash_murmur2(key) == aiokafka_murmur2(key) & 0xFFFFFFFF


@pytest.mark.parametrize(
    ("key", "expected"),
    [(b"21", -973932308), (b"foobar", -790332482), (b"a-little-bit-long-string", -985981536)],
)
def test_hash_agrees_with_java(key: bytes, expected: int) -> None:
    """Values from Apache Kafka's own UtilsTest.testMurmur2."""
    assert hash_murmur2(key) == expected & 0xFFFFFFFF


@given(st.binary(max_size=16), st.integers(1, 64))
def test_partition_is_in_range(key: bytes, partitions: int) -> None:
    """Every key has a partition."""
    assert 0 <= partition_of(key, partitions) < partitions


def test_no_partitions_is_an_error() -> None:
    """A topic without partitions is a mistake of the caller."""
    with pytest.raises(ValueError, match="at least one partition"):
        partition_of(b"FR", 0)


def test_names_are_those_of_the_contract() -> None:
    """Others rely on the public names; internal ones begin with the application's id."""
    public = {"news.articles.v1", "news.alerts.v1", "news.articles.dlq.v1"}
    names = {topic.name for topic in TOPICS}
    assert len(names) == len(TOPICS)
    assert public <= names
    assert all(name.startswith("tocsin-") for name in names - public)


def test_prefix_goes_before_every_name() -> None:
    """Two deployments can share a cluster."""
    assert all(topic.name.startswith("eu.") for topic in list_topics(TopicNames(prefix="eu.")))


def test_topics_are_made_once(kafka: KafkaJvm) -> None:
    """Creating again changes nothing, and what was made passes the check."""
    names = make_names()
    made = create_topics(kafka.bootstrap, partitions=3, names=names)
    assert sorted(made) == sorted(topic.name for topic in list_topics(names))
    assert create_topics(kafka.bootstrap, partitions=3, names=names) == []
    check_topics(kafka.bootstrap, partitions=3, names=names)


def test_each_fault_is_named_with_its_remedy(kafka: KafkaJvm) -> None:
    """A worker that refuses to start says every topic that is wrong, and the command."""
    names = make_names()
    with KafkaAdminClient(bootstrap_servers=kafka.bootstrap) as admin:
        admin.create_topics({names.alerts: {"num_partitions": 2}}, wait_for_metadata=True)
    with pytest.raises(TopicMismatch) as raised:
        check_topics(kafka.bootstrap, partitions=3, names=names)
    kinds = Counter("missing" if "is missing" in fault else "count" for fault in raised.value.faults)
    assert kinds == {"missing": len(TOPICS) - 1, "count": 1}
    assert all("tocsin topics create" in fault for fault in raised.value.faults)
    assert f"{names.alerts} has 2 partitions, not 3" in str(raised.value)


def test_broker_puts_keys_where_we_say(kafka: KafkaJvm) -> None:
    """A keyed record that kafka-python sends is in the partition of `partition_of`."""
    names = make_names()
    create_topics(kafka.bootstrap, partitions=5, names=names)
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap)
    try:
        for key in (b"FR", b"ZZ", b"", "Côte d'Ivoire".encode(), b"https://example.org/a?b=1"):
            sent = producer.send(names.articles, b"{}", key=key).get(10)
            assert sent.partition == partition_of(key, 5)
    finally:
        producer.close()


def test_a_record_near_the_limit_is_taken(kafka: KafkaJvm) -> None:
    """A too large article must still fit into the dead letters."""
    names = make_names()
    create_topics(kafka.bootstrap, partitions=1, names=names)
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap, max_request_size=MESSAGE_LIMIT_BYTES)
    try:
        size = MESSAGE_LIMIT_BYTES - 1024
        assert producer.send(names.dead_letters, b"x" * size).get(20).offset == 0
    finally:
        producer.close()


def test_embedded_broker_gets_topics_by_asking(embedded: EmbeddedBroker) -> None:
    """It makes them on first use with four partitions, and any other number is refused."""
    names = make_names()
    settings = embedded.client_settings
    with pytest.raises(TopicMismatch):
        check_topics(embedded.bootstrap, partitions=4, names=names, client_settings=settings)
    made = create_topics(embedded.bootstrap, partitions=4, names=names, creates_topics=False, client_settings=settings)
    assert len(made) == len(TOPICS)
    check_topics(embedded.bootstrap, partitions=4, names=names, client_settings=settings)
    with pytest.raises(TopicMismatch, match="has 4 partitions, not 12"):
        check_topics(embedded.bootstrap, partitions=12, names=names, client_settings=settings)


def test_no_broker_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody listens is an error of its own, not missing topics."""
    monkeypatch.setattr("streams.topics.BOOTSTRAP_MS", 300)
    with pytest.raises(BrokerUnreachable, match=r"127\.0\.0\.1:1"):
        check_topics("127.0.0.1:1", partitions=4)
