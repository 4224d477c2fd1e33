"""The topics: their names, records, keys, partitions and retention; makes the missing ones and checks all.

Knows nothing of news.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    NoError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
    for_code,
)

from streams.topic_faults import BrokerUnreachable, TopicMismatch

MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024
BOOTSTRAP_MS = 15_000
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class TopicNames:
    """Names of all topics: `prefix` goes before each, `application` (Faust's id) before internal ones."""

    prefix: str = ""
    application: str = "tocsin"

    @property
    def articles(self) -> str:
        return f"{self.prefix}news.articles.v1"

    @property
    def alerts(self) -> str:
        return f"{self.prefix}news.alerts.v1"

    @property
    def dead_letters(self) -> str:
        return f"{self.prefix}news.articles.dlq.v1"

    @property
    def sightings(self) -> str:
        return f"{self.prefix}{self.application}-sightings.v1"

    @property
    def claim_occurrences(self) -> str:
        return f"{self.prefix}{self.application}-claim-occurrences.v1"

    @property
    def announcements(self) -> str:
        return f"{self.prefix}{self.application}-announcements.v1"


@dataclass(frozen=True)
class Topic:
    """One topic. `partitions` is "all": all have the same number, since tables and sources must agree."""

    name: str
    record: str
    key: str
    writers: str
    readers: str
    retention_days: int
    cleanup: Literal["delete", "compact"] = "delete"
    partitions: Literal["all"] = "all"

    @property
    def configs(self) -> dict[str, str]:
        """The broker's settings of this topic."""
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_days * DAY_MS),
            "max.message.bytes": str(MESSAGE_LIMIT_BYTES),
        }


def list_topics(names: TopicNames) -> tuple[Topic, ...]:
    """The table of topics under the given names."""
    subject = "subject id (incident or claim)"
    return (
        Topic(names.articles, "Article", "article id", "feeds, publish", "agents.articles", 30),
        Topic(names.alerts, "Alert", subject, "agents.alerts", "sinks, follow", 30),
        Topic(names.dead_letters, "bytes as received, reason in headers", "as received", "agents", "dlq", 30),
        Topic(names.sightings, "Sighting, ArticleVersion", "country", "agents.articles", "agents.attacks", 7),
        Topic(
            names.claim_occurrences,
            "ClaimOccurrence, ArticleVersion",
            "claim space",
            "agents.articles",
            "agents.claims",
            7,
        ),
        Topic(names.announcements, "Announcement", subject, "agents.attacks, agents.claims", "agents.alerts", 7),
    )


TOPICS: tuple[Topic, ...] = list_topics(TopicNames())


def create_topics(
    bootstrap: str,
    *,
    partitions: int,
    names: TopicNames = TopicNames(),
    creates_topics: bool = True,
    client_settings: Mapping[str, Any] | None = None,
) -> list[str]:
    """Make the topics that are missing and return their names; what exists is left as it is.

    Where the broker cannot create topics (`creates_topics` is false, the embedded one) they are asked for by
    name, which brings them into being with the broker's own number of partitions. Raises BrokerUnreachable.
    """
    settings = dict(client_settings or {})
    with _open_admin(bootstrap, settings) as admin:
        found = _count_partitions(admin, names)
        missing = {topic.name: topic for topic in list_topics(names) if topic.name not in found}
        if missing and creates_topics:
            _create(admin, missing, partitions=partitions)
    if missing and not creates_topics:
        _touch(bootstrap, list(missing), settings)
    return list(missing)


def check_topics(
    bootstrap: str,
    *,
    partitions: int,
    names: TopicNames = TopicNames(),
    client_settings: Mapping[str, Any] | None = None,
) -> None:
    """Raise TopicMismatch unless all topics are there with so many partitions; or BrokerUnreachable."""
    with _open_admin(bootstrap, dict(client_settings or {})) as admin:
        found = _count_partitions(admin, names)
    faults = []
    for topic in list_topics(names):
        if topic.name not in found:
            faults.append(f"topic {topic.name} is missing: run `tocsin topics create`")
        elif found[topic.name] != partitions:
            faults.append(
                f"topic {topic.name} has {found[topic.name]} partitions, not {partitions}: set partitions to "
                f"{found[topic.name]}, or delete it and run `tocsin topics create`"
            )
    if faults:
        raise TopicMismatch(tuple(faults))


@contextmanager
def _open_admin(bootstrap: str, settings: dict[str, Any]) -> Iterator[KafkaAdminClient]:
    try:
        with KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=BOOTSTRAP_MS, **settings) as admin:
            yield admin
    except KafkaTimeoutError as error:
        raise BrokerUnreachable(f"no Kafka broker answers at {bootstrap}: {error}") from error


def _count_partitions(admin: KafkaAdminClient, names: TopicNames) -> dict[str, int]:
    """Partitions of each topic that exists. Any other answer than "unknown topic" is an error."""
    counts: dict[str, int] = {}
    for topic in admin.describe_topics([topic.name for topic in list_topics(names)]):
        code = int(topic["error_code"])
        if code == NoError.errno:
            counts[topic["name"]] = len(topic["partitions"])
        elif code != UnknownTopicOrPartitionError.errno:
            raise for_code(code)(topic["name"])
    return counts


def _create(admin: KafkaAdminClient, missing: Mapping[str, Topic], *, partitions: int) -> None:
    wanted = {name: {"num_partitions": partitions, "configs": topic.configs} for name, topic in missing.items()}
    answer = admin.create_topics(wanted, raise_errors=False)
    for topic in answer["topics"]:
        # Two workers that start together both create: the slower one finds that all is well.
        if topic["error_code"] not in (NoError.errno, TopicAlreadyExistsError.errno):
            raise for_code(topic["error_code"])(f"{topic['name']}: {topic['error_message']}")
    admin.wait_for_topics(list(missing))


def _touch(bootstrap: str, topics: list[str], settings: dict[str, Any]) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=False, **settings)
    try:
        for topic in topics:
            producer.partitions_for(topic)
    except KafkaError as error:
        raise BrokerUnreachable(f"{bootstrap} does not make the topics: {error}") from error
    finally:
        producer.close()
