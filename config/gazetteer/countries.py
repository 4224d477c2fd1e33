"""Countries, their names in four languages and their capitals. Used at build time only."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from babel import Locale

from config.gazetteer import sources
from config.gazetteer.drafts import DraftPlace, Drafts
from config.gazetteer.spelling import unaccent


def add_countries(drafts: Drafts, countries: Mapping[str, sources.Country]) -> list[str]:
    """Adds countries with their CLDR names; returns four names per country, in the order of LANGUAGES."""
    territories = [Locale(language).territories for language in sources.LANGUAGES]
    listed: list[str] = []
    for iso2, country in sorted(countries.items()):
        if not all(iso2 in table for table in territories):
            continue  # dissolved entities such as the Netherlands Antilles
        names = [table[iso2].replace("\u2019", "'") for table in territories]
        place = DraftPlace(
            country.geonameid,
            "country",
            iso2,
            country.name,
            0.0,
            0.0,
            country.population,
        )
        row = drafts.add_place(place)
        drafts.add_names(row, [country.name, *names, *map(_bare_name, names)], trusted=True)
        listed.extend(names)
    return listed


def _bare_name(name: str) -> str:
    """'Myanmar (Birmania)' without the note."""
    return name.partition(" (")[0]


# The sources disagree on the seat: Equatorial Guinea's new capital is not among the towns yet.
_MOVED_CAPITALS = {"GQ": "Malabo"}


def find_capitals(
    drafts: Drafts,
    countries: Mapping[str, sources.Country],
    *,
    states: AbstractSet[str],
) -> None:
    """The capital is the largest town of the country that bears the capital's name."""
    for row, place in enumerate(drafts.places):
        if place.kind != "city" or place.country in drafts.capitals:
            continue
        capital = _MOVED_CAPITALS.get(place.country, countries[place.country].capital)
        if capital and unaccent(capital) in {
            unaccent(place.name),
            place.name,
        } | _names_by_row(drafts, capital, row):
            drafts.capitals[place.country] = row
    for row, place in enumerate(drafts.places):
        if place.kind == "city" and countries[place.country].capital:
            drafts.capitals.setdefault(place.country, row)  # a city state, or the capital bears another name
    for iso2, capital_row in drafts.capitals.items():
        country, seat = (
            drafts.places[drafts.country_rows[iso2]],
            drafts.places[capital_row],
        )
        country.lat, country.lon = seat.lat, seat.lon
        if iso2 in states:
            drafts.seats.add(capital_row)


def _names_by_row(drafts: Drafts, capital: str, row: int) -> set[str]:
    return {unaccent(capital)} if row in drafts.names.get(capital, ()) else set()
