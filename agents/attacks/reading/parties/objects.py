"""What was attacked: objects of active verbs, subjects of passive ones, what the name of an attack is followed by."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.kinds import PEOPLE, PEOPLE_CONCEPTS, concepts_of
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.parties.damage import damaged
from agents.attacks.reading.parties.heads import heads, named_whole
from agents.attacks.reading.parties.objectcues import (
    AGAINST_PEOPLE,
    bound_to,
    coordinated,
    doer_of_thing,
    is_agent,
    is_ridden,
    is_setting,
    undergone,
    without_subject,
)
from agents.attacks.reading.parties.sides import killing, sufferers
from agents.attacks.reading.parties.states import striking_aircraft
from agents.attacks.reading.parties.subjects import subject_end
from agents.attacks.reading.parties.victims import named_victims
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.places.cues import is_located, words_before
from agents.text.vocabulary import TRIGGERS, Term

_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_DAMAGED = concepts_of(("building", "business", "infrastructure", "vehicle", "convoy", "aircraft", "ship", "base"))
_MOVED_WORDS = 5


def objects_told(document: Document, sentence: Sentence, trigger: Trigger) -> list[Found]:
    """What was attacked. A verb may point back to it with a pronoun written on: what the verb before has."""
    found = _with_clause(document, sentence, trigger, list(_objects(document, sentence, trigger)))
    before = [hit for hit in sentence.of(*TRIGGERS) if hit.end <= trigger.start]
    points_back = document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive
    if found or not before or not points_back:
        return found
    return list(_objects(document, sentence, replace(trigger, hit=before[-1])))


def _with_clause(document: Document, sentence: Sentence, trigger: Trigger, found: list[Found]) -> list[Found]:
    """Where no noun of a list was attacked, or only one farther off, what stands where the clause has its object."""
    told = [*sufferers(document, sentence, killing(document, sentence, trigger) or trigger)]
    told = [item for item in told if not is_ridden(document, sentence, item.start)]
    if not found:
        return told or [*_within(document, sentence, trigger)]
    nearer = told and told[0].kind in PEOPLE and trigger.is_verb and not trigger.passive
    only_where = all(item.kind == "place" and told[0].end < item.start for item in found) if nearer else False
    return told if only_where else found


def _within(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """ "asesinato de un diputado": whom it is done to stands inside the phrase that names it."""
    first = document.folded.find(" ", trigger.start, trigger.end)
    if trigger.is_verb or first < 0 or trigger.type not in AGAINST_PEOPLE:
        return
    for hit in document.vocabulary.phrases.find(document.folded[first : trigger.end]):
        if hit.payload.concept in PEOPLE_CONCEPTS:
            whole = Hit(first + hit.start, first + hit.end, hit.payload)
            yield named_whole(document, sentence, whole, {other.start for other in sentence.of(*TRIGGERS)})


def _objects(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """What was attacked: left of a passive verb, right of an active one or of a noun, with what is coordinated."""
    doers = (striking_aircraft(document, sentence, trigger), doer_of_thing(document, sentence, trigger))
    named = [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit not in doers]
    kinds = heads(document, sentence, named)
    stops = {hit.start for hit in sentence.hits if not hit.payload.concept.startswith("demonym")}
    if undergoing := _sufferers(document, sentence, trigger, kinds):
        chosen = undergoing
    elif trigger.passive and trigger.is_verb and not _is_weapon_moved(document, sentence, trigger):
        before = subject_end(document, sentence, trigger.start)
        # "une patrouille se trouvait dans le quartier quand elle a été visée": where is not who.
        subjects = [hit for hit in kinds if hit.end <= before and not _is_where(document, sentence, hit)]
        chosen = _subject(document, subjects, before)
    elif (agent := _agent_mark(document, sentence, trigger)) is not None:
        # "un convoi a été touché par l'explosion d'une bombe": what was hit stands before the passive verb.
        chosen = _subject(document, [hit for hit in kinds if hit.end <= agent], agent)
    else:
        after = without_subject(document, trigger, [hit for hit in kinds if hit.start >= trigger.end])
        after = [hit for hit in after if not is_setting(document, sentence, hit, of=trigger.type)]
        marked = [hit for hit in after if _after_mark(document, sentence, trigger, hit)]
        after = after if trigger.is_verb else bound_to(document, sentence, trigger, after)
        chosen = _object(document, sentence, trigger, marked) or _object(document, sentence, trigger, after)
        if not chosen and trigger.is_verb:
            things = [hit for hit in kinds if hit.end <= trigger.start and not _is_person(hit)]
            things = [hit for hit in things if not is_setting(document, sentence, hit)]
            chosen = _subject(document, things, trigger.start)
    chosen += [hit for hit in damaged(document, sentence, trigger, kinds) if hit not in chosen]
    owned: list[Found] = []
    for hit in chosen:
        found = named_whole(document, sentence, hit, stops)
        if found.kind not in PEOPLE:
            owned.append(found)
        yield found
    # "the residence of Luis Vega" was attacked, not he.
    yield from (found for found in named_victims(document, sentence, trigger) if not _inside_any(found, owned))


def damaged_later(document: Document, sentence: Sentence) -> Iterator[Found]:
    """What a sentence that goes on about it says was damaged: "Au total, quatre véhicules ont été endommagés"."""
    if not sentence.of("weak_act", "damaging"):
        return
    things = [hit for hit in sentence.hits if hit.payload.concept in _DAMAGED]
    stops = {hit.start for hit in sentence.hits if not hit.payload.concept.startswith("demonym")}
    for hit in damaged(document, sentence, None, heads(document, sentence, things)):
        yield named_whole(document, sentence, hit, stops)


def _inside_any(found: Found, others: Sequence[Found]) -> bool:
    return any(other.start <= found.start and found.end <= other.end for other in others)


def _sufferers(document: Document, sentence: Sentence, trigger: Trigger, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Who stands behind a verb of suffering, or before it: "تعرض رتل لانفجار عبوة", "أن رتلا تعرض لهجوم"."""
    verb = undergone(document, sentence, trigger)
    if verb is None:
        return []
    between = [hit for hit in kinds if verb.end <= hit.start and hit.end <= trigger.start]
    if between:
        return coordinated(document, between, from_end=False)
    if verb.start == trigger.start and " " not in document.folded[trigger.start : trigger.end]:
        return []
    return _subject(document, [hit for hit in kinds if hit.end <= verb.start], verb.start)


def _subject(document: Document, before: Sequence[Hit[Term]], end: int) -> list[Hit[Term]]:
    chosen = coordinated(document, before, from_end=True)
    return chosen if chosen and document.words_between(chosen[-1].end, end) <= _SUBJECT_WORDS else []


def _object(document: Document, sentence: Sentence, trigger: Trigger, after: Sequence[Hit[Term]]) -> list[Hit[Term]]:
    chosen = coordinated(document, after, from_end=False)
    if not chosen:
        return []
    behind = _behind_doers(document, sentence, trigger, chosen[0])
    if document.words_between(behind, chosen[0].start) > _OBJECT_WORDS:
        return []
    return [hit for hit in chosen if not is_agent(document, sentence, hit)]


def _behind_doers(document: Document, sentence: Sentence, trigger: Trigger, hit: Hit[Term]) -> int:
    """ "اختطف مسلحون من جماعة … أربعين طفلا": who does it stands between a verb and what it is done to."""
    if not (document.vocabulary.language.verb_first and trigger.is_verb) or trigger.passive:
        return trigger.end
    doers = [other.end for other in sentence.of("perpetrator", "actor") if trigger.end <= other.start < hit.start]
    return max(doers, default=trigger.end)


def _is_weapon_moved(document: Document, sentence: Sentence, trigger: Trigger) -> bool:
    """ "A bomb was thrown at the house": what was attacked stands behind the passive verb."""
    before = [hit for hit in sentence.hits if hit.end <= trigger.start]
    nearest = [hit for hit in before if hit.payload.concept == "weapon" or hit.payload.concept.startswith("kind_")][-1:]
    return any(
        hit.payload.concept == "weapon" and document.words_between(hit.end, trigger.start) <= _MOVED_WORDS
        for hit in nearest
    )


def _agent_mark(document: Document, sentence: Sentence, trigger: Trigger) -> int | None:
    """Where "par", "by" stands right before the name of an attack, after a passive verb."""
    for mark in sentence.of("agent_by"):
        near = mark.end <= trigger.start and document.words_between(mark.end, trigger.start) <= 2
        if near and not trigger.is_verb:
            return mark.start
    return None


def _is_where(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A place or building behind a word of place: no subject of what follows."""
    if hit.payload.concept not in ("kind_place", "kind_building"):
        return False
    return is_located(document, words_before(document, sentence, hit.start))


def _is_person(hit: Hit[Term]) -> bool:
    return hit.payload.concept in PEOPLE_CONCEPTS


def _after_mark(document: Document, sentence: Sentence, trigger: Trigger, hit: Hit[Term]) -> bool:
    return any(
        trigger.start <= mark.start and mark.end <= hit.start and document.words_between(mark.end, hit.start) <= 4
        for mark in sentence.of("against")
    )
