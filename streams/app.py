"""Builds the Faust application: the settings that were found to lose nothing, and why each is so."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import faust

from config.settings import Settings
from streams.delivery import Delivery, Message
from streams.health import mount
from streams.metrics import SEND_RETRIES, Metrics
from streams.partitions import partition_of
from streams.recovery import mend_recovery
from streams.sensor import MetricsSensor
from streams.tables import CHANGELOG_CONFIG, PartitionedTable
from streams.topics import MESSAGE_LIMIT_BYTES


class TocsinApp(faust.App):
    """A Faust application with Tocsin's pages."""

    metrics: Metrics

    def on_webserver_init(self, web: Any) -> None:
        mount(web.web_app, app=self, metrics=self.metrics)


def build_app(settings: Settings, *, bootstrap: str, metrics: Metrics, declares_topics: bool = True) -> TocsinApp:
    """The application of one worker, without agents. `declares_topics` is false where the broker makes topics
    itself.
    """
    mend_recovery()
    folder = worker_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    app = TocsinApp(
        f"{settings.kafka.topic_prefix}{settings.kafka.application}",
        broker=[f"kafka://{address.strip()}" for address in bootstrap.split(",")],
        store=f"{settings.worker.store}://",
        datadir=folder,
        **_consuming(settings),
        **_producing(settings, declares_topics=declares_topics),
        **_serving(settings),
    )
    app.metrics = metrics
    app.sensors.add(MetricsSensor(metrics=metrics))
    return app


def worker_folder(settings: Settings) -> Path:
    """Where this worker keeps its tables."""
    return settings.worker.data_dir / settings.worker.id


def _consuming(settings: Settings) -> dict[str, Any]:
    kafka, worker = settings.kafka, settings.worker
    return {
        "version": 1,
        "autodiscover": False,
        # Raw bytes: with a typed topic one record that does not decode ends the loop of its agent.
        "key_serializer": "raw",
        "value_serializer": "raw",
        "consumer_auto_offset_reset": "earliest",
        # With it a worker that restarts has its partitions again in seconds, not after the session time-out.
        "consumer_group_instance_id": f"{kafka.application}-{worker.id}",
        "consumer_max_fetch_size": MESSAGE_LIMIT_BYTES,
        "consumer_metadata_max_age_ms": 30_000,
        "broker_session_timeout": kafka.session_timeout_seconds,
        "broker_heartbeat_interval": kafka.session_timeout_seconds / 10,
        "broker_request_timeout": max(60.0, 2 * kafka.session_timeout_seconds),
        "broker_commit_interval": kafka.commit_interval_seconds,
        "stream_buffer_maxsize": 4096,
    }


def _producing(settings: Settings, *, declares_topics: bool) -> dict[str, Any]:
    kafka = settings.kafka
    return {
        "producer_linger": kafka.linger_ms / 1000,
        "producer_max_batch_size": 262_144,
        # A dead letter is a record with headers; the broker's limit is the one that counts.
        "producer_max_request_size": MESSAGE_LIMIT_BYTES,
        "producer_request_timeout": kafka.producer_timeout_seconds,
        "topic_partitions": kafka.partitions,
        "topic_replication_factor": kafka.replication_factor,
        "topic_allow_declare": declares_topics,
        "topic_disable_leader": True,
        # Replicas would need as many partitions as a multiple of the workers (faust issue 93).
        "table_standby_replicas": 0,
    }


def _serving(settings: Settings) -> dict[str, Any]:
    worker = settings.worker
    return {
        "web_bind": worker.web_host,
        "web_host": worker.web_host,
        "web_port": worker.web_port,
        "web_tables_enabled": False,
        "web_stats_enabled": False,
        "web_metrics_enabled": False,
        "web_router_enabled": False,
        "web_graph_enabled": False,
    }


def make_delivery(app: TocsinApp, *, partitions: int) -> Delivery:
    """Delivery through the application's producer, to the partition that `partition_of` says where none is given."""

    async def send(message: Message) -> Any:
        producer: Any = await app.maybe_start_producer()
        await keep_known(producer._ensure_producer().client, message.topic)
        return await producer.send(
            message.topic,
            message.key,
            message.value,
            _choose_partition(message, partitions=partitions),
            None,
            _copy(message.headers),
        )

    return Delivery(send, count_retry=app.metrics.of(SEND_RETRIES).inc)


async def keep_known(client: Any, topic: str) -> None:
    """Have aiokafka's client ask for the topic whenever it asks for metadata, before anything is sent there.

    Read against aiokafka 0.14. While it tracks no topic it knows all that were there when it last asked. The first
    message to a topic made since then lets it track, and know, that one alone: what waits at that moment to be sent
    anywhere else waits until its time-out, and with it the agent.
    """
    if topic not in client._topics:
        await client.add_topic(topic)


def _choose_partition(message: Message, *, partitions: int) -> int | None:
    if message.partition is not None or message.key is None:
        return message.partition
    return partition_of(message.key, partitions)


def _copy(headers: Mapping[str, bytes]) -> dict[str, bytes] | None:
    return dict(headers) or None


def make_table(app: TocsinApp, name: str, *, delivery: Delivery) -> PartitionedTable:
    """A table of raw rows with as many partitions as the topics."""
    table: Any = app.Table(
        name,
        key_type=bytes,
        value_type=bytes,
        partitions=app.conf.topic_partitions,
        extra_topic_configs=CHANGELOG_CONFIG,
    )
    return PartitionedTable(table, delivery=delivery)
