"""Where the subject of a verb stands: before what is put between commas, "X, a nun from Zaragoza, was wounded"."""

import re

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.phrases import persons_in

_COMMA = re.compile("[,،]")
_INSERTED_WORDS = 25
_AUXILIARY_WORDS = 3
_NEAR = 2
"""Characters between the subject and its comma."""


def subject_end(document: Document, sentence: Sentence, verb: int) -> int:
    """Behind the subject of the verb that begins there: before an insertion between two commas, else the verb."""
    start = clause_start(document, sentence, verb)
    commas = [found.start() for found in _COMMA.finditer(document.text, sentence.start, start)]
    if len(commas) < 2 or document.text[commas[-1] + 1 : start].strip():
        return verb
    opening = commas[-2]
    if document.words_between(opening, commas[-1]) > _INSERTED_WORDS:
        return verb
    people = [hit.end for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS]
    people += [end for _, end in persons_in(document, sentence)]
    return opening if any(0 <= opening - end <= _NEAR for end in people) else verb


def clause_start(document: Document, sentence: Sentence, verb: int) -> int:
    """Where the verb begins with its auxiliary."""
    near = [
        mark.start
        for mark in sentence.of("passive")
        if mark.end <= verb and document.words_between(mark.end, verb) <= _AUXILIARY_WORDS
    ]
    return near[-1] if near else verb
