"""Tells attacks in general, which are claims or context, from attacks that happened on a day at a place."""

from agents.attacks.reading.mentions import Mention, Trigger
from agents.text.document import Document

_TALLY = 20
_TOLD_OF_SEVERAL = 2
"""What a later sentence must say of "attacks" for them to be some that happened."""


def is_general(document: Document, mention: Mention) -> bool:
    """ "les attaques se sont multipliées": attacks in general, with no day, place, toll or number of its own."""
    if mention.killed or mention.injured or (mention.trigger.is_strong and mention.trigger.is_verb):
        return False
    plural = not mention.trigger.is_verb and _is_plural(document, mention.trigger)
    if not (mention.trigger.generic or plural):
        return False
    local = mention.place is not None and mention.place.entry.kind in ("city", "facility")
    told = bool(local) + 2 * bool(mention.date) + 2 * bool(mention.number)
    if mention.sentence.kind in ("title", "lede"):
        return mention.trigger.generic or not told
    if plural and not mention.date and _is_tally(document, mention.trigger):
        return True
    return mention.trigger.generic or told + bool(mention.targets or mention.victims) < _TOLD_OF_SEVERAL


def _is_tally(document: Document, trigger: Trigger) -> bool:
    """ "The province recorded 317 kidnappings": more than one day has."""
    return any(
        number.role == "count"
        and (number.low or 0) >= _TALLY
        and document.words_between(number.end, trigger.start) <= 1
        for number in document.numbers_in(max(trigger.sentence.start, trigger.start - 24), trigger.start)
    )


def _is_plural(document: Document, trigger: Trigger) -> bool:
    words = document.folded[trigger.start : trigger.end].split()
    if document.language == "ar":
        return words[0].endswith("ات")
    return words[0].endswith(("s", "x")) and not words[0].endswith("ss")
