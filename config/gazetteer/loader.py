"""Looks up places by printed name, code or sound. Knows nothing about texts or languages."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from config.gazetteer import extract
from config.gazetteer.skeletons import fold, skeleton

COUNTRY_NAME_LANGUAGES = ("fr", "en", "es", "ar")
_COUNTRY, _ADMIN1 = extract.KINDS.index("country"), extract.KINDS.index("admin1")
_ABBREVIATIONS = Path(__file__).parent / "abbreviations.toml"
_LIKELY_SAME = 0.85
_TELLING_KEY = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``geonameid`` is negative for regions and facilities; ``ambiguous`` is about the name it was
    found by: also an ordinary word or the name of a person."""

    geonameid: int
    name: str
    kind: str
    country: str
    country_name: str
    admin1: str | None
    admin1_code: str | None
    lat: float
    lon: float
    population: int
    ambiguous: bool


class Gazetteer:
    """Read-only; ``Place`` objects are made when asked for."""

    def __init__(self, columns: extract.Extract) -> None:
        self._columns = columns
        self._country_numbers = {code: number for number, code in enumerate(columns.country_codes)}
        rows = (row for row, kind in enumerate(columns.kinds) if kind == _ADMIN1)
        self._region_codes = dict(zip(rows, columns.region_codes, strict=True))
        self._region_rows = {
            (columns.country_codes[columns.countries[row]], code): row
            for row, code in self._region_codes.items()
            if code
        }
        self._indices: dict[str, int] | None = None
        self._abbreviations: dict[str, tuple[str, str]] | None = None
        self._country_skeletons: dict[str, dict[str, list[int]]] = {}

    def names(self) -> Iterator[tuple[str, int]]:
        """Every surface form as printed (straight apostrophes), with the index of its candidates."""
        return zip(self._columns.surfaces, range(len(self._columns.surfaces)), strict=True)

    def candidates(self, index: int) -> tuple[Place, ...]:
        """Best first: countries, capitals, then by population."""
        columns = self._columns
        rows = columns.candidates[columns.offsets[index] : columns.offsets[index + 1]]
        ambiguous = bool(columns.ambiguities[index])
        return tuple(self._place(row, ambiguous=ambiguous) for row in rows)

    def find(self, surface: str) -> tuple[Place, ...]:
        """Candidates of one surface form; empty when no place is printed so."""
        if self._indices is None:
            self._indices = dict(self.names())
        index = self._indices.get(surface)
        return () if index is None else self.candidates(index)

    def large_places(self, population: int) -> Iterator[tuple[str, Place]]:
        """Regions, and cities of at least so many people, by each surface form that means them first."""
        columns = self._columns
        for surface, index in self.names():
            row = columns.candidates[columns.offsets[index]]
            kind = extract.KINDS[columns.kinds[row]]
            if kind == "admin1" or (kind == "city" and columns.populations[row] >= population):
                yield surface, self._place(row, ambiguous=bool(columns.ambiguities[index]))

    def demonyms(self) -> Iterator[tuple[str, str, str]]:
        """(surface form, language, ISO2); a form can stand for several countries."""
        for row in self._columns.demonyms:
            form, language, country = row.split("\t")
            yield form, language, country

    def country_codes(self) -> Iterable[str]:
        return self._columns.country_codes

    def country(self, iso2: str) -> Place:
        """Raises KeyError for a code that is no country."""
        return self._place(self._country_numbers[iso2])

    def country_name(self, iso2: str, language: str) -> str:
        """Raises KeyError or ValueError for an unknown code or language."""
        position = COUNTRY_NAME_LANGUAGES.index(language)
        return self._columns.country_names[self._country_numbers[iso2] * len(COUNTRY_NAME_LANGUAGES) + position]

    def admin1(self, iso2: str, code: str) -> Place | None:
        row = self._region_rows.get((iso2, code))
        return None if row is None else self._place(row)

    def capital(self, iso2: str) -> Place | None:
        row = self._columns.capitals[self._country_numbers[iso2]]
        return None if row < 0 else self._place(row)

    def region_of_abbreviation(self, text: str) -> tuple[str, str] | None:
        """Country and admin1 code of "Calif.", "TX"; None for anything else."""
        if self._abbreviations is None:
            self._abbreviations = {
                short: (country, code)
                for country, regions in tomllib.loads(_ABBREVIATIONS.read_text(encoding="utf-8")).items()
                for code, shorts in regions.items()
                for short in shorts
            }
        return self._abbreviations.get(text)

    def skeleton(self, text: str) -> str:
        return skeleton(text)

    def by_skeleton(self, country: str, text: str) -> Place | None:
        """The place of a country spelled like ``text``: same consonants and, in one script, Jaro-Winkler.

        Only for texts whose country is known: skeletons of the whole world collide.
        """
        if country not in self._country_skeletons:
            self._country_skeletons[country] = self._index_skeletons(country)
        wanted = fold(text)
        key = skeleton(text)
        found = (
            (self._likeness(wanted, index, key=key), place.population, place)
            for index in self._country_skeletons[country].get(key, ())
            for place in self.candidates(index)
            if place.country == country
        )
        score, _, best = max(found, key=lambda entry: entry[:2], default=(0.0, 0, None))
        return best if score >= _LIKELY_SAME else None

    def _likeness(self, wanted: str, index: int, *, key: str) -> float:
        """Between two scripts only the key can agree; a short one agrees by chance."""
        known = fold(self._columns.surfaces[index])
        if wanted.isascii() != known.isascii():
            return _LIKELY_SAME if len(key) >= _TELLING_KEY else 0.0
        return JaroWinkler.similarity(wanted, known)

    def _index_skeletons(self, country: str) -> dict[str, list[int]]:
        columns, number = self._columns, self._country_numbers.get(country)
        index: dict[str, list[int]] = defaultdict(list)
        for position, surface in enumerate(columns.surfaces):
            rows = columns.candidates[columns.offsets[position] : columns.offsets[position + 1]]
            if any(columns.countries[row] == number and columns.kinds[row] != _COUNTRY for row in rows):
                key = skeleton(surface)
                if len(key) >= 2:
                    index[key].append(position)
        return index

    def _place(self, row: int, *, ambiguous: bool = False) -> Place:
        columns = self._columns
        kind, number = columns.kinds[row], columns.countries[row]
        region = row if kind == _ADMIN1 else columns.regions[row]
        return Place(
            geonameid=columns.geonameids[row],
            name=columns.names[row],
            kind=extract.KINDS[kind],
            country=columns.country_codes[number],
            country_name=columns.country_names[number * len(COUNTRY_NAME_LANGUAGES) + 1],
            admin1=(columns.names[region] or None) if region >= 0 else None,
            admin1_code=(self._region_codes[region] or None) if region >= 0 else None,
            lat=columns.lats[row] / extract.DEGREE_UNITS,
            lon=columns.lons[row] / extract.DEGREE_UNITS,
            population=columns.populations[row],
            ambiguous=ambiguous,
        )


def load_gazetteer(path: Path = extract.PATH) -> Gazetteer:
    """Reads the committed extract; takes about half a second, so callers keep the result."""
    return Gazetteer(extract.read_extract(path))
