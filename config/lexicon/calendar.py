"""Names of months and weekdays from CLDR, in every regional spelling of a language."""

from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale, localedata

_WIDTHS = ("wide", "abbreviated")
_CONTEXTS = ("format", "stand-alone")


def calendar_names(language: str) -> dict[str, dict[str, int]]:
    """`month` (1-12) and `weekday` (Monday 0) by lower-case name; the language's main region wins."""
    names: dict[str, dict[str, int]] = {"month": {}, "weekday": {}}
    for locale in _locales(language):
        for context in _CONTEXTS:
            for width in _WIDTHS:
                _add(names["month"], locale.months[context][width])
                _add(names["weekday"], locale.days[context][width])
    return names


def complete_dates(dates: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The `[dates]` section of a language with the CLDR names added; a word written in the section wins.

    Words of `not_names` are no names of months or days in running text ("mar", "sun").
    """
    refused = frozenset(dates.get("not_names", ()))
    completed = dict(dates)
    for kind, found in calendar_names(language).items():
        usable = {name: number for name, number in found.items() if name not in refused}
        completed[kind] = {**usable, **dates.get(kind, {})}
    return completed


def _add(names: dict[str, int], source: Mapping[int, str]) -> None:
    for number, name in source.items():
        word = name.lower().rstrip(".")
        if len(word) > 1:
            names.setdefault(word, number)


def _locales(language: str) -> Iterator[Locale]:
    yield Locale.parse(language)
    for name in sorted(localedata.locale_identifiers()):
        parts = name.split("_")
        if parts[0] == language and len(parts) == 2 and len(parts[1]) == 2:
            yield Locale.parse(name)
