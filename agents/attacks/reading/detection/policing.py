"""Tells the work of police and armies, which harms nobody, from attacks: raids, searches, seizures, offensives."""

from agents.attacks.reading.detection.voice import is_passive
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_HARM = ("killed", "injured", "casualties", "missing")
_LIVED_IN = ("kind_place", "kind_building", "kind_civilian")
"""What nobody destroys for law's sake: "soldiers destroyed a village during a clearance operation"."""
_DOER_WORDS = 8
_AGENT_WORDS = 5
_LEAD = ("title", "lede")


def is_policed(document: Document) -> bool:
    """Whether headline or lede tell arrests, searches or seizures, and nobody hurt."""
    lead = [sentence for sentence in document.sentences if sentence.kind in _LEAD and sentence.kind not in SILENT]
    if any(sentence.of(*_HARM) for sentence in lead):
        return False
    return any(sentence.of("policing", "captured") for sentence in lead)


def is_police_work(document: Document, sentence: Sentence, hit: Hit[Term], *, policed: bool) -> bool:
    """ "The army seized weapons", "police raided four farms": done by a state's force, with no word of harm.

    What attackers do is none, whoever is arrested for it.
    """
    words = document.vocabulary.words("policing_word")
    if not words.intersection(document.folded[hit.start : hit.end].split()) or sentence.of(*_HARM):
        return False
    if hit.payload.type == "sabotage" and sentence.of(*_LIVED_IN):
        return False
    doer = _doer(document, sentence, hit)
    if doer is None:
        return policed or bool(sentence.of("policing"))
    return _is_force(document, doer) and (policed or bool(sentence.of("policing", "captured")))


def _doer(document: Document, sentence: Sentence, hit: Hit[Term]) -> Hit[Term] | None:
    """Who stands where the doer does: before an active verb, behind "by", nearest to a noun."""
    forces = sentence.of("kind_police", "kind_military", "actor", "perpetrator")
    marks = [mark.end for mark in sentence.of("agent_by") if mark.start >= hit.end]
    near = [one for one in forces if one.end <= hit.start and document.words_between(one.end, hit.start) <= _DOER_WORDS]
    if hit.payload.concept.endswith("act"):
        if is_passive(document, sentence, hit) or not _has_object(document, hit):
            return next((one for one in forces if _follows(document, one, marks)), None)
        if document.vocabulary.language.verb_first:
            behind = [one for one in forces if hit.end <= one.start]
            if behind and document.words_between(hit.end, behind[0].start) <= 1:
                return behind[0]
        return near[-1] if near else None
    found = near or [one for one in forces if _follows(document, one, marks)]
    return found[-1] if found else None


def _follows(document: Document, one: Hit[Term], marks: list[int]) -> bool:
    return any(mark <= one.start and document.words_between(mark, one.start) <= _AGENT_WORDS for mark in marks)


def _has_object(document: Document, hit: Hit[Term]) -> bool:
    """ "Leader targeted in Helmand" is passive though no auxiliary says so."""
    behind = document.folded[hit.end : hit.end + 30].split()[:1]
    return bool(behind) and behind[0] not in document.vocabulary.words("locative")


def _is_force(document: Document, doer: Hit[Term]) -> bool:
    """A state's, also where the words alone could be any attacker's: "coalition forces"."""
    actor = doer.payload.actor
    if doer.payload.concept.startswith("kind_") or (actor is not None and actor.kind == "state"):
        return True
    return document.folded[doer.start : doer.end].strip() in document.vocabulary.words("force_word")
