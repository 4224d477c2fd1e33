"""Who told it: outlets that a sentence credits, listed ones and those named behind "la chaîne", "el diario"."""

import re
from collections.abc import Iterator, Sequence

from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Name, Term

_SOURCE_WORDS = 9
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = r"[A-ZÀ-Þ][\w’'-]*"
_OUTLET_NAME = re.compile(
    r"(?: (?:d['’])?[^\W\d_A-ZÀ-Þ][^\W\d_]*){0,3} ['‘“\"«]?\s?"
    rf"({_CAPITALISED}(?: (?:(?:de|del|du|des|la|el) )?{_CAPITALISED})*)"
)
"""At most three small words ("local", "de télévision"), then the name."""


def sources(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Outlets and agencies that a reporting phrase credits: "a-t-on appris d'Al-Mayadeen", "AFP reported"."""
    outlets = [hit for hit in (*sentence.hits, *named_terms(sentence.names)) if hit.payload.concept == "outlet"]
    cues = sentence.of("reporting", "correspondent")
    seen: set[str] = set()
    for hit in sorted(outlets, key=lambda hit: hit.start):
        assert hit.payload.outlet is not None
        for cue in cues:
            first, second = (cue, hit) if cue.start < hit.start else (hit, cue)
            near = document.words_between(first.end, second.start) <= _SOURCE_WORDS
            if near and hit.payload.outlet.name not in seen:
                seen.add(hit.payload.outlet.name)
                yield Found(hit.payload.outlet.name, hit.start, hit.end, hit.payload.outlet.kind)
    if cues:
        listed = [(hit.start, hit.end) for hit in outlets]
        names = [(name.start, name.end) for name in sentence.names]
        for found in _unlisted_outlets(document, sentence):
            told = any(_gap_words(document, cue, found) <= _SOURCE_WORDS for cue in cues)
            inside = any(start <= found.start and found.end <= end for start, end in names)
            # "El País Juan Palomo" is a listed one and somebody's name.
            if told and not inside and not any(start <= found.start < end for start, end in listed):
                yield found


def _unlisted_outlets(document: Document, sentence: Sentence) -> Iterator[Found]:
    """ "la chaîne Libya Al-Youm", "el diario local El Mañana": a name behind the noun of an outlet."""
    nouns = document.vocabulary.words("outlet_noun")
    if not nouns:
        return
    for noun in _WORD.finditer(document.folded, sentence.start, sentence.end):
        if noun.group() not in nouns:
            continue
        name = _OUTLET_NAME.match(document.text, noun.end(), sentence.end)
        if name is not None:
            text = name[1].rstrip("'’-")
            yield Found(text, name.start(1), name.start(1) + len(text), "outlet")


def named_terms(names: Sequence[Hit[Name]]) -> Iterator[Hit[Term]]:
    return (Hit(name.start, name.end, name.payload.term) for name in names if name.payload.term is not None)


def _gap_words(document: Document, cue: Hit[Term], found: Found) -> int:
    """Words between two things, whichever stands first."""
    start, end = (cue.end, found.start) if cue.start < found.start else (found.end, cue.start)
    return document.words_between(start, end)
