"""Chooses the toll of an event among all that its sentences state, imply or tell one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.mentions import Count, Event, Mention
from agents.attacks.reading.tolls.attackersdead import attackers_alone
from agents.attacks.reading.tolls.casualties import FIGURE, OF_ATTACKERS, SINGLE, SURVIVED
from agents.attacks.reading.tolls.implied import implied_dead, implied_hit
from agents.attacks.reading.tolls.owndeaths import with_own_death
from agents.attacks.reading.tolls.sameperson import is_same_person
from agents.text.document import Document
from agents.text.vocabulary import TRIGGERS
from streams.records import Toll

_LINES = {"lede": 2.5, "title": 2.4, "caption": 0.5}
_BODY_LINE = 2.0
_LATER, _LATEST = 0.15, 8
_RECAP = 3.0


def settle_tolls(document: Document, event: Event, *, alone: bool) -> dict[str, Count | None]:
    """The tolls of an event. Of those that "were shot" the dead are taken off: what is left was wounded."""
    best = {slot: _choose(event, slot, [], alone=alone) for slot in ("injured", "captured")}
    implied = [count for m in event.mentions for count in _implied(document, m)]
    stated = [count for count in implied if count.strength > OF_ATTACKERS]
    killed = _choose(event, "killed", stated, alone=alone)
    if killed is None or killed.strength <= SURVIVED:
        happened = event.opening.trigger.modality == "reported"
        killed = implied[0] if implied and happened else killed
    best["killed"] = with_own_death(document, event, killed)
    injured = best["injured"]
    if injured is None or injured.strength < FIGURE:
        hit = [count for m in event.mentions if (count := implied_hit(document, m.sentence))]
        injured = best["injured"] = hit[0] if hit else injured
    if injured is not None and injured.by_verb:
        # "Stabbed an officer … The officer was wounded": it says that he lives.
        told = (count for m in event.mentions for count in m.injured if not count.by_verb)
        injured = best["injured"] = next((count for count in told if count.toll == injured.toll), injured)
    dead = best["killed"]
    if (
        injured is not None
        and dead is not None
        and injured.strength <= SINGLE
        and is_same_person(document, injured, dead)
    ):
        best["injured"] = None
    elif dead is not None and injured is not None and injured.by_verb:
        best["injured"] = _without_dead(injured, dead)
    best["killed"] = dead or attackers_alone(document, event)
    return best


def _implied(document: Document, mention: Mention) -> Iterator[Count]:
    """What its own name implies, then what others of its sentence do: "shot his wife … in a murder-suicide"."""
    others = [hit for hit in mention.sentence.of(*TRIGGERS) if hit.start != mention.trigger.start]
    for hit in (mention.trigger.hit, *others):
        if (count := implied_dead(document, hit, mention.sentence)) is not None:
            yield count


def _without_dead(shot: Count, killed: Count) -> Count | None:
    dead = killed.toll.low or 0 if killed.toll.high is not None else 0
    hit = shot.toll.low or 0
    if (killed.toll.low or 0) >= hit:
        return None
    if dead and shot.toll.low == shot.toll.high:
        return replace(shot, toll=Toll(hit - dead, hit - dead))
    return shot


def _choose(event: Event, slot: str, implied: Sequence[Count], *, alone: bool) -> Count | None:
    """The figure of headline, lede and first sentences before later ones; a stated one before an inferred one.

    A headline over several attacks gives the figures of all of them.
    """
    counts: list[tuple[float, Count]] = []
    attacked_by_others = any(_are_no_force(mention) for mention in event.mentions)
    for order, mention in enumerate(event.mentions):
        for later, count in enumerate(getattr(mention, slot)):
            own = count.sentence is event.opening.sentence and not _are_no_force(event.opening)
            if count.strength == OF_ATTACKERS and attacked_by_others and not own:
                continue
            counts.append((count.strength + _line(count, alone=alone) - _lateness(count, order + later), count))
    counts += [(count.strength + _line(count, alone=alone), count) for count in implied]
    if not counts:
        return None
    best = max(counts, key=lambda entry: (entry[0], -entry[1].found.start))[1]
    best = next((count for _, count in counts if _closes(count.toll, best.toll)), best)
    return _with_further(best, [count for _, count in counts]) if best.strength <= SINGLE else best


def _are_no_force(mention: Mention) -> bool:
    """Whether somebody attacked who is no army or police: those strike attackers, and what they kill is the toll."""
    forces = [(hit.start, hit.end) for hit in mention.sentence.of("kind_military", "kind_police")]
    return any(
        found.kind != "state" and not any(found.start < end and start < found.end for start, end in forces)
        for found in mention.perpetrators
    )


def _line(count: Count, *, alone: bool) -> float:
    kind = count.sentence.kind
    line = _LINES.get(kind, _BODY_LINE) if alone or kind != "title" else 0.0
    return line - _RECAP * bool(count.sentence.of("recap"))


def _lateness(count: Count, order: int) -> float:
    return 0.0 if count.sentence.kind in _LINES else _LATER * min(order, _LATEST)


def _with_further(best: Count, counts: Sequence[Count]) -> Count:
    """ "A woman was shot in the leg. … Another man was hit in the foot.": told one by one, each in a sentence."""
    told = {best.sentence.index}
    total = best.toll.low or 0
    for count in sorted(counts, key=lambda count: count.found.start):
        if not count.further or count.sentence.index in told or count.sentence.kind == "title":
            continue
        if best.sentence.kind == "title" or count.toll.low != count.toll.high:
            continue
        told.add(count.sentence.index)
        total += count.toll.low or 0
    return replace(best, toll=Toll(total, total)) if len(told) > 1 and best.toll.low == best.toll.high else best


def _closes(toll: Toll, told: Toll) -> bool:
    """ "At least five", "up to seven" in the headline are "between five and seven" of the text."""
    if toll.low is None or toll.high is None or toll.low >= toll.high:
        return False
    return (told.low, told.high) in ((toll.low, None), (None, toll.high))
