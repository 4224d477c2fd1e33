"""Compiles the lexicon into matchers of phrases, one per language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from agents.text.matcher import AffixMatcher, Matcher
from agents.text.normal import fold_lines
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

_ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
_PLAIN = str.maketrans(_ACCENTED, "aaaaaaceeeeiiiinooooouuuuyy")
ARTICLE = "ال"
AFFIXES = {
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
NAME_AFFIXES = {affix: article for affix, article in AFFIXES.items() if not affix.startswith("ك")}
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
    army: Actor | None = None
    """Of a country's adjective: the force that a "frappe russe" is of."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a proper name may be. A place is an index into the gazetteer's candidates."""

    kind: Literal["place", "actor", "outlet", "demonym"]
    place: int | None = None
    term: Term | None = None


PhraseMatcher = Matcher[Term] | AffixMatcher[Term]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language, compiled."""

    language: Language
    phrases: PhraseMatcher
    weapons: PhraseMatcher
    """The weapons alone: found also inside longer phrases ("explosion d'une bombe")."""
    familiar: frozenset[str]
    """Words that any report of an attack may use, folded: those of its phrases and of its lists, but no names."""
    lists: Mapping[str, frozenset[str]]
    """The word lists by name: as they are written, and folded as texts are."""

    def words(self, name: str) -> frozenset[str]:
        """A word list of the language; empty where it has none."""
        return self.lists.get(name, frozenset())


class Vocabularies(Mapping[str, Vocabulary]):
    """The languages of the lexicon; each is compiled when it is first asked for."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon, self._gazetteer = lexicon, gazetteer
        self._compiled: dict[str, Vocabulary] = {}

    def __getitem__(self, code: str) -> Vocabulary:
        if code not in self._compiled:
            language = self._lexicon.languages[code]
            phrases = list(_variants(code, _phrases(code, self._lexicon, self._gazetteer)))
            lists = {name: words.union(fold_lines(words)) for name, words in language.word_lists.items()}
            phrases += _with_article(phrases, lists.get("definite", frozenset()))
            weapons = [(text, term) for text, term in phrases if term.concept == "weapon"]
            self._compiled[code] = Vocabulary(
                language, _matcher(code, phrases), _matcher(code, weapons), _familiar(lists, phrases), lists
            )
        return self._compiled[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicon.languages)

    def __len__(self) -> int:
        return len(self._lexicon.languages)


def _familiar(lists: Mapping[str, frozenset[str]], phrases: list[tuple[str, Term]]) -> frozenset[str]:
    told = (text for text, term in phrases if term.actor is None and term.outlet is None)
    listed = chain.from_iterable(lists.values())
    return frozenset(" ".join(chain(told, listed)).split())


def _with_article(phrases: list[tuple[str, Term]], articles: frozenset[str]) -> list[tuple[str, Term]]:
    """Groups with the article, where it would be taken away: "the Army" begins before "Army of National Liberation"."""
    taken = {text for text, _ in phrases if text.split(" ", 1)[0] in articles and text.count(" ") == 1}
    return [
        (f"{article} {text}", term)
        for text, term in phrases
        if term.actor is not None
        for article in articles
        if f"{article} {text.split(' ', 1)[0]}" in taken
    ]


def _matcher(code: str, phrases: list[tuple[str, Term]]) -> PhraseMatcher:
    if code == "ar":
        return AffixMatcher(phrases, article=ARTICLE, affixes=AFFIXES, join=_join)
    return Matcher(phrases, join=_join)


def _join(first: Term, second: Term) -> Term | None:
    """ "victime d'une attaque" and "attaque au couteau": one that is told more closely behind an attack told so far."""
    if first.concept not in TRIGGERS or second.concept not in TRIGGERS or second.type in (None, "unknown"):
        return None
    weak = first.concept.startswith("weak")
    if second.concept.startswith("weak") and not (weak and first.type == "unknown"):
        return None
    if second.type == first.type and not weak:
        return None
    verb = first.concept.endswith("act")
    concept = first.concept if not weak or second.concept.startswith("weak") else "act" if verb else second.concept
    return _term(concept, second.type)


@cache
def _term(concept: str, attack_type: str | None) -> Term:
    """One for all phrases of a concept: ninety thousand stand for a few hundred."""
    return Term(concept, attack_type)


def _phrases(code: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[str, Term]]:
    for phrase in lexicon.phrases:
        if phrase.language == code:
            yield phrase.text, _term(phrase.concept, phrase.type)
    for alias, term in aliases_of(lexicon, code):
        if not is_proper(alias, code) or (code in _LOWER_CASE_GROUPS and len(alias) >= _LOWER_CASE_LETTERS):
            yield alias, term
    if code != "en":  # English demonyms have a capital, and need it: "polish", "turkey".
        forces = armies(lexicon)
        for form, language, country in gazetteer.demonyms():
            if language == code:
                yield form, Term("demonym", country=country, army=forces.get(country))


def armies(lexicon: Lexicon) -> dict[str, Actor]:
    """The army of each country that the lexicon has one of."""
    return {code: actor for actor in lexicon.actors if actor.id.endswith("-army") for code in actor.countries[:1]}


def aliases_of(lexicon: Lexicon, code: str | None = None) -> Iterator[tuple[str, Term]]:
    """Names of actors and outlets, in one language or in all."""
    for actor in lexicon.actors:
        for language, names in actor.aliases.items():
            if code is None or language == code:
                yield from ((name, Term("actor", actor=actor)) for name in names)
    for outlet in lexicon.outlets:
        for language, names in outlet.aliases.items():
            if code is None or language == code:
                yield from ((name, Term("outlet", outlet=outlet)) for name in names)


def is_proper(alias: str, code: str) -> bool:
    """One word with a capital is matched as a name: in lower case it may be an ordinary word."""
    return code != "ar" and " " not in alias.strip() and alias != alias.lower()


def _variants(code: str, phrases: Iterator[tuple[str, Term]]) -> Iterator[tuple[str, Term]]:
    """Each phrase folded, then without accents."""
    texts, terms = zip(*phrases, strict=True)
    folded = fold_lines(texts)
    yield from zip(folded, terms, strict=True)
    if code != "ar":
        plain = "\n".join(folded).translate(_PLAIN).split("\n")
        yield from ((bare, term) for bare, text, term in zip(plain, folded, terms, strict=True) if bare != text)
