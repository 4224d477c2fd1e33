"""Compiles the names of places, groups, outlets and peoples into one matcher for all languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.text.matcher import AffixMatcher, CapitalMatcher, Hit, Matcher
from agents.text.normal import blank_lines, is_arabic
from agents.text.vocabulary import ARTICLE, NAME_AFFIXES, Name, Term, aliases_of, armies, is_proper
from config.gazetteer.loader import Gazetteer
from config.lexicon.loader import Lexicon

DOT = "\u02bc"
"""Stands in a text of names for the dot of "St. Louis": a letter, so that the name is not cut there."""
_SHORTENED = re.compile(r"(?:St|Ste|Sta|Sto|Ft|Mt|Pt) ")
_NAMES_KEPT = 50_000
_ACRONYM_LETTERS = 4
_OF = frozenset(["de", "du", "des", "del", "la", "of", "the"])


@dataclass(frozen=True, slots=True)
class NameMatcher:
    """Proper names: those of Latin letters by their capitals, those of Arabic ones with what is written onto them."""

    latin: CapitalMatcher[Name]
    lower: Matcher[Name]
    """The few that begin in lower case: "al-Qaïm"."""
    arabic: AffixMatcher[Name]

    def find(self, text: str) -> list[Hit[Name]]:
        """Hits of both scripts in order."""
        hits = self.latin.find(text)
        others = [*self.lower.find(text), *(self.arabic.find(text) if is_arabic(text) else ())]
        if not others:
            return hits
        taken = {at for hit in others for at in range(hit.start, hit.end)}
        return sorted([*others, *(hit for hit in hits if hit.start not in taken)], key=lambda hit: hit.start)


def compile_names(lexicon: Lexicon, gazetteer: Gazetteer) -> NameMatcher:
    """Names that are recognised by their capitals (or, in Arabic, by their letters) in any language.

    Names of the lexicon go before those of places, and the first of each before the others.
    """
    places = blank_lines(form for form, _ in gazetteer.names())
    terms = list(_terms(lexicon, gazetteer))
    words = blank_lines(form for form, _ in terms)
    keys = _first_of_each(places, range(len(places)))
    saints = [(short, keys[name]) for name in places if name[1:2] == "t" and (short := _shorten(name))]
    keys |= _first_of_each([name for name, _ in saints], [key for _, key in saints])
    # A negative key counts the names of the lexicon: -1 is the first.
    numbers = [-1 - index for index in range(len(words))]
    spelled = [(word.capitalize(), number) for word, number in zip(words, numbers, strict=True) if _is_acronym(word)]
    keys = _first_of_each(*zip(*spelled, strict=True)) | keys if spelled else keys
    keys |= _first_of_each(words, numbers)
    keys.pop("", None)

    @lru_cache(maxsize=_NAMES_KEPT)
    def payload(key: int) -> Name:
        return Name("place", place=key) if key >= 0 else terms[-1 - key][1]

    arabic = {name: payload(key) for name, key in keys.items() if not name.isascii() and is_arabic(name)}
    lower = {name: payload(key) for name, key in keys.items() if name[0].islower() and name not in arabic}
    for name in (*arabic, *lower):
        del keys[name]
    return NameMatcher(
        CapitalMatcher(keys, payload),
        Matcher(lower.items()),
        AffixMatcher(arabic.items(), article=ARTICLE, affixes=NAME_AFFIXES),
    )


def _is_acronym(name: str) -> bool:
    """ "FARC", which papers that spell out short names as words print "Farc"."""
    return name.isalpha() and name.isupper() and len(name) >= _ACRONYM_LETTERS


def _is_title(name: str) -> bool:
    """ "Le Parisien", "La Jornada": ordinary words but for their capitals."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() or word in _OF for word in words)


def _first_of_each(names: Sequence[str], keys: Sequence[int]) -> dict[str, int]:
    """A dictionary in which the first of equal names wins, not the last."""
    return dict(zip(reversed(names), reversed(keys), strict=True))


def _shorten(name: str) -> str | None:
    """ "St Louis" as it stands in a text of names where it is printed "St. Louis"."""
    found = _SHORTENED.match(name)
    return f"{name[: found.end() - 1]}{DOT} {name[found.end() :]}" if found else None


def _terms(lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[str, Name]]:
    for alias, term in aliases_of(lexicon):
        if is_proper(alias, "ar" if is_arabic(alias) else ""):
            yield alias, Name("actor" if term.actor else "outlet", term=term)
    for outlet in lexicon.outlets:
        if _is_title(outlet.name):
            yield outlet.name, Name("outlet", term=Term("outlet", outlet=outlet))
    forces = armies(lexicon)
    for form, language, country in gazetteer.demonyms():
        if language == "en":
            yield form, Name("demonym", term=Term("demonym", country=country, army=forces.get(country)))
