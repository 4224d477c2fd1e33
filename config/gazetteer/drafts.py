"""The gazetteer while it is being built: places and the names that lead to each of them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from config.gazetteer.extract import DEGREE_UNITS, KINDS, Extract
from config.gazetteer.spelling import CommonWords

# A name shared by more places than this says too little; the best few are enough to choose from.
MOST_CANDIDATES = 12
# A capital is meant before a larger namesake (Washington, San José), unless it is a village itself.
CAPITAL_POPULATION = 250_000
_WEAK_NAME_DIVISOR = 20
# Facilities are listed because attacks are reported there; their names rank like a large town's.
_FACILITY_WEIGHT = 500_000
_SMALL_TOWN = 30_000
_ABOVE_CAPITALS = 2_000_000_000
_ABOVE_TOWNS = 100_000_000


@dataclass(slots=True)
class DraftPlace:
    """One place; ``region`` is the row of its admin1 region or -1."""

    geonameid: int
    kind: str
    country: str
    name: str
    lat: float
    lon: float
    population: int
    region: int = -1
    code: str = ""


@dataclass(slots=True)
class Drafts:
    """Rows in the order of the extract: countries, regions, towns, facilities."""

    words: CommonWords
    named_after_persons: frozenset[str]
    places: list[DraftPlace] = field(default_factory=list)
    names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    weak: set[tuple[str, int]] = field(default_factory=set)
    trusted: set[str] = field(default_factory=set)
    capitals: dict[str, int] = field(default_factory=dict)
    seats: set[int] = field(default_factory=set)
    country_rows: dict[str, int] = field(default_factory=dict)
    region_rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_place(self, place: DraftPlace) -> int:
        self.places.append(place)
        row = len(self.places) - 1
        if place.kind == "country":
            self.country_rows[place.country] = row
        elif place.kind == "admin1" and place.code:
            self.region_rows[place.country, place.code] = row
        return row

    def add_names(
        self,
        row: int,
        spellings: Iterable[str],
        *,
        trusted: bool = False,
        weak: bool = False,
    ) -> None:
        """``trusted`` spellings are written by hand or name a country: no stop list refuses them.

        ``weak`` ones carry no language and may be historical or foreign; they rank lower.
        """
        for spelling in spellings:
            if trusted:
                self.trusted.add(spelling)
            elif self.words.refuses(spelling):
                continue
            if weak and row not in self.names[spelling]:
                self.weak.add((spelling, row))
            elif not weak:
                self.weak.discard((spelling, row))
            self.names[spelling].add(row)

    def rank(self, spelling: str, row: int) -> int:
        """Countries win, then capitals, then population; a town comes before the region around it."""
        place = self.places[row]
        if (spelling, row) in self.weak:
            return place.population // _WEAK_NAME_DIVISOR
        if place.kind == "facility":
            return _FACILITY_WEIGHT
        if place.kind == "country":
            return _ABOVE_CAPITALS + place.population // 2
        if row in self.seats and place.population >= CAPITAL_POPULATION:
            return _ABOVE_TOWNS + place.population
        if place.kind == "admin1":
            seats = [self.places[rival] for rival in self.names[spelling] if self.places[rival].region == row]
            return min([place.population, *(seat.population - 1 for seat in seats)])
        return place.population

    def pack(self, *, country_names: list[str], demonyms: list[str]) -> Extract:
        """Sort names and candidates and lay everything out in columns."""
        surfaces = sorted(self.names)
        offsets, candidates, ambiguities = array("I", [0]), array("I"), array("B")
        for surface in surfaces:
            rows = self.names[surface]
            best = sorted(rows, key=lambda row: (-self.rank(surface, row), row))[:MOST_CANDIDATES]
            candidates.extend(best)
            offsets.append(len(candidates))
            ambiguities.append(self._doubts(surface, best[0]))
        codes = list(self.country_rows)
        numbers = {code: number for number, code in enumerate(codes)}
        regions = [place for place in self.places if place.kind == "admin1"]
        return Extract(
            geonameids=array("i", (place.geonameid for place in self.places)),
            kinds=array("B", (KINDS.index(place.kind) for place in self.places)),
            countries=array("H", (numbers[place.country] for place in self.places)),
            regions=array("i", (place.region for place in self.places)),
            lats=array("i", (round(place.lat * DEGREE_UNITS) for place in self.places)),
            lons=array("i", (round(place.lon * DEGREE_UNITS) for place in self.places)),
            populations=array("I", (place.population for place in self.places)),
            offsets=offsets,
            candidates=candidates,
            ambiguities=ambiguities,
            capitals=array("i", (self.capitals.get(code, -1) for code in codes)),
            names=[place.name for place in self.places],
            surfaces=surfaces,
            country_codes=codes,
            country_names=country_names,
            region_codes=[place.code for place in regions],
            demonyms=demonyms,
        )

    def _doubts(self, surface: str, best: int) -> bool:
        place = self.places[best]
        if place.kind == "country" or (surface in self.trusted and place.kind != "admin1"):
            return self.words.doubts(surface, population=_ABOVE_CAPITALS)
        if place.country in self.named_after_persons and place.population < _SMALL_TOWN and surface.isalpha():
            return True
        return self.words.doubts(surface, population=place.population)
