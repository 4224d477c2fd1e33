"""Groups, forces and agencies that a sentence names, and who of them only speaks."""

import re

from agents.attacks.reading.mentions import Found
from agents.attacks.reading.parties.origins import named_terms
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.normal import fold_case
from agents.text.vocabulary import Term
from config.lexicon.loader import Actor

_COMMA = re.compile("[,،]")
_PATRON_CHARACTERS, _PATRON_WORDS, _PATRON_REACH = 40, 4, 12


def is_speaker(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "a indiqué l'armée": who tells is not who did it; not "they said that the army …", where a clause opens."""
    openers = document.vocabulary.words("clause_opener") | document.vocabulary.words("complementizer")
    for cue in sentence.of("reporting", "denying"):
        first, second = (cue.start, cue.end), (found.start, found.end)
        if second < first:
            first, second = second, first
        elif not openers.isdisjoint(document.folded[first[1] : second[0]].split()):
            continue
        if document.words_between(first[1], second[0]) <= 2 and not _COMMA.search(document.text, first[1], second[0]):
            return True
    return False


def actors(document: Document, sentence: Sentence) -> list[Found]:
    """Known groups and forces that the sentence names: the New IRA, not the IRA inside its name."""
    told = [hit for hit in sentence.hits if hit.payload.concept == "actor"]
    inside = [hit for hit in named_terms(sentence.names) if hit.payload.concept == "actor"]
    hits = told + [name for name in inside if not any(hit.start <= name.start < hit.end for hit in told)]
    hits = [hit for hit in hits if not _is_patron(document, hit, hits)]
    return [
        name_actor(document, hit, hit.payload.actor)
        for hit in sorted(hits, key=lambda hit: hit.start)
        if hit.payload.actor is not None
    ]


def name_actor(document: Document, hit: Hit[Term], actor: Actor) -> Found:
    """A listed group, called as the article calls it."""
    return Found(actor.name, hit.start, hit.end, actor.kind, called=_call(document, hit))


def _call(document: Document, hit: Hit[Term]) -> str:
    """As printed, without the article that a lexicon's phrase may begin with."""
    start = document.word_start(hit.start) if document.text[hit.start : hit.start + 1] != " " else hit.start
    words = document.text[start : hit.end].split()
    first = fold_case(words[0])
    return " ".join(words[1:] if first in document.vocabulary.words("definite") and len(words) > 1 else words)


def _is_patron(document: Document, hit: Hit[Term], named: list[Hit[Term]]) -> bool:
    """ "JNIM, affilié à Al-Qaïda", "a branch of the Islamic State": behind another group it only says whose that is."""
    words = document.folded[max(0, hit.start - _PATRON_CHARACTERS) : hit.start].split()[-_PATRON_WORDS:]
    return not document.vocabulary.words("affiliation").isdisjoint(words) and any(
        other.end < hit.start and 0 <= document.words_between(other.end, hit.start) <= _PATRON_REACH for other in named
    )


def found_at(document: Document, hit: Hit[Term], *, kind: str = "") -> Found:
    return Found(document.text[hit.start : hit.end], hit.start, hit.end, kind)
