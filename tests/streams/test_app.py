"""What the application adds to Faust's producer, against a real Kafka."""

from uuid import uuid4

import pytest
from aiokafka.client import AIOKafkaClient
from kafka import KafkaAdminClient

from streams.app import keep_known
from streams.brokers.kafka_jvm import KafkaJvm


@pytest.mark.parametrize(
    ("tracked", "known"),
    [
        pytest.param(True, True, id="mended"),
        pytest.param(False, False, id="aiokafka alone: once this fails, keep_known can go"),
    ],
)
async def test_topic_stays_known_when_another_is_first_used(kafka: KafkaJvm, tracked: bool, known: bool) -> None:
    """What waits for a topic that the client no longer knows waits until its time-out."""
    old, new = f"{uuid4()}.old", f"{uuid4()}.new"
    with KafkaAdminClient(bootstrap_servers=kafka.bootstrap) as admin:
        admin.create_topics({old: {"num_partitions": 1}})
        admin.wait_for_topics([old])
        client = AIOKafkaClient(bootstrap_servers=kafka.bootstrap)
        await client.bootstrap()
        await client.force_metadata_update()  # as Faust does when it has made a topic
        try:
            admin.create_topics({new: {"num_partitions": 1}})
            admin.wait_for_topics([new])
            for topic in (old, new):
                if tracked:
                    await keep_known(client, topic)
                assert await client._wait_on_metadata(topic)  # what a producer does before each send
            assert (client.cluster.partitions_for_topic(old) is not None) == known
        finally:
            await client.close()
