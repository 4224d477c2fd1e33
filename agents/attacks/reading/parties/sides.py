"""Attackers and attacked that no list names, read from the clause where the words around an attack name nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.detection.voice import is_passive
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.parties.clauses import (
    agents,
    fighters,
    is_doer,
    is_marked_object,
    is_somebody,
    is_state,
    objects,
    overlapping,
    owners,
    subjects,
)
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.nounphrases import Span
from agents.text.vocabulary import Term

_FIGHTER = "military"
"""The kind of attacked people who are armed themselves."""


def doers(document: Document, sentence: Sentence, trigger: Trigger, ends_of_by: Iterable[int]) -> Iterator[Found]:
    """Subject of the active verb, whoever stands behind "by", or whose attack it is."""
    spans: Sequence[Span] = agents(document, sentence, ends_of_by, trigger)
    if not spans and trigger.is_verb and not trigger.passive and objects(document, sentence, trigger):
        # "El terremoto mató a …": what kills need not be anybody, but whoever executes, stabs, shoots is.
        sure = trigger.is_strong and is_marked_object(document, trigger)
        spans = [
            span
            for span in subjects(document, sentence, trigger)
            if is_doer(document, sentence, span) and (sure or is_somebody(document, sentence, span))
        ]
    for span in spans or owners(document, sentence, trigger):
        yield _doer(document, sentence, span)


def killing(document: Document, sentence: Sentence, trigger: Trigger) -> Trigger | None:
    """ "fue dado de baja por tropas en combates": the verb that tells of a killing, by whom, beside another word."""
    for verb in sentence.of("killed"):
        ends = [mark.end for mark in sentence.of("agent_by") if document.words_between(verb.end, mark.start) == 0]
        if is_passive(document, sentence, verb) and any(end > verb.end for end in ends):
            return replace(trigger, hit=Hit(verb.start, verb.end, Term("weak_act", trigger.type)), passive=True)
    return None


def fighting(document: Document, sentence: Sentence, trigger: Trigger, told: Sequence[Found]) -> Iterator[Found]:
    """Both sides of a fight, but for those that are told already."""
    taken = [(found.start, found.end) for found in told]
    for span in fighters(document, sentence, trigger):
        if is_somebody(document, sentence, span) and not overlapping(span, taken):
            yield _doer(document, sentence, span)


def fought(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """The same as whom the fight is against: each is the other's."""
    for found in fighting(document, sentence, trigger, ()):
        yield replace(found, kind=kind_of(document, sentence, (found.start, found.end)))


def _doer(document: Document, sentence: Sentence, span: Span) -> Found:
    kind = "state" if is_state(document, sentence, span) else "individual"
    return Found(document.text[slice(*span)], *span, kind, known=is_somebody(document, sentence, span))


def sufferers(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Object of the active verb, subject of the passive one, or what stands behind "against"."""
    passive = trigger.is_verb and trigger.passive
    spans = subjects(document, sentence, trigger) if passive else objects(document, sentence, trigger)
    for span in spans:
        kind = kind_of(document, sentence, span)
        marked = trigger.is_verb and is_marked_object(document, trigger) and is_doer(document, sentence, span)
        if kind != "other" or marked:
            known = kind != "other"
            yield Found(document.text[slice(*span)], *span, kind if known else "person", known=known)


def kind_of(document: Document, sentence: Sentence, span: Span) -> str:
    """What was attacked, by the nouns within."""
    inside = [hit for hit in sentence.hits if span[0] <= hit.start < span[1]]
    for hit in inside:
        if hit.payload.concept.startswith("kind_"):
            return hit.payload.concept.removeprefix("kind_")
    words = set(document.folded[slice(*span)].split())
    armed = words & (document.vocabulary.words("member_word") | document.vocabulary.words("force_word"))
    if armed or any(hit.payload.concept in ("perpetrator", "actor", "group_noun") for hit in inside):
        return _FIGHTER
    names = [name.payload.kind for name in sentence.names if span[0] <= name.start < span[1]]
    if "actor" in names:
        return _FIGHTER
    if "place" in names or any(hit.payload.concept == "place_noun" for hit in inside):
        return "place"
    return "person" if is_somebody(document, sentence, span) else "other"
