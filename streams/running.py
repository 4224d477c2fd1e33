"""Runs a Faust application until a signal, a crash or `give_up`, and stops it in bounded time.

A stop may be cut short at any moment, as a kill may: nothing is acknowledged that is not delivered and saved.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import KafkaError

from streams.health import find_hindrance

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
RETRY_SECONDS = 2.0
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Ended:
    """How a run ended: `failure` is None after a signal. `cut_short`: threads may hang, leave by os._exit."""

    failure: BaseException | None = None
    cut_short: bool = False


class Control:
    """Where a run is told to stop: by signal handlers, or by an agent that cannot go on."""

    def __init__(self) -> None:
        self.stopping = False
        self.hurried = False
        self.failure: BaseException | None = None

    def stop(self) -> None:
        """Stop in good order; a second time: at once."""
        self.hurried = self.stopping
        self.stopping = True

    def give_up(self, error: BaseException) -> None:
        """Stop because of an error that only a person can mend."""
        self.failure = self.failure or error
        self.stopping = True


def run_until_stopped(
    build: Callable[[Control], Any], *, stop_seconds: float, on_ready: Callable[[], None] = lambda: None
) -> Ended:
    """Build the application inside its loop, run it, stop it. `on_ready` is called once it reads its partitions."""
    while True:
        ended, stopping = _run_once(build, stop_seconds=stop_seconds, on_ready=on_ready)
        if stopping or ended.cut_short or not isinstance(ended.failure, KafkaError):
            return ended
        # The broker went away while the worker started, or Faust gave up on it: wait for it, as agents do.
        logger.warning("the broker does not answer, trying again: %s", ended.failure)
        time.sleep(RETRY_SECONDS)


def _run_once(
    build: Callable[[Control], Any], *, stop_seconds: float, on_ready: Callable[[], None]
) -> tuple[Ended, bool]:
    """How one run ended, and whether somebody wanted it to."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    control = Control()
    for number in SIGNALS:
        loop.add_signal_handler(number, control.stop)
    try:
        ended = loop.run_until_complete(_run(build, control, stop_seconds=stop_seconds, on_ready=on_ready))
        return ended, control.stopping
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


async def _run(
    build: Callable[[Control], Any], control: Control, *, stop_seconds: float, on_ready: Callable[[], None]
) -> Ended:
    app = build(control)
    started = asyncio.ensure_future(app.start())
    await _watch(app, started, control=control, on_ready=on_ready)
    failure = control.failure or _failure_of(app, started)
    finished = await _stop(app, started, control=control, seconds=stop_seconds)
    if not finished:
        logger.warning("the stop was cut short: what was in work is read again by whoever has its partitions next")
    return Ended(failure=failure, cut_short=not finished)


async def _watch(app: Any, started: "asyncio.Future[None]", *, control: Control, on_ready: Callable[[], None]) -> None:
    """Return when it is time to stop."""
    ready = False
    while not control.stopping and not app.crashed and not (started.done() and started.exception()):
        if not ready and started.done() and find_hindrance(app) is None:
            ready = True
            on_ready()
        await asyncio.sleep(POLL_SECONDS)


def _failure_of(app: Any, started: "asyncio.Future[None]") -> BaseException | None:
    if started.done() and started.exception():
        return started.exception()
    return app.crash_reason or RuntimeError("the worker crashed") if app.crashed else None


async def _stop(app: Any, started: "asyncio.Future[None]", *, control: Control, seconds: float) -> bool:
    """Whether the application stopped in this time."""
    stopped = asyncio.ensure_future(app.stop())
    deadline = time.monotonic() + seconds
    while not stopped.done() and not control.hurried and time.monotonic() < deadline:
        await asyncio.wait([stopped], timeout=POLL_SECONDS)
    started.cancel()
    if stopped.done() and stopped.exception():
        logger.debug("stopping failed", exc_info=stopped.exception())
    return bool(stopped.done())
