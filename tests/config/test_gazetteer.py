"""Facts that the committed extract and its loader must state."""

from pathlib import Path

import pytest

from config.gazetteer import demonyms, extract, spelling
from config.gazetteer.loader import COUNTRY_NAME_LANGUAGES, Gazetteer, load_gazetteer
from config.gazetteer.skeletons import fold, skeleton


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


BEST_CANDIDATES = [
    # surface, kind, country, region, GeoNames name
    ("Nassiriya", "city", "IQ", "Dhi Qar", "Nasiriyah"),
    ("الناصرية", "city", "IQ", "Dhi Qar", "Nasiriyah"),
    ("Samawa", "city", "IQ", "Al Muthanná", "As Samawah"),
    ("Salaheddine", "admin1", "IQ", "Salah ad Din", "Salah ad Din"),
    ("Anbar", "admin1", "IQ", "Al Anbar", "Al Anbar"),
    ("Qaëm", "city", "IQ", "Al Anbar", "Al Qā'im"),
    ("Abou Kamal", "city", "SY", "Deir ez-Zor", None),
    ("Bagdad", "city", "IQ", "Baghdad", "Baghdad"),
    ("بغداد", "city", "IQ", "Baghdad", "Baghdad"),
    ("الموصل", "city", "IQ", "Nineveh", "Mosul"),
    ("بابل", "admin1", "IQ", "Bābil", "Bābil"),
    ("Alep", "city", "SY", "Aleppo", "Aleppo"),
    ("Deir ez-Zor", "city", "SY", "Deir ez-Zor", "Deir ez-Zor"),
    ("Khan Younès", "city", "PS", "Gaza Strip", None),
    ("Kharkov", "city", "UA", "Kharkiv", "Kharkiv"),
    ("Járkiv", "city", "UA", "Kharkiv", "Kharkiv"),
    ("Tombouctou", "city", "ML", "Tombouctou", "Timbuktu"),
    ("Ménaka", "city", "ML", "Ménaka", None),
    ("Djibo", "city", "BF", "Sahel", "Djibo"),
    ("Maiduguri", "city", "NG", "Borno", "Maiduguri"),
    ("Nord-Kivu", "admin1", "CD", "Nord Kivu", "Nord Kivu"),
    ("Darfour-Nord", "admin1", "SD", "Northern Darfur", "Northern Darfur"),
    ("Aïn al-Asad", "facility", "IQ", "Al Anbar", "Ain al-Asad Air Base"),
    ("المنطقة الخضراء", "facility", "IQ", "Baghdad", "Green Zone"),
    ("Washington", "city", "US", "District of Columbia", "Washington"),
    ("Paris", "city", "FR", "Île-de-France", "Paris"),
]


@pytest.mark.parametrize(("surface", "kind", "country", "region", "name"), BEST_CANDIDATES)
def test_press_spelling_means_the_place(
    gazetteer: Gazetteer,
    surface: str,
    kind: str,
    country: str,
    region: str,
    name: str | None,
) -> None:
    """The first candidate is the place that the press means."""
    best = gazetteer.find(surface)[0]
    assert (best.kind, best.country, best.admin1) == (kind, country, region)
    assert name in (None, best.name)


@pytest.mark.parametrize(
    ("surface", "iso2"),
    [
        *[
            ("Mali", "ML"),
            ("Niger", "NE"),
            ("النيجر", "NE"),
            ("Irak", "IQ"),
            ("العراق", "IQ"),
            ("Tchad", "TD"),
        ],
        *[
            ("États-Unis", "US"),
            ("EEUU", "US"),
            ("USA", "US"),
            ("الولايات المتحدة", "US"),
            ("RDC", "CD"),
        ],
        *[
            ("Georgia", "GE"),
            ("Jordan", "JO"),
            ("México", "MX"),
            ("Líbano", "LB"),
            ("فلسطين", "PS"),
        ],
    ],
)
def test_countries_win(gazetteer: Gazetteer, surface: str, iso2: str) -> None:
    """A country comes before every namesake."""
    best = gazetteer.find(surface)[0]
    assert (best.kind, best.country) == ("country", iso2)


@pytest.mark.parametrize(
    "word",
    [
        "le",
        "la",
        "les",
        "des",
        "par",
        "sur",
        "tour",
        "mission",
        "Le",
        "La",
        "Les",
        "Des",
        "Par",
        "Sur",
        "Tour",
        "Mission",
        "Selon",
        "Mars",
        "Police",
        "Lundi",
        "Hope",
        "May",
        "Of",
        "Para",
        "Una",
        "Segun",
        "Martes",
        "على",
        "في",
        "الجيش",
        "حرب",
    ],
)
def test_common_words_are_no_places(gazetteer: Gazetteer, word: str) -> None:
    """Aliases that are frequent words were dropped."""
    assert gazetteer.find(word) == ()


@pytest.mark.parametrize("surface", ["Nancy", "Florence", "Victoria", "Washington", "Jackson", "Sandy"])
def test_names_with_another_meaning_are_ambiguous(gazetteer: Gazetteer, surface: str) -> None:
    """First names, surnames and dictionary words are marked."""
    assert all(place.ambiguous for place in gazetteer.find(surface))


@pytest.mark.parametrize(
    "surface",
    ["Bagdad", "Mossoul", "Kaboul", "Salaheddine", "الموصل", "Irak", "Gao", "Kiev"],
)
def test_plain_place_names_are_not_ambiguous(gazetteer: Gazetteer, surface: str) -> None:
    """The mark is not given away."""
    assert not gazetteer.find(surface)[0].ambiguous


def test_every_country_has_a_name_in_four_languages(gazetteer: Gazetteer) -> None:
    """Each name leads back to its country."""
    for iso2 in gazetteer.country_codes():
        for language in COUNTRY_NAME_LANGUAGES:
            name = gazetteer.country_name(iso2, language)
            assert iso2 in {place.country for place in gazetteer.find(name)}, (
                iso2,
                language,
                name,
            )


def test_demonyms_cover_states_and_inflect(gazetteer: Gazetteer) -> None:
    """Every state has demonyms in four languages, in all genders and numbers."""
    listed = set(gazetteer.demonyms())
    assert {
        *[(form, "fr", "IQ") for form in ("irakien", "irakienne", "irakiens", "irakiennes", "Irakiens")],
        *[
            ("Iraqi", "en", "IQ"),
            ("Iraqis", "en", "IQ"),
            ("iraquíes", "es", "IQ"),
            ("francesas", "es", "FR"),
        ],
        *[
            ("عراقي", "ar", "IQ"),
            ("العراقية", "ar", "IQ"),
            ("العراقيين", "ar", "IQ"),
            ("الأتراك", "ar", "TR"),
        ],
        *[
            ("turques", "fr", "TR"),
            ("Malienne", "fr", "ML"),
            ("South Korean", "en", "KR"),
        ],
    } <= listed
    states = {iso2 for _, _, iso2 in listed}
    assert len(states) >= 195
    assert states <= set(gazetteer.country_codes())
    assert {(language, iso2) for _, language, iso2 in listed} == {
        (language, iso2) for language in COUNTRY_NAME_LANGUAGES for iso2 in states
    }


def test_capitals_and_regions_are_found_by_code(gazetteer: Gazetteer) -> None:
    """Codes are ISO 3166-1 for countries and GeoNames' own for regions."""
    capitals = {iso2: gazetteer.capital(iso2) for iso2 in ("IQ", "FR", "ML", "US")}
    assert [place.name for place in capitals.values() if place] == [
        "Baghdad",
        "Paris",
        "Bamako",
        "Washington",
    ]
    region = gazetteer.admin1("IQ", "09")
    assert region is not None
    assert (region.name, region.admin1_code) == ("Dhi Qar", "09")
    assert gazetteer.admin1("IQ", "no such code") is None
    assert gazetteer.country("IQ").country_name == "Iraq"
    with pytest.raises(KeyError):
        gazetteer.country("??")


@pytest.mark.parametrize(
    ("country", "text", "name"),
    [
        *[
            ("IQ", "Nassyriyeh", "Nasiriyah"),
            ("IQ", "Salaheddyne", "Salah ad Din"),
            ("IQ", "Mossul", "Mosul"),
        ],
        *[
            ("IQ", "Насирия", "Nasiriyah"),
            ("SY", "Deir Ezzour", "Deir ez-Zor"),
            ("LY", "Benghasi", "Benghazi"),
        ],
        *[
            ("IQ", "القايم", "Al Qā'im"),
            ("IQ", "Kerkuk", "Kirkuk"),
            ("ML", "Tombuktou", "Timbuktu"),
        ],
    ],
)
def test_skeletons_bridge_spellings(gazetteer: Gazetteer, country: str, text: str, name: str) -> None:
    """An unlisted spelling is found when the country is known."""
    found = gazetteer.by_skeleton(country, text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("country", "text"),
    [("IQ", "Kaboul"), ("IQ", "a"), ("??", "Mossoul"), ("FR", "Nassiriya")],
)
def test_skeletons_do_not_invent(gazetteer: Gazetteer, country: str, text: str) -> None:
    """A place of another country, or hardly any consonant, finds nothing."""
    assert gazetteer.by_skeleton(country, text) is None


def test_one_key_for_three_scripts() -> None:
    """Latin, Arabic and Cyrillic spellings share a key; articles do not count."""
    assert skeleton("Salaheddine") == skeleton("Salah ad-Din") == skeleton("صلاح الدين") == "sldn"
    assert skeleton("Mossoul") == skeleton("Mosul") == skeleton("الموصل") == skeleton("Мосул") == "msl"
    assert fold("Aïn al-Asad") == "ainasad"


def test_names_are_few_enough_to_compile(gazetteer: Gazetteer) -> None:
    """The engine compiles all names at start; the extract stays small in the repository."""
    surfaces = [surface for surface, _ in gazetteer.names()]
    assert 200_000 <= len(surfaces) <= 350_000
    assert len(set(surfaces)) == len(surfaces)
    assert extract.PATH.stat().st_size < 8_000_000


def test_all_facilities_lie_on_earth(gazetteer: Gazetteer) -> None:
    """Hand-written places have a position and an id that GeoNames does not use."""
    columns = extract.read_extract()
    rows = [row for row, kind in enumerate(columns.kinds) if extract.KINDS[kind] == "facility"]
    assert len(rows) >= 80
    assert all(columns.geonameids[row] < 0 and columns.lats[row] != 0 for row in rows)


def test_geonameids_are_unique() -> None:
    """Ids made for regions and facilities collide neither with each other nor with GeoNames."""
    ids = extract.read_extract().geonameids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        *[
            ("Salah ad Din Governorate", "Salah ad Din"),
            ("Gobernación de Ambar", "Ambar"),
        ],
        *[
            ("محافظة بغداد", "بغداد"),
            ("province de Bagdad", "Bagdad"),
            ("District of Columbia", None),
        ],
        *[
            ("Oblast de Kiev", "Kiev"),
            ("Northern Region", None),
            ("Provincia de L'Aquila", "L'Aquila"),
        ],
    ],
)
def test_generic_words_are_stripped(name: str, bare: str | None) -> None:
    """The word for the kind of region goes, unless too little would be left."""
    assert spelling.strip_generic(name) == (bare or name)


@pytest.mark.parametrize(
    ("inflect", "word", "form"),
    [
        (demonyms.inflect_french, "malien", "maliennes"),
        (demonyms.inflect_french, "libanais", "libanaise"),
        (demonyms.inflect_french, "afghan", "afghane"),
        (demonyms.inflect_french, "britannique", "britanniques"),
        (demonyms.inflect_spanish, "alemán", "alemanas"),
        (demonyms.inflect_spanish, "iraní", "iraníes"),
        (demonyms.inflect_spanish, "sirio", "siria"),
        (demonyms.inflect_english, "Chinese", "Chinese"),
        (demonyms.inflect_arabic, "سوري", "السوريين"),
    ],
)
def test_demonyms_inflect(inflect: demonyms.Inflection, word: str, form: str) -> None:
    """Regular forms come from rules."""
    assert form in inflect(word)


def test_extract_survives_the_round_trip(tmp_path: Path) -> None:
    """What is written is read; a damaged file is refused by name."""
    columns = extract.read_extract()
    path = tmp_path / "copy.bin.gz"
    extract.write_extract(columns, path)
    assert extract.read_extract(path) == columns
    assert path.read_bytes() == extract.PATH.read_bytes()
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(extract.UnreadableExtract, match=r"copy\.bin\.gz"):
        extract.read_extract(path)
