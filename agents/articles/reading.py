"""Reads one article whole: its language, its attacks, its claims. Pure; the same in the worker and in `tocsin scan`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from agents.attacks.reading import AttackReader, AttackReading
from agents.attacks.rules import ReadingRules
from agents.claims.reading import ClaimReader, make_stemmers
from agents.text.dates.dates import Dates
from agents.text.document import Annotator, Document
from agents.text.language import function_words, make_detector
from agents.text.names import compile_names
from agents.text.numbers import Numbers
from agents.text.places.places import Places
from agents.text.vocabulary import Vocabularies
from config.gazetteer.loader import Gazetteer
from config.lexicon.loader import Lexicon
from streams.records import Article, ClaimOccurrence, Sighting


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says. `counts` are increments of named counters."""

    sightings: tuple[Sighting, ...] = ()
    occurrences: tuple[ClaimOccurrence, ...] = ()
    language: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Reads articles; built once, holds the compiled words, names and places."""

    annotator: Annotator
    attacks: AttackReader
    claims: ClaimReader

    def read(self, article: Article) -> Reading:
        """Sightings and occurrences of one article version; nothing of a withdrawn one."""
        if article.status == "canceled":
            return Reading(language=article.language, counts={"withdrawn": 1})
        language = self.annotator.language_of(article)
        if language is None or language not in self.annotator.vocabularies:
            return Reading(language=language, counts={"language_unread": 1})
        document, attacks = self.read_attacks(article, language)
        occurrences = self.claims.read(document, attacks.told)
        counts = {"sightings": len(attacks.sightings), "occurrences": len(occurrences)}
        return Reading(attacks.sightings, occurrences, language, counts)

    def warm(self) -> Self:
        """Compile every language and load the model now, not at the first article of each."""
        for vocabulary in self.annotator.vocabularies.values():
            self.annotator.detect(vocabulary.language.name)
        return self

    def read_attacks(self, article: Article, language: str) -> tuple[Document, AttackReading]:
        """The document with what was read in it, for those who want to see why."""
        document = self.annotator.annotate(article, language)
        return document, self.attacks.read(document)


def make_reader(lexicon: Lexicon, gazetteer: Gazetteer, *, rules: ReadingRules | None = None) -> Reader:
    """Compile words, names and places: a second or two, once per process."""
    languages = lexicon.languages
    annotator = Annotator(
        vocabularies=Vocabularies(lexicon, gazetteer),
        names=compile_names(lexicon, gazetteer),
        dates=Dates({code: language.dates for code, language in languages.items()}),
        numbers=Numbers({code: language.numbers for code, language in languages.items()}),
        detect=make_detector(),
        small_words={code: function_words(language.word_lists) for code, language in languages.items()},
    )
    return Reader(
        annotator,
        AttackReader(Places(gazetteer), rules or ReadingRules()),
        ClaimReader(make_stemmers(list(languages))),
    )
