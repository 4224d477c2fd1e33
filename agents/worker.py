"""The worker: its topology as a list, what it loads from files, and its run. Nothing else here reads files."""

import dataclasses
import fcntl
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from agents.alerts import agent as alerts
from agents.alerts.rules import AlertRules, QuietRule
from agents.articles import agent as articles
from agents.articles.reading import Reader, make_reader
from agents.attacks import agent as attacks
from agents.attacks.rules import IncidentRules, ReadingRules
from agents.claims import agent as claims
from agents.claims.rules import ClaimRules
from config.gazetteer.loader import load_gazetteer
from config.lexicon.loader import load_lexicon
from config.settings import Section, Settings
from streams.app import worker_folder
from streams.bench import Bench, make_bench
from streams.dead_letters import program_version
from streams.metrics import BUILD
from streams.running import Control, Ended, run_until_stopped

logger = logging.getLogger(__name__)

Rules = TypeVar("Rules")
Attach = Callable[[Bench, Settings], object]

TOPOLOGY: tuple[tuple[str, Attach], ...] = (
    (articles.STAGE, lambda bench, settings: articles.attach(bench, load_reader(settings))),
    (attacks.STAGE, lambda bench, settings: attacks.attach(bench, incident_rules(settings))),
    (claims.STAGE, lambda bench, settings: claims.attach(bench, claim_rules(settings))),
    (alerts.STAGE, lambda bench, settings: alerts.attach(bench, alert_rules(settings))),
)
"""Everything that runs in a worker. Attached by name: with autodiscovery a module that fails to import vanishes."""


class CannotStart(Exception):
    """Something outside of Tocsin is in the way; the message says what and how to mend it."""


def load_reader(settings: Settings) -> Reader:
    """The reader with the bundled lexicon and gazetteer."""
    return make_reader(load_lexicon(), load_gazetteer(), rules=_fill(ReadingRules, settings.incidents))


def incident_rules(settings: Settings) -> IncidentRules:
    return _fill(IncidentRules, settings.incidents)


def claim_rules(settings: Settings) -> ClaimRules:
    return _fill(ClaimRules, settings.claims)


def alert_rules(settings: Settings) -> AlertRules:
    quiet = tuple(_fill(QuietRule, rule) for rule in settings.alerts.quiet)
    return dataclasses.replace(_fill(AlertRules, settings.alerts), quiet=quiet)


def _fill(kind: Callable[..., Rules], section: Section) -> Rules:
    """The rules with every value that the settings have under the same name; the others keep their defaults."""
    names = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: getattr(section, name) for name in type(section).model_fields if name in names})


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
