"""Sentences without a word of attack that go on about one: its toll, its groups, its day."""

from collections.abc import Sequence

from agents.attacks.reading.mentions import Event, Mention, Trigger
from agents.attacks.reading.parties.blame import accused, attackers_after, groups_of_members
from agents.attacks.reading.parties.objects import damaged_later
from agents.attacks.reading.parties.rows import listed
from agents.attacks.reading.parties.victims import hurt
from agents.attacks.reading.siting.vicinity import same_place
from agents.attacks.reading.timing.dating import (
    add_later_date,
    is_of_other_day,
)
from agents.attacks.reading.tolls.casualties import read_tolls
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.places.mentions import PlaceMention
from agents.text.vocabulary import TRIGGERS

_CONTINUES_SENTENCES = 3
_OF_ATTACK = ("killed", "injured", "captured", "casualties", "no_casualties", "no_death", "weapon", "perpetrator")
"""What a sentence that goes on about an attack tells of it."""
_OPENING_CHARACTERS = 3


def add_following(
    document: Document, events: list[Event], triggers: list[Trigger], places: dict[int, list[PlaceMention]]
) -> list[tuple[int, int]]:
    """Sentences without a trigger of their own go on about the attack told just before, or about that at their place.

    Returns the spans of those that tell harm, arms or attackers of a lead attack: they are no claims.
    """
    told: list[tuple[int, int]] = []
    triggered = {trigger.sentence.index for trigger in triggers}
    current: tuple[Event, Mention] | None = None
    owners = {m.sentence.index: (event, m) for event in events for m in event.mentions}
    since = 0
    for sentence in document.sentences:
        if sentence.kind in SILENT:
            continue
        if sentence.index in triggered:
            if sentence.index not in owners and current is not None:
                # "Officers responding to reports of shots found the victims": a trigger that tells no attack itself.
                if _continues(current[0], sentence):
                    told.append((sentence.start, sentence.end))
                _add_accused(document, sentence, *current)
            current, since = owners.get(sentence.index), 0
            continue
        since += 1
        if current is None or since > _CONTINUES_SENTENCES or sentence.kind in ("title", "caption"):
            continue
        current = _at_place(events, places.get(sentence.index, ()), current)
        if sentence.of("recap", "trial") or is_of_other_day(document, _dated(*current), sentence):
            current = None
            continue
        if sentence.of("generic"):
            # "une violence qui fait 4.500 morts par an": figures of many attacks.
            continue
        _add_tolls(document, sentence, current[1])
        _add_group(document, sentence, *current)
        current[1].victims.extend(listed(document, sentence, harmed_before=_told_harm(document, sentence)))
        current[1].targets.extend(damaged_later(document, sentence))
        add_later_date(document, current[1], sentence)
        if _continues(current[0], sentence):
            told.append((sentence.start, sentence.end))
    return told


def _told_harm(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence before tells of dead or wounded."""
    return sentence.index > 0 and bool(document.sentences[sentence.index - 1].of("killed", "injured"))


def _dated(event: Event, mention: Mention) -> Mention:
    """The mention that tells the day of the attack: the one gone on about, else the first that has one."""
    return mention if mention.date else next((told for told in event.mentions if told.date), mention)


def _continues(event: Event, sentence: Sentence) -> bool:
    """Whether a sentence tells harm, arms or attackers of news, or opens with a part of its toll."""
    if event.background or sentence.of("generic", "recap"):
        return False
    opens = any(hit.start - sentence.start <= _OPENING_CHARACTERS for hit in sentence.of("partitive"))
    return opens or bool(sentence.of(*_OF_ATTACK))


def _at_place(
    events: list[Event], places: Sequence[PlaceMention], current: tuple[Event, Mention]
) -> tuple[Event, Mention]:
    """ "A warehouse caught fire in Odesa": of several attacks the one at the only place that the sentence names."""
    if len(events) == 1 or len(places) != 1 or places[0].excluded is not None:
        return current
    if same_place(current[0].place(), places[0]):
        return current
    there = [event for event in events if event.background == current[0].background]
    return next(((event, event.opening) for event in there if same_place(event.place(), places[0])), current)


def _add_accused(document: Document, sentence: Sentence, event: Event, mention: Mention) -> None:
    """ "Police said the rebels were behind the killings"."""
    if not any(found.kind == "organization" for m in event.mentions for found in m.perpetrators):
        mention.perpetrators.extend(accused(document, sentence))


def _add_group(document: Document, sentence: Sentence, event: Event, mention: Mention) -> None:
    """The group of an attack whose own sentences name none."""
    guilty = [found for m in event.mentions for found in m.perpetrators]
    if any(found.kind == "organization" for found in guilty):
        return
    mention.perpetrators.extend(accused(document, sentence))
    if guilty or sentence.of("hedge", "accusing"):
        mention.perpetrators.extend(groups_of_members(document, sentence))
    if not guilty:
        mention.perpetrators.extend(attackers_after(document, sentence))


def search_tolls(document: Document, events: list[Event]) -> None:
    """The page's one attack without a toll has the first that a later sentence of no other attack states."""
    news = [event for event in events if not event.background]
    if len(news) != 1 or any(m.killed or m.injured for m in news[0].mentions):
        return
    taken = {m.sentence.index for event in events for m in event.mentions}
    opening = news[0].opening
    for sentence in document.sentences:
        if sentence.index in taken or sentence.kind in SILENT or sentence.of("recap", *TRIGGERS):
            continue
        if not sentence.of("killed", "injured") or is_of_other_day(document, _dated(news[0], opening), sentence):
            continue
        _add_tolls(document, sentence, opening)
        if opening.killed or opening.injured:
            return


def _add_tolls(document: Document, sentence: Sentence, mention: Mention) -> None:
    tolls = read_tolls(document, sentence)
    mention.killed.extend(tolls.get("killed", ()))
    mention.injured.extend(tolls.get("injured", ()))
    mention.captured.extend(tolls.get("captured", ()))
    if tolls or sentence.of("no_casualties"):
        known = {found.text for found in mention.victims}
        mention.victims.extend(found for found in hurt(document, sentence) if found.text not in known)
