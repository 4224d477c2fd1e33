"""Decides which partition of which internal topic learns what of a batch of articles. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from streams.partitions import partition_of
from streams.records import (
    NO_COUNTRY,
    Article,
    ArticleVersion,
    ClaimOccurrence,
    OccurrenceBatch,
    Sighting,
    SightingBatch,
)

LARGEST_BATCH = 128
"""Sightings or occurrences in one message: with all their slots, far below the size that topics carry."""


class ReadArticle(Protocol):
    """What reading one article gave."""

    @property
    def sightings(self) -> Sequence[Sighting]: ...
    @property
    def occurrences(self) -> Sequence[ClaimOccurrence]: ...
    @property
    def language(self) -> str | None: ...
    @property
    def counts(self) -> Mapping[str, int]: ...


@dataclass
class Routes:
    """Batches by partition, in the order of the articles."""

    sightings: list[tuple[int, SightingBatch]] = field(default_factory=list)
    occurrences: list[tuple[int, OccurrenceBatch]] = field(default_factory=list)


def key_of(sighting: Sighting) -> bytes:
    """The country of the attack; all that may be the same incident share it."""
    country = sighting.place.country if sighting.place else None
    return (country or NO_COUNTRY).encode()


def version_of(article: Article) -> ArticleVersion | None:
    """What owners must know of an article that replaces or withdraws an earlier one; None for a first version."""
    if article.version == 1 and article.status == "usable":
        return None
    return ArticleVersion(
        article_id=article.id,
        version=article.version,
        status=article.status,
        reference_at=article.reference_at,
        outlet=article.outlet,
    )


def route(read: Iterable[tuple[Article, ReadArticle]], *, partitions: int, claim_space: str) -> Routes:
    """One batch per partition (more where they grow large). Versions go to every partition of both topics.

    A later version may name another country or none: whoever owns the earlier sightings must learn of it. Each
    begins a batch of its own, so that owners see it between the same articles as in the topic.
    """
    routes = Routes()
    for stretch in _stretches(read):
        _route_stretch(routes, stretch, partitions=partitions, claim_space=claim_space)
    return routes


def _stretches(read: Iterable[tuple[Article, ReadArticle]]) -> Iterator[list[tuple[Article, ReadArticle]]]:
    """The articles cut before each later version."""
    stretch: list[tuple[Article, ReadArticle]] = []
    for article, reading in read:
        if stretch and version_of(article) is not None:
            yield stretch
            stretch = []
        stretch.append((article, reading))
    if stretch:
        yield stretch


def _route_stretch(
    routes: Routes, stretch: Sequence[tuple[Article, ReadArticle]], *, partitions: int, claim_space: str
) -> None:
    sightings: dict[int, list[Sighting]] = defaultdict(list)
    occurrences: list[ClaimOccurrence] = []
    versions: list[ArticleVersion] = []
    for article, reading in stretch:
        version = version_of(article)
        versions.extend(() if version is None else (version,))
        occurrences.extend(reading.occurrences)
        for sighting in reading.sightings:
            sightings[partition_of(key_of(sighting), partitions)].append(sighting)
    claims = partition_of(claim_space.encode(), partitions)
    every = range(partitions) if versions else ()
    routes.sightings.extend(
        (number, SightingBatch(tuple(chunk), told))
        for number in sorted({*sightings, *every})
        for chunk, told in _split(sightings.get(number, []), versions)
    )
    routes.occurrences.extend(
        (number, OccurrenceBatch(tuple(chunk), told))
        for number in sorted({claims, *every} if occurrences else every)
        for chunk, told in _split(occurrences if number == claims else [], versions)
    )


def _split(
    items: Sequence[Any], versions: Sequence[ArticleVersion]
) -> Iterator[tuple[Sequence[Any], tuple[ArticleVersion, ...]]]:
    """Chunks of the items; the versions go with the first."""
    told = tuple(versions)
    for start in range(0, max(len(items), 1), LARGEST_BATCH):
        yield items[start : start + LARGEST_BATCH], told if start == 0 else ()
