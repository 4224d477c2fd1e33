"""Decides which broker Tocsin uses, starts it when it is Tocsin's own, and says in one line what and why.

In order: the broker that the settings name; Apache Kafka run by the local Java; an embedded one from PyPI.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from streams.brokers.embedded import EmbeddedBroker
from streams.brokers.kafka_jars import (
    KAFKA_VERSION,
    JarsUnavailable,
    Means,
    fetch_jars,
    find_means,
)
from streams.brokers.kafka_jvm import KafkaJvm
from streams.brokers.process import BrokerFailed

Kind = Literal["named", "kafka", "embedded"]


@dataclass(frozen=True)
class BrokerChoice:
    """Which kind of broker, and the reason as a part of a sentence."""

    kind: Kind
    reason: str


class Broker(Protocol):
    """A broker that clients can use. `client_settings` are what every kafka-python client of it needs."""

    @property
    def kind(self) -> Kind: ...
    @property
    def bootstrap(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def fixed_partitions(self) -> int | None: ...
    @property
    def creates_topics(self) -> bool: ...
    @property
    def client_settings(self) -> dict[str, Any]: ...
    def stop(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class NamedBroker:
    """A broker that somebody else runs: used as it is, never stopped."""

    kind: Literal["named"] = "named"
    fixed_partitions: int | None = None
    creates_topics = True

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap
        self.description = f"the broker at {bootstrap}, which the settings name; its data are its own"
        self.client_settings: dict[str, Any] = {}

    def stop(self) -> None:
        """Nothing to stop: it is not Tocsin's."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def choose_broker(*, bootstrap: str | None, means: Means) -> BrokerChoice:
    """Which broker to use, given what the settings name and what this computer has."""
    if bootstrap:
        return BrokerChoice("named", "the settings name it")
    if means.java is None:
        return BrokerChoice("embedded", means.java_note)
    if means.jars is None and means.maven is None:
        return BrokerChoice("embedded", f"Kafka {KAFKA_VERSION} is not in the cache and Maven is missing")
    return BrokerChoice("kafka", means.java_note)


def start_broker(
    *,
    bootstrap: str | None,
    data_dir: Path | None,
    cache_dir: Path,
    progress: Callable[[str], None],
    environment: Mapping[str, str] = os.environ,
) -> Broker:
    """Start what is to be started, and return when clients are served.

    Without `data_dir` a temporary folder is used and removed at the end. Only then is a Kafka that fails to
    start replaced by the embedded broker: whoever names a folder wants its records. Raises BrokerFailed.
    """
    if bootstrap:
        return NamedBroker(bootstrap)
    means = find_means(cache_dir, environment)
    choice = choose_broker(bootstrap=None, means=means)
    if choice.kind == "embedded":
        return EmbeddedBroker(choice.reason)
    try:
        return _start_kafka(means, data_dir=data_dir, cache_dir=cache_dir, progress=progress)
    except JarsUnavailable as error:
        return EmbeddedBroker(str(error))
    except BrokerFailed as error:
        if data_dir is not None:
            raise
        return EmbeddedBroker(str(error).splitlines()[0].rstrip(":"))


def _start_kafka(means: Means, *, data_dir: Path | None, cache_dir: Path, progress: Callable[[str], None]) -> Broker:
    folder = data_dir or Path(tempfile.mkdtemp(prefix="tocsin-kafka-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        jars = means.jars
        if jars is None:
            assert means.maven is not None
            jars = fetch_jars(means.maven, cache_dir=cache_dir, log_path=folder / "maven.log", progress=progress)
        assert means.java is not None
        progress(f"starting Apache Kafka {KAFKA_VERSION} with {means.java_note}")
        return KafkaJvm(
            java=means.java,
            java_note=means.java_note,
            jars=jars,
            data_dir=folder,
            keep_data=data_dir is not None,
        )
    except BaseException:  # Ctrl-C too: nobody holds the folder
        if data_dir is None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
