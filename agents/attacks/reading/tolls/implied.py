"""Reads the dead that an attack's name implies: "a fatal shooting", "a triple homicide", "the slayings of four"."""

from agents.attacks.reading.mentions import Count, Found
from agents.attacks.reading.tolls.casualties import listed_count
from agents.attacks.reading.tolls.figures import interval, is_count
from agents.attacks.reading.tolls.nouncounts import count_listed
from agents.attacks.reading.tolls.rows import count_row, row_behind
from agents.attacks.reading.tolls.sums import counts_people
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Term
from streams.records import Toll

_HIT = 1.9
_STATED = 1.9
"""A little less than what a sentence says of the dead themselves."""
_FOLDS = ((2, "twofold"), (3, "threefold"), (4, "fourfold"))
_IMPLIED = 0.2
_FOLD_WORDS, _FOLD_CHARACTERS = 4, 16


def implied_dead(document: Document, hit: Hit[Term], sentence: Sentence) -> Count | None:
    """ "a fatal shooting", "the murder of": at least one died, when nothing says more."""
    words = document.vocabulary.words("deadly_word") & set(document.folded[hit.start : hit.end].split())
    if not words or _is_only_named(document, hit, sentence):
        return None
    stated = _dead_of(document, hit, sentence)
    if stated is not None:
        return stated
    if row := count_listed(document, sentence, hit):
        return listed_count(document, sentence, row, _IMPLIED, hit)
    # "The shooting deaths of a mother and her daughter"
    if (people := count_row(row_behind(document, sentence, hit.end, sentence.end))) > 1:
        found = Found(document.text[hit.start : hit.end], hit.start, hit.end)
        return Count(Toll(people, people), found, _STATED, sentence)
    return Count(Toll(1, None), Found(document.text[hit.start : hit.end], hit.start, hit.end), _IMPLIED, sentence)


def _is_only_named(document: Document, hit: Hit[Term], sentence: Sentence) -> bool:
    """ "attempted homicide", "homicide detectives": nobody need have died."""
    tried = any(
        other.end <= hit.start and document.words_between(other.end, hit.start) == 0
        for other in sentence.of("attempted")
    )
    charges = document.vocabulary.words("tried_word") & set(
        document.folded[max(sentence.start, hit.start - 16) : hit.start].split()[-1:]
    )
    bodies = any(
        hit.end <= other.start and document.words_between(hit.end, other.start) == 0
        for other in sentence.of("kind_police", "kind_official")
    )
    return tried or bool(charges) or bodies


def implied_hit(document: Document, sentence: Sentence) -> Count | None:
    """ "a quadruple shooting": four were hit, the dead among them."""
    victims = document.vocabulary.words("victim_counted")
    for hit in sentence.of(*TRIGGERS):
        if document.folded[hit.start : hit.end].split()[-1] in victims and (times := _fold(document, sentence, hit)):
            found = Found(document.text[hit.start : hit.end], hit.start, hit.end)
            return Count(Toll(times, times), found, _HIT, sentence, by_verb=True)
    return None


def _fold(document: Document, sentence: Sentence, hit: Hit[Term]) -> int | None:
    before = document.folded[max(sentence.start, hit.start - _FOLD_CHARACTERS) : hit.end].split()[-_FOLD_WORDS:]
    return next((times for times, words in _FOLDS if document.vocabulary.words(words) & set(before)), None)


def _dead_of(document: Document, hit: Hit[Term], sentence: Sentence) -> Count | None:
    """ "a triple homicide", "the slayings of four people": the name of the attack has its figure beside it."""
    if times := _fold(document, sentence, hit):
        found = Found(document.text[hit.start : hit.end], hit.start, hit.end)
        return Count(Toll(times, times), found, _STATED, sentence)
    for number in document.numbers_in(hit.end, sentence.end)[:1]:
        near = document.words_between(hit.end, number.start) <= 1 and is_count(document, sentence, number)
        if near and number.low is not None and counts_people(document, sentence, number):
            found = Found(document.text[hit.start : number.end], hit.start, number.end)
            return Count(interval(document, sentence, number), found, _STATED, sentence)
    return None
