"""Which place a name means, and whether something can have happened there."""

import pytest

from agents.articles.reading import Reader
from agents.text.places.mentions import PlaceMention, place_record
from agents.text.places.places import Places
from streams.records import Article


def resolve(reader: Reader, text: str, language: str = "en", title: str = "") -> dict[str, PlaceMention]:
    """Mentions by their words."""
    document = reader.annotator.annotate(Article("a", "o", title=title, text=text), language)
    places: Places = reader.attacks.places
    found = places.resolve(document)
    return {document.text[m.start : m.end]: m for mentions in found.values() for m in mentions}


@pytest.mark.parametrize(
    ("language", "text", "name", "country", "place"),
    [
        ("en", "A bomb exploded in Mosul on Monday.", "Mosul", "IQ", "Mosul"),
        ("fr", "Une bombe a explosé à Nassiriya, dans le sud de l'Irak.", "Nassiriya", "IQ", None),
        ("es", "Una bomba estalló en Medellín el lunes.", "Medellín", "CO", "Medellín"),
        ("en", "A bomb exploded in Tripoli, the Libyan capital, on Monday.", "Tripoli", "LY", "Tripoli"),
        ("en", "A bomb exploded in Tripoli in northern Lebanon on Monday.", "Tripoli", "LB", None),
        ("fr", "Une bombe a explosé au Mali.", "Mali", "ML", "Mali"),
    ],
)
def test_name_means_a_place(
    reader: Reader, language: str, text: str, name: str, country: str, place: str | None
) -> None:
    """Of several places of one name, the one in the country that the article speaks of."""
    mention = resolve(reader, text, language)[name]
    assert mention.entry.country == country
    assert place is None or mention.entry.name == place
    assert mention.located
    assert mention.excluded is None


@pytest.mark.parametrize(
    ("language", "text", "name", "why"),
    [
        ("fr", "Selon le correspondant de la chaîne à Bagdad, un convoi a été visé.", "Bagdad", "correspondent"),
        ("en", "Baghdad (AP) — A convoy was hit on Monday near a market in Mosul.", "Baghdad", "dateline"),
        ("en", "Iraq said on Monday that a convoy was hit.", "Iraq", "speaker"),
    ],
)
def test_nothing_happened_there(reader: Reader, language: str, text: str, name: str, why: str) -> None:
    """Where a reporter sits, an agency writes or a government speaks is no place of attack."""
    assert resolve(reader, text, language)[name].excluded == why


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La tour de la mission est par sur le mont."),
        ("en", "Nancy Pelosi spoke with Lord Sydney."),
    ],
)
def test_words_and_persons_are_no_places(reader: Reader, language: str, text: str) -> None:
    assert resolve(reader, text, language) == {}


def test_headline_opens_with_its_place(reader: Reader) -> None:
    assert resolve(reader, "Le bilan est inconnu.", "fr", title="Mali : vingt civils tués")["Mali"].located


def test_record_of_a_place(reader: Reader) -> None:
    """As records carry it: unknown is None."""
    mention = resolve(reader, "A bomb exploded in Mosul on Monday.")["Mosul"]
    place = place_record(mention, "Mosul")
    assert (place.city, place.country, place.country_name, place.precision) == ("Mosul", "IQ", "Iraq", "city")
    assert place.geonameid
    assert place.lat
    country = place_record(resolve(reader, "A bomb exploded in Iraq.")["Iraq"], "Iraq")
    assert (country.city, country.admin1, country.precision) == (None, None, "country")


def test_quarter_of_a_large_city(reader: Reader) -> None:
    """A small place within the city that the page is written about is told with the city."""
    found = resolve(reader, "CHICAGO — Four people were shot in South Shore on Monday night.")
    place = place_record(found["South Shore"], "South Shore")
    assert (place.name, place.city, place.precision) == ("South Shore", "Chicago", "district")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Lima (EFE) -- Gunmen shot a guard in Villa El Salvador, Peruvian police said.", "Villa El Salvador"),
        ("es", "Tres policías colombianos murieron en San Isidro, informó el ejército de Colombia.", "San Isidro"),
        ("fr", "Quatre soldats maliens ont été tués près de Belleville, a annoncé l'armée malienne.", "Belleville"),
        ("ar", "قتل أربعة جنود صوماليين في بلدة القنطرة، وفق الجيش الصومالي.", "القنطرة"),
    ],
)
def test_namesake_abroad_is_not_taken(reader: Reader, language: str, text: str, name: str) -> None:
    """A small town of that name in a country of which the page says nothing, while it speaks of another."""
    abroad = reader.attacks.places.gazetteer.find(name)[0].country
    assert abroad not in {mention.entry.country for mention in resolve(reader, text, language).values()}


def test_capital_goes_before_its_namesake(reader: Reader) -> None:
    found = resolve(reader, "Bogota -- A bomb wounded two guards at the house of the U.S. consul in Bogota.")
    assert {mention.entry.country for mention in found.values()} == {"CO"}


def test_country_that_a_town_tells_is_named_itself(reader: Reader) -> None:
    """Where only a dateline says in which country, the record names the country, not where the agency sits."""
    text = "San Salvador (ACAN) -- The church today condemned the murder of two priests, which shocked Salvadorans."
    sighting = reader.read(Article("a", "o", text=text, published_at="2024-03-14T12:00:00Z", language="en")).sightings
    assert [(one.place.name, one.place.precision) for one in sighting if one.place] == [("El Salvador", "country")]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "A bomb exploded near the airport of Guatemala city on Monday.", "Guatemala"),
        ("es", "Una bomba estalló en la ciudad de Guatemala el lunes.", "Guatemala"),
        ("ar", "انفجرت قنبلة في مدينة إدلب يوم الاثنين.", "إدلب"),
    ],
)
def test_city_is_not_its_country(reader: Reader, language: str, text: str, name: str) -> None:
    assert resolve(reader, text, language)[name].entry.kind == "city"


@pytest.mark.parametrize("name", ["Kandahar province", "Kandahar and Helmand provinces"])
def test_noun_behind_makes_a_region(reader: Reader, name: str) -> None:
    found = resolve(reader, f"Two soldiers were killed by bombs in {name} on Monday.")
    assert {mention.entry.kind for mention in found.values()} == {"admin1"}


def test_acronym_with_an_article_is_no_town(reader: Reader) -> None:
    assert not resolve(reader, "The guerrillas asked the Oas, and the church, to help in El Salvador.").get("Oas")
