"""What else a sentence says was hit: objects of its other verbs of harm, "killing two and damaging three houses"."""

from collections.abc import Iterator

from agents.attacks.reading.detection.voice import is_passive
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Trigger
from agents.attacks.reading.parties.objectcues import coordinated, is_setting
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_OBJECT_WORDS = 4
_SUBJECT_WORDS = 8
_MOVED = ("kind_vehicle",)


def damaged(
    document: Document, sentence: Sentence, trigger: Trigger | None, things: list[Hit[Term]]
) -> Iterator[Hit[Term]]:
    """The things that each verb of harm but the trigger has, before a passive one or behind an active one."""
    things = [hit for hit in things if hit.payload.concept not in PEOPLE_CONCEPTS]
    things = [hit for hit in things if hit.payload.concept not in _MOVED or not is_setting(document, sentence, hit)]
    for verb in sentence.of("act", "weak_act", "damaging") if things else ():
        if trigger is not None and verb.start < trigger.end and trigger.start < verb.end:
            continue
        if is_passive(document, sentence, verb):
            before = [hit for hit in things if hit.end <= verb.start]
            if before and document.words_between(before[-1].end, verb.start) <= _SUBJECT_WORDS:
                yield from coordinated(document, before, from_end=True)
        else:
            behind = [hit for hit in things if hit.start >= verb.end]
            if behind and document.words_between(verb.end, behind[0].start) <= _OBJECT_WORDS:
                yield from coordinated(document, behind, from_end=False)
