"""Builds the committed extract: ``python -m config.gazetteer.build [--cache DIR]``."""

import argparse
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.gazetteer import extract, sources
from config.gazetteer.cities import add_cities
from config.gazetteer.countries import add_countries, find_capitals
from config.gazetteer.demonyms import expand_demonyms
from config.gazetteer.drafts import Drafts
from config.gazetteer.exonyms import add_exonyms, add_facilities
from config.gazetteer.regions import add_regions
from config.gazetteer.spelling import read_common_words

HERE = Path(__file__).parent


def read_table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(".cache/gazetteer"),
        help="where packages are unpacked",
    )
    root = sources.fetch_packages(parser.parse_args().cache.resolve())
    built = build_extract(root)
    extract.write_extract(built)
    size = extract.PATH.stat().st_size
    print(f"{len(built.names):,} places, {len(built.surfaces):,} names, {size / 1e6:.1f} MB")


def build_extract(root: Path) -> extract.Extract:
    """Everything after fetching; depends on nothing but ``root`` and the files beside this one."""
    words = read_common_words(read_table("stopwords.toml"), _dictionary())
    selection = read_table("selection.toml")
    drafts = Drafts(words, frozenset(selection["named_after_persons"]))
    countries = sources.read_countries()
    country_names = add_countries(drafts, countries)
    cities = [city for city in sources.read_cities() if city.country in countries]
    add_regions(
        drafts,
        names=sources.read_admin1_names(root) | _hand_named_regions(),
        subdivisions={language: sources.read_subdivisions(root, language) for language in sources.LANGUAGES},
        cities=cities,
    )
    tagged = [sources.read_tagged_names(root, language) for language in sources.LANGUAGES]
    seats = {(country.iso2, country.capital) for country in countries.values()}
    add_cities(drafts, cities, tagged=tagged, seats=seats, selection=selection)
    demonyms = read_table("demonyms.toml")
    find_capitals(drafts, countries, states=demonyms.keys())
    add_facilities(drafts, read_table("facilities.toml"))
    add_exonyms(drafts, read_table("exonyms.toml"))
    return drafts.pack(country_names=country_names, demonyms=expand_demonyms(demonyms))


def _dictionary() -> frozenset[str]:
    return frozenset().union(*(sources.read_dictionary(language) for language in ("fr", "en", "es", "ar")))


def _hand_named_regions() -> dict[tuple[str, str], str]:
    table: Mapping[str, Mapping[str, str]] = read_table("regions.toml")
    return {(country, code): name for country, codes in table.items() for code, name in codes.items()}


if __name__ == "__main__":
    main()
