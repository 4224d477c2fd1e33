"""Tells names that are no places: parts of other names, days, numbers, the nouns of places themselves."""

from collections.abc import Sequence

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Name, Term

_DATE_CHARACTERS = 24


def names_of_others(sentence: Sentence) -> Sequence[Hit[Term]]:
    """A group, an outlet, a weapon or its use ("cocktail Molotov lancé") that may have a town's name in it."""
    return sentence.of("actor", "outlet", "weapon", *TRIGGERS) if sentence.names else []


def runs_into_date(document: Document, term: Hit[Term]) -> bool:
    """ "في بغداد اليوم الأحد": no paper of that name, but a town and a day."""
    return any(span.start < term.end < span.end for span in document.dates_in(term.start, term.end + _DATE_CHARACTERS))


def is_date_or_number(document: Document, hit: Hit[Name]) -> bool:
    """ "Friday", "SEVEN" are towns too, but not where they are read as a day or a number."""
    spans = [(span.start, span.end) for span in document.dates_in(hit.start, hit.end)]
    spans += [(span.start, span.end) for span in document.numbers_in(hit.start, hit.end)]
    return (hit.start, hit.end) in spans


def is_noun_of_place(document: Document, hit: Hit[Name]) -> bool:
    """ "مدينة كويتا", "the Village": the noun, not the town that is called so."""
    word = document.folded[hit.start : hit.end]
    return any(word in document.vocabulary.words(name) for name in ("place_word", "region_word", "area_word"))


def takes(term: Hit[Term], hit: Hit[Name]) -> bool:
    """Whether a name is part of a group's, an outlet's or a weapon's: "cocktail Molotov"."""
    if term.payload.concept in TRIGGERS:
        return term.start < hit.start and hit.end < term.end
    return term.start <= hit.start < term.end
