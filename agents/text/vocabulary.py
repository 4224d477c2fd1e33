"""Compiles the lexicon and the gazetteer into matchers: one of phrases per language, one of proper names for all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from agents.text.matcher import Matcher
from agents.text.normal import blank_punctuation, fold
from config.gazetteer.loader import Gazetteer
from config.lexicon.loader import Actor, Language, Lexicon, Outlet

TRIGGERS = tuple("event act deadly_act wounding_act weak_event weak_act weak_deadly_act weak_wounding_act".split())
"""Concepts that tell an attack; the weak ones only in company."""

_ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
_PLAIN = str.maketrans(_ACCENTED, "aaaaaaceeeeiiiinooooouuuuyy")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "فب", "فل")
_NAME_CLITICS = ("", "و", "ب", "ل", "وب", "ول", "ف", "ك")


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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language, compiled."""

    language: Language
    phrases: Matcher[Term]
    weapons: Matcher[Term]
    """The weapons alone: found also inside longer phrases ("explosion d'une bombe")."""

    def words(self, name: str) -> frozenset[str]:
        """A word list of the language; empty where it has none."""
        return self.language.word_lists.get(name, frozenset())


def compile_vocabularies(lexicon: Lexicon, gazetteer: Gazetteer) -> Mapping[str, Vocabulary]:
    """One vocabulary per language of the lexicon."""
    vocabularies = {}
    for code, language in lexicon.languages.items():
        phrases = list(_variants(code, _phrases(code, lexicon, gazetteer)))
        weapons = ((text, term) for text, term in phrases if term.concept == "weapon")
        vocabularies[code] = Vocabulary(language, Matcher(phrases), Matcher(weapons))
    return vocabularies


def compile_names(lexicon: Lexicon, gazetteer: Gazetteer) -> Matcher[Name]:
    """Names that are recognised by their capitals (or, in Arabic, by their letters) in any language."""
    return Matcher(_names(lexicon, gazetteer))


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
    """Each phrase folded, then without accents; Arabic ones with the letters that are written onto a word."""
    entries = [(" ".join(fold(text).split()), term) for text, term in phrases]
    yield from entries
    if code == "ar":
        yield from ((clitic + text, term) for clitic in _CLITICS for text, term in entries if text[:2] != "ال")
        yield from (
            (clitic + text, term) for clitic in ("و", "ب", "ف", "ك") for text, term in entries if text[:2] == "ال"
        )
        yield from (("لل" + text[2:], term) for text, term in entries if text[:2] == "ال")
    else:
        yield from ((plain, term) for text, term in entries if (plain := text.translate(_PLAIN)) != text)


def _names(lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[str, Name]]:
    for alias, term in _aliases(lexicon):
        if _is_proper(alias, "" if alias.isascii() or not _is_arabic(alias) else "ar"):
            yield blank_punctuation(alias), Name("actor" if term.actor else "outlet", term=term)
    for form, language, country in gazetteer.demonyms():
        if language == "en":
            yield blank_punctuation(form), Name("demonym", term=Term("demonym", country=country))
    for form, index in gazetteer.names():
        name = Name("place", place=index)
        folded = blank_punctuation(form)
        if not _is_arabic(folded):
            yield folded, name
            continue
        yield from ((clitic + folded, name) for clitic in _NAME_CLITICS)
        if folded[:2] == "ال":
            yield "لل" + folded[2:], name


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)
