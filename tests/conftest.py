"""The broker that whole-flow tests share: one real Apache Kafka a session, skipped where it cannot be had."""

from collections.abc import Iterator

import pytest

from agents.articles.reading import Reader, make_reader
from agents.loading import alert_rules, claim_rules, incident_rules
from config.gazetteer.loader import load_gazetteer
from config.kept import default_cache_dir
from config.lexicon.loader import load_lexicon
from config.settings import load_settings
from streams.broker import choose_broker, start_broker
from streams.brokers.kafka_jars import find_means
from streams.brokers.kafka_jvm import KafkaJvm
from tocsin.engine import Engine


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


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with the project's own words, names and places: built once, it is pure."""
    return make_reader(load_lexicon(), load_gazetteer())


@pytest.fixture(scope="module")
def engine(reader: Reader) -> Engine:
    """A new engine with the default rules around the shared reader."""
    settings = load_settings()
    return Engine(reader, incident_rules(settings), claim_rules(settings), alert_rules(settings))
