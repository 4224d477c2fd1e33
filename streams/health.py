"""What a worker says of itself over HTTP: /healthz, /readyz with the reason, /metrics with fresh lags."""

from typing import Any

from aiohttp.web import Application, Request, Response, StreamResponse
from prometheus_client.aiohttp import make_aiohttp_handler

from streams.metrics import CONSUMER_LAG, READY, WATERMARK, Metrics


def find_hindrance(app: Any) -> str | None:
    """Why the worker does not read news at this moment; None when it does."""
    if app.should_stop:
        return "stopping"
    if not app.started:
        return "starting"
    if app.rebalancing:
        return "rebalancing: partitions are being handed out"
    if app.tables.recovery.in_recovery or app.in_recovery:
        return "recovering: tables are read back from Kafka"
    if not app.tables.actives_ready:
        return "waiting for partitions"
    if not app.consumer.assignment():
        return "no partition is assigned: there are more workers than partitions, or the broker is away"
    return None


def mount(web: Application, *, app: Any, metrics: Metrics) -> None:
    """Add the three pages to the worker's web application."""
    render = make_aiohttp_handler(registry=metrics.registry)

    async def show_metrics(request: Request) -> StreamResponse:
        refresh(app, metrics=metrics)
        return await render(request)

    async def show_health(request: Request) -> Response:
        return Response(text="alive\n")

    async def show_readiness(request: Request) -> Response:
        hindrance = find_hindrance(app)
        return Response(status=200 if hindrance is None else 503, text=f"{hindrance or 'ready'}\n")

    web.router.add_get("/metrics", show_metrics)
    web.router.add_get("/healthz", show_health)
    web.router.add_get("/readyz", show_readiness)


def refresh(app: Any, *, metrics: Metrics) -> None:
    """Set what is only known when asked for, and drop the partitions that other workers have now."""
    metrics.of(READY).set(find_hindrance(app) is None)
    lags = measure_lags(app)
    assigned = {(topic, partition) for topic, partition in lags}
    for metric in (CONSUMER_LAG, WATERMARK):
        for labels in metrics.children(metric):
            if labels not in assigned:
                metrics.remove(metric, *labels)
    for labels, lag in lags.items():
        metrics.of(CONSUMER_LAG, *labels).set(lag)


def measure_lags(app: Any) -> dict[tuple[str, str], int]:
    """Messages not acknowledged yet by (topic, partition), for the assigned partitions whose ends are known."""
    if not app.started or app.rebalancing:
        return {}
    consumer = app.consumer
    lags = {}
    for tp in consumer.assignment():
        end, done = consumer.highwater(tp), consumer._committed_offset.get(tp)
        if not tp.topic.endswith("-changelog") and end is not None:
            lags[tp.topic, str(tp.partition)] = max(0, end - (done or 0))
    return lags
