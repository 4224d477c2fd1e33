"""What every agent of one worker works with: the application, its topics, its delivery and its metrics."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from config.settings import Settings
from streams.app import TocsinApp, build_app, make_delivery, make_table
from streams.delivery import Delivery
from streams.metrics import Metrics
from streams.names import topic_names
from streams.owning import OwnerShell, Ownership, attach_owner
from streams.topics import TopicNames

Record = TypeVar("Record")
Told = TypeVar("Told")


@dataclass(frozen=True)
class Bench:
    """One per worker, made inside its event loop. `give_up` stops the worker with an error."""

    app: TocsinApp
    settings: Settings
    names: TopicNames
    metrics: Metrics
    delivery: Delivery
    give_up: Callable[[Exception], None]

    @property
    def partitions(self) -> int:
        return self.settings.kafka.partitions

    def own(self, ownership: Ownership[Record, Told], *, topic: str, table: str) -> OwnerShell[Record, Told]:
        """Attach an owner of state to a topic, with a table of this name."""
        shell = OwnerShell(
            ownership,
            table=make_table(self.app, table, delivery=self.delivery),
            delivery=self.delivery,
            dead_letters=self.names.dead_letters,
            gauges=self.metrics,
            give_up=self.give_up,
        )
        attach_owner(self.app, shell, name=ownership.stage, topic=topic)
        return shell


def make_bench(
    settings: Settings,
    *,
    bootstrap: str,
    give_up: Callable[[Exception], None],
    declares_topics: bool = True,
) -> Bench:
    """A bench with an application that has no agents yet."""
    metrics = Metrics(outlets=settings.metrics.outlets)
    app = build_app(settings, bootstrap=bootstrap, metrics=metrics, declares_topics=declares_topics)
    return Bench(
        app=app,
        settings=settings,
        names=topic_names(settings),
        metrics=metrics,
        delivery=make_delivery(app, partitions=settings.kafka.partitions),
        give_up=give_up,
    )
