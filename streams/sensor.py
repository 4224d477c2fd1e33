"""Faust's own events as metrics: rebalances and commits. The figures of lag are read when they are asked for."""

from typing import Any

import faust

from streams.metrics import COMMITS, REBALANCES, Metrics


class MetricsSensor(faust.Sensor):
    """Counts what happens to the worker as a whole; nothing per message, which would cost more than it tells."""

    def __init__(self, *, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    def on_rebalance_start(self, app: Any) -> dict[str, Any]:
        self._metrics.of(REBALANCES).inc()
        return {}

    def on_commit_completed(self, consumer: Any, state: Any) -> None:
        self._metrics.of(COMMITS).inc()
