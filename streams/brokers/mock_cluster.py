"""The embedded broker's own process: tells its address on stdout, and ends when its parent has ended.

Run as a file, so it imports nothing of Tocsin.
"""

import os
import sys
import time

from confluent_kafka import Producer

START_SECONDS = 20.0
POLL_SECONDS = 0.2


def serve(parent_pid: int) -> None:
    """Hold a mock cluster of one node while the parent lives."""
    owner = Producer({"test.mock.num.brokers": 1, "log_level": 0})
    brokers = owner.list_topics(timeout=START_SECONDS).brokers.values()
    print(",".join(f"{broker.host}:{broker.port}" for broker in brokers), flush=True)
    while os.getppid() == parent_pid:
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
