"""First-level regions: joins GeoNames codes, which cities carry, with ISO 3166-2 names in four languages."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from config.gazetteer.drafts import DraftPlace, Drafts
from config.gazetteer.skeletons import fold, skeleton
from config.gazetteer.sources import City
from config.gazetteer.spelling import (
    spellings_of_article,
    spellings_of_main_name,
    strip_generic,
)

_SAME_NAME = 0.88
RegionKey = tuple[str, str]


def add_regions(
    drafts: Drafts,
    *,
    names: Mapping[RegionKey, str],
    subdivisions: Mapping[str, Mapping[RegionKey, str]],
    cities: Iterable[City],
) -> None:
    """One place per GeoNames region; it lies where its largest town does and has its towns' population."""
    towns: dict[RegionKey, list[City]] = defaultdict(list)
    for city in cities:
        towns[city.country, city.admin1_code].append(city)
    partners = match_subdivisions(names, [subdivisions[language] for language in ("en", "fr", "es")])
    for key in sorted(towns):
        country, code = key
        if country not in drafts.country_rows or not code:
            continue
        seat = max(towns[key], key=lambda city: city.population)
        name = strip_generic(names.get(key, ""))
        population = sum(city.population for city in towns[key])
        place = DraftPlace(
            synthetic_id(f"{country}.{code}"),
            "admin1",
            country,
            name,
            seat.lat,
            seat.lon,
            population,
            code=code,
        )
        row = drafts.add_place(place)
        drafts.add_names(row, region_spellings(names.get(key, "")))
        for language_names in subdivisions.values():
            drafts.add_names(row, region_spellings(language_names.get(partners.get(key, key), "")))


def synthetic_id(key: str) -> int:
    """Negative, stable, and so never an id of GeoNames: our sources give regions and facilities none."""
    return -(zlib.crc32(key.encode()) & 0x7FFF_FFFF) - 1


def region_spellings(name: str) -> set[str]:
    """With and without the word for province."""
    if not name:
        return set()
    bare = strip_generic(name)
    latin = {form for variant in (bare, name) for form in spellings_of_main_name(variant, population=0)}
    latin.update(spellings_of_article(bare, bare=True))
    return latin | {form for form in (bare, name) if "\u0621" <= form[:1] <= "\u064a" and len(form) >= 3}


def match_subdivisions(
    names: Mapping[RegionKey, str], iso_names: Sequence[Mapping[RegionKey, str]]
) -> dict[RegionKey, RegionKey]:
    """GeoNames region -> ISO 3166-2 subdivision of the same country, surest pairs first, each used once.

    A region without partner maps to a key that no subdivision has.
    """
    by_country: dict[str, list[RegionKey]] = defaultdict(list)
    for key in sorted(set().union(*iso_names)):
        by_country[key[0]].append(key)
    scored = [
        (
            max(likeness(name, table.get(partner, "")) for table in iso_names),
            key,
            partner,
        )
        for key, name in names.items()
        for partner in by_country[key[0]]
    ]
    partners: dict[RegionKey, RegionKey] = {}
    used: set[RegionKey] = set()
    for score, key, partner in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= _SAME_NAME and key not in partners and partner not in used:
            partners[key] = partner
            used.add(partner)
    return {key: partners.get(key, (key[0], "")) for key in names}


def likeness(left: str, right: str) -> float:
    """Jaro-Winkler of the bare names; equal consonants make up for different vowels."""
    bare_left, bare_right = strip_generic(left), strip_generic(right)
    if not bare_right:
        return 0.0
    score = JaroWinkler.similarity(fold(bare_left), fold(bare_right))
    if len(skeleton(bare_left)) >= 2 and skeleton(bare_left) == skeleton(bare_right):
        return max(score, 0.9)
    return score
