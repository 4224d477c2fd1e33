"""Whether an attacker who killed others killed himself too: then he is among the dead of the attack."""

from dataclasses import replace

from agents.attacks.reading.mentions import Count, Event
from agents.attacks.reading.tolls.casualties import strikes_self
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Term
from streams.records import Toll

_BY_HAND = frozenset(["armed_assault", "stabbing", "assassination", "arson", "unknown"])
"""Types of attack whose doer need not die: who blows himself up is told as the means."""
_SENTENCES_ON = 3


def with_own_death(document: Document, event: Event, killed: Count | None) -> Count | None:
    """ "Killed two relatives before turning the gun on himself": three are dead. "Two dead in murder-suicide": two."""
    if killed is None or not killed.toll.low or killed.toll.high != killed.toll.low:
        return killed
    if any(mention.trigger.type not in _BY_HAND for mention in event.mentions):
        return killed
    if not _does(document, killed) or not _tells(document, event, killed):
        return killed
    total = killed.toll.low + 1
    return replace(killed, toll=Toll(total, total))


def _does(document: Document, killed: Count) -> bool:
    """Whether the figure is told by who killed them, and so leaves him out."""
    sentence = killed.sentence
    if sentence.of("partitive"):
        return False
    return any(
        killed.found.start <= hit.start and hit.end <= killed.found.end and _is_doing(document, sentence, hit)
        for hit in sentence.of("killed", "deadly_act", "weak_deadly_act")
    )


def _is_doing(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    verb = document.folded[hit.start : hit.end] in document.vocabulary.words("killing_verb")
    suffered = any(
        mark.end <= hit.start and document.words_between(mark.end, hit.start) <= 1 for mark in sentence.of("passive")
    )
    return (verb or hit.payload.concept != "killed") and not suffered


def _tells(document: Document, event: Event, killed: Count) -> bool:
    told = [killed.sentence, *(mention.sentence for mention in event.mentions)]
    first = event.opening.sentence.index
    told += [s for s in document.sentences[first : first + _SENTENCES_ON] if not s.of("recap", "another")]
    return any(
        sentence.of("own_death")
        or any(strikes_self(document, sentence, hit) for hit in sentence.of("killed", "deadly_act"))
        for sentence in told
    )
