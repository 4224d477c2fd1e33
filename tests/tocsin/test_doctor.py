"""`tocsin doctor` finds each fault and says how to mend it, and nothing else fails."""

import json
import socket
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from kafka import KafkaAdminClient, KafkaProducer

from streams.brokers.kafka_jvm import KafkaJvm
from streams.topics import TopicNames, create_topics
from tocsin.cli import main
from tocsin.doctor import EARLIEST_SENSIBLE_SECONDS, GIB, check_clock, check_folder
from tocsin.doctor_broker import measure_broker_clock


@pytest.fixture(autouse=True)
def _quick_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free_port: int) -> None:
    """Loading the words is tested elsewhere; the worker's folder and port are this test's own."""
    reader = SimpleNamespace(annotator=SimpleNamespace(vocabularies={"fr": None}))
    monkeypatch.setattr("agents.loading.load_reader", lambda settings: reader)
    monkeypatch.setenv("TOCSIN_WORKER__DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TOCSIN_WORKER__WEB_PORT", str(free_port))


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def names(kafka: KafkaJvm, monkeypatch: pytest.MonkeyPatch) -> TopicNames:
    """Topics of this test's own on the shared broker, named in the environment."""
    prefix = f"doctor{uuid.uuid4().hex[:8]}."
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", kafka.bootstrap)
    monkeypatch.setenv("TOCSIN_KAFKA__TOPIC_PREFIX", prefix)
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "2")
    return TopicNames(prefix=prefix)


def examine(*options: str) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """Exit code and findings by check."""
    result = CliRunner().invoke(main, ["doctor", "--json", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    found: dict[str, list[dict[str, Any]]] = {}
    for line in result.stdout.splitlines():
        finding = json.loads(line)
        found.setdefault(finding["check"], []).append(finding)
    assert all(one["fix"] for group in found.values() for one in group if one["status"] != "ok")
    return result.exit_code, found


def test_a_sound_broker_passes(kafka: KafkaJvm, names: TopicNames) -> None:
    """Topics are there, clocks agree, and the topic made for measuring is gone."""
    create_topics(kafka.bootstrap, partitions=2, names=names)
    code, found = examine("--probe")
    assert code == 0, found
    assert {found[check][0]["status"] for check in ("broker", "topics", "broker clock", "record times")} == {"ok"}
    deadline = time.monotonic() + 10
    with KafkaAdminClient(bootstrap_servers=kafka.bootstrap) as admin:
        while any("-doctor-" in name for name in admin.list_topics()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [name for name in admin.list_topics() if "-doctor-" in name]


def test_missing_and_differing_topics_are_grouped_by_their_fix(kafka: KafkaJvm, names: TopicNames) -> None:
    with KafkaAdminClient(bootstrap_servers=kafka.bootstrap) as admin:
        admin.create_topics({names.alerts: {"num_partitions": 3}}, wait_for_metadata=True)
    code, found = examine()
    assert code == 1
    missing, differing = sorted(found["topics"], key=lambda one: "partitions" in one["detail"])
    assert missing["fix"] == "run `tocsin topics create`"
    assert names.dead_letters in missing["detail"]
    assert "has 3 partitions, not 2" in differing["detail"]


def test_too_few_brokers_for_the_copies(kafka: KafkaJvm, names: TopicNames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__REPLICATION_FACTOR", "3")
    create_topics(kafka.bootstrap, partitions=2, names=names)
    code, found = examine()
    assert code == 1
    assert "set kafka.replication_factor to 1" in found["replication"][0]["fix"]


def test_records_from_the_future_tell_of_a_wrong_clock(kafka: KafkaJvm, names: TopicNames) -> None:
    create_topics(kafka.bootstrap, partitions=2, names=names)
    with KafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        producer.send(names.articles, b"{}", timestamp_ms=int((time.time() + 600) * 1000)).get(10)
    code, found = examine()
    assert code == 1
    assert "ahead of this computer" in found["record times"][0]["detail"]


def test_broker_on_this_computer_has_its_clock(kafka: KafkaJvm) -> None:
    topic = f"clock-doctor-{uuid.uuid4().hex[:8]}"
    assert abs(measure_broker_clock(kafka.bootstrap, topic=topic)) < 2.0


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "127.0.0.1:99999", "no-such-host.invalid:9092"])
def test_a_silent_broker_fails_at_once(address: str) -> None:
    code, found = examine("--broker", address)
    assert code == 1
    assert "kafka.bootstrap" in found["broker"][0]["fix"]
    assert "topics" not in found


def test_wrong_settings_are_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_WORKER__WEB_PORT", "70000")
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITION", "3")
    code, found = examine()
    assert code == 1
    assert {one["status"] for one in found["settings"]} == {"failed"}
    assert len(found["settings"]) == 2


def test_words_that_do_not_load_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(settings: object) -> None:
        raise ValueError("fr.toml: phrases.fr.event: unknown concept")

    monkeypatch.setattr("agents.loading.load_reader", refuse)
    code, found = examine()
    assert code == 1
    assert "fr.toml" in found["words"][0]["detail"]


def test_a_taken_port_fails(free_port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        code, found = examine()
    assert code == 1
    assert "worker.web_port" in found["web port"][0]["fix"]


class Ready(BaseHTTPRequestHandler):
    """Answers as a running worker does."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
        self.wfile.write(b"ready\n")

    def log_message(self, *_: Any) -> None:
        """Nothing to tell."""


def test_port_of_a_running_worker_is_well(free_port: int) -> None:
    with HTTPServer(("127.0.0.1", free_port), Ready) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        _, found = examine()
        server.shutdown()
    assert (found["web port"][0]["status"], found["web port"][0]["detail"].rsplit(" ", 1)[-1]) == ("ok", "ready")


def test_without_java_the_embedded_broker_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_JAVA", "none")
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    code, found = examine()
    assert code == 0
    assert found["java and maven"][0]["status"] == found["prometheus"][0]["status"] == "warning"


@pytest.mark.parametrize(("free", "status"), [(GIB // 2, "failed"), (3 * GIB, "warning"), (50 * GIB, "ok")])
def test_disk_space(free: int, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free))
    assert check_folder("worker.data_dir", tmp_path / "not" / "yet").status == status


def test_a_file_in_the_place_of_the_folder_fails(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert check_folder("worker.data_dir", tmp_path / "data").status == "failed"


def test_a_clock_that_was_never_set_fails() -> None:
    assert check_clock(0.0).status == "failed"
    assert check_clock(EARLIEST_SENSIBLE_SECONDS + 1.0).status == "ok"


def test_people_get_lines_with_fixes() -> None:
    result = CliRunner().invoke(main, ["doctor", "--broker", "127.0.0.1:1"])
    assert "FAIL  broker: nobody answers at 127.0.0.1:1" in result.stdout
    assert "      fix: start the broker" in result.stdout
    assert "1 failed" in result.stdout
