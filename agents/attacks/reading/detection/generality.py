"""Tells attacks in general, which are claims or context, from attacks that happened on a day at a place."""

from agents.attacks.reading.mentions import Mention, Trigger
from agents.attacks.reading.siting.vicinity import is_local
from agents.attacks.reading.tolls.casualties import FIGURE
from agents.text.document import Document
from agents.text.phrases import MODIFIERS_FIRST

_TALLY = 20
_TOLD_OF_SEVERAL = 2
"""What a later sentence must say of "attacks" for them to be some that happened."""
_HABIT_WORDS = 8
_GOING_ON_WORDS = 2


def is_general(document: Document, mention: Mention) -> bool:
    """ "les attaques se sont multipliées": attacks in general, with no day, place, toll or number of its own."""
    if _is_habit(document, mention):
        return True
    if mention.killed or mention.injured:
        return False
    if mention.trigger.is_strong and mention.trigger.is_verb:
        return False
    plural = not mention.trigger.is_verb and _is_plural(document, mention.trigger)
    if not (mention.trigger.generic or plural):
        return False
    told = bool(is_local(mention.place)) + 2 * bool(mention.date) + 2 * bool(mention.number)
    if mention.sentence.kind in ("title", "lede"):
        return mention.trigger.generic or not told
    if plural and not mention.date and _is_tally(document, mention.trigger):
        return True
    return mention.trigger.generic or told + bool(mention.targets or mention.victims) < _TOLD_OF_SEVERAL


def _is_habit(document: Document, mention: Mention) -> bool:
    """ "A commander involved in roadside bomb attacks", "stop murdering civilians": no day, town, figure behind it."""
    start = _habit_end(document, mention.trigger)
    figured = any(count.strength >= FIGURE for count in (*mention.killed, *mention.injured))
    if start is None or figured or mention.number is not None:
        return False
    # "Stop the attacks, he said in Managua", "linked to attacks, was held in Lahore": another clause's place and day.
    clauses = mention.sentence.of("reporting", "captured", "aftermath")
    ends = min((hit.start for hit in clauses if hit.start >= mention.trigger.end), default=mention.sentence.end)
    dated = mention.date is not None and start <= mention.date.start < ends
    placed = mention.place is not None and is_local(mention.place) and start <= mention.place.start < ends
    return not (dated or placed)


def _habit_end(document: Document, trigger: Trigger) -> int | None:
    """Where the words end that make a habit of attacks in the plural or without an article, or of the verb behind."""
    for cue in trigger.sentence.of("going_on"):
        if cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _GOING_ON_WORDS:
            return cue.end
    if trigger.is_verb:
        return None
    plural = _is_plural(document, trigger)
    definite = document.vocabulary.words("definite")
    for cue in trigger.sentence.of("habit", "accusing"):
        if not plural and document.folded[cue.start : cue.end].split()[-1] in definite:
            # "Attributed the attack to …": one that was told.
            continue
        if cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _HABIT_WORDS * plural:
            return cue.end
    return None


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
    head = words[-1] if document.language in MODIFIERS_FIRST else words[0]
    return head.endswith(("s", "x")) and not head.endswith("ss")
