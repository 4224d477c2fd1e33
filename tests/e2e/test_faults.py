"""Two workers and a broker that die, leave and come back, on a real Kafka: nothing is lost, nothing is told twice
differently, and what comes out is what the pure logic makes of the same messages."""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from kafka import KafkaProducer

from agents.alerts.state import ROW_TYPE as ALERT_ROW
from agents.alerts.state import Alerts
from agents.articles.reading import Reader
from agents.attacks.owner import Incidents
from agents.attacks.state import ROW_TYPE as INCIDENT_ROW
from agents.claims.owner import Claims
from agents.claims.state import ROW_TYPE as CLAIM_ROW
from agents.loading import alert_rules, claim_rules, incident_rules
from config.gazetteer.loader import load_gazetteer
from config.kept import default_cache_dir
from config.settings import load_settings
from streams.broker import start_broker
from streams.brokers.kafka_jvm import KafkaJvm
from streams.codecs import ArticleLimits, MalformedRecord, decode, decode_article, encode
from streams.partitions import partition_of
from streams.records import (
    Alert,
    Announcement,
    AnnouncementBatch,
    Claim,
    Incident,
    OccurrenceBatch,
    SightingBatch,
)
from streams.topics import TopicNames, create_topics
from tests.e2e.bad_records import make_bad_records
from tests.e2e.stream import NEIGHBOURS, cities_of, multiply
from tests.quality.sample_gold import Gold, load_gold, nearest, words_of
from tests.topology.harness import (
    WorkerProcess,
    read_tables,
    read_topic,
    replay_topic,
    wait_until,
)
from tocsin.engine import Engine, make_engine

COPIES = 50
PARTITIONS = 6
PRODUCER_TIMEOUT_SECONDS = 5
AWAY_SECONDS = 12
BAD_SHARE = 0.01
WORKER = (sys.executable, "-m", "tocsin", "worker")

pytestmark = pytest.mark.timeout(540)

SETTINGS = load_settings()
OWNERS: dict[str, dict[str, Any]] = {
    "incidents": {
        "make_owner": lambda: Incidents(incident_rules(SETTINGS)),
        "record_type": SightingBatch,
        "row_type": INCIDENT_ROW,
    },
    "claims": {
        "make_owner": lambda: Claims(claim_rules(SETTINGS)),
        "record_type": OccurrenceBatch,
        "row_type": CLAIM_ROW,
    },
    "alerts": {
        "make_owner": lambda: Alerts(alert_rules(SETTINGS)),
        "record_type": AnnouncementBatch,
        "row_type": ALERT_ROW,
    },
}


class Run:
    """The broker, the workers and what was published."""

    def __init__(self, broker: KafkaJvm, folder: Path) -> None:
        self.broker = broker
        self.folder = folder
        self.names = TopicNames()
        self.bad_positions: set[tuple[int, int]] = set()
        self.published = 0
        self.workers: dict[str, WorkerProcess] = {}

    def start_worker(self, name: str) -> WorkerProcess:
        if name not in self.workers:
            environment = {
                "TOCSIN_KAFKA__BOOTSTRAP": self.broker.bootstrap,
                "TOCSIN_KAFKA__PARTITIONS": str(PARTITIONS),
                "TOCSIN_KAFKA__SESSION_TIMEOUT_SECONDS": "8",
                "TOCSIN_KAFKA__PRODUCER_TIMEOUT_SECONDS": str(PRODUCER_TIMEOUT_SECONDS),
                "TOCSIN_WORKER__LOG_LEVEL": "warning",
            }
            self.workers[name] = WorkerProcess(name, environment, self.folder, command=WORKER)
        self.workers[name].start()
        return self.workers[name]

    def publish(self, records: list[tuple[bytes, bytes, bool]]) -> None:
        """Send (key, value, is bad) and keep the positions of the bad ones."""
        producer = KafkaProducer(bootstrap_servers=self.broker.bootstrap, max_request_size=4 * 1024 * 1024)
        try:
            sent = [
                (bad, producer.send(self.names.articles, key=key, value=value, partition=partition_of(key, PARTITIONS)))
                for key, value, bad in records
            ]
            for bad, future in sent:
                metadata = future.get(60)
                self.published += 1
                if bad:
                    self.bad_positions.add((metadata.partition, metadata.offset))
        finally:
            producer.close()


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with start_broker(
        bootstrap=None, data_dir=tmp_path / "kafka", cache_dir=default_cache_dir(), progress=print
    ) as broker:
        if not isinstance(broker, KafkaJvm):
            pytest.skip(f"no Apache Kafka: {broker.description}")
        made = Run(broker, tmp_path)
        create_topics(broker.bootstrap, partitions=PARTITIONS, names=made.names)
        yield made
        for worker in made.workers.values():
            worker.kill()


def test_stream_survives_faults(run: Run, reader: Reader) -> None:
    """Workers killed with -9, joining and leaving; the broker killed, and away for longer than the time-out."""
    gold = load_gold()
    gazetteer = load_gazetteer()
    copies = list(multiply(gold, cities_of(gold, gazetteer, reader, COPIES), gazetteer, COPIES))
    articles = [(copy.record["id"].encode(), copy.raw, False) for copy in copies]
    records = _mix(articles, list(make_bad_records(int(len(articles) * BAD_SHARE))))
    parts = [records[start::1][: len(records) // 6 + 1] for start in range(0, len(records), len(records) // 6 + 1)]

    _inject_faults(run, parts)
    _wait_until_settled(run)
    first, second = run.workers["one"], run.workers["two"]
    assert first.is_alive(), first.log[-3000:]
    assert second.is_alive(), second.log[-3000:]
    assert (first.stop(), second.stop()) == (0, 0)

    replays = _assert_equal_to_replay(run)
    _assert_dead_letters(run)
    engine = make_engine(SETTINGS)
    for _, value, bad in records:
        if not bad:
            engine.receive(decode_article(value, limits=ArticleLimits()))
    _assert_equal_to_scan(run, engine, gold, replays)


def _mix(articles: list[tuple[bytes, bytes, bool]], bad: list[tuple[bytes, bool]]) -> list[tuple[bytes, bytes, bool]]:
    """The bad records at chance places; articles keep their order."""
    chance = random.Random(11)
    mixed = list(articles)
    for number, (value, is_bad) in enumerate(bad):
        mixed.insert(chance.randrange(len(mixed)), (f"odd-{number}".encode(), value, is_bad))
    return mixed


def _inject_faults(run: Run, parts: list[list[tuple[bytes, bytes, bool]]]) -> None:
    first, second = run.start_worker("one"), run.start_worker("two")
    first.wait_ready(90)
    second.wait_ready(90)
    run.publish(parts[0])
    _wait_for_alerts(run, 50)
    second.kill()
    run.publish(parts[1])
    second.start()
    third = run.start_worker("three")
    run.publish(parts[2])
    third.wait_ready(120)
    run.broker.kill()
    run.broker.start()
    run.publish(parts[3])
    second.wait_ready(120)
    second.kill()
    assert third.stop(seconds=60) == 0
    second.start()
    run.publish(parts[4])
    second.wait_ready(120)
    run.publish(parts[5])
    run.broker.stop()
    time.sleep(AWAY_SECONDS)  # The fault itself: away for longer than the producers' time-out.
    run.broker.start()


def _wait_for_alerts(run: Run, count: int) -> None:
    wait_until(
        lambda: sum(map(len, read_topic(run.broker.bootstrap, run.names.alerts).values())) >= count,
        seconds=90,
        what=lambda: run.workers["one"].log[-3000:],
    )


def _wait_until_settled(run: Run) -> None:
    """Every article was received by somebody, and nothing has moved for a while."""
    seen: list[int] = []

    def settled() -> bool:
        topics = (run.names.sightings, run.names.claim_occurrences, run.names.announcements, run.names.alerts)
        seen.append(sum(len(part) for topic in topics for part in read_topic(run.broker.bootstrap, topic).values()))
        time.sleep(2)
        quiet = len(seen) > 4 and len(set(seen[-4:])) == 1
        return quiet and all(run.workers[name].page("/readyz")[0] == 200 for name in ("one", "two")) and _lag(run) == 0

    wait_until(settled, seconds=300, what=lambda: f"{seen[-6:]} lag {_lag(run)}\n{run.workers['one'].log[-2000:]}")


def _lag(run: Run) -> int:
    """Records that the group has not acknowledged yet, over all topics that it reads."""
    from kafka import KafkaConsumer, TopicPartition

    consumer = KafkaConsumer(bootstrap_servers=run.broker.bootstrap, group_id="tocsin", enable_auto_commit=False)
    try:
        lag = 0
        for topic in (run.names.articles, run.names.sightings, run.names.claim_occurrences, run.names.announcements):
            parts = [TopicPartition(topic, number) for number in range(PARTITIONS)]
            ends = consumer.end_offsets(parts)
            lag += sum(ends[part] - (consumer.committed(part) or 0) for part in parts)
        return lag
    finally:
        consumer.close()


def _assert_equal_to_replay(run: Run) -> dict[str, Any]:
    """Internal topics in offset order through pure owners: the same alerts, the same rows; no id with two contents."""
    topics = {
        "incidents": run.names.sightings,
        "claims": run.names.claim_occurrences,
        "alerts": run.names.announcements,
    }
    replays = {name: replay_topic(run.broker.bootstrap, topics[name], **OWNERS[name]) for name in topics}
    announced = _by_id(
        announcement
        for records in read_topic(run.broker.bootstrap, run.names.announcements).values()
        for record in records
        for announcement in decode(record.value or b"", AnnouncementBatch).announcements
    )
    expected = _by_id(one for name in ("incidents", "claims") for r in replays[name].values() for one in r.told)
    assert announced == expected
    published = _by_id(
        decode(record.value or b"", Alert)
        for records in read_topic(run.broker.bootstrap, run.names.alerts).values()
        for record in records
    )
    assert published == _by_id(one for replay in replays["alerts"].values() for one in replay.told)
    for name in topics:
        tables = read_tables(run.broker.bootstrap, f"tocsin-{name}-changelog")
        assert {n: rows for n, rows in tables.items() if rows} == {
            n: r.rows for n, r in replays[name].items() if r.rows
        }
    return replays


def _by_id(records: "Iterator[Alert | Announcement]") -> dict[str, bytes]:
    """Contents by id; fails when one id stands for two contents."""
    found: dict[str, bytes] = {}
    for record in records:
        raw = encode(record)
        assert found.setdefault(record.alert_id, raw) == raw, f"two contents of {record.alert_id}"
    return found


def _assert_dead_letters(run: Run) -> None:
    letters = [one for part in read_topic(run.broker.bootstrap, run.names.dead_letters).values() for one in part]
    assert {one.headers["stage"] for one in letters} == {b"articles"}
    positions = {(int(one.headers["partition"]), int(one.headers["offset"])) for one in letters}
    assert positions == run.bad_positions


def _assert_equal_to_scan(run: Run, engine: Engine, gold: Gold, replays: dict[str, Any]) -> None:
    """Joined on the gold incident and claim: one attack.new each, the same slots, states and highest rungs."""
    alerts = [
        decode(record.value or b"", Alert)
        for records in read_topic(run.broker.bootstrap, run.names.alerts).values()
        for record in records
    ]
    incidents = [summary for replay in replays["incidents"].values() for summary in _incidents(replay)]
    claims = [summary for replay in replays["claims"].values() for summary in _claims(replay)]
    kafka_way, scan_way = _final_slots(incidents, gold), _final_slots(list(engine.incidents()), gold)
    assert kafka_way == scan_way
    # By what the incident became: the first article alone may tell two of them.
    keys = {one.incident_id: key for one in incidents for key in _final_slots([one], gold)}
    new = Counter(
        keys[one.subject_id] for one in alerts_once(alerts) if one.kind == "attack.new" and one.subject_id in keys
    )
    assert new == dict.fromkeys(scan_way, 1)
    assert _rungs(claims, gold) == _rungs(list(engine.claims()), gold)
    # Ten claims, at least three outlets each, fifty times over: all reach the highest rung.
    assert set(_rungs(claims, gold).values()) == {100}


def alerts_once(alerts: list[Alert]) -> list[Alert]:
    """Without repeated deliveries."""
    return list({alert.alert_id: alert for alert in alerts}.values())


def _incidents(replay: Any) -> Iterator[Incident]:
    owner = Incidents(incident_rules(SETTINGS))
    owner.restore((key, decode(row, INCIDENT_ROW)) for key, row in replay.rows.items())
    return owner.incidents()


def _claims(replay: Any) -> Iterator[Claim]:
    owner = Claims(claim_rules(SETTINGS))
    owner.restore((key, decode(row, CLAIM_ROW)) for key, row in replay.rows.items())
    return owner.claims()


def _join(incident: Incident, gold: Gold) -> str:
    """The gold incident and the copy that an incident stands for; empty for what the gold does not have."""
    votes: Counter[str] = Counter()
    for mention in incident.mentions:
        article_id, _, number = mention.article_id.partition("#")
        for entry in gold.articles.get((article_id, mention.article_version), {}).get("incidents", []):
            if _is_there(incident, gold.incidents[entry["incident"]]["country"]):
                votes[f"{entry['incident']}#{number}"] += 1
    return max(sorted(votes), key=lambda key: votes[key]) if votes else ""


def _is_there(incident: Incident, country: str) -> bool:
    """In the gold's country, or where copies of it moved."""
    homes = {country, *(home for home, _ in NEIGHBOURS.get(country, ()))}
    return incident.place is not None and incident.place.country in homes


def _final_slots(incidents: list[Incident], gold: Gold) -> dict[str, dict[str, Any]]:
    """Slots by gold incident, city and copy: two look-alikes told by one article differ by city."""
    slots: dict[str, dict[str, Any]] = {}
    for incident in incidents:
        key = _join(incident, gold)
        if not key or incident.revision == 0 or incident.place is None or incident.place.city is None:
            continue
        slots[f"{key}@{incident.place.city}"] = {
            "type": incident.type,
            "occurred": incident.occurred and incident.occurred.start,
            "killed": incident.killed and (incident.killed.low, incident.killed.current, incident.killed.high),
            "injured": incident.injured and (incident.injured.low, incident.injured.current, incident.injured.high),
            "state": incident.state,
        }
    return slots


def _rungs(claims: list[Claim], gold: Gold) -> dict[str, int]:
    """The highest rung that the gold's claims reached."""
    texts = {words_of(entry["text"]): key for key, entry in gold.claims.items()}
    reached: defaultdict[str, int] = defaultdict(int)
    for claim in claims:
        key = nearest(claim.canonical_text, texts)
        if key is not None:
            rungs = [rung for rung in SETTINGS.claims.rungs if rung <= claim.counts.outlets]
            reached[key] = max([reached[key], *rungs])
    return dict(reached)


def test_bad_records_are_what_the_contract_says() -> None:
    """The table of bad records is right about which the decoder refuses."""
    for raw, bad in make_bad_records(40):
        try:
            decode_article(raw, limits=ArticleLimits())
            refused = False
        except MalformedRecord:
            refused = True
        assert refused == bad, orjson.dumps(raw[:80].decode("utf-8", "replace"))
