"""Features as small as can be, so that tests of the runtime need no lexicon: one sighting an article, ids counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agents.articles.agent import attach as attach_articles
from streams.announcements import make_address
from streams.bench import Bench
from streams.cloud_events import describe_event
from streams.codecs import encode
from streams.delivery import Message
from streams.ids import stable_id
from streams.owners import Outcome
from streams.owning import Ownership
from streams.records import (
    Announcement,
    AnnouncementBatch,
    Article,
    ClaimOccurrence,
    Place,
    Sighting,
    SightingBatch,
)


@dataclass(frozen=True)
class FakeReading:
    sightings: tuple[Sighting, ...] = ()
    occurrences: tuple[ClaimOccurrence, ...] = ()
    language: str | None = "en"
    counts: Mapping[str, int] = field(default_factory=dict)


class FakeReader:
    """One sighting an article; its country is the article's title. The text `boom` is a bug of the reader."""

    def read(self, article: Article) -> FakeReading:
        if article.text == "boom":
            raise RuntimeError("a bug in reading")
        sighting = Sighting(
            sighting_id=stable_id(article.id, 0),
            article_id=article.id,
            article_version=article.version,
            outlet=article.outlet,
            language="en",
            published_at=article.reference_at,
            focus="lead",
            type="bombing",
            modality="reported",
            hedged=False,
            confidence=1.0,
            place=Place(name=article.title, country=article.title or None),
        )
        return FakeReading(sightings=(sighting,))


@dataclass(frozen=True)
class FakeRow:
    """The sightings of one tenth of the ids, and how many the partition had when it last changed."""

    ids: tuple[str, ...]
    total: int


class FakeIncidents:
    """Tells each sighting once, with its number in the partition: any loss or double counting changes what is told."""

    def __init__(self) -> None:
        self.rows: dict[str, FakeRow] = {}
        self.total = 0
        self.seen: set[str] = set()

    def restore(self, rows: Iterable[tuple[str, Any]]) -> None:
        self.rows = dict(rows)
        self.seen = {known for row in self.rows.values() for known in row.ids}
        self.total = len(self.seen)
        assert self.total == max((row.total for row in self.rows.values()), default=0), "a message was half saved"

    def receive(self, message: SightingBatch) -> Outcome[Announcement]:
        told, changed = [], {}
        for sighting in message.sightings:
            if sighting.outlet == "poison":
                self.total += 1000
                raise RuntimeError("a bug in the owner")
            if sighting.sighting_id in self.seen:
                continue
            self.seen.add(sighting.sighting_id)
            self.total += 1
            key = sighting.sighting_id[0]
            row = self.rows.get(key, FakeRow((), 0))
            self.rows[key] = changed[key] = FakeRow((*row.ids, sighting.sighting_id), self.total)
            told.append(announce(sighting, number=self.total))
        changed = {key: replace(row, total=self.total) for key, row in changed.items()}
        self.rows.update(changed)
        return Outcome(told=tuple(told), rows=changed, counts={"new": len(told)})


def announce(sighting: Sighting, *, number: int) -> Announcement:
    return Announcement(
        alert_id=sighting.sighting_id,
        kind="attack.new",
        subject_id=sighting.article_id,
        revision=number,
        published_at=sighting.published_at,
        reasons=(),
        changed=(),
        evidence=(),
        rules_version="fake",
    )


class FakeAlerts:
    """Passes on each announcement once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def restore(self, rows: Iterable[tuple[str, Any]]) -> None:
        self.seen = {key for key, _ in rows}

    def receive(self, message: AnnouncementBatch) -> Outcome[Announcement]:
        new = [one for one in message.announcements if one.alert_id not in self.seen]
        self.seen.update(one.alert_id for one in new)
        return Outcome(told=tuple(new), rows={one.alert_id: 1 for one in new})


INCIDENTS: dict[str, Any] = {"make_owner": FakeIncidents, "record_type": SightingBatch, "row_type": FakeRow}
ALERTS: dict[str, Any] = {"make_owner": FakeAlerts, "record_type": AnnouncementBatch, "row_type": int}


def attach_fakes(bench: Bench) -> None:
    """The topology of the real worker without claims."""
    from datetime import UTC, datetime

    names = bench.names
    attach_articles(bench, FakeReader())
    address = make_address(topic=names.announcements, partitions=bench.partitions)
    bench.own(Ownership(stage="attacks", address=address, **INCIDENTS), topic=names.sightings, table="incidents")
    bench.own(
        Ownership(
            stage="alerts",
            address=lambda told, headers: [
                Message(
                    topic=names.alerts,
                    key=one.subject_id.encode(),
                    value=encode(one),
                    headers=describe_event(
                        event_id=one.alert_id, kind=one.kind, source="test", sent_at=datetime.now(UTC)
                    ),
                )
                for one in told
            ],
            **ALERTS,
        ),
        topic=names.announcements,
        table="alerts",
    )
