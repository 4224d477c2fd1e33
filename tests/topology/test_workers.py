"""Whole workers on a real Kafka: what is published comes out once, whoever dies in between."""

import random
import signal
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams.brokers.kafka_jvm import KafkaJvm
from streams.topics import TopicNames, create_topics
from tests.topology.fake_features import ALERTS, INCIDENTS
from tests.topology.harness import (
    WorkerProcess,
    publish,
    read_tables,
    read_topic,
    replay_topic,
    wait_until,
)

PARTITIONS = 3
COUNTRIES = ("FR", "IQ", "US", "DE", "ZA", "CO", "")

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def names(kafka: KafkaJvm) -> TopicNames:
    made = TopicNames(prefix=f"w{uuid.uuid4().hex[:8]}.")
    create_topics(kafka.bootstrap, partitions=PARTITIONS, names=made)
    return made


MakeWorker = Callable[..., WorkerProcess]


@pytest.fixture
def make_worker(kafka: KafkaJvm, names: TopicNames, tmp_path: Path) -> Iterator[MakeWorker]:
    """Makes workers, started; all are gone after the test."""
    made: list[WorkerProcess] = []

    def make(name: str, **environment: str) -> WorkerProcess:
        settings = {
            "TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "TOCSIN_KAFKA__PARTITIONS": str(PARTITIONS),
            "TOCSIN_KAFKA__TOPIC_PREFIX": names.prefix,
            "TOCSIN_KAFKA__SESSION_TIMEOUT_SECONDS": "6",
            **environment,
        }
        worker = WorkerProcess(name, settings, tmp_path)
        made.append(worker)
        worker.start()
        return worker

    yield make
    for worker in made:
        worker.kill()


def articles(numbers: range, *, bad: float = 0.0) -> list[tuple[bytes, bytes]]:
    """Article records, some of them bad: cut short, without an id, or such that the reader has a bug with them."""
    chance = random.Random(numbers.start)
    made = []
    for number in numbers:
        article = {"id": str(number), "title": chance.choice(COUNTRIES), "text": "x"}
        raw = orjson.dumps(article)
        if chance.random() < bad:
            raw = chance.choice([raw[:-3], b'{"text":"x"}', orjson.dumps(article | {"text": "boom"})])
        made.append((str(number).encode(), raw))
    return made


def is_good(raw: bytes) -> bool:
    return raw.endswith(b"}") and b'"id"' in raw and b"boom" not in raw


def told_ids(bootstrap: str, names: TopicNames) -> list[str]:
    return [
        orjson.loads(one.value or b"")["alert_id"]
        for records in read_topic(bootstrap, names.alerts).values()
        for one in records
    ]


def assert_equals_replay(
    bootstrap: str, names: TopicNames, *, changelog: str, topic: str, owner: dict[str, Any]
) -> None:
    """The table that is read back from its changelog is the state of a pure owner after the same messages."""
    tables = read_tables(bootstrap, f"{names.prefix}tocsin-{changelog}-changelog")
    replays = replay_topic(bootstrap, topic, **owner)
    assert {number: rows for number, rows in tables.items() if rows} == {
        number: replay.rows for number, replay in replays.items() if replay.rows
    }


def test_nothing_is_lost_when_workers_die_and_join(kafka: KafkaJvm, names: TopicNames, make_worker: MakeWorker) -> None:
    """Two workers, one killed twice with -9 in the middle and started again, a third that joins and leaves."""
    batches = [articles(range(start, start + 500), bad=0.01) for start in range(0, 2500, 500)]
    first, second = make_worker("one"), make_worker("two")
    first.wait_ready()
    publish(kafka.bootstrap, names.articles, batches[0])
    second.kill()
    publish(kafka.bootstrap, names.articles, batches[1])
    second.start()
    third = make_worker("three")
    publish(kafka.bootstrap, names.articles, batches[2])
    second.wait_ready()
    publish(kafka.bootstrap, names.articles, batches[3])
    second.kill()
    third.wait_ready()
    assert third.stop() == 0
    second.start()
    publish(kafka.bootstrap, names.articles, batches[4])
    records = [record for batch in batches for record in batch]
    good = {key.decode() for key, raw in records if is_good(raw)}

    wait_until(
        lambda: len(set(told_ids(kafka.bootstrap, names))) >= len(good),
        seconds=90,
        what=lambda: f"{len(set(told_ids(kafka.bootstrap, names)))} of {len(good)}\n{first.log[-2000:]}",
    )

    second.wait_ready()
    assert first.is_alive()
    subjects = {
        one.key.decode()
        for part in read_topic(kafka.bootstrap, names.alerts).values()
        for one in part
        if one.key is not None
    }
    assert subjects == good
    letters = [one for part in read_topic(kafka.bootstrap, names.dead_letters).values() for one in part]
    assert {one.value for one in letters} == {raw for _, raw in records if not is_good(raw)}
    assert {one.headers["stage"] for one in letters} == {b"articles"}
    # The changelogs are complete a moment after the last alert: what is told comes first.
    assert (first.stop(), second.stop()) == (0, 0)
    assert_equals_replay(kafka.bootstrap, names, changelog="incidents", topic=names.sightings, owner=INCIDENTS)
    assert_equals_replay(kafka.bootstrap, names, changelog="alerts", topic=names.announcements, owner=ALERTS)
    replayed = {
        (one.alert_id, one.revision)
        for replay in replay_topic(kafka.bootstrap, names.announcements, **ALERTS).values()
        for one in replay.told
    }
    published = {
        (body["alert_id"], body["revision"])
        for part in read_topic(kafka.bootstrap, names.alerts).values()
        for body in (orjson.loads(one.value or b"") for one in part)
    }
    assert published == replayed


def test_nothing_is_lost_before_the_first_commit(kafka: KafkaJvm, names: TopicNames, make_worker: MakeWorker) -> None:
    """A worker that dies having committed nothing begins at the beginning, not where its first fetch ended."""
    worker = make_worker("one", TOCSIN_KAFKA__COMMIT_INTERVAL_SECONDS="600")
    worker.wait_ready()
    for start in range(0, 600, 100):
        publish(kafka.bootstrap, names.articles, articles(range(start, start + 100)))
    wait_until(lambda: len(told_ids(kafka.bootstrap, names)) > 0, seconds=30, what=lambda: worker.log[-3000:])
    for _ in range(2):
        worker.kill()
        worker.start()
        worker.wait_ready()
    wait_until(
        lambda: len(set(told_ids(kafka.bootstrap, names))) == 600,
        seconds=30,
        what=lambda: f"{len(set(told_ids(kafka.bootstrap, names)))} of 600\n{worker.log[-2000:]}",
    )


def test_message_that_fails_in_an_owner_is_set_aside(
    kafka: KafkaJvm, names: TopicNames, make_worker: MakeWorker
) -> None:
    """Its half-done change is forgotten, the messages after it are handled, and the worker lives."""
    worker = make_worker("one")
    worker.wait_ready()
    poison = orjson.dumps({"id": "p", "title": "FR", "outlet": "poison", "text": "x"})
    before, after = articles(range(20)), articles(range(20, 40))
    publish(kafka.bootstrap, names.articles, before)
    wait_until(lambda: len(told_ids(kafka.bootstrap, names)) == 20, seconds=30, what=lambda: worker.log[-3000:])
    publish(kafka.bootstrap, names.articles, [(b"p", poison)])
    # A batch of its own: what is read together with a poisoned sighting would be set aside with it.
    wait_until(lambda: bool(read_topic(kafka.bootstrap, names.dead_letters)), seconds=30)
    publish(kafka.bootstrap, names.articles, [*after, (b"junk", b"junk")])
    wait_until(lambda: len(told_ids(kafka.bootstrap, names)) == 40, seconds=30, what=lambda: worker.log[-3000:])
    publish(kafka.bootstrap, names.sightings, [(b"FR", b"not a batch")])

    def letters() -> dict[str, bytes]:
        found = [one for part in read_topic(kafka.bootstrap, names.dead_letters).values() for one in part]
        return {
            f"{one.headers['stage'].decode()} {one.headers['exception'].decode()}": one.value or b"" for one in found
        }

    wait_until(lambda: len(letters()) == 3, seconds=20, what=lambda: str(letters()))
    assert set(letters()) == {"attacks RuntimeError", "attacks DecodeError", "articles MalformedRecord"}
    status, page = worker.page("/metrics")
    assert status == 200
    assert 'tocsin_messages_failed_total{stage="attacks"} 2.0' in page
    assert 'tocsin_articles_rejected_total{reason="invalid_json"} 1.0' in page
    assert worker.stop(signal.SIGINT) == 0


def test_worker_says_when_it_is_ready(make_worker: MakeWorker) -> None:
    """503 with the reason until partitions are assigned and tables are read back."""
    worker = make_worker("one")
    seen: set[int] = set()
    reasons: set[str] = set()

    def look() -> bool:
        status, text = worker.page("/readyz")
        seen.add(status)
        reasons.add(text.strip())
        return status == 200

    wait_until(look, seconds=60, what=lambda: worker.log[-3000:])
    assert 503 in seen
    assert reasons & {"waiting for partitions", "starting"}
    assert worker.page("/healthz")[0] == 200
    assert worker.stop(signal.SIGINT) == 0
    assert "Traceback" not in worker.log
