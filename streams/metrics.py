"""Every metric of Tocsin in one table, and the registry that is made of it.

A row is a metric; its children with known labels are made at start, so that a zero shows as 0 and not as
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from streams.malformed import REASONS

KINDS = (
    "attack.new",
    "attack.updated",
    "attack.corroborated",
    "attack.contested",
    "attack.corrected",
    "attack.retracted",
    "claim.repeated",
    "claim.surging",
    "claim.adopted",
    "claim.laundered",
)
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
STAGES = ("articles", "attacks", "claims", "alerts")
WORK_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
DELAY_SECONDS = (60.0, 300.0, 900.0, 1800.0, 3600.0, 10800.0, 21600.0, 43200.0, 86400.0, 604800.0)
PASSAGE_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)


@dataclass(frozen=True)
class Metric:
    """One metric. `known` are the values of each label whose children are made at start."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()
    known: tuple[tuple[str, ...], ...] = ()
    buckets: tuple[float, ...] = ()


ARTICLES_RECEIVED = Metric(
    "tocsin_articles_received_total", "counter", "Article records read, good and bad.", ("topic",)
)
ARTICLES_BY_OUTLET = Metric(
    "tocsin_articles_by_outlet_total",
    "counter",
    "Articles read, by outlet; those that the settings do not list are other.",
    ("outlet",),
    (("other",),),
)
ARTICLES_BY_LANGUAGE = Metric(
    "tocsin_articles_by_language_total",
    "counter",
    "Articles read, by language; unknown where none was told.",
    ("language",),
    (("unknown", "other"),),
)
ARTICLES_REJECTED = Metric(
    "tocsin_articles_rejected_total",
    "counter",
    "Article records set aside as dead letters, by reason.",
    ("reason",),
    (REASONS,),
)
ARTICLES_LATE = Metric("tocsin_articles_late_total", "counter", "Articles older than the watermark of their partition.")
MESSAGES_FAILED = Metric(
    "tocsin_messages_failed_total",
    "counter",
    "Messages set aside because handling them raised an error of Tocsin's own.",
    ("stage",),
    (STAGES,),
)
FINDINGS = Metric(
    "tocsin_findings_total",
    "counter",
    "What reading and deciding came upon, by stage and name.",
    ("stage", "finding"),
)
ALERTS_PUBLISHED = Metric(
    "tocsin_alerts_published_total",
    "counter",
    "Alerts delivered to the alert topic.",
    ("kind", "severity"),
    (KINDS, SEVERITIES),
)
ALERTS_SUPPRESSED = Metric(
    "tocsin_alerts_suppressed_total",
    "counter",
    "Alerts held back, by the rule that did so.",
    ("reason",),
    (("quiet_rule",),),
)
PROCESSING = Metric(
    "tocsin_article_processing_seconds",
    "histogram",
    "Time to read one article (stage articles), or to handle one message until all of it is delivered.",
    ("stage",),
    (STAGES,),
    WORK_SECONDS,
)
ALERT_DELAY = Metric(
    "tocsin_alert_delay_seconds",
    "histogram",
    "From the publication of the article to the delivery of its alert.",
    ("kind",),
    (KINDS,),
    DELAY_SECONDS,
)
ALERT_PASSAGE = Metric(
    "tocsin_alert_passage_seconds",
    "histogram",
    "From the time stamp of the article in Kafka to the delivery of its alert.",
    ("kind",),
    (KINDS,),
    PASSAGE_SECONDS,
)
WATERMARK = Metric(
    "tocsin_watermark_timestamp_seconds",
    "gauge",
    "Latest reference time of the articles read from a partition.",
    ("topic", "partition"),
)
CONSUMER_LAG = Metric(
    "tocsin_consumer_lag_messages",
    "gauge",
    "Messages of an assigned partition that are not acknowledged yet.",
    ("topic", "partition"),
)
TABLE_ENTRIES = Metric(
    "tocsin_table_entries",
    "gauge",
    "Rows of a table in the partitions in use.",
    ("table",),
    (("incidents", "claims", "alerts"),),
)
REBALANCES = Metric("tocsin_rebalances_total", "counter", "Rebalances that this worker took part in.")
SEND_RETRIES = Metric("tocsin_send_retries_total", "counter", "Messages sent again because they were not delivered.")
COMMITS = Metric("tocsin_commits_total", "counter", "Commits of the positions read.")
READY = Metric("tocsin_worker_ready", "gauge", "1 while the worker reads its partitions, else 0.")
BUILD = Metric("tocsin_build_info", "gauge", "Always 1; the labels say what runs.", ("version", "rules_version"))

METRICS: tuple[Metric, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Metric))


class Metrics:
    """One registry of its own, filled from METRICS. Also the gauges of the agents' shells."""

    def __init__(self, *, outlets: tuple[str, ...] = ()) -> None:
        """`outlets` have a line of their own."""
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._made = {metric.name: _make(metric, self.registry) for metric in METRICS}
        self._outlets = frozenset(outlets)
        self._languages: set[str] = set()
        for outlet in outlets:
            self.of(ARTICLES_BY_OUTLET, outlet)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def of(self, metric: Metric, *labels: str) -> Any:
        """The metric itself, or its child with these label values."""
        made = self._made[metric.name]
        return made.labels(*labels) if labels else made

    def remove(self, metric: Metric, *labels: str) -> None:
        """Drop a child: a partition that is gone must not look like one that stands still."""
        if labels in self._made[metric.name]._metrics:
            self._made[metric.name].remove(*labels)

    def children(self, metric: Metric) -> list[tuple[str, ...]]:
        """The label values of all children."""
        return list(self._made[metric.name]._metrics)

    def count_article(self, outlet: str, language: str | None) -> None:
        self.of(ARTICLES_BY_OUTLET, outlet if outlet in self._outlets else "other").inc()
        self.of(ARTICLES_BY_LANGUAGE, self._name_language(language)).inc()

    def _name_language(self, language: str | None) -> str:
        """Labels of feeds are not to be trusted: codes that look like one, and not endlessly many."""
        if language is None:
            return "unknown"
        if language in self._languages:
            return language
        if not (language.isascii() and language.isalpha() and 2 <= len(language) <= 3) or len(self._languages) >= 50:
            return "other"
        self._languages.add(language)
        return language

    def count_failure(self, stage: str) -> None:
        self.of(MESSAGES_FAILED, stage).inc()

    def count_named(self, stage: str, counts: Mapping[str, int]) -> None:
        """Increments that pure code asked for. `suppressed.<reason>` has a metric of its own."""
        for name, number in counts.items():
            kind, _, rest = name.partition(".")
            if kind == "suppressed" and rest:
                self.of(ALERTS_SUPPRESSED, rest).inc(number)
            else:
                self.of(FINDINGS, stage, name).inc(number)

    def observe_work(self, stage: str, seconds: float) -> None:
        self.of(PROCESSING, stage).observe(seconds)

    def set_entries(self, table: str, entries: int) -> None:
        self.of(TABLE_ENTRIES, table).set(entries)


def _make(metric: Metric, registry: CollectorRegistry) -> Any:
    made: Any
    if metric.kind == "histogram":
        made = Histogram(metric.name, metric.help, metric.labels, buckets=metric.buckets, registry=registry)
    elif metric.kind == "counter":
        made = Counter(metric.name, metric.help, metric.labels, registry=registry)
    else:
        made = Gauge(metric.name, metric.help, metric.labels, registry=registry)
    for labels in product(*metric.known) if metric.known else ():
        made.labels(*labels)
    return made
