"""One article read whole."""

from typing import Any

import pytest

from agents.articles.reading import Reader, Reading
from streams.records import Article

ATTACK = "A roadside bomb killed two policemen in the Iraqi city of Mosul on Monday, police said."
LAW = "Parliament in Baghdad ratified a law in 2023 that ends the mandate of foreign advisers."


def read(reader: Reader, text: str = f"{ATTACK}\n{LAW}", **fields: Any) -> Reading:
    fields = {"reference_at": "2024-03-05T10:00:00Z"} | fields
    return reader.read(Article("a", "Gulf Meridian", text=text, **fields))


def test_attacks_and_claims_are_read(reader: Reader) -> None:
    reading = read(reader)
    (sighting,) = reading.sightings
    assert (sighting.article_id, sighting.outlet, sighting.novelty) == ("a", "Gulf Meridian", "new")
    assert [one.text for one in reading.occurrences] == [LAW]
    assert reading.language == "en"
    assert reading.counts == {"sightings": 1, "occurrences": 1}


def test_withdrawn_article_is_not_read(reader: Reader) -> None:
    assert read(reader, status="canceled") == Reading(counts={"withdrawn": 1})


def test_unknown_language_is_counted(reader: Reader) -> None:
    reading = read(reader, "Eine Bombe explodierte am Montag, als ein Militärkonvoi an einem Markt vorbeifuhr.")
    assert (reading.language, reading.counts) == ("de", {"language_unread": 1})


@pytest.mark.parametrize("text", ["", " \n ", "12", "<p>\x00</p>", "\u200f\u064b", "ATTACK" * 50])
def test_odd_texts_are_read_with_nothing_found(reader: Reader, text: str) -> None:
    reading = read(reader, text, language="ar")
    assert (reading.sightings, reading.occurrences) == ((), ())


def test_nothing_is_new_without_a_time(reader: Reader) -> None:
    """Relative days stay unresolved, and nobody knows whether it is news."""
    assert [one.novelty for one in read(reader, reference_at=None).sightings] != ["new"]


def test_same_article_gives_the_same_reading(reader: Reader) -> None:
    assert read(reader) == read(reader)


def test_wrong_label_is_corrected(reader: Reader) -> None:
    assert read(reader, language="fr").language == "en"
