"""The worker: its topology as a list, and its run."""

import fcntl
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from agents.alerts import agent as alerts
from agents.articles import agent as articles
from agents.attacks import agent as attacks
from agents.claims import agent as claims
from agents.loading import alert_rules, claim_rules, incident_rules, load_reader
from config.settings import Settings
from streams.app import worker_folder
from streams.bench import Bench, make_bench
from streams.dead_letters import program_version
from streams.metrics import BUILD
from streams.running import Control, Ended, run_until_stopped

logger = logging.getLogger(__name__)

Attach = Callable[[Bench, Settings], object]

TOPOLOGY: tuple[tuple[str, Attach], ...] = (
    (articles.STAGE, lambda bench, settings: articles.attach(bench, load_reader(settings).warm())),
    (attacks.STAGE, lambda bench, settings: attacks.attach(bench, incident_rules(settings))),
    (claims.STAGE, lambda bench, settings: claims.attach(bench, claim_rules(settings))),
    (alerts.STAGE, lambda bench, settings: alerts.attach(bench, alert_rules(settings))),
)
"""Everything that runs in a worker. Attached by name: with autodiscovery a module that fails to import vanishes."""


class CannotStart(Exception):
    """Something outside of Tocsin is in the way; the message says what and how to mend it."""


def run_worker(
    settings: Settings,
    *,
    bootstrap: str,
    declares_topics: bool = True,
    on_ready: Callable[[], None] = lambda: None,
) -> Ended:
    """Run a worker until it is stopped. The topics have to be there. Raises CannotStart."""
    check_port(settings.worker.web_host, settings.worker.web_port)

    def build(control: Control) -> Any:
        bench = make_bench(settings, bootstrap=bootstrap, give_up=control.give_up, declares_topics=declares_topics)
        bench.metrics.of(BUILD, program_version(), _rules_versions(settings)).set(1)
        for name, attach in TOPOLOGY:
            logger.debug("attaching %s", name)
            attach(bench, settings)
        return bench.app

    with hold_folder(settings):
        return run_until_stopped(build, stop_seconds=settings.worker.stop_seconds, on_ready=on_ready)


def _rules_versions(settings: Settings) -> str:
    rules = incident_rules(settings), claim_rules(settings), alert_rules(settings)
    return " ".join(one.version for one in rules)


@contextmanager
def hold_folder(settings: Settings) -> Iterator[None]:
    """Keep other workers out of this worker's folder. Raises CannotStart when one is in it already."""
    folder = worker_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise CannotStart(f"the folder {folder} cannot be used ({error.strerror}): set worker.data_dir") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotStart(
                f"another worker with the id {settings.worker.id} uses {folder}: set worker.id (and worker.web_port)"
            ) from error
        yield


def check_port(host: str, port: int) -> None:
    """Raise CannotStart when the port of the web pages is taken, rather than fail half started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(f"{host}:{port} cannot be used ({error.strerror}): set worker.web_port") from error
