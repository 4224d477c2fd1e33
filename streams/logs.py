"""What a worker says and what it keeps to itself: readable lines or JSON; libraries speak only of what is wrong."""

import logging
import sys
from typing import Literal

import structlog

LIBRARIES = ("faust", "mode", "aiokafka", "kafka", "asyncio", "aiohttp", "rocksdict")
NOISE = (
    # A broker that is away or a partition that moves: Tocsin's own line says so once, and goes on.
    "woke up too late",
    "has not set active",
    "Stream has not started",
    "has not committed",
    "Heartbeat failed",
    "Heartbeat session expired",
    "Marking the coordinator dead",
    "Unable connect to node",
    "Unable to update metadata",
    "Unable to request metadata",
    "Topic creation disabled",
    "Ignoring missing topic",
    "_on_published error",
    "Got error produce response",
    "group is rebalancing",
    "Recovery rebalancing again",
    "rebalance again generation id",
    "OffsetCommit failed",
    "Commit failed",
    "was never retrieved",
    "is overlapping",
    "Task timed out",
    "Please make sure it's hanging",
    "is not available during auto-create",
)
"""Beginnings or middles of library warnings that a newcomer would have to have explained. Errors always stay.
"""


AWAY = (
    "Unable connect to node",
    "Unable to update metadata",
    "Group Coordinator Request failed",
    "Failed fetch messages",
    "Heartbeat session expired",
    "Heartbeat send request failed",
    "Error sending HeartbeatRequest",
    "Error sending OffsetCommitRequest",
    "Error sending OffsetFetchRequest",
    "OffsetCommit failed",
)
"""What aiokafka calls errors and repairs by itself as soon as a broker answers."""


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (
            record.levelno == logging.ERROR
            and record.name.startswith("aiokafka")
            and any(away in message for away in AWAY)
        ):
            # Several a second for as long as a broker is away; Tocsin's own line tells it every few seconds.
            return False
        if record.name.startswith("kafka.net"):
            # Every try to connect; that none succeeded is raised, and told by whoever asked.
            return False
        # Faust's services log under the name of the module that subclasses them, and begin like this.
        if record.name == "aiokafka.cluster" and "-changelog not found" in message:
            # The first worker makes the changelogs, and is told a moment before that they are not there.
            return False
        of_library = record.name.startswith(LIBRARIES) or message.startswith("[^")
        if record.levelno >= logging.ERROR or not of_library:
            return True
        return record.levelno >= logging.WARNING and not any(noise in message for noise in NOISE)


def configure_logs(*, level: str, kind: Literal["console", "json"]) -> None:
    """Send all logging to stderr in one form. At level `debug` the libraries speak too."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if kind == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=0,
            # The rich one prints the values of all variables: whole articles.
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if kind == "json":
        before.append(structlog.processors.format_exc_info)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    if level != "debug":
        handler.addFilter(_Quiet())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
