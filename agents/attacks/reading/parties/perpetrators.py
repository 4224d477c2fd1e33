"""Who did it: subjects of active verbs, agents of passive ones, groups that a member belongs to."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.parties.actors import actors, found_at, is_speaker, name_actor
from agents.attacks.reading.parties.clauses import subjects
from agents.attacks.reading.parties.fallen import DONE_TO_FIGHTERS, is_harmed
from agents.attacks.reading.parties.members import belongs, members_named, members_unlisted
from agents.attacks.reading.parties.objectcues import doer_of_thing, undergone
from agents.attacks.reading.parties.sides import doers, fighting, killing
from agents.attacks.reading.tolls.nouncounts import behind_doer, is_joined
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.nounphrases import phrases_from
from agents.text.phrases import MODIFIERS_FIRST, noun_phrase, persons_in
from agents.text.vocabulary import TRIGGERS, Name, Term

_COMMA = re.compile("[,،]")
_NEXT_WORD = re.compile(r" +(\w+)")
_OBJECT_WORDS = 9
_SUBJECT_WORDS = 12
_AGENT_WORDS = 7
_SUBJECT_BEHIND_WORDS = 1
CLAIM_WORDS = 14
_DOER_WORDS = 6
_DONE_TO_WORDS = 6
_BY_WORDS, _BY_PART_WORDS = 4, 9
_OWNER_WORDS = 2
_OWNED = ("kind_vehicle", "kind_convoy", "kind_base", "kind_checkpoint")
_FORCES = ("kind_military", "kind_police")


def perpetrators(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    named = actors(document, sentence)
    unnamed = [*members_unlisted(document, sentence, list(_ends_of_by(document, sentence)), named)]
    unnamed += [
        found_at(document, hit, kind="individual")
        for hit in sentence.of("perpetrator")
        if not any(found.start <= hit.start < found.end for found in unnamed)
    ]
    taken = [(found.start, found.end) for found in unnamed]
    unnamed += [
        found
        for found in _doers(document, sentence, trigger)
        if not any(start <= found.start < end for start, end in taken)
    ]
    accused = sentence.of("accusing")
    status = "alleged" if accused or sentence.of("hedge") else "confirmed"
    killed = killing(document, sentence, trigger)
    guilty: list[Found] = []
    for found in sorted([*named, *unnamed], key=lambda found: found.start):
        if _is_claimant(document, sentence, found) or is_speaker(document, sentence, found):
            continue
        if any(trigger.end <= cue.start < found.start for cue in sentence.of("recap")):
            continue
        if found.kind == "individual" and is_modifier(document, sentence, found):
            continue
        if _owns_thing(document, sentence, found):
            continue
        if killed is not None and found.end <= killed.start:
            continue
        if _did_it(document, sentence, trigger, found) or (accused and found.kind == "organization"):
            guilty.append(found)
    guilty = _without_harmed(document, sentence, trigger, guilty)
    guilty += _within(document, trigger)
    guilty += _unlisted(document, sentence, trigger, guilty, named)
    # "guerrillas of the FMLN", "Shining Path terrorists": their group did it too.
    members = [found for found in guilty if found.kind == "individual"]
    groups = [
        group
        for group in named
        if group not in guilty
        and group.kind == "organization"
        and any(belongs(document, one, group) for one in members)
    ]
    told = [found for found in guilty if found.kind == "organization"]
    members += [
        member
        for member in members_named(document, sentence, told)
        if not any(member.start < other.end and other.start < member.end for other in members)
    ]
    others = [found for found in guilty if found.kind != "individual"]
    for found in sorted([*others, *members, *groups], key=lambda found: found.start):
        start, end = described(document, sentence, found)
        text = found.text if found.kind != "individual" and found in named else document.text[start:end]
        yield replace(found, text=text, start=start, end=end, status=status)


def _unlisted(
    document: Document, sentence: Sentence, trigger: Trigger, guilty: list[Found], named: list[Found]
) -> Iterator[Found]:
    """Whoever the clause says did it; of a fight both sides, those by their name who have one."""
    spans = [*fighting(document, sentence, trigger, guilty)]
    if not spans and not guilty:
        told = killing(document, sentence, trigger) or trigger
        spans = [*doers(document, sentence, told, _ends_of_by(document, sentence))]
    for found in spans:
        inside = [actor for actor in named if _is_most_of(document, actor, found)]
        if not is_speaker(document, sentence, found):
            yield from inside or [found]


def _is_most_of(document: Document, part: Found, whole: Found) -> bool:
    """ "the Afghan Taliban" are the Taliban; a "director of the police" is not the police."""
    inside = whole.start <= part.start and part.end <= whole.end
    return inside and 2 * (part.end - part.start) > whole.end - whole.start


def _without_harmed(document: Document, sentence: Sentence, trigger: Trigger, guilty: list[Found]) -> list[Found]:
    """ "Two Hezbollah members killed in an Israeli strike": who falls did it only where nobody else can have."""
    harmed = [found for found in guilty if is_harmed(document, sentence, found)]
    if not harmed:
        return guilty
    others = trigger.type in DONE_TO_FIGHTERS or any(f.kind != "individual" and f not in harmed for f in guilty)
    return [found for found in guilty if found not in harmed or not (others or found.kind == "state")]


def described(document: Document, sentence: Sentence, found: Found) -> tuple[int, int]:
    """ "Salvadoran guerrillas", "two hooded individuals", "miliciens touaregs": with what modifies the head."""
    if found.kind != "individual" or document.vocabulary.language.verb_first:
        return found.start, found.end
    if document.language not in MODIFIERS_FIRST:
        return _described_behind(document, sentence, found)
    start = found.start
    qualifying: list[Hit[Term] | Hit[Name]] = [*sentence.of("perpetrator", "actor", "demonym"), *sentence.names]
    for hit in sorted(qualifying, key=lambda hit: (-hit.end, hit.start)):
        if hit.end <= start and not document.text[hit.end : start].strip():
            start = hit.start
    stops = {hit.start for hit in sentence.hits if hit.payload.concept != "demonym"} - {start}
    return noun_phrase(document, sentence, start, found.end, stops)


def _described_behind(document: Document, sentence: Sentence, found: Found) -> tuple[int, int]:
    """Up to the next small word; without "a bordo de una moto", which says where they sat."""
    whole = next(iter(phrases_from(document, sentence, found.start, sentence.end)), None)
    if whole is None or whole[0] > found.end:
        return found.start, found.end
    behind = _NEXT_WORD.match(document.folded, whole[1])
    seated = behind is not None and behind[1] in document.vocabulary.words("locative")
    return found.start, whole[1] if seated else max(whole[1], found.end)


def _doers(document: Document, sentence: Sentence, trigger: Trigger) -> list[Found]:
    """People who are no attackers by name: subject of the active verb, or behind "by": "two men shot him"."""
    people = [hit for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS]
    if sentence.of("perpetrator"):
        # "Soldiers shot two insurgents": forces beside attackers answer them.
        people = [hit for hit in people if hit.payload.concept not in _FORCES]
    behind = [hit for hit in people if hit.start >= trigger.end]
    agents = [hit for hit in behind if is_behind_by(document, sentence, hit.start)]
    agents = agents or [hit for hit in behind[:1] if _fires(document, trigger, hit.start)]
    if trigger.is_verb and not trigger.passive and behind_doer(document, trigger.end, behind) is not None:
        agents = agents or behind
    if not agents and (doer := doer_of_thing(document, sentence, trigger)) is not None:
        agents = [doer]
    subjects = [hit for hit in people if hit.end <= trigger.start][-1:]
    doers = agents[:1] or [hit for hit in subjects if _acts(document, sentence, trigger, hit)]
    return [found_at(document, hit, kind="state" if is_force(document, hit) else "individual") for hit in doers]


def _within(document: Document, trigger: Trigger) -> Iterator[Found]:
    """ "فجر انتحاري نفسه", "ataque de los talibanes": who does it stands inside the phrase that tells it."""
    first = document.folded.find(" ", trigger.start, trigger.end)
    if first < 0:
        return
    for hit in document.vocabulary.phrases.find(document.folded[first : trigger.end]):
        start, end = first + hit.start, first + hit.end
        if hit.payload.concept == "perpetrator" and trigger.is_verb:
            yield Found(document.text[start:end], start, end, "individual")
        if hit.payload.actor is not None:
            yield name_actor(document, Hit(start, end, hit.payload), hit.payload.actor)


def _fires(document: Document, trigger: Trigger, start: int) -> bool:
    """ "برصاص الشرطة", "هجوم حركة الشباب": right behind such a name of attack stands who did it."""
    words = document.vocabulary.words("doer_event")
    if trigger.is_verb or document.folded[trigger.start : trigger.end].split()[0] not in words:
        return False
    return trigger.end <= start and document.words_between(trigger.end, document.word_start(start)) == 0


def is_force(document: Document, hit: Hit[Term]) -> bool:
    """An army or a police as one body, with or without its article."""
    words = document.folded[hit.start : hit.end].split()
    if words[0] in document.vocabulary.words("definite"):
        del words[0]
    return " ".join(words) in document.vocabulary.words("force_word")


def _acts(document: Document, sentence: Sentence, trigger: Trigger, person: Hit[Term]) -> bool:
    """Right before an active verb that has an object: not "the men attacked on Monday said"."""
    if not trigger.is_verb or trigger.passive or document.words_between(person.end, trigger.start) > _DOER_WORDS:
        return False
    if document.vocabulary.language.verb_first:
        # "اعتقلت قوات شابين واقتادتهم": the verb goes on with whoever did the one before it.
        armed = (hit for hit in sentence.of("perpetrator", "actor") if hit.start >= trigger.end)
        first = next(armed, None)
        if is_joined(document, trigger.start) or (first and not document.words_between(trigger.end, first.start)):
            return False
    between = sentence.of("passive", "weapon", "killed", "injured", "captured", "agent_by", "perpetrator")
    if any(person.end <= hit.start < trigger.start for hit in between):
        return False
    objects = [
        hit.start for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit.start >= trigger.end
    ]
    objects += [start for start, _ in persons_in(document, sentence) if start >= trigger.end]
    return any(_is_object(document, trigger.end, start) for start in objects)


def _is_object(document: Document, verb: int, start: int) -> bool:
    """Near behind the verb with no preposition right after it."""
    between = document.folded[verb:start].split()
    if between and between[0] in document.vocabulary.words("locative"):
        return False
    if not document.vocabulary.words("auxiliary_finite").isdisjoint(between):
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


def is_modifier(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "terrorist attack", "guerrilla camp", "attaque terroriste": says of what kind, not who."""
    if document.folded[found.start : found.end].split()[0] in document.vocabulary.words("doer_noun"):
        return False
    for hit in sentence.hits:
        concept = hit.payload.concept
        noun = concept.endswith("event") or concept.startswith("kind_") or concept == "perpetrator"
        first = document.language in MODIFIERS_FIRST
        if first and noun and hit.start >= found.end and not document.text[found.end : hit.start].strip():
            return True
        behind = concept.endswith("event") or (concept == "perpetrator" and not first)
        if behind and hit.end <= found.start and not document.text[hit.end : found.start].strip():
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


def _has_subject(document: Document, sentence: Sentence, trigger: Trigger) -> bool:
    """ "أن قوات الجيش قتلت إرهابيين": a force right before the verb, so that what is behind is its object."""
    return any(
        hit.end <= trigger.start
        and document.words_between(hit.end, trigger.start) <= _SUBJECT_BEHIND_WORDS
        and document.word_start(hit.start) == hit.start
        and not _COMMA.search(document.text, hit.end, trigger.start)
        for hit in sentence.of("actor", *_FORCES)
    )


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
    if _by_another(document, sentence, trigger, found):
        return False
    if is_behind_by(document, sentence, found.start) and words <= _OBJECT_WORDS + _AGENT_WORDS:
        return True
    if _fires(document, trigger, found.start):
        return True
    if document.vocabulary.language.verb_first and trigger.is_verb and not trigger.passive:
        return words <= _SUBJECT_BEHIND_WORDS and not _has_subject(document, sentence, trigger)
    if found.kind == "individual":
        return words <= _AGENT_WORDS and not trigger.is_verb
    between = document.folded[trigger.end : found.start].split()
    # "attaques des ADF": a name too short to stand alone is held with its article.
    named = document.folded[found.start : found.end].split()
    linked = {*between, *named[: len(named) > 1]} & document.vocabulary.words("owner_word")
    return not trigger.is_verb and len(between) <= 2 and bool(linked)


def _by_another(document: Document, sentence: Sentence, trigger: Trigger, found: Found) -> bool:
    """ "Jets attacked depots controlled by X": the bare word, far behind a verb that has its own subject."""
    if not trigger.is_verb or trigger.passive or document.vocabulary.language.verb_first:
        return False
    small = document.vocabulary.words("small_by")
    ends = [end for end in _ends_of_by(document, sentence) if trigger.end <= end <= found.start]
    bare = bool(ends) and document.folded[: ends[-1]].rsplit(" ", 2)[-1] in small
    marks = [mark for mark in sentence.of("agent_by") if mark.end == ends[-1]] if ends else []
    alone = all(document.folded[mark.start : mark.end].strip() in small for mark in marks)
    return bare and alone and bool(subjects(document, sentence, trigger))


def is_behind_by(document: Document, sentence: Sentence, start: int) -> bool:
    """Also behind what part of it they are: "by alleged members of the 18th front of the FARC"."""
    members = document.vocabulary.words("member_word")
    for end in _ends_of_by(document, sentence):
        if end <= start:
            part = any(end <= noun.start < start for noun in sentence.of("group_noun"))
            part = part or not members.isdisjoint(document.folded[end:start].split())
            # "un raid mené par l'armée contre des civils"
            against = any(end <= mark.start < start for mark in sentence.of("against"))
            if not against and document.words_between(end, start) <= (_BY_PART_WORDS if part else _BY_WORDS):
                return True
    return False


def _ends_of_by(document: Document, sentence: Sentence) -> Iterator[int]:
    """Where "by" ends, also inside "shot by"."""
    yield from (mark.end for mark in sentence.of("agent_by"))
    small = document.vocabulary.words("small_by")
    for hit in sentence.of(*TRIGGERS):
        if document.folded[hit.start : hit.end].split()[-1] in small:
            yield hit.end


def _after_against(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        mark.end <= found.start and document.words_between(mark.end, found.start) <= 3
        for mark in sentence.of("against")
    )


def _is_claimant(document: Document, sentence: Sentence, found: Found) -> bool:
    return any(
        found.end <= claim.start and document.words_between(found.end, claim.start) <= CLAIM_WORDS
        for claim in sentence.of("claiming")
    )
