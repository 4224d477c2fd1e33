"""Tells attacks in general, which are claims or context, from attacks that happened on a day at a place."""

import re

from agents.attacks.reading.detection.totals import is_plural, is_total
from agents.attacks.reading.mentions import Mention, Trigger
from agents.attacks.reading.siting.vicinity import is_local
from agents.attacks.reading.tolls.casualties import FIGURE
from agents.text.document import Document

_TALLY = 20
_SIDES = ("perpetrator", "actor", "kind_military", "kind_police")
_TOLD_OF_SEVERAL = 2
"""What a later sentence must say of "attacks" for them to be some that happened."""
_DONE = ("killed", "injured", "casualties", "no_casualties", "no_death", "damaging")
_HABIT_WORDS = 8
_GOING_ON_WORDS = 2
_CHARGE_WORDS = 10
_CAMPAIGN_WORDS, _CAMPAIGN_CHARACTERS = 4, 48
_CARRIER_WORDS, _CARRIER_CHARACTERS = 3, 40
_OF_CHARACTERS, _OBJECT_CHARACTERS = 12, 24
_WORD = re.compile(r"\w+")


def is_general(document: Document, mention: Mention) -> bool:
    """ "les attaques se sont multipliées": attacks in general, with no day, place, toll or number of its own."""
    if _is_attribute(document, mention) or _is_habit(document, mention) or is_total(document, mention):
        return True
    if _is_grievance(document, mention):
        return True
    if mention.killed or mention.injured:
        return False
    if _is_of_anybody(document, mention):
        return True
    if mention.trigger.is_strong and mention.trigger.is_verb:
        return False
    plural = not mention.trigger.is_verb and _are_several(document, mention.trigger)
    if not (mention.trigger.generic or plural):
        return False
    told = bool(is_local(mention.place)) + 2 * bool(mention.date) + 2 * bool(mention.number)
    if mention.sentence.kind in ("title", "lede"):
        return mention.trigger.generic or not told
    if plural and not mention.date and _is_tally(document, mention.trigger):
        return True
    return mention.trigger.generic or told + bool(mention.targets or mention.victims) < _TOLD_OF_SEVERAL


def _are_several(document: Document, trigger: Trigger) -> bool:
    """ "Clashes between the army and rebels" are one fight, "clashes continue in the north" a war."""
    words = document.folded[trigger.start : trigger.end].split()
    if document.vocabulary.words("one_fight").intersection(words):
        return not trigger.sentence.of(*_SIDES)
    return is_plural(document, trigger)


def _is_attribute(document: Document, mention: Mention) -> bool:
    """ "An assassination cell", "a murder and intimidation campaign": what somebody or something is for."""
    trigger = mention.trigger
    if trigger.is_verb or _has_figure(mention):
        return False
    behind = document.folded[trigger.end : trigger.end + _CARRIER_CHARACTERS].split()
    joined = behind[:1] and behind[0] in document.vocabulary.words("conjunction")
    carriers = document.vocabulary.words("carrier_word")
    return bool(carriers.intersection(behind[: _CARRIER_WORDS if joined else 1]))


def _is_of_anybody(document: Document, mention: Mention) -> bool:
    """ "They are attacking the people", "the murder of children": of nobody in particular, nowhere and on no day."""
    harmed = [*mention.targets, *mention.victims]
    if mention.sentence.kind != "body" or mention.date or mention.number or mention.weapons or not harmed:
        return False
    if is_local(mention.place) or any(found.count for found in harmed):
        return False
    anybody = document.vocabulary.words("anybody_word")
    return all(anybody.intersection(document.folded[found.start : found.end].split()) for found in harmed)


def _has_figure(mention: Mention) -> bool:
    return any(count.strength >= FIGURE for count in (*mention.killed, *mention.injured))


def is_charge(document: Document, trigger: Trigger) -> bool:
    """ "Enquête ouverte pour tentative de meurtre", "on counts of assault": the name of an offence, told of no day."""
    return not trigger.is_verb and any(
        cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _CHARGE_WORDS
        for cue in trigger.sentence.of("charge")
    )


def _is_habit(document: Document, mention: Mention) -> bool:
    """ "A commander involved in roadside bomb attacks", "stop murdering civilians": no day, town, figure behind it."""
    start = _habit_end(document, mention.trigger)
    if start is None or _has_figure(mention) or mention.number is not None:
        return False
    if any(hit.end <= start for hit in mention.sentence.of("captured")):
        # "Detained a leader of bomb attacks in Paktika on Saturday": place and day of the arrest.
        return True
    # "Stop the attacks, he said in Managua", "linked to attacks, was held in Lahore": another clause's place and day.
    clauses = mention.sentence.of("reporting", "captured", "aftermath", "policing")
    ends = min((hit.start for hit in clauses if hit.start >= mention.trigger.end), default=mention.sentence.end)
    dated = mention.date is not None and start <= mention.date.start < ends
    placed = mention.place is not None and is_local(mention.place) and start <= mention.place.start < ends
    return not (dated or (placed and mention.sentence.kind != "body"))


def _is_grievance(document: Document, mention: Mention) -> bool:
    """ "Hundreds marched to condemn the air strikes": the protest is the news, not what it is about."""
    trigger, vocabulary = mention.trigger, document.vocabulary
    if trigger.is_verb or mention.date is not None or mention.killed or mention.injured:
        return False
    before = document.folded[mention.sentence.start : trigger.start].split()
    protests = vocabulary.words("protest_word")
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at] in protests), None)
    if at is None:
        return False
    between = before[at + 1 :]
    return len(between) <= 1 or bool(vocabulary.words("grievance_word").intersection(between))


def _habit_end(document: Document, trigger: Trigger) -> int | None:
    """Where the words end that make a habit of attacks in the plural or without an article, or of the verb behind."""
    for cue in trigger.sentence.of("going_on"):
        if cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _GOING_ON_WORDS:
            return cue.end
    if trigger.is_verb:
        return _accused_end(document, trigger)
    plural = _are_several(document, trigger)
    definite = document.vocabulary.words("definite")
    for cue in trigger.sentence.of("habit", "accusing"):
        beside = not document.words_between(cue.end, trigger.start)
        if (beside or not plural) and document.folded[cue.start : cue.end].split()[-1] in definite:
            # "Attributed the attack to …", "the killings to …": what was told.
            continue
        if cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _HABIT_WORDS * plural:
            return cue.end
    return None


def is_announced(document: Document, mention: Mention) -> bool:
    """ "Launched an offensive to regain the north": what it has done, another word must say."""
    start, end = mention.trigger.start, mention.trigger.end
    words = document.folded[start:end].split()
    if words[0] in document.vocabulary.words("handling_word"):
        words += document.folded[end : end + _CAMPAIGN_CHARACTERS].split()[:_CAMPAIGN_WORDS]
    return bool(document.vocabulary.words("campaign_word").intersection(words)) and not mention.sentence.of(*_DONE)


def _accused_end(document: Document, trigger: Trigger) -> int | None:
    """ "acusó a las milicias de atacar a civiles", "accused them of attacking civilians": whom nothing points to."""
    space = document.folded.rfind(" ", 0, trigger.start)
    before = document.folded[max(trigger.sentence.start, space - _OF_CHARACTERS) : space].split()[-1:]
    if document.vocabulary.words("of_word").isdisjoint(before) or _points_to_object(document, trigger):
        return None
    near = (
        cue.end
        for cue in trigger.sentence.of("habit", "accusing")
        if cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _HABIT_WORDS
    )
    return next(near, None)


def _points_to_object(document: Document, trigger: Trigger) -> bool:
    """An article, a number or a name behind the verb: "of killing the mayor", "de matar a tres campesinos"."""
    marks = document.vocabulary.words("object_marker")
    words = [*_WORD.finditer(document.folded, trigger.end, min(trigger.sentence.end, trigger.end + _OBJECT_CHARACTERS))]
    behind = next((word for word in words if word.group() not in marks), None)
    if behind is None:
        return False
    pointing = document.vocabulary.words("determiner") | document.vocabulary.words("definite")
    return behind.group() in pointing or document.text[behind.start()].isupper() or behind.group().isdigit()


def _is_tally(document: Document, trigger: Trigger) -> bool:
    """ "The province recorded 317 kidnappings": more than one day has."""
    return any(
        number.role == "count"
        and (number.low or 0) >= _TALLY
        and document.words_between(number.end, trigger.start) <= 1
        for number in document.numbers_in(max(trigger.sentence.start, trigger.start - 24), trigger.start)
    )
