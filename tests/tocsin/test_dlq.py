"""Dead letters are listed, shown safely and put back byte for byte; what is no article never is."""

import json
import uuid
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams.brokers.kafka_jvm import KafkaJvm
from streams.dead_letters import TRUNCATED, make_dead_letter
from streams.malformed import MalformedRecord
from streams.partitions import partition_of
from streams.topics import TopicNames, create_topics
from tocsin.cli import main
from tocsin.dead_letter_box import read_position

PARTITIONS = 3
BROKEN = b'{"id": "a", \x1b[31m\xff'
ARTICLE = '{"id": "b", "text": "Une bombe a explosé lundi."}'.encode()
LARGE = b'{"id": "c", "text": "' + b"x" * 2_000_000 + b'"}'


class Box:
    """Dead letters under a prefix of one test's own; `put` returns the position that `list` shows."""

    def __init__(self, bootstrap: str, names: TopicNames, producer: KafkaProducer) -> None:
        self.bootstrap, self.names, self._producer = bootstrap, names, producer

    def put(
        self,
        value: bytes | None,
        *,
        key: bytes | None = b"k",
        error: Exception | None = None,
        stage: str = "articles",
        offset: int = 0,
        truncated_from: int | None = None,
    ) -> str:
        letter = make_dead_letter(
            to_topic=self.names.dead_letters,
            key=key,
            value=value,
            position=(self.names.articles, 1, offset),
            stage=stage,
            error=error or MalformedRecord("invalid_json", "unexpected end"),
        )
        headers = [*letter.headers.items()]
        if truncated_from is not None:
            headers.append((TRUNCATED, str(truncated_from).encode()))
        sent = self._producer.send(letter.topic, letter.value, letter.key, headers).get(20)
        return f"{sent.partition}:{sent.offset}"

    def replayed(self) -> list[tuple[bytes | None, bytes | None, int]]:
        """Key, value and partition of every record of the article topic."""
        consumer = KafkaConsumer(bootstrap_servers=self.bootstrap, max_partition_fetch_bytes=8_000_000)
        try:
            partitions = [TopicPartition(self.names.articles, number) for number in range(PARTITIONS)]
            consumer.assign(partitions)
            consumer.seek_to_beginning(*partitions)
            wanted = sum(consumer.end_offsets(partitions).values())
            found: list[tuple[bytes | None, bytes | None, int]] = []
            while len(found) < wanted:
                for records in consumer.poll(timeout_ms=500).values():
                    found += [(record.key, record.value, record.partition) for record in records]
            return found
        finally:
            consumer.close()


@pytest.fixture
def box(kafka: KafkaJvm, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    names = TopicNames(prefix=f"dlq{uuid.uuid4().hex[:8]}.")
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", kafka.bootstrap)
    monkeypatch.setenv("TOCSIN_KAFKA__TOPIC_PREFIX", names.prefix)
    create_topics(kafka.bootstrap, partitions=PARTITIONS, names=names)
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap, max_request_size=4_000_000)
    try:
        yield Box(kafka.bootstrap, names, producer)
    finally:
        producer.close()


def run(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["dlq", *arguments], input=answer)


def test_list_shows_position_reason_stage_and_size(box: Box) -> None:
    first = box.put(BROKEN, key=b"a", offset=5)
    second = box.put(ARTICLE, error=RuntimeError("boom"), stage="attacks")
    result = run("list", "--json")
    found = {one["position"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert set(found) == {first, second}
    assert found[first]["reason"] == "invalid_json"
    assert found[first]["size_bytes"] == len(BROKEN)
    assert found[first]["origin"] == f"{box.names.articles}:1:5"
    assert (found[second]["reason"], found[second]["stage"], found[second]["replayable"]) == (
        "internal_error",
        "attacks",
        False,
    )
    assert "2 dead letters" in result.stderr
    assert run("list", "--reason", "invalid_json").stdout.startswith(first)
    assert run("list", "--stage", "attacks").stdout.startswith(second)


def test_an_empty_topic_has_no_letters(box: Box) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "none" in result.stderr


def test_show_tells_every_byte_and_steers_nothing(box: Box) -> None:
    """Bytes are a literal that Python reads back; with --raw they are the bytes themselves."""
    position = box.put(BROKEN, error=MalformedRecord("invalid_json", "at \x1b[2J"))
    result = run("show", position)
    assert result.exit_code == 0, result.output
    assert repr(BROKEN) in result.stdout
    assert "\x1b" not in result.stdout
    assert f"tocsin dlq replay {position}" in result.stdout
    assert run("show", position, "--raw").stdout_bytes == BROKEN
    assert "… 10 more" in run("show", position, "--bytes", str(len(BROKEN) - 10)).stdout


def test_replay_puts_back_bytes_and_key(box: Box) -> None:
    """Also what is still malformed, with a note, and what is as large as a topic carries."""
    positions = [box.put(BROKEN, key=b"a"), box.put(ARTICLE, key=None), box.put(LARGE, key=b"c")]
    result = run("replay", *positions, "--yes")
    assert result.exit_code == 0, result.output
    assert {(key, value) for key, value, _ in box.replayed()} == {(b"a", BROKEN), (None, ARTICLE), (b"c", LARGE)}
    assert all(partition == partition_of(key, PARTITIONS) for key, _, partition in box.replayed() if key)
    assert "sets it aside again: invalid_utf8" in result.stderr
    assert len(run("list", "--json").stdout.splitlines()) == 3


def test_replay_refuses_what_is_no_whole_article(box: Box) -> None:
    """Messages of internal topics, cut records and records without a value stay where they are."""
    internal = box.put(ARTICLE, stage="claims", offset=1)
    cut = box.put(ARTICLE, truncated_from=9_000_000, offset=2)
    empty = box.put(None, offset=3)
    result = run("replay", internal, cut, empty, "--yes")
    assert result.exit_code == 1
    assert "internal stage claims" in result.stderr
    assert "9000000 bytes" in result.stderr
    assert "had no value" in result.stderr
    assert box.replayed() == []


def test_replay_asks_first(box: Box) -> None:
    position = box.put(ARTICLE)
    assert run("replay", position, answer="n\n").exit_code == 1
    assert box.replayed() == []
    assert run("replay", position, "--dry-run").exit_code == 0
    assert box.replayed() == []
    assert run("replay", position, answer="y\n").exit_code == 0
    assert len(box.replayed()) == 1


def test_replay_all_sends_each_record_once(box: Box) -> None:
    """A letter that stands twice after a crash has one origin; --only-readable leaves out what would come back."""
    box.put(ARTICLE, offset=1)
    box.put(ARTICLE, offset=1)
    box.put(BROKEN, offset=2)
    result = run("replay", "--all", "--only-readable", "--yes")
    assert result.exit_code == 1
    assert [value for _, value, _ in box.replayed()] == [ARTICLE]
    assert "left out" in result.stderr


def test_unknown_positions_are_said(box: Box) -> None:
    position = box.put(ARTICLE)
    partition = position.partition(":")[0]
    for wrong, said in ((f"{partition}:9", "holds 0 to 0"), (f"{PARTITIONS + 5}:0", "no partition")):
        result = run("show", wrong)
        assert result.exit_code == 2
        assert said in result.stderr
    assert run("replay").exit_code == 2
    assert run("replay", position, "--all").exit_code == 2


def test_a_missing_topic_and_a_missing_broker_are_said(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__TOPIC_PREFIX", "nobody.")
    result = run("list")
    assert result.exit_code == 2
    assert "tocsin topics create" in result.stderr
    monkeypatch.delenv("TOCSIN_KAFKA__BOOTSTRAP")
    assert "--broker" in run("list").stderr
    monkeypatch.setattr("tocsin.dead_letter_box.ANSWER_MS", 300)
    silent = run("list", "--broker", "127.0.0.1:1")
    assert silent.exit_code == 2
    assert "does not answer" in silent.stderr


@pytest.mark.parametrize("text", ["", "3", "3:", ":4", "-1:2", "a:b", "3:4:5", "１:２x"])
def test_positions_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="no position"):
        read_position(text)
