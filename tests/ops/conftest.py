"""The worker and the Prometheus that tests of operations share: the real program on a real Kafka, scraped."""

import shutil
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.brokers.kafka_jvm import KafkaJvm
from streams.topics import TopicNames, create_topics
from tests.ops.prometheus_process import PrometheusProcess
from tests.topology.harness import WorkerProcess, wait_until

PARTITIONS = 3
TOCSIN = Path(sys.executable).with_name("tocsin")


@pytest.fixture(scope="session")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is not installed: apt-get install --no-install-recommends prometheus")
    return found


@pytest.fixture(scope="module")
def names() -> TopicNames:
    return TopicNames(prefix=f"o{uuid.uuid4().hex[:8]}.")


@pytest.fixture(scope="module")
def worker(kafka: KafkaJvm, names: TopicNames, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerProcess]:
    """`tocsin worker`, ready, on topics of its own that are empty."""
    create_topics(kafka.bootstrap, partitions=PARTITIONS, names=names)
    settings = {
        "TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap,
        "TOCSIN_KAFKA__PARTITIONS": str(PARTITIONS),
        "TOCSIN_KAFKA__TOPIC_PREFIX": names.prefix,
    }
    made = WorkerProcess("ops-1", settings, tmp_path_factory.mktemp("worker"), command=(str(TOCSIN), "worker"))
    made.start()
    try:
        wait_until(
            lambda: not made.is_alive() or made.page("/readyz")[0] == 200,
            seconds=60,
            what=lambda: f"{made.page('/readyz')}\n{made.log}",
        )
        assert made.is_alive(), made.log
        yield made
    finally:
        if made.is_alive():
            made.stop()


@pytest.fixture(scope="module")
def prometheus(
    promtool: str, worker: WorkerProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrometheusProcess]:
    """A Prometheus that has scraped the worker."""
    if shutil.which("prometheus") is None:
        pytest.skip("prometheus is not installed: apt-get install --no-install-recommends prometheus")
    made = PrometheusProcess(target=f"127.0.0.1:{worker.port}", folder=tmp_path_factory.mktemp("prometheus"))
    try:
        made.wait_for('rate(tocsin_commits_total{job="tocsin"}[1m])')
        yield made
    finally:
        made.stop()
