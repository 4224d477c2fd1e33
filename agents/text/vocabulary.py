"""Compiles the lexicon and the gazetteer into matchers: one of phrases per language, one of proper names for all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from agents.text.matcher import AffixMatcher, CapitalMatcher, Hit, Matcher
from agents.text.normal import blank_punctuation, fold
from config.gazetteer.loader import Gazetteer
from config.lexicon.loader import Actor, Language, Lexicon, Outlet

TRIGGERS = (
    "event",
    "act",
    "deadly_act",
    "wounding_act",
    "weak_event",
    "weak_act",
    "weak_deadly_act",
    "weak_wounding_act",
)
"""Concepts that tell an attack; the weak ones only in company."""

_ARABIC = re.compile("[\u0600-\u06ff]")
_ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
_PLAIN = str.maketrans(_ACCENTED, "aaaaaaceeeeiiiinooooouuuuyy")
DOT = "\u02bc"
"""Stands in a text of names for the dot of "St. Louis": a letter, so that the name is not cut there."""
_SHORTENED = re.compile(r"(St|Ste|Sta|Sto|Ft|Mt|Pt)\.? +")
_ARTICLE = "ال"
_AFFIXES = {
    affix: affix.endswith(("ال", "لل"))
    for affix in (
        "",
        "و",
        "ف",
        "ب",
        "ل",
        "ك",
        "وب",
        "ول",
        "فب",
        "فل",
        "ال",
        "وال",
        "بال",
        "فال",
        "كال",
        "لل",
        "ولل",
        "فلل",
        "وبال",
    )
}
"""What Arabic writes onto the word behind it, and whether that ends in the article."""
_NAME_AFFIXES = {affix: article for affix, article in _AFFIXES.items() if not affix.startswith("ك")}
"""The same before names: nothing happens "like Minna", and "كمينا" is an ambush."""

_LOWER_CASE_GROUPS = ("fr", "es")
"""Languages that print the members of a group without a capital: "les talibans", "los hutíes"."""
_LOWER_CASE_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase means to the grammar: a concept of the lexicon, and the attack type of its file if it has one."""

    concept: str
    type: str | None = None
    actor: Actor | None = None
    outlet: Outlet | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """What a proper name may be. A place is an index into the gazetteer's candidates."""

    kind: Literal["place", "actor", "outlet", "demonym"]
    place: int | None = None
    term: Term | None = None


PhraseMatcher = Matcher[Term] | AffixMatcher[Term]


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
        others = [*self.lower.find(text), *(self.arabic.find(text) if _is_arabic(text) else ())]
        if not others:
            return hits
        taken = {at for hit in others for at in range(hit.start, hit.end)}
        return sorted([*others, *(hit for hit in hits if hit.start not in taken)], key=lambda hit: hit.start)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language, compiled."""

    language: Language
    phrases: PhraseMatcher
    weapons: PhraseMatcher
    """The weapons alone: found also inside longer phrases ("explosion d'une bombe")."""

    def words(self, name: str) -> frozenset[str]:
        """A word list of the language; empty where it has none."""
        return self.language.word_lists.get(name, frozenset())


class Vocabularies(Mapping[str, Vocabulary]):
    """The languages of the lexicon; each is compiled when it is first asked for."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon, self._gazetteer = lexicon, gazetteer
        self._compiled: dict[str, Vocabulary] = {}

    def __getitem__(self, code: str) -> Vocabulary:
        if code not in self._compiled:
            language = self._lexicon.languages[code]
            phrases = list(_variants(code, _phrases(code, self._lexicon, self._gazetteer)))
            weapons = [(text, term) for text, term in phrases if term.concept == "weapon"]
            self._compiled[code] = Vocabulary(language, _matcher(code, phrases), _matcher(code, weapons))
        return self._compiled[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicon.languages)

    def __len__(self) -> int:
        return len(self._lexicon.languages)


def _matcher(code: str, phrases: list[tuple[str, Term]]) -> PhraseMatcher:
    return AffixMatcher(phrases, article=_ARTICLE, affixes=_AFFIXES) if code == "ar" else Matcher(phrases)


def compile_names(lexicon: Lexicon, gazetteer: Gazetteer) -> NameMatcher:
    """Names that are recognised by their capitals (or, in Arabic, by their letters) in any language."""
    capital: list[tuple[str, Name]] = []
    lower: list[tuple[str, Name]] = []
    arabic: list[tuple[str, Name]] = []
    for entry in _names(lexicon, gazetteer):
        (arabic if _is_arabic(entry[0]) else lower if entry[0].lstrip()[:1].islower() else capital).append(entry)
    return NameMatcher(
        CapitalMatcher(capital), Matcher(lower), AffixMatcher(arabic, article=_ARTICLE, affixes=_NAME_AFFIXES)
    )


def _phrases(code: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[str, Term]]:
    for phrase in lexicon.phrases:
        if phrase.language == code:
            yield phrase.text, Term(phrase.concept, phrase.type)
    for alias, term in _aliases(lexicon, code):
        if not _is_proper(alias, code) or (code in _LOWER_CASE_GROUPS and len(alias) >= _LOWER_CASE_LETTERS):
            yield alias, term
    if code != "en":  # English demonyms have a capital, and need it: "polish", "turkey".
        for form, language, country in gazetteer.demonyms():
            if language == code:
                yield form, Term("demonym", country=country)


def _aliases(lexicon: Lexicon, code: str | None = None) -> Iterator[tuple[str, Term]]:
    for actor in lexicon.actors:
        for language, names in actor.aliases.items():
            if code is None or language == code:
                yield from ((name, Term("actor", actor=actor)) for name in names)
    for outlet in lexicon.outlets:
        for language, names in outlet.aliases.items():
            if code is None or language == code:
                yield from ((name, Term("outlet", outlet=outlet)) for name in names)


def _is_proper(alias: str, code: str) -> bool:
    """One word with a capital is matched as a name: in lower case it may be an ordinary word."""
    return code != "ar" and " " not in alias.strip() and alias != alias.lower()


def _variants(code: str, phrases: Iterator[tuple[str, Term]]) -> Iterator[tuple[str, Term]]:
    """Each phrase folded, then without accents."""
    entries = [(" ".join(fold(text).split()), term) for text, term in phrases]
    yield from entries
    if code != "ar":
        yield from ((plain, term) for text, term in entries if (plain := text.translate(_PLAIN)) != text)


def _names(lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[str, Name]]:
    for alias, term in _aliases(lexicon):
        if _is_proper(alias, "" if alias.isascii() or not _is_arabic(alias) else "ar"):
            yield blank_punctuation(alias), Name("actor" if term.actor else "outlet", term=term)
    for form, language, country in gazetteer.demonyms():
        if language == "en":
            yield blank_punctuation(form), Name("demonym", term=Term("demonym", country=country))
    for form, index in gazetteer.names():
        plain = form.isascii() and form.replace(" ", "").isalnum()
        blank = form if plain else blank_punctuation(form)
        yield blank, Name("place", place=index)
        if blank[1:2] == "t" and (short := _SHORTENED.match(blank)):
            yield f"{short[1]}{DOT} {blank[short.end() :]}", Name("place", place=index)


def _is_arabic(text: str) -> bool:
    return _ARABIC.search(text) is not None
