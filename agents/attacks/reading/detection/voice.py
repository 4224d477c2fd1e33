"""Whether a verb of attack is done by what stands before it or to it, and how far two phrases stand apart."""

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import persons_in
from agents.text.vocabulary import TRIGGERS, Term

_PASSIVE_GAP_WORDS = 2
_AGENT_GAP_WORDS = 4


def is_passive(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A passive auxiliary right before the verb, or "par", "by", "por" right after it."""
    for mark in sentence.of("passive"):
        if mark.end <= hit.start and document.words_between(mark.end, hit.start) <= _PASSIVE_GAP_WORDS:
            return True
    return any(_leads_to_agent(document, sentence, hit, mark) for mark in sentence.of("agent_by"))


def _leads_to_agent(document: Document, sentence: Sentence, hit: Hit[Term], mark: Hit[Term]) -> bool:
    """ "kidnapped by", "kidnapped last Tuesday by": nothing that could be an object stands between."""
    if mark.start < hit.end:
        return False
    words = document.words_between(hit.end, mark.start)
    if words <= 1 or words > _AGENT_GAP_WORDS or any(sign in document.text[hit.end : mark.start] for sign in ",;:،"):
        return words <= 1
    between = [other for other in sentence.hits if hit.end <= other.start < mark.start]
    if any(other.payload.concept.startswith("kind_") or other.payload.concept in TRIGGERS for other in between):
        return False
    return not any(hit.end <= start < mark.start for start, _ in persons_in(document, sentence))


def gap(document: Document, cue: Hit[Term], hit: Hit[Term]) -> int:
    if cue.start < hit.end and hit.start < cue.end:
        return 0
    first, second = (cue, hit) if cue.start < hit.start else (hit, cue)
    return document.words_between(first.end, second.start)
