"""A Faust agent that does nothing, on the article topic: the limit of what any worker can reach. Arguments: broker."""

import sys
import tempfile

import faust

from streams.recovery import mend_recovery

mend_recovery()
app = faust.App(
    "bench-noop",
    broker=f"kafka://{sys.argv[1]}",
    value_serializer="raw",
    key_serializer="raw",
    topic_disable_leader=True,
    consumer_auto_offset_reset="earliest",
    broker_commit_interval=0.5,
    web_enabled=False,
    datadir=tempfile.mkdtemp(prefix="tocsin-bench-noop-"),
    stream_buffer_maxsize=4096,
)


@app.agent(app.topic("news.articles.v1", value_serializer="raw", key_serializer="raw"))
async def nothing(stream):  # type: ignore[no-untyped-def]
    """Take every article and do nothing with it."""
    async for _ in stream:
        pass


if __name__ == "__main__":
    faust.Worker(app, loglevel="error", quiet=True).execute_from_commandline()
