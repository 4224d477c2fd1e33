"""Places that no list holds: told by a noun of places, or by the wider place behind them."""

import pytest

from agents.articles.reading import Reader
from streams.records import Article, Place


def places_of(reader: Reader, language: str, text: str) -> list[Place]:
    article = Article("a", "o", text=text, published_at="2024-03-14T12:00:00Z", language=language)
    return [sighting.place for sighting in reader.read(article).sightings if sighting.place]


@pytest.mark.parametrize(
    ("language", "text", "name", "wider"),
    [
        (
            "en",
            "Gunmen killed 16 peasants in the village of Huayllapuquio, in the province of La Mar, Peru, on Monday.",
            "Huayllapuquio",
            (None, None, "PE", "country"),
        ),
        (
            "en",
            "KABUL (March 3) -- Insurgents attacked a patrol near the village of Spin Gharak in the Zhawar district of "
            "Kandahar province, killing two soldiers.",
            "Spin Gharak",
            (None, "Kandahar", "AF", "admin1"),
        ),
        (
            "en",
            "A reporter was killed today in a shootout in San Simeon Javier, Usulutan Department, El Salvador.",
            "San Simeon Javier",
            (None, "Usulután", "SV", "admin1"),
        ),
        (
            "en",
            "Lima -- A bomb in the Miraflores neighborhood in Lima left one person injured.",
            "Miraflores",
            ("Lima", "Lima", "PE", "city"),
        ),
        (
            "fr",
            "Une embuscade a fait dix morts dans le hameau de Sobourou Da, dans le cercle de Bandiagara, au Mali.",
            "Sobourou Da",
            ("Bandiagara", "Mopti", "ML", "city"),
        ),
        (
            "fr",
            "Une bombe a fait trois morts dans le quartier Doumbo à Bamako.",
            "Doumbo",
            ("Bamako", "Bamako", "ML", "city"),
        ),
        (
            "es",
            "Tres policías murieron en una emboscada en la vereda La Palma Alta, municipio de Tibú, Norte de "
            "Santander, Colombia.",
            "La Palma Alta",
            ("Tibú", "Norte de Santander", "CO", "city"),
        ),
        (
            "es",
            "Un hombre fue asesinado a tiros en el barrio San José Obrero de Guayaquil.",
            "San José Obrero",
            ("Guayaquil", "Guayas", "EC", "city"),
        ),
        (
            "ar",
            "قتل خمسة مدنيين في قصف على قرية أم الطيور في ريف حماة السورية.",
            "أم الطيور",
            (None, "Hama", "SY", "admin1"),
        ),
        (
            "ar",
            "انفجرت عبوة ناسفة في حي الكرامة وسط بغداد وأصيب ثلاثة.",
            "الكرامة",
            ("Baghdad", "Baghdad", "IQ", "city"),
        ),
    ],
)
def test_unlisted_name_lies_in_what_is_told(
    reader: Reader, language: str, text: str, name: str, wider: tuple[str | None, str | None, str, str]
) -> None:
    """Its name as told; coordinates and precision are those of the listed place that it lies in."""
    places = places_of(reader, language, text)
    assert [place.name for place in places] == [name]
    place = places[0]
    assert (place.city, place.admin1, place.country, place.precision) == wider


def test_region_is_taken_from_the_sentence_before(reader: Reader) -> None:
    text = (
        "KABUL (Jan. 5) -- Afghan forces searched compounds in Wardak province yesterday. "
        "Two soldiers were killed when a bomb exploded in the Chak Dara district."
    )
    assert [(place.name, place.admin1) for place in places_of(reader, "en", text)] == [("Chak Dara", "Wardak")]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Mosul on Monday, the District Attorney said, killing two people.",
        "A bomb exploded in Mosul on Monday near a Police District headquarters, killing two people.",
        "A bomb exploded in Mosul on Monday, killing two people in the village on the river.",
    ],
)
def test_body_is_no_place(reader: Reader, text: str) -> None:
    assert [place.name for place in places_of(reader, "en", text)] == ["Mosul"]


def test_another_spelling_is_the_listed_region(reader: Reader) -> None:
    """The name stays as printed; the region is the gazetteer's."""
    text = "A bomb killed two soldiers in the Watapur Valley in Konar province, Afghanistan, on Tuesday."
    assert {place.admin1 for place in places_of(reader, "en", text)} == {"Kunar"}
