"""The broker that whole-flow tests share: one real Apache Kafka a session, skipped where it cannot be had."""

from collections.abc import Iterator

import pytest

from streams.broker import choose_broker, default_cache_dir, start_broker
from streams.brokers.kafka_jars import find_means
from streams.brokers.kafka_jvm import KafkaJvm


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaJvm]:
    """A running Apache Kafka. Use a topic prefix of your own: other tests write to it too."""
    cache_dir = default_cache_dir()
    choice = choose_broker(bootstrap=None, means=find_means(cache_dir))
    if choice.kind != "kafka":
        pytest.skip(f"no Apache Kafka: {choice.reason}")
    data_dir = tmp_path_factory.mktemp("kafka")
    with start_broker(bootstrap=None, data_dir=data_dir, cache_dir=cache_dir, progress=print) as broker:
        if not isinstance(broker, KafkaJvm):
            pytest.skip(f"no Apache Kafka: {broker.description}")
        yield broker
