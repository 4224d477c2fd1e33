"""Who learns what of a batch of articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.articles.routing import LARGEST_BATCH, Routes, key_of, route
from streams.partitions import partition_of
from streams.records import Article, ClaimOccurrence, Place, Sighting

PARTITIONS = 12
SPACE = "world"


@dataclass
class Reading:
    sightings: tuple[Sighting, ...] = ()
    occurrences: tuple[ClaimOccurrence, ...] = ()
    language: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def sighting(number: int, country: str | None) -> Sighting:
    return Sighting(
        sighting_id=str(number),
        article_id="a",
        article_version=1,
        outlet="o",
        language=None,
        published_at=None,
        focus="lead",
        type="bombing",
        modality="reported",
        hedged=False,
        confidence=1.0,
        place=Place(name="x", country=country),
    )


def occurrence() -> ClaimOccurrence:
    return ClaimOccurrence(article_id="a", text="t", field="text", start=0, end=1, voice="asserted", outlet="o")


def routes(*read: tuple[Article, Reading]) -> Routes:
    return route(read, partitions=PARTITIONS, claim_space=SPACE)


def test_sightings_of_a_country_share_a_partition() -> None:
    """And what has no place goes under ZZ."""
    reading = Reading((sighting(1, "FR"), sighting(2, None), sighting(3, "FR")))
    found = dict(routes((Article("a", "o"), reading)).sightings)
    assert partition_of(b"FR", PARTITIONS) != partition_of(b"ZZ", PARTITIONS)
    assert [one.sighting_id for one in found[partition_of(b"FR", PARTITIONS)].sightings] == ["1", "3"]
    assert [one.sighting_id for one in found[partition_of(b"ZZ", PARTITIONS)].sightings] == ["2"]
    assert key_of(sighting(2, None)) == b"ZZ"


def test_claims_go_to_the_partition_of_their_space() -> None:
    found = routes((Article("a", "o"), Reading(occurrences=(occurrence(),))))
    assert [number for number, _ in found.occurrences] == [partition_of(SPACE.encode(), PARTITIONS)]
    assert found.sightings == []


def test_later_or_withdrawn_version_reaches_every_owner() -> None:
    """It may name another country or none; only the owners know what the earlier one said."""
    for article in (Article("a", "o", version=2), Article("a", "o", status="canceled")):
        found = routes((article, Reading((sighting(1, "IQ"),))))
        assert [number for number, _ in found.sightings] == list(range(PARTITIONS))
        assert [number for number, _ in found.occurrences] == list(range(PARTITIONS))
        assert all(batch.versions[0].article_id == "a" for _, batch in found.sightings)


def test_nothing_found_sends_nothing() -> None:
    assert routes((Article("a", "o"), Reading())) == Routes()


def test_large_batch_is_split_with_its_versions_first() -> None:
    many = tuple(sighting(number, "IQ") for number in range(LARGEST_BATCH + 1))
    found = routes((Article("a", "o", version=2), Reading(many)))
    own = [batch for number, batch in found.sightings if number == partition_of(b"IQ", PARTITIONS)]
    assert [len(batch.sightings) for batch in own] == [LARGEST_BATCH, 1]
    assert [len(batch.versions) for batch in own] == [1, 0]
