"""A resolved place name, what the page gives to its place, and how records carry it."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from agents.text.document import Document
from config.gazetteer.loader import Place as Entry
from streams.records import Place, PlacePrecision

LINE_SUPPORT = {"title": 1.5, "lede": 1.0, "heading": 0.5, "body": 0.5, "caption": 0.25}
DATELINE_SUPPORT = 1.5
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "city": "city",
    "facility": "exact",
}
_LARGE_CITY, _CITY_SUPPORT = 250_000, 1.0
_QUARTER_PART, _CITY_REACH, _DEGREE_KM = 5, 0.3, 111.2
"""A quarter has at most a fifth of its city's people; cities grow with the root of theirs."""
_SPELLED_OUT = {"St. ": "Saint ", "Ste. ": "Sainte ", "Mt. ": "Mount ", "Ft. ": "Fort "}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A resolved name at [start, end). `located` says that words before it make it a place of something."""

    start: int
    end: int
    entry: Entry
    located: bool
    dateline: bool = False
    excluded: str | None = None
    """Why nothing happened there: `correspondent`, `dateline`, `institution`, `seat`, `speaker`."""
    bearing: bool = False
    """It only says where another place lies: "à l'est de Bagdad"."""
    support: float = 0.0
    """How much the page speaks of this place: in headline, lede, dateline, again and again."""
    container: Entry | None = None
    """Of a name that no list holds: the narrowest listed place that it lies in."""
    named: bool = True
    """False of a country that is only told by a town or a people of it."""
    town: Entry | None = None
    """The large city that a quarter lies in; or where a local outlet sits, as a guess within its region."""


def with_support(document: Document, found: dict[int, list[PlaceMention]]) -> dict[int, list[PlaceMention]]:
    """The same mentions, each with what the whole page gives to its place."""
    support: Counter[int] = Counter()
    for index, mentions in found.items():
        base = LINE_SUPPORT.get(document.sentences[index].kind, 0.0)
        for mention in mentions:
            if mention.excluded not in (None, "dateline"):
                continue
            gain = base * (1.0 if mention.located else 0.6) + (DATELINE_SUPPORT if mention.dateline else 0.0)
            support[mention.entry.geonameid] += gain  # type: ignore[assignment]
    return {
        index: [replace(mention, support=support[mention.entry.geonameid]) for mention in mentions]
        for index, mentions in found.items()
    }


def within_cities(found: dict[int, list[PlaceMention]], town: Entry | None) -> dict[int, list[PlaceMention]]:
    """ "CHICAGO — Four were shot in South Shore": small places within a large city that the page is about.

    `town`: that of the outlet.
    """
    cities = {
        mention.entry.geonameid: mention.entry
        for mentions in found.values()
        for mention in mentions
        if mention.entry.kind == "city"
        and mention.entry.population >= _LARGE_CITY
        and (mention.dateline or mention.support >= _CITY_SUPPORT)
    }
    if town is not None and town.population >= _LARGE_CITY:
        cities[town.geonameid] = town
    if not cities:
        return found
    return {
        index: [replace(mention, town=_city_around(mention, cities.values())) for mention in mentions]
        for index, mentions in found.items()
    }


def _city_around(mention: PlaceMention, cities: Iterable[Entry]) -> Entry | None:
    """The large city of the same region whose middle is so near that a much smaller place lies in it."""
    entry = mention.entry
    if entry.kind != "city" or mention.dateline:
        return None
    for city in cities:
        same = (city.country, city.admin1_code) == (entry.country, entry.admin1_code)
        if not same or city.geonameid == entry.geonameid or entry.population * _QUARTER_PART > city.population:
            continue
        if kilometres(entry, city) <= _CITY_REACH * math.sqrt(city.population / 1000):
            return city
    return None


def kilometres(first: Entry, second: Entry) -> float:
    """Over short distances; on a plane."""
    east = (first.lon - second.lon) * math.cos(math.radians(first.lat))
    return _DEGREE_KM * math.hypot(first.lat - second.lat, east)


def place_record(mention: PlaceMention, text: str) -> Place:
    """The place as records carry it. One that no list holds has the coordinates and precision of what it lies in."""
    if mention.container is not None:
        wider = place_record(replace(mention, entry=mention.container, container=None), text)
        return replace(wider, name=text or mention.entry.name, population=None)
    entry, town = mention.entry, mention.town
    quarter = town is not None and entry.kind == "city"
    city = _spell_out(town.name) if town else _spell_out(entry.name) if entry.kind == "city" else None
    return Place(
        name=text or entry.name,
        country=entry.country,
        country_name=entry.country_name,
        admin1=entry.name if entry.kind == "admin1" else entry.admin1,
        city=city,
        geonameid=entry.geonameid or None,
        lat=entry.lat,
        lon=entry.lon,
        population=entry.population or None,
        precision="district" if quarter else _PRECISION[entry.kind],
    )


def _spell_out(name: str) -> str:
    """ "St. Louis" as "Saint Louis", whichever way a gazetteer has it: towns are compared by name too."""
    head = next((short for short in _SPELLED_OUT if name.startswith(short)), "")
    return _SPELLED_OUT[head] + name[len(head) :] if head else name
