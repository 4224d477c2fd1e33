"""The demo: topics, a worker process, a follower and a publisher on one broker, and a summary at the end."""

import os
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from config.settings import Settings
from streams.broker import Broker
from streams.brokers.process import GuardedProcess
from streams.codecs import ArticleLimits
from streams.metrics import ARTICLES_RECEIVED, CONSUMER_LAG
from streams.names import topic_names
from streams.topics import create_topics
from tocsin.follow import describe, follow_alerts
from tocsin.inputs import Given, open_records
from tocsin.publish import Pace, Publisher, prepare

SAMPLE = Path(__file__).parent / "sample" / "articles.jsonl"
_READY_SECONDS = 90.0
_QUIET_SECONDS = 4.0
"""A worker learns how much waits for it only with its next fetch: a short silence is not yet the end."""
_LONGEST_SETTLING_SECONDS = 60.0


class DemoFailed(Exception):
    """The demo could not go on; the message says what stood in the way and where its log is."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    """One run. Everything that it starts is stopped when `run` returns or raises."""

    def __init__(self, settings: Settings, broker: Broker, *, say: Callable[[str], object]) -> None:
        self._settings = settings
        self._broker = broker
        self._say = say
        self._names = topic_names(settings)
        self._counts: Counter[str] = Counter()
        self._last_alert_at = time.monotonic()
        self._page = f"http://{settings.worker.web_host}:{settings.worker.web_port}"

    def run(self, *, rate: float, stay: bool) -> int:
        """Exit code: 0 when every article was read and alerts came."""
        create_topics(
            self._broker.bootstrap,
            partitions=self._settings.kafka.partitions,
            names=self._names,
            creates_topics=self._broker.creates_topics,
            client_settings=self._broker.client_settings,
        )
        with tempfile.TemporaryDirectory(prefix="tocsin-demo-") as folder, self._worker(Path(folder)) as worker:
            self._say(f"worker is ready: metrics at {self._page}/metrics, health at {self._page}/healthz and /readyz")
            with self._follower():
                published = self._publish(rate)
                self._settle(worker, published=published)
                self._summarise(published)
                if stay:
                    self._stay(worker)
        return 0 if self._counts else 1

    @contextmanager
    def _worker(self, folder: Path) -> Iterator[GuardedProcess]:
        """A worker in a process of its own, from ready to stopped."""
        log = folder / "worker.log"
        environment = os.environ | {
            "TOCSIN_WORKER__DATA_DIR": str(folder),
            "TOCSIN_WORKER__ID": "demo",
            "TOCSIN_WORKER__STORE": self._settings.worker.store,
            "TOCSIN_WORKER__WEB_PORT": str(self._settings.worker.web_port),
            "TOCSIN_KAFKA__PARTITIONS": str(self._settings.kafka.partitions),
        }
        command = [sys.executable, "-m", "tocsin.demo_worker", self._broker.bootstrap, self._broker.kind]
        process = GuardedProcess(command, log_path=log, environment=environment)
        try:
            self._wait_until_ready(process, log)
            yield process
        finally:
            process.stop()

    def _wait_until_ready(self, process: GuardedProcess, log: Path) -> None:
        self._say("starting the worker (it loads four languages and the gazetteer) …")
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if not process.is_alive():
                raise DemoFailed(f"the worker ended:\n{log.read_text(errors='replace')[-2000:]}")
            if answers(f"{self._page}/readyz"):
                return
            time.sleep(0.2)
        raise DemoFailed(
            f"the worker was not ready after {_READY_SECONDS:.0f} s:\n{log.read_text(errors='replace')[-2000:]}"
        )

    @contextmanager
    def _follower(self) -> Iterator[None]:
        """Shows alerts in a thread of its own."""
        assigned, stopped = threading.Event(), threading.Event()

        def show() -> None:
            for _, alert in follow_alerts(
                self._broker.bootstrap,
                self._names.alerts,
                from_start=True,
                client_settings=self._broker.client_settings,
                stopped=stopped.is_set,
                on_assigned=assigned.set,
            ):
                self._counts[alert.kind] += 1
                self._last_alert_at = time.monotonic()
                self._say(describe(alert))

        thread = threading.Thread(target=show, name="follower", daemon=True)
        thread.start()
        assigned.wait(timeout=30)
        try:
            yield
        finally:
            stopped.set()
            thread.join(timeout=10)

    def _publish(self, rate: float) -> int:
        records = prepare(
            open_records([str(SAMPLE)], Given()),
            limits=ArticleLimits(**self._settings.articles.model_dump()),
            raw=False,
        )
        pace = Pace(rate)
        with Publisher(
            self._broker.bootstrap, self._names.articles, client_settings=self._broker.client_settings
        ) as publisher:
            for outgoing in records:
                pace.wait()
                publisher.send(outgoing)
            publisher.settle()
            return publisher.delivered

    def _settle(self, worker: GuardedProcess, *, published: int) -> None:
        """Wait until the worker has acknowledged all that was published and all that came of it."""
        deadline = time.monotonic() + _LONGEST_SETTLING_SECONDS
        idle_since: float | None = None
        while idle_since is None or time.monotonic() < max(idle_since, self._last_alert_at) + _QUIET_SECONDS:
            if not worker.is_alive():
                raise DemoFailed("the worker ended before its time")
            received, waiting = self._progress()
            if received < published or waiting:
                idle_since = None
            elif idle_since is None:
                idle_since = time.monotonic()
            if time.monotonic() > deadline:
                raise DemoFailed(
                    f"the worker took {received} of {published} articles in time and has {waiting} messages to handle"
                )
            time.sleep(0.2)

    def _progress(self) -> tuple[int, int]:
        """Articles that the worker took, and messages of all topics that it did not acknowledge yet."""
        with urllib.request.urlopen(f"{self._page}/metrics", timeout=5) as response:
            families = {family.name: family for family in text_string_to_metric_families(response.read().decode())}
        received, waiting = (
            sum(sample.value for sample in families[name].samples if sample.name == f"{name}{suffix}")
            for name, suffix in ((ARTICLES_RECEIVED.name.removesuffix("_total"), "_total"), (CONSUMER_LAG.name, ""))
        )
        return int(received), int(waiting)

    def _summarise(self, published: int) -> None:
        total = sum(self._counts.values())
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self._counts.items()))
        self._say(f"\n{published} articles published, {total} alerts: {kinds}")
        names, bootstrap = self._names, self._broker.bootstrap
        self._say(f"articles: topic {names.articles}; alerts: topic {names.alerts}; broker {bootstrap}")

    def _stay(self, worker: GuardedProcess) -> None:
        self._say(f"staying up until Ctrl-C: try `.venv/bin/tocsin follow alerts --broker {self._broker.bootstrap}`")
        while worker.is_alive():
            time.sleep(0.5)
        raise DemoFailed("the worker ended before its time")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False
