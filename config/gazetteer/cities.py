"""Which towns the extract takes and by which spellings. Used at build time only."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from config.gazetteer.drafts import DraftPlace, Drafts
from config.gazetteer.sources import City
from config.gazetteer.spelling import (
    LARGE_POPULATION,
    is_press_spelling,
    spellings_of_article,
    spellings_of_main_name,
    unaccent,
)

SMALLEST_ELSEWHERE = 5_000
# Every village is taken here, but the odd aliases of small ones are no press names.
_NO_ODD_ALIASES = frozenset(["US"])


def add_cities(
    drafts: Drafts,
    cities: Iterable[City],
    *,
    tagged: list[dict[int, str]],
    seats: AbstractSet[tuple[str, str]],
    selection: Mapping[str, list[str]],
) -> None:
    """Adds towns, largest first. ``selection`` is selection.toml; ``seats`` are (ISO2, capital) pairs."""
    every_village, arabic_names = set(selection["every_village"]), set(selection["arabic_names"])
    known = [city for city in cities if city.country in drafts.country_rows]
    for city in sorted(known, key=lambda city: (-city.population, city.geonameid)):
        followed = city.country in every_village
        if not (followed or city.population >= SMALLEST_ELSEWHERE or (city.country, city.name) in seats):
            continue
        row = _add_city(drafts, city)
        drafts.add_names(row, _spellings(city, tagged, arabic=city.country in arabic_names))
        # Odd aliases of small places only help where many texts look.
        if city.population >= LARGE_POPULATION or (followed and city.country not in _NO_ODD_ALIASES):
            drafts.add_names(row, filter(is_press_spelling, city.aliases), weak=True)


def _add_city(drafts: Drafts, city: City) -> int:
    region = drafts.region_rows.get((city.country, city.admin1_code), -1)
    place = DraftPlace(city.geonameid, "city", city.country, city.name, city.lat, city.lon, city.population)
    place.region = region
    return drafts.add_place(place)


def _spellings(city: City, tagged: list[dict[int, str]], *, arabic: bool) -> set[str]:
    """The main name, what each language calls the place, and the ways to write an Arabic article."""
    names = set(spellings_of_main_name(city.name, population=city.population))
    if arabic:
        names.update(spellings_of_article(city.name, bare=city.population >= LARGE_POPULATION))
    preferred = {table[city.geonameid] for table in tagged if city.geonameid in table}
    names.update(form for name in preferred for form in (name, unaccent(name)) if is_press_spelling(form))
    return names
