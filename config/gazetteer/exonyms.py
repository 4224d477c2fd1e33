"""Adds what the packages lack, all hand-written: spellings of the press, facilities, historical regions."""

import re
from collections.abc import Mapping
from typing import Any

from config.gazetteer.drafts import DraftPlace, Drafts
from config.gazetteer.regions import synthetic_id
from config.gazetteer.spelling import unaccent


class UnknownPlace(LookupError):
    """A hand-written entry names a place that GeoNames does not have: correct the entry."""


def add_exonyms(drafts: Drafts, table: Mapping[str, Mapping[str, Any]]) -> None:
    """``table`` is exonyms.toml: ISO2 -> ``country`` list, ``admin1`` and ``cities`` tables.

    Raises UnknownPlace naming every miss.
    """
    index = _index_names(drafts)
    missing: list[str] = []
    for country, sections in table.items():
        drafts.add_names(drafts.country_rows[country], sections.get("country", ()), trusted=True)
        for kind, section in (("admin1", "admin1"), ("city", "cities")):
            for name, spellings in sections.get(section, {}).items():
                row = index.get((country, kind, _key(name)))
                if row is None:
                    missing.append(f"{country}.{section}.{name}")
                else:
                    drafts.add_names(row, spellings, trusted=True)
    if missing:
        raise UnknownPlace(", ".join(missing))


def _key(name: str) -> str:
    """Apostrophes, hyphens and accents of transliterations vary."""
    return re.sub(r"[\W_]+", "", unaccent(name)).casefold()


def _index_names(drafts: Drafts) -> dict[tuple[str, str, str], int]:
    """The largest place of each name; any of its names will do, its main name is preferred."""
    index: dict[tuple[str, str, str], int] = {}
    for spelling, rows in drafts.names.items():
        for row in sorted(rows, key=lambda row: -drafts.places[row].population):
            place = drafts.places[row]
            index.setdefault((place.country, place.kind, _key(spelling)), row)
    mains: dict[tuple[str, str, str], int] = {}
    for row, place in enumerate(drafts.places):
        mains.setdefault((place.country, place.kind, _key(place.name)), row)
    return index | mains


def add_facilities(drafts: Drafts, table: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """``table`` is facilities.toml; an entry's region is given by its GeoNames code."""
    for entry in table["place"]:
        country = entry["country"]
        region = drafts.region_rows.get((country, entry.get("admin1", "")), -1)
        if "admin1" in entry and region < 0:
            raise UnknownPlace(f"{entry['name']}: no region {country}.{entry['admin1']}")
        place = DraftPlace(
            synthetic_id(f"{country}/{entry['name']}"),
            entry.get("kind", "facility"),
            country,
            entry["name"],
            entry["lat"],
            entry["lon"],
            entry.get("population", 0),
            region=region,
        )
        row = drafts.add_place(place)
        drafts.add_names(row, [entry["name"], *entry["names"]], trusted=True)
