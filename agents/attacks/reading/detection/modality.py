"""Whether an attack happened: reported, or attempted, foiled, threatened, denied, only imagined."""

from agents.attacks.reading.detection.voice import gap, is_passive
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Term
from streams.records import Modality

FIRED = ("drone_strike", "missile_or_rocket")
"""Types of what is fired and may be stopped on its way."""
_NEGATION_GAP_WORDS = 2
_PURPOSE_GAP_WORDS = 2
_PURPOSE_CHARACTERS = 50
_CARRIED_OUT_WORDS = 4
_HYPOTHETICAL_GAP_WORDS = 10
_THREAT_GAP_WORDS = 14
_STOPPED_GAP_WORDS = 9
_IMAGINED_GAP_WORDS = 2
_DISPROOF_GAP_WORDS = 8
_INTERCEPTED_GAP_WORDS = 14


def read_modality(document: Document, sentence: Sentence, hit: Hit[Term]) -> Modality:
    if is_unmeant(sentence):
        return "denied"
    for modality, reach in (("foiled", _STOPPED_GAP_WORDS), ("attempted", _STOPPED_GAP_WORDS)):
        for cue in sentence.of(modality):
            if gap(document, cue, hit) <= reach and not _tries_other(document, cue, hit):
                return modality  # type: ignore[return-value]
    if any(gap(document, cue, hit) <= _NEGATION_GAP_WORDS and cue.end <= hit.start for cue in sentence.of("negation")):
        return "denied"
    if any(_is_denied(document, cue, hit) for cue in sentence.of("denying")):
        return "denied"
    if any(gap(document, cue, hit) <= _DISPROOF_GAP_WORDS for cue in sentence.of("disproving")):
        return "denied"
    harms = sentence.of("killed", "injured")
    if not harms and any(_intercepts(document, sentence, cue) for cue in sentence.of("attempted")):
        return "attempted"
    happened = any(not _is_imagined(document, sentence, harm) for harm in harms)
    for modality, reach in (
        ("threatened", _THREAT_GAP_WORDS),
        ("hypothetical", _HYPOTHETICAL_GAP_WORDS),
        ("purpose", _PURPOSE_GAP_WORDS),
    ):
        for cue in sentence.of(modality):
            if cue.end <= hit.start and document.words_between(cue.end, hit.start) <= reach:
                if modality == "hypothetical" and (happened or _dated_before(document, sentence, hit)):
                    continue
                return "hypothetical" if modality == "purpose" else modality  # type: ignore[return-value]
    return "hypothetical" if not happened and _is_purpose(document, sentence, hit) else "reported"


def _tries_other(document: Document, cue: Hit[Term], hit: Hit[Term]) -> bool:
    """ "shot dead when he tried to flee", "tué lors d'une tentative de vol": something else was tried."""
    if cue.start < hit.end or not document.words_between(hit.end, cue.start):
        return False
    return document.folded[cue.start : cue.end].split()[0] in document.vocabulary.words("trying_word")


def _is_purpose(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Troops came to storm the building": not done yet, unless somebody "managed to" or "used a rifle to"."""
    marks = document.vocabulary.words("infinitive")
    before = document.folded[max(sentence.start, hit.start - _PURPOSE_CHARACTERS) : hit.start].split()
    if not marks or before[-1:] == [] or before[-1] not in marks:
        return False
    last = document.folded[hit.start : hit.end].split()[0]
    if last.endswith(("s", "ed", "ing")) and not last.endswith("ss"):
        return False
    return not document.vocabulary.words("carried_out").intersection(before[-1 - _CARRIED_OUT_WORDS : -1])


def _intercepts(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "Deux roquettes tirées sur …, dans …, ont été interceptées": what was fired is what was stopped."""
    if not is_passive(document, sentence, cue):
        return False
    fired = [hit for hit in sentence.of("weapon", *TRIGGERS) if hit.payload.type in FIRED and hit.end <= cue.start]
    return any(document.words_between(hit.end, cue.start) <= _INTERCEPTED_GAP_WORDS for hit in fired)


def is_unmeant(sentence: Sentence) -> bool:
    """ "A boy accidentally shot his sister": a weapon did harm that nobody meant."""
    return bool(sentence.of("unmeant"))


def _is_imagined(document: Document, sentence: Sentence, harm: Hit[Term]) -> bool:
    """ "could kill hundreds" hurt nobody."""
    return any(
        cue.end <= harm.start and document.words_between(cue.end, harm.start) <= _IMAGINED_GAP_WORDS
        for cue in sentence.of("hypothetical")
    )


def _is_denied(document: Document, cue: Hit[Term], hit: Hit[Term]) -> bool:
    return cue.end <= hit.start and document.words_between(cue.end, hit.start) <= 5


def _dated_before(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A past date right after the trigger makes a fact of it: "pouvait bombarder comme en décembre 2019"."""
    return any(
        span.start >= hit.end
        and span.last_day is not None
        and document.reference is not None
        and span.last_day < document.reference
        and document.words_between(hit.end, span.start) <= 2
        for span in document.dates_in(sentence.start, sentence.end)
    )
