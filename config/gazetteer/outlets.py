"""Says in which region an outlet sits: a table of local outlets, else a city or region that its own name holds."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from config.gazetteer.loader import Gazetteer, Place
from config.gazetteer.skeletons import fold

Region = tuple[str, str]
"""Country and admin1 code."""

_TABLE = Path(__file__).parent / "outlets.toml"
_TOWNS = Path(__file__).parent / "outlet_towns.toml"
_LABEL = re.compile(r"[.\s]+")
_OPEN_ENDINGS = frozenset(["com", "net", "org", "tv", "news", "gov", "info", "us", "edu", "biz"])
"""Endings of hosts that belong to no country but, in practice, that of the table."""
_CITY_LEAST, _SHORT_CITY_LEAST = 150_000, 400_000
_NAME_LEAST = 5
_NO_NAME = re.compile(r"[^a-z]")


class OutletHomes:
    """Built once; an outlet is the host of its site, or its printed name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        towns = tomllib.loads(_TOWNS.read_text(encoding="utf-8"))
        self._towns: dict[str, tuple[Region, str]] = {
            label: ((country, code), town)
            for country, regions in towns.items()
            for code, named in regions.items()
            for town, labels in named.items()
            for label in labels
        }
        tables = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
        self._listed = {label: region for label, (region, _) in self._towns.items()} | {
            label: (country, code)
            for country, regions in tables.items()
            for code, labels in regions.items()
            for label in labels
        }
        self._gazetteer = gazetteer
        self._names: dict[str, Place] | None = None
        self._capitals: frozenset[int] = frozenset()
        self._indices: dict[str, int] | None = None
        self.region_of = lru_cache(maxsize=10_000)(self._region_of)
        self.town_of = lru_cache(maxsize=10_000)(self._town_of)

    def _region_of(self, outlet: str) -> tuple[Region, bool] | None:
        """The region, and whether the outlet reports on it above all; None where nothing tells it."""
        heads = _heads(outlet)
        for label in reversed(heads):
            if label in self._listed:
                return self._listed[label], True
        for label in heads:
            place = self._named_in(label)
            if place is not None and place.admin1_code is not None:
                return (place.country, place.admin1_code), place.geonameid not in self._capitals
        return None

    def _town_of(self, outlet: str) -> Place | None:
        """The town that a local outlet reports on first: the table's, else the city that its name holds."""
        heads = _heads(outlet)
        for label in reversed(heads):
            if label in self._towns:
                region, town = self._towns[label]
                return self._find(region, town)
        for label in heads:
            place = self._named_in(label)
            if place is not None:
                return place if place.kind == "city" and place.geonameid not in self._capitals else None
        return None

    def _find(self, region: Region, town: str) -> Place | None:
        if self._indices is None:
            wanted = {name for _, name in self._towns.values()}
            self._indices = {name: index for name, index in self._gazetteer.names() if name in wanted}
        found = self._gazetteer.candidates(self._indices[town]) if town in self._indices else ()
        inside = [entry for entry in found if entry.kind == "city" and (entry.country, entry.admin1_code) == region]
        return max(inside, key=lambda entry: entry.population, default=None)

    def _named_in(self, label: str) -> Place | None:
        """The longest name of a large city or of a region that the label begins or ends with.

        Papers that are called after a capital report on the whole country.
        """
        if self._names is None:
            self._names = self._index()
        squeezed = _NO_NAME.sub("", fold(label))
        for size in range(len(squeezed), _NAME_LEAST - 1, -1):
            for part in (squeezed[:size], squeezed[-size:]):
                if part in self._names:
                    return self._names[part]
        return None

    def _index(self) -> dict[str, Place]:
        best: dict[str, Place] = {}
        for surface, place in self._gazetteer.large_places(_CITY_LEAST):
            key = _NO_NAME.sub("", fold(surface)) if surface.isascii() else ""
            known = best.get(key)
            if len(key) < _NAME_LEAST or place.admin1_code is None:
                continue
            if (len(key) == _NAME_LEAST and place.population < _SHORT_CITY_LEAST) or (
                known and known.population >= place.population
            ):
                continue
            best[key] = place
        capitals = (self._gazetteer.capital(code) for code in self._gazetteer.country_codes())
        self._capitals = frozenset(capital.geonameid for capital in capitals if capital)
        return best


def _heads(outlet: str) -> list[str]:
    """The labels of a host, or a printed name as one; none where the host's ending is another country's."""
    labels = [label for label in _LABEL.split(outlet.casefold()) if label]
    if "." in outlet.strip(".") and (len(labels) < 2 or labels[-1] not in _OPEN_ENDINGS):
        return []
    return labels[:-1] if "." in outlet else ["".join(labels)]
