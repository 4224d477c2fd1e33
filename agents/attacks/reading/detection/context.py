"""Tells attacks that a page names only because of other news: a trial, or what an arrested one did before."""

from datetime import date

from agents.attacks.reading.mentions import Mention
from agents.attacks.reading.siting.vicinity import is_local
from agents.text.document import Document
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_RECORD_WORDS = 8
_SINCE_WORDS = 2
_OPENING_WORDS, _AFTER_WORDS = 8, 3
_SITE_CHARACTERS = 32
_DAY_WORDS = 4
_TRIED_DAYS = 7
"""Nobody is tried for what was done in the last days."""


def is_of_record(document: Document, mention: Mention) -> bool:
    """ "He is linked to an attack that killed four": what somebody is sought or held for, in the body of a page."""
    trigger = mention.trigger
    return mention.sentence.kind == "body" and any(
        cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _RECORD_WORDS
        for cue in mention.sentence.of("habit", "accusing")
    )


def is_of_trial(document: Document, mention: Mention) -> bool:
    """Words of a court beside the attack, unless it struck there, or somebody of a trial: "a witness was shot"."""
    told = [hit for hit in mention.sentence.of("trial") if not _is_site(document, mention, hit)]
    return bool(told) and not _is_done_of_late(document, mention)


def is_anchor(document: Document, mention: Mention) -> bool:
    """ "Talks frozen since the attack", "After Ali Hassan's murder, the ministry promised …": when other news began."""
    trigger, sentence = mention.trigger, mention.sentence
    words, before = document.vocabulary.words, document.folded[sentence.start : trigger.start].split()
    named = not trigger.is_verb or bool(words("definite").intersection(before[-1:]))
    if not named or mention.killed or mention.injured or sentence.of("killed", "injured"):
        return False
    if words("since_word").intersection(before[-_SINCE_WORDS:]):
        return True
    opens = len(before) <= _OPENING_WORDS and words("anchor_word").intersection(before[:_AFTER_WORDS])
    if not opens or trigger.modality != "reported":
        return False
    comma = document.text.find(",", trigger.end, sentence.end)
    end = sentence.end if comma < 0 else comma
    placed = is_local(mention.place) and mention.place is not None and mention.place.start < end
    dated = any(span.start < end for span in document.dates_in(sentence.start, sentence.end))
    return not (placed or dated)


def _is_site(document: Document, mention: Mention, court: Hit[Term]) -> bool:
    """ "A bomb killed two in front of a court": behind the attack, and where something stands."""
    words = document.vocabulary.words
    if court.start < mention.trigger.end:
        return False
    if words("court_word").isdisjoint(document.folded[court.start : court.end].split()):
        return False
    before = document.folded[max(mention.trigger.end, court.start - _SITE_CHARACTERS) : court.start].split()
    while before and before[-1] in words("determiner") and before[-1] not in words("locative"):
        before.pop()
    return bool(before) and before[-1] in words("locative")


def _is_done_of_late(document: Document, mention: Mention) -> bool:
    """ "Was shot dead on Monday": a passive verb with its own day right behind it."""
    day, trigger = mention.date, mention.trigger
    if day is None or not (trigger.is_verb and trigger.passive) or document.reference is None:
        return False
    behind = day.start >= trigger.end and document.words_between(trigger.end, day.start) <= _DAY_WORDS
    return behind and _age(day.last_day, document.reference) <= _TRIED_DAYS


def _age(day: date | None, reference: date) -> int:
    return _TRIED_DAYS + 1 if day is None else (reference - day).days
