"""The sample stream many times over: each copy has ids, outlets and cities of its own, and the same claim sentences.

So each copy's incidents are distinct, and every claim is stated by `copies` times as many outlets.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from agents.articles.reading import Reader
from config.gazetteer.loader import Gazetteer
from streams.records import Article
from tests.quality.sample_gold import Gold

SAMPLE = Path(__file__).parents[2] / "tocsin" / "sample" / "articles.jsonl"
_LEAST_LETTERS = 4
_PROBES = {
    "fr": "En {country}, une bombe a explosé lundi à {town}, tuant trois soldats, a annoncé la police.",
    "en": "A bomb exploded in {town}, {country}, on Monday, killing three soldiers, police said.",
}
_HOMONYM = 20_000
_MIDDLING = 4.5
NEIGHBOURS = {"ML": ("NE", {"Mali": "Niger", "malien": "nigérien", "Bamako": "Niamey"})}
"""Where a country has too few towns for its incidents, the last copies move next door, with the country's words."""


@dataclass(frozen=True)
class Copy:
    """One article of one copy. `key` is the gold article that it is made of."""

    number: int
    key: tuple[str, int]
    record: dict[str, Any]

    @property
    def raw(self) -> bytes:
        return orjson.dumps(self.record)


def cities_of(gold: Gold, gazetteer: Gazetteer, reader: Reader, copies: int) -> dict[str, list[str]]:
    """For each gold incident `copies` cities of its country, each printed alike in every language and used once.

    Only cities that the reader finds in a plain sentence: here it is the way of articles that is tested.
    """
    wanted: dict[str, list[str]] = {}
    for incident, entry in gold.incidents.items():
        wanted.setdefault(entry["country"], []).append(incident)
    countries = {*wanted, *(home for home, _ in NEIGHBOURS.values())}
    found: dict[str, dict[int, tuple[str, int]]] = {country: {} for country in countries}
    for surface, index in gazetteer.names():
        candidates = gazetteer.candidates(index)
        place = next((place for place in candidates if place.country in found and place.kind == "city"), None)
        # A small homonym abroad does no harm: the articles name the country.
        others = max((other.population for other in candidates if other is not place), default=0)
        if place is None or not _is_plain(surface) or candidates[0].ambiguous or candidates[0].kind != "city":
            continue
        known = found[place.country].get(place.geonameid)
        if others <= max(_HOMONYM, place.population // 4) and (known is None or surface == place.name):
            found[place.country][place.geonameid] = (surface, place.population)
    chosen: dict[str, list[str]] = {}
    told = {form for entry in gold.incidents.values() for forms in entry["places"].values() for form in forms}
    for country, incidents in wanted.items():
        homes = [country, *([NEIGHBOURS[country][0]] if country in NEIGHBOURS else [])]
        needed = copies * len(incidents)
        listed = [_readable(_by_size(found[home], told), home, gazetteer, reader, needed) for home in homes]
        for position, incident in enumerate(incidents):
            names = [
                name for home in listed for name in home[position :: len(incidents)][: len(home) // len(incidents)]
            ]
            if len(names) < copies:
                raise ValueError(f"{country} has {len(names)} fitting cities for {incident}, {copies} are needed")
            chosen[incident] = names[:copies]
    return chosen


def _readable(
    towns: list[tuple[int, str]], country: str, gazetteer: Gazetteer, reader: Reader, needed: int
) -> list[str]:
    """The first `needed` towns that a French and an English sentence place where they are."""
    names: list[str] = []
    for geonameid, town in towns:
        if len(names) < needed and all(
            _places(reader, sentence.format(country=gazetteer.country_name(country, language), town=town), language)
            == geonameid
            for language, sentence in _PROBES.items()
        ):
            names.append(town)
    return names


def _places(reader: Reader, text: str, language: str) -> int | None:
    time = "2024-03-05T12:00:00Z"
    article = Article("probe", "probe", text=text, language=language, published_at=time, reference_at=time)
    sightings = reader.read(article).sightings
    return sightings[0].place.geonameid if sightings and sightings[0].place else None


def _by_size(found: Mapping[int, tuple[str, int]], told: set[str]) -> list[tuple[int, str]]:
    """Names of middling towns first: tiny ones are spelled in many ways, and in a metropolis two reports of one
    day may be two attacks."""
    ordered = sorted(found.items(), key=lambda entry: (abs(math.log10(max(entry[1][1], 1)) - _MIDDLING), entry[1][0]))
    return [(geonameid, name) for geonameid, (name, _) in ordered if name not in told]


def _is_plain(surface: str) -> bool:
    """Up to two capitalised words of Latin letters: readable in every language, whatever stands around."""
    words = surface.replace("-", " ").split()
    capital = all(word.isalpha() and word[0].isupper() and word[1:].islower() for word in words)
    return capital and max(surface) < "\u0250" and len(surface) >= _LEAST_LETTERS and len(words) <= 2


def multiply(gold: Gold, cities: Mapping[str, list[str]], gazetteer: Gazetteer, copies: int) -> Iterator[Copy]:
    """All copies, in the order of the sample stream, copy after copy."""
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    for number in range(copies):
        forms = {
            form: cities[incident][number]
            for incident, entry in gold.incidents.items()
            for names in entry["places"].values()
            for form in names
        } | _moved(gold, cities, gazetteer, number)
        for line in lines:
            yield Copy(number, (line["id"], line.get("version", 1)), _vary(line, number, forms))


def _moved(gold: Gold, cities: Mapping[str, list[str]], gazetteer: Gazetteer, number: int) -> dict[str, str]:
    """The words of a country whose incidents moved next door in this copy."""
    forms: dict[str, str] = {}
    for country, (neighbour, words) in NEIGHBOURS.items():
        told = [key for key, entry in gold.incidents.items() if entry["country"] == country]
        if any(place.country == neighbour for key in told for place in gazetteer.find(cities[key][number])[:1]):
            forms |= words
    return forms


def _vary(line: Mapping[str, Any], number: int, forms: Mapping[str, str]) -> dict[str, Any]:
    record = dict(line)
    record["id"] = f"{line['id']}#{number}"
    record["outlet"] = f"{line['outlet']} {number}"
    if "owner" in record:
        record["owner"] = f"{line['owner']} {number}"
    for field in ("title", "text"):
        if field in record:
            record[field] = _replace(record[field], forms)
    return record


def _replace(text: str, forms: Mapping[str, str]) -> str:
    """Longest forms first, and upper case kept where a dateline shouts."""
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, forms[form]).replace(form.upper(), forms[form].upper())
    return text
