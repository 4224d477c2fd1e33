"""`tocsin worker`: finds the broker, refuses to start without its topics, runs, stops in good order."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

from config.kept import default_cache_dir
from config.settings import Settings
from streams.broker import Broker, start_broker
from streams.brokers.process import BrokerFailed
from streams.logs import configure_logs
from streams.names import topic_names
from streams.running import Ended
from streams.topics import check_topics, create_topics
from tocsin.options import (
    broker_option,
    config_option,
    read_settings,
    refuse,
    with_readable_errors,
)


@click.command()
@config_option
@broker_option
@click.option("--id", "worker_id", metavar="ID", help="This worker's id; also worker.id.")
@click.option("--web-port", type=int, help="Port of /metrics and /readyz; also worker.web_port.")
@with_readable_errors
def worker(config: Path | None, broker: str | None, worker_id: str | None, web_port: int | None) -> None:
    """Run a worker until SIGTERM or Ctrl-C. Start several, each with its own id and port, to share the work."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # While it still starts there is nothing to put in order.
        signal.signal(number, lambda *_: sys.exit(0))
    settings = read_settings(config, kafka={"bootstrap": broker}, worker={"id": worker_id, "web_port": web_port})
    configure_logs(level=settings.worker.log_level, kind=settings.worker.log_format)
    leave(run_with_broker(settings))


def run_with_broker(settings: Settings) -> Ended:
    """Run on the broker that the settings name, or on one that is started for this run and stopped after it."""
    kafka = settings.kafka
    try:
        with start_broker(
            bootstrap=kafka.bootstrap,
            data_dir=Path(kafka.data_dir) if kafka.data_dir else None,
            cache_dir=default_cache_dir(),
            progress=say,
        ) as broker:
            say(f"using {broker.description}")
            return _run(fit_to_broker(settings, broker), broker)
    except BrokerFailed as error:
        refuse("No broker could be started:", tuple(str(error).splitlines()))
        raise


def fit_to_broker(settings: Settings, broker: Broker) -> Settings:
    """The settings as the broker allows them: the embedded one has its own partitions, and keeps no changelog."""
    if broker.fixed_partitions is None:
        return settings
    changed: dict[str, Any] = {"partitions": broker.fixed_partitions}
    return settings.model_copy(
        update={
            "kafka": settings.kafka.model_copy(update=changed),
            "worker": settings.worker.model_copy(update={"store": "memory"}),
        }
    )


def _run(settings: Settings, broker: Broker) -> Ended:
    names, partitions = topic_names(settings), settings.kafka.partitions
    if broker.kind != "named":
        create_topics(
            broker.bootstrap,
            partitions=partitions,
            names=names,
            creates_topics=broker.creates_topics,
            client_settings=broker.client_settings,
        )
    check_topics(broker.bootstrap, partitions=partitions, names=names, client_settings=broker.client_settings)
    # Late, since it loads Faust and the languages: errors of settings and topics show at once.
    from agents.worker import CannotStart, run_worker

    page = f"http://{settings.worker.web_host}:{settings.worker.web_port}"
    try:
        return run_worker(
            settings,
            bootstrap=broker.bootstrap,
            declares_topics=broker.creates_topics,
            on_ready=lambda: say(
                f"ready: reading {names.articles}, alerts go to {names.alerts}, metrics at {page}/metrics"
            ),
        )
    except CannotStart as error:
        refuse(f"{error}.")
        raise


def say(line: str) -> None:
    """A line for the person at the terminal."""
    click.echo(line, err=True)


def leave(ended: Ended) -> None:
    """Exit 0 after a signal, 1 after a failure. A stop that was cut short leaves threads that would not end."""
    code = 0
    if ended.failure is not None:
        say(f"the worker stopped: {ended.failure or type(ended.failure).__name__}")
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    if ended.cut_short:
        os._exit(code)
    sys.exit(code)
