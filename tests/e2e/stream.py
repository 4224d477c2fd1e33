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
from streams.codecs import ArticleLimits, decode_article
from tests.quality.sample_gold import Gold

SAMPLE = Path(__file__).parents[2] / "tocsin" / "sample" / "articles.jsonl"
_LEAST_LETTERS = 4
_HOMONYM = 20_000
_MIDDLING = 4.5
NEIGHBOURS = {
    "ML": (
        ("NE", {"Mali": "Niger", "Malí": "Níger", "مالي": "النيجر", "Bamako": "Niamey", "Malian": "Nigerien"}),
        ("TG", {"Mali": "Togo", "Malí": "Togo", "مالي": "توغو", "Bamako": "Lomé", "Malian": "Togolese"}),
        ("BJ", {"Mali": "Benin", "Malí": "Benín", "مالي": "بنين", "Bamako": "Cotonou", "Malian": "Beninese"}),
    )
}
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
    countries = {*wanted, *(home for moves in NEIGHBOURS.values() for home, _ in moves)}
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
        names: dict[str, list[str]] = {incident: [] for incident in incidents}
        for home, words in ((country, {}), *NEIGHBOURS.get(country, ())):
            needed = copies - len(names[incidents[0]])
            towns = _by_size(found[home], told)
            fitting = [
                _readable(towns[position :: len(incidents)], words, incident, gold, gazetteer, reader, needed)
                for position, incident in enumerate(incidents)
            ]
            # One article may tell two of them: a copy's incidents move together.
            for incident, listed in zip(incidents, fitting, strict=True):
                names[incident] += listed[: min(map(len, fitting))]
        if len(names[incidents[0]]) < copies:
            raise ValueError(f"{country}: {len(names[incidents[0]])} fitting towns an incident, {copies} are needed")
        chosen |= names
    return chosen


def _readable(
    towns: list[tuple[int, str]],
    words: Mapping[str, str],
    incident: str,
    gold: Gold,
    gazetteer: Gazetteer,
    reader: Reader,
    needed: int,
) -> list[str]:
    """The first `needed` towns in whose place the incident's articles are read as before, but for the town.

    `words` are the forms of a country's name to replace as well. Other incidents of the article stay where they are.
    """
    entry = gold.incidents[incident]
    forms = {form for names in entry["places"].values() for form in names}
    articles = [line for line in _lines() if _tells(gold, line, incident)]
    before = [_cities(reader, line, {}) for line in articles]
    own = {place.geonameid for place in gazetteer.find(entry["city"])}
    names: list[str] = []
    for geonameid, town in towns:
        if len(names) == needed:
            break
        replaced = {**dict.fromkeys(forms, town), **words}
        after = [_cities(reader, line, replaced) for line in articles]
        if all(_swapped(old, new, own, geonameid, bool(words)) for old, new in zip(before, after, strict=True)):
            names.append(town)
    return names


def _swapped(before: list[int | None], after: list[int | None], own: set[int], town: int, moved: bool) -> bool:
    """The incident's place became the town, the others stayed (or went where a moved country has them)."""
    wanted = [town if place in own else place for place in before]
    if moved:
        return town not in wanted or town in after
    return after == wanted


def _tells(gold: Gold, line: Mapping[str, Any], incident: str) -> bool:
    told = gold.articles.get((line["id"], line.get("version", 1)), {}).get("incidents", [])
    return any(entry["incident"] == incident for entry in told)


def _cities(reader: Reader, line: Mapping[str, Any], forms: Mapping[str, str]) -> list[int | None]:
    """Where the attacks of an article happened, in the order of reading."""
    record = {**line, **{field: _replace(line[field], forms) for field in ("title", "text") if field in line}}
    article = decode_article(orjson.dumps(record), limits=ArticleLimits())
    return [sighting.place.geonameid if sighting.place else None for sighting in reader.read(article).sightings]


def _lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]


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
    lines = _lines()
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
    for country, moves in NEIGHBOURS.items():
        told = [key for key, entry in gold.incidents.items() if entry["country"] == country]
        towns = {place.country for key in told for place in gazetteer.find(cities[key][number])}
        for neighbour, words in moves:
            if country not in towns and neighbour in towns:
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
