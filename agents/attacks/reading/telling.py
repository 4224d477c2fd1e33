"""Makes the mention of a trigger, with how its sentence tells it: as another attack, one told before, several."""

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Mention, Trigger
from agents.attacks.reading.parties.blame import accused
from agents.attacks.reading.parties.roles import fill_roles
from agents.attacks.reading.tolls.casualties import read_tolls
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.places.asides import is_said_of_place
from agents.text.vocabulary import TRIGGERS, Term

_OPENING_CHARACTERS = 3
_AGE_WORDS = 3
_YEAR_CHARACTERS = 8
_OTHER_WORDS = 6
_ENDS = frozenset(["", ".", "!", "?", "…", "»", '"', "”", ":", ")"])
_SCENE_CHARACTERS = 16


def make_mention(document: Document, trigger: Trigger) -> Mention:
    """With the tolls and roles of its sentence; place and day are filled later."""
    sentence = trigger.sentence
    tolls = read_tolls(document, sentence)
    mention = Mention(
        trigger,
        killed=tolls.get("killed", []),
        injured=tolls.get("injured", []),
        captured=tolls.get("captured", []),
        hedged=bool(sentence.of("hedge")),
        another=_begins_another(document, trigger),
        another_person=_tells_another_person(document, trigger),
        recap=looks_back(document, trigger),
        aside=_is_behind_other(document, trigger),
        fresh=bool(sentence.of("fresh")),
        refers_back=_refers_back(document, trigger),
        definite=_is_definite(document, trigger),
    )
    fill_roles(document, mention)
    if not any(one.kind == "organization" for one in mention.perpetrators):
        known = {found.end for found in mention.perpetrators}
        mention.perpetrators.extend(found for found in accused(document, sentence) if found.end not in known)
    mention.number = _number(document, mention)
    return mention


def _begins_another(document: Document, trigger: Trigger) -> bool:
    """ "In a separate attack", and of an adjective right behind its noun: "هجوم مماثل"."""
    return any(
        (hit.end <= trigger.start and document.words_between(hit.end, trigger.start) <= 8)
        or (trigger.end <= hit.start and document.words_between(trigger.end, hit.start) == 0)
        or _opens(document, trigger.sentence, hit)
        for hit in trigger.sentence.of("another")
        if not _is_of_scene(document, trigger.sentence, hit)
    )


def _is_of_scene(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "Assailants in another car opened fire": from where it was done, no further attack."""
    before = document.folded[max(sentence.start, cue.start - _SCENE_CHARACTERS) : cue.start].split()[-1:]
    opening = document.folded[cue.start : cue.end].split()[:1]
    return bool(document.vocabulary.words("locative").intersection((*before, *opening))) and any(
        cue.end <= thing.start and document.words_between(cue.end, thing.start) == 0
        for thing in sentence.of("kind_vehicle", "kind_building", "kind_aircraft")
    )


def _opens(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Par ailleurs, plusieurs soldats …": what opens a sentence and stands before a comma is said of all of it."""
    return hit.start - sentence.start <= _OPENING_CHARACTERS and document.text[hit.end : hit.end + 1] == ","


def _tells_another_person(document: Document, trigger: Trigger) -> bool:
    """ "Another 24-year-old man was shot": one more victim, perhaps of this attack."""
    people = [*trigger.sentence.of(*PEOPLE_CONCEPTS, "casualties")]
    hits = [hit for hit in trigger.sentence.of("another") if hit.end <= trigger.start]
    return bool(hits) and all(
        any(
            hit.end <= person.start and document.words_between(hit.end, person.start) <= _AGE_WORDS for person in people
        )
        for hit in hits
    )


def looks_back(document: Document, trigger: Trigger) -> bool:
    """Words of looking back, unless they end a sentence that has told its news and the day of it before them."""
    sentence = trigger.sentence
    if _is_of_other_year(document, trigger) or _is_behind_other(document, trigger):
        return True
    harm = sentence.of("killed", "injured")
    for cue in sentence.of("recap"):
        if is_said_of_place(document, sentence, cue.start, of=trigger.start):
            continue
        if cue.start < trigger.start or not document.dates_in(sentence.start, cue.start):
            return True
        own = any(trigger.end <= hit.start < cue.start for hit in (*sentence.of(*TRIGGERS), *harm))
        if own or any(hit.end <= trigger.start for hit in harm):
            # "Five were killed Tuesday at …, a day after an attack that had killed 14": the cue is the second one's.
            continue
        return True
    return False


def _is_of_other_year(document: Document, trigger: Trigger) -> bool:
    """ "The 2018 shooting": a year that stands where an adjective does."""
    return not trigger.is_verb and any(
        number.role == "year"
        and document.words_between(number.end, trigger.start) == 0
        and document.reference is not None
        and (number.low or 0) < document.reference.year
        for number in document.numbers_in(trigger.start - _YEAR_CHARACTERS, trigger.start)
    )


def _is_behind_other(document: Document, trigger: Trigger) -> bool:
    """ "…, a week after the massacre": an attack that the news, which was parted from it, only comes after."""
    sentence = trigger.sentence
    parted = document.text[sentence.end - 1] in ",،" or document.text[: sentence.start][-2:].strip()[-1:] not in _ENDS
    return parted and any(
        cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _OTHER_WORDS
        for cue in sentence.of("after_another")
    )


def _refers_back(document: Document, trigger: Trigger) -> bool:
    words = document.folded[max(trigger.sentence.start, trigger.start - 16) : trigger.start].split()
    return bool(words) and words[-1] in document.vocabulary.words("demonstrative")


def _is_definite(document: Document, trigger: Trigger) -> bool:
    """ "The shooting happened in …", "the attack took place": a noun with a definite article."""
    start = trigger.start
    before = document.folded[max(trigger.sentence.start, start - 8) : start].split()
    return not trigger.is_verb and bool(before) and before[-1] in document.vocabulary.words("definite")


def _number(document: Document, mention: Mention) -> int | None:
    """How many attacks or attacked things: "deux convois", "double attaque", "three bombings"."""
    trigger = mention.trigger
    heads = [trigger.start, *(found.start for found in (*mention.targets, *mention.weapons))]
    for head in heads:
        for number in document.numbers_in(max(trigger.sentence.start, head - 24), head):
            near = document.words_between(number.end, head) <= 1
            if near and number.role == "count" and number.low == number.high and number.low and number.low > 1:
                return number.low
    words = set(document.folded[trigger.sentence.start : trigger.end].split())
    return 2 if words & document.vocabulary.words("twofold_word") else None
