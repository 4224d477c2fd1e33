"""Decides when a broker can be used: it must serve metadata and coordinate groups, not only listen."""

import socket

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

ANSWER_MS = 2_000
PROBE_GROUP = "tocsin-readiness"


def is_listening(port: int) -> bool:
    """Whether anything accepts connections on the port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_ready(bootstrap: str) -> bool:
    """Whether the broker answers a metadata request and a question to a group's coordinator.

    The second makes Kafka create its offsets topic and load it, which otherwise delays the first consumer.
    """
    try:
        with KafkaAdminClient(
            bootstrap_servers=bootstrap, bootstrap_timeout_ms=ANSWER_MS, request_timeout_ms=ANSWER_MS
        ) as admin:
            admin.list_topics()
            admin.list_group_offsets({PROBE_GROUP: None})
            return True
    except KafkaError:
        return False
