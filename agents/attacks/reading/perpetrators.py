"""Who did it and who claims it: subjects of active verbs, agents of passive ones, groups that a member belongs to."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.nouncounts import behind_doer
from agents.attacks.reading.objectcues import undergone
from agents.attacks.reading.origins import named_terms
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, names_in, noun_phrase, persons_in
from agents.text.vocabulary import Term

_NEXT_WORD = re.compile(r" +(\w+)")
_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_AGENT_WORDS = 7
_SUBJECT_BEHIND_WORDS = 1
_MEMBER_WORDS = 2
_CLAIM_WORDS = 14
_BLAMED_WORDS = 6
_DOER_WORDS = 6
_DONE_TO_WORDS = 6
_BY_WORDS, _BY_PART_WORDS = 4, 9
_OWNER_WORDS = 2
_OWNED = ("kind_vehicle", "kind_convoy", "kind_base", "kind_checkpoint")
_FORCES = ("kind_military", "kind_police")


def perpetrators(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    named = _actors(document, sentence)
    unnamed = [found_at(document, hit, kind="individual") for hit in sentence.of("perpetrator")]
    unnamed += _doers(document, sentence, trigger)
    accused = sentence.of("accusing")
    status = "alleged" if accused or sentence.of("hedge") else "confirmed"
    guilty: list[Found] = []
    for found in sorted([*named, *unnamed], key=lambda found: found.start):
        if _is_claimant(document, sentence, found) or _is_speaker(document, sentence, found):
            continue
        if any(trigger.end <= cue.start < found.start for cue in sentence.of("recap")):
            continue
        if found.kind == "individual" and _is_modifier(document, sentence, found):
            continue
        if _owns_thing(document, sentence, found):
            continue
        if _did_it(document, sentence, trigger, found) or (accused and found.kind == "organization"):
            guilty.append(found)
    guilty += _within(document, trigger)
    # "guerrillas of the FMLN", "Shining Path terrorists": their group did it too.
    members = [found for found in guilty if found.kind == "individual"]
    groups = [
        group
        for group in named
        if group not in guilty
        and group.kind == "organization"
        and any(_belongs(document, one, group) for one in members)
    ]
    for found in sorted([*guilty, *groups], key=lambda found: found.start):
        start, end = _described(document, sentence, found)
        text = found.text if found.kind == "organization" and found in named else document.text[start:end]
        yield Found(text, start, end, found.kind, status=status)


def _described(document: Document, sentence: Sentence, found: Found) -> tuple[int, int]:
    """ "Salvadoran guerrillas", "two hooded individuals": with what stands before the head."""
    if found.kind != "individual" or document.language not in MODIFIERS_FIRST:
        return found.start, found.end
    stops = {hit.start for hit in sentence.hits if hit.payload.concept != "demonym"} - {found.start}
    return noun_phrase(document, sentence, found.start, found.end, stops)


def _doers(document: Document, sentence: Sentence, trigger: Trigger) -> list[Found]:
    """People who are no attackers by name: subject of the active verb, or behind "by": "two men shot him"."""
    people = [hit for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS]
    if sentence.of("perpetrator"):
        # "Soldiers shot two insurgents": forces beside attackers answer them.
        people = [hit for hit in people if hit.payload.concept not in _FORCES]
    behind = [hit for hit in people if hit.start >= trigger.end]
    agents = [hit for hit in behind if _is_behind_by(document, sentence, hit.start)]
    agents = agents or [hit for hit in behind[:1] if _fires(document, trigger, hit.start)]
    if trigger.is_verb and not trigger.passive and behind_doer(document, trigger.end, behind) is not None:
        agents = agents or behind
    subjects = [hit for hit in people if hit.end <= trigger.start][-1:]
    doers = agents[:1] or [hit for hit in subjects if _acts(document, sentence, trigger, hit)]
    return [found_at(document, hit, kind=_doer_kind(document, hit)) for hit in doers]


def _within(document: Document, trigger: Trigger) -> Iterator[Found]:
    """ "فجر انتحاري نفسه": who does it stands inside the phrase that tells it."""
    first = document.folded.find(" ", trigger.start, trigger.end)
    if first < 0 or not trigger.is_verb:
        return
    for hit in document.vocabulary.phrases.find(document.folded[first : trigger.end]):
        if hit.payload.concept == "perpetrator":
            start, end = first + hit.start, first + hit.end
            yield Found(document.text[start:end], start, end, "individual")


def _fires(document: Document, trigger: Trigger, start: int) -> bool:
    """ "برصاص الشرطة", "هجوم حركة الشباب": right behind such a name of attack stands who did it."""
    words = document.vocabulary.words("doer_event")
    if trigger.is_verb or document.folded[trigger.start : trigger.end].split()[0] not in words:
        return False
    return trigger.end <= start and document.words_between(trigger.end, document.word_start(start)) == 0


def _doer_kind(document: Document, hit: Hit[Term]) -> str:
    """Soldiers are individuals, the army is a state's."""
    return (
        "state"
        if document.folded[hit.start : hit.end].strip() in document.vocabulary.words("force_word")
        else "individual"
    )


def _acts(document: Document, sentence: Sentence, trigger: Trigger, person: Hit[Term]) -> bool:
    """Right before an active verb that has an object: not "the men attacked on Monday said"."""
    if not trigger.is_verb or trigger.passive or document.words_between(person.end, trigger.start) > _DOER_WORDS:
        return False
    between = sentence.of("passive", "weapon", "killed", "injured", "captured", "agent_by")
    if any(person.end <= hit.start < trigger.start for hit in between):
        return False
    objects = [
        hit.start for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit.start >= trigger.end
    ]
    objects += [start for start, _ in persons_in(document, sentence) if start >= trigger.end]
    return any(_is_object(document, trigger.end, start) for start in objects)


def _is_object(document: Document, verb: int, start: int) -> bool:
    """Near behind the verb with no preposition right after it."""
    first = document.folded[verb:start].split()[:1]
    if first and first[0] in document.vocabulary.words("locative"):
        return False
    return document.words_between(verb, start) <= _DONE_TO_WORDS


def _owns_thing(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "une voiture de l'armée", "un convoi de la Minusma": the thing's owner is not who attacks."""
    return found.kind != "individual" and any(
        hit.end <= found.start
        and document.text[hit.end : found.start].strip(" ")[:1] != ","
        and document.words_between(hit.end, found.start) <= _OWNER_WORDS
        for hit in sentence.of(*_OWNED)
    )


def _belongs(document: Document, member: Found, group: Found) -> bool:
    first, second = (member, group) if member.start < group.start else (group, member)
    if document.words_between(first.end, second.start) > _MEMBER_WORDS:
        return False
    return not any(mark in document.text[first.end : second.start] for mark in ",;:(")


def _is_modifier(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "terrorist attack", "guerrilla camp", "attaque terroriste": says of what kind, not who."""
    if document.folded[found.start : found.end].split()[0] in document.vocabulary.words("doer_noun"):
        return False
    for hit in sentence.hits:
        concept = hit.payload.concept
        noun = concept.endswith("event") or concept.startswith("kind_")
        first = document.language in MODIFIERS_FIRST
        if first and noun and hit.start >= found.end and not document.text[found.end : hit.start].strip():
            return True
        if concept.endswith("event") and hit.end <= found.start and not document.text[hit.end : found.start].strip():
            return True
    return document.language in MODIFIERS_FIRST and _qualifies(document, sentence, found)


def _qualifies(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "criminal court", "rebel radio": a singular right before a word that neither does nor binds anything."""
    behind = _NEXT_WORD.match(document.folded, found.end)
    if behind is None or found.text.casefold().endswith(("s", "men")):
        return False
    if document.text[found.end : behind.start(1)].strip():
        return False
    small = ("stopword", "auxiliary_finite", "locative", "conjunction")
    if any(behind[1] in document.vocabulary.words(name) for name in small):
        return False
    return not any(hit.start == behind.start(1) for hit in sentence.hits if not hit.payload.concept.startswith("kind_"))


def _did_it(document: Document, sentence: Sentence, trigger: Trigger, found: Found) -> bool:
    """Subject of an active verb, agent of a passive one, or "par", "de" after the name of an attack."""
    if found.end <= trigger.start:
        if (trigger.passive and trigger.is_verb) or undergone(document, sentence, trigger) is not None:
            return False
        words = document.words_between(found.end, trigger.start)
        if found.kind == "individual":
            return words <= _SUBJECT_WORDS
        return words <= _SUBJECT_WORDS and not _after_against(document, sentence, found)
    words = document.words_between(trigger.end, found.start)
    if _is_behind_by(document, sentence, found.start) and words <= _OBJECT_WORDS + _AGENT_WORDS:
        return True
    if _fires(document, trigger, found.start):
        return True
    if document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive:
        return words <= _SUBJECT_BEHIND_WORDS
    if found.kind == "individual":
        return words <= _AGENT_WORDS and not trigger.is_verb
    between = document.folded[trigger.end : found.start].split()
    return not trigger.is_verb and len(between) <= 2 and bool(set(between) & {"de", "du", "des", "of", "d", "del"})


def _is_behind_by(document: Document, sentence: Sentence, start: int) -> bool:
    """Also behind what part of it they are: "by alleged members of the 18th front of the FARC"."""
    for mark in sentence.of("agent_by"):
        if mark.end <= start:
            part = any(mark.end <= noun.start < start for noun in sentence.of("group_noun"))
            if document.words_between(mark.end, start) <= (_BY_PART_WORDS if part else _BY_WORDS):
                return True
    return False


def _after_against(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        mark.end <= found.start and document.words_between(mark.end, found.start) <= 3
        for mark in sentence.of("against")
    )


def _is_claimant(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        found.end <= claim.start and document.words_between(found.end, claim.start) <= _CLAIM_WORDS
        for claim in sentence.of("claiming")
    )


def _is_speaker(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "a indiqué l'armée": who tells is not who did it."""
    for cue in sentence.of("reporting", "denying"):
        first, second = (cue.start, cue.end), (found.start, found.end)
        if second < first:
            first, second = second, first
        if document.words_between(first[1], second[0]) <= 2:
            return True
    return False


def accused(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Groups that a later sentence blames: "The police attributed it to the FARC", "blamed the Shining Path"."""
    for cue in sentence.of("accusing"):
        behind = [found for found in _actors(document, sentence) if found.start >= cue.end]
        for found in behind[:1]:
            near = document.words_between(cue.end, found.start) <= _BLAMED_WORDS
            if near and found.kind == "organization" and not _is_speaker(document, sentence, found):
                yield replace(found, status="alleged")


def groups_of_members(document: Document, sentence: Sentence) -> Iterator[Found]:
    """The group that a later sentence says the attackers are of: "The FMLN rebels fled after an hour"."""
    members = [found_at(document, hit) for hit in sentence.of("perpetrator")]
    for group in _actors(document, sentence) if members else ():
        if group.kind == "organization" and any(_belongs(document, member, group) for member in members):
            yield replace(group, status="confirmed")


def claimants(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Groups that claim responsibility in this sentence: subject of the claiming verb, or after "par"."""
    for claim in sentence.of("claiming"):
        actors = [*_actors(document, sentence)]
        before = [
            a for a in actors if a.end <= claim.start and document.words_between(a.end, claim.start) <= _CLAIM_WORDS
        ]
        after = [a for a in actors if claim.end <= a.start and _is_subject_behind(document, sentence, claim, a)]
        chosen = after[:1] or before[-1:]
        if not chosen:
            chosen = [*_unknown_groups(document, sentence, claim)][:1]
        yield from chosen


def _is_subject_behind(document: Document, sentence: Sentence, claim: Hit[Term], found: Found) -> bool:
    if _is_behind_by(document, sentence, found.start):
        return True
    near = document.words_between(claim.end, found.start) <= _SUBJECT_BEHIND_WORDS
    return document.vocabulary.language.verb_first and near


def _unknown_groups(document: Document, sentence: Sentence, claim: Hit[Term]) -> Iterator[Found]:
    """A named group that no list holds: "un groupe … qui se fait appeler Qassem al-Jabbarin"."""
    begin = sentence.start
    for start, end in reversed(names_in(document, begin, claim.start)):
        yield Found(document.text[start:end], start, end, "organization")


def _actors(document: Document, sentence: Sentence) -> list[Found]:
    """Known groups and forces that the sentence names."""
    hits = [hit for hit in (*sentence.hits, *named_terms(sentence.names)) if hit.payload.concept == "actor"]
    return [
        Found(hit.payload.actor.name, hit.start, hit.end, hit.payload.actor.kind)
        for hit in sorted(hits, key=lambda hit: hit.start)
        if hit.payload.actor is not None
    ]


def found_at(document: Document, hit: Hit[Term], *, kind: str = "") -> Found:
    return Found(document.text[hit.start : hit.end], hit.start, hit.end, kind)
