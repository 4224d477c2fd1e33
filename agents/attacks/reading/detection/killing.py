"""Finds killings that no word of attack names: by who kills or is killed, by blows, or in an action of arms."""

from collections.abc import Iterator, Sequence

from agents.attacks.reading.detection.voice import is_passive
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_FORCES = ("kind_military", "kind_police", "actor", "perpetrator")
_BODIES = ("kind_military", "kind_police")
_SUFFER_WORDS = 6
_FALL_WORDS = 10
_BLOW_WORDS = 12
_ACTION_WORDS = 12
_TALLY = 100
_SUBJECT_WORDS = 3
_AGENT_WORDS = 4
_OBJECT_WORDS = 4
_OTHER_WORDS = 1
_FORCE_CHARACTERS = 24
_PERSONS = PEOPLE_CONCEPTS | {"demonym"}
_KILLED = Term("weak_act", "armed_assault")


def find_killing(document: Document, sentence: Sentence) -> Hit[Term] | None:
    """ "Des hommes armés ont tué", "two protesters were killed by police": the verb, as a weak word of attack."""
    verbs = sentence.of("killed")
    for attacker in (*sentence.of("perpetrator", "actor"), *_named_groups(sentence, verbs)):
        for verb in verbs:
            if _does(document, sentence, attacker, verb) or suffers(document, sentence, attacker, verb):
                # "Un kamikaze a tué neuf personnes": some attackers say by their name what they do.
                return Hit(verb.start, verb.end, Term("weak_act", attacker.payload.type or _KILLED.type))
    if sentence.of("own_death"):
        # "Mató a sus tres hijos y se quitó la vida": who kills others and himself meant to.
        for verb in verbs:
            killing = document.folded[verb.start : verb.end] in document.vocabulary.words("killing_verb")
            if killing and not is_passive(document, sentence, verb) and _reaches_person(document, sentence, verb.end):
                return Hit(verb.start, verb.end, _KILLED)
    arms = [*_arms_of_state(document, sentence)] if verbs else []
    for verb in verbs:
        told = _by_blows(document, sentence, verb)
        if told is not None:
            return told
        passive = is_passive(document, sentence, verb)
        if _falls(document, sentence, verb) or (passive and _in_action(document, sentence, verb)):
            return Hit(verb.start, verb.end, _KILLED)
        if _bears_wounds(document, sentence):
            return Hit(verb.start, verb.end, _KILLED)
        bodies = [*sentence.of("actor", *_BODIES), *_named_force(document, sentence, verb), *arms]
        if _by_force(document, sentence, verb) or any(_has_object(document, sentence, body, verb) for body in bodies):
            return Hit(verb.start, verb.end, _KILLED)
    return None


def suffers(document: Document, sentence: Sentence, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    """ "Forces killed two insurgents", "two insurgents were killed by the army": attackers are attacked themselves."""
    if attacker.payload.concept != "perpetrator":
        return False
    if attacker.end <= verb.start:
        others = any(hit is not attacker for hit in sentence.of(*_FORCES))
        if not others and not _in_action(document, sentence, verb):
            return False
        return (
            is_passive(document, sentence, verb) and document.words_between(attacker.end, verb.start) <= _SUFFER_WORDS
        )
    # "Assassinated by two gunmen": behind "by" stands who does it.
    by = any(verb.end <= mark.start < attacker.start for mark in sentence.of("agent_by"))
    return not by and document.words_between(verb.end, attacker.start) <= _SUFFER_WORDS


def _falls(document: Document, sentence: Sentence, verb: Hit[Term]) -> bool:
    """ "Six rebels were killed": what fighters are killed by is an attack, whoever did it."""
    if not is_passive(document, sentence, verb) or _is_tally(document, sentence, verb):
        return False
    return any(
        attacker.end <= verb.start and document.words_between(attacker.end, verb.start) <= _FALL_WORDS
        for attacker in sentence.of("perpetrator")
    )


def _bears_wounds(document: Document, sentence: Sentence) -> bool:
    """ "Five bodies with gunshot wounds": what somebody else gave the dead."""
    given = document.vocabulary.words("given_wound")
    return any(document.folded[hit.start : hit.end].strip() in given for hit in sentence.of("injured"))


def _is_tally(document: Document, sentence: Sentence, verb: Hit[Term]) -> bool:
    """ "840 rebels have been killed": more than one action kills."""
    return any(
        number.role == "count" and (number.low or 0) >= _TALLY
        for number in document.numbers_in(sentence.start, verb.start)
    )


def _by_blows(document: Document, sentence: Sentence, verb: Hit[Term]) -> Hit[Term] | None:
    """ "Villagers beat a thief to death", "golpearon al ladrón hasta la muerte": from the blow to the death of it."""
    vocabulary = document.vocabulary
    if document.folded[verb.start : verb.end].strip() not in vocabulary.words("to_death"):
        return None
    before = document.folded[sentence.start : verb.start]
    at = len(before)
    for word in reversed(before.split()[-_BLOW_WORDS:]):
        at = before.rindex(word, 0, at)
        if word in vocabulary.words("blow_word"):
            return Hit(sentence.start + at, verb.end, Term("deadly_act", "armed_assault"))
    return None


def _in_action(document: Document, sentence: Sentence, verb: Hit[Term]) -> bool:
    """ "was killed during this operation", "in an encounter with police", "في عملية أمنية"."""
    vocabulary = document.vocabulary
    actions, saving = vocabulary.words("armed_action"), vocabulary.words("saving_word")
    if not actions:
        return False
    behind = document.folded[verb.end : sentence.end].split()[:_ACTION_WORDS]
    before = document.folded[sentence.start : verb.start].split()[-_ACTION_WORDS:]
    return any(actions.intersection(words) and not saving.intersection(words) for words in (behind, before))


def _does(document: Document, sentence: Sentence, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    """Subject right before an active verb, or after "par", "by" behind a passive one."""
    passive = is_passive(document, sentence, verb)
    if attacker.end <= verb.start:
        near = document.words_between(attacker.end, verb.start) <= _SUBJECT_WORDS
        return not passive and (near or _goes_on(document, sentence, attacker, verb))
    return any(
        verb.end <= mark.start < attacker.start and document.words_between(mark.end, attacker.start) <= _AGENT_WORDS
        for mark in sentence.of("agent_by")
    )


def _goes_on(document: Document, sentence: Sentence, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    """ "Armed men stopped a car near Taxco and killed two priests": whoever opens the sentence does what is joined."""
    before = document.folded[attacker.end : verb.start].split()
    if attacker is not sentence.hits[0] or not before or before[-1] not in document.vocabulary.words("conjunction"):
        return False
    parted = ";" in document.text[attacker.end : verb.start] or any(
        attacker.end <= hit.start < verb.start for hit in sentence.of("passive", "reporting", "agent_by")
    )
    return not parted and _reaches_person(document, sentence, verb.end)


def _by_force(document: Document, sentence: Sentence, verb: Hit[Term]) -> bool:
    """ "tués par la police": a force, as such or as its bare word, right behind the mark of who did it."""
    words = document.vocabulary.words("force_word")
    for mark in sentence.of("agent_by"):
        if not verb.end <= mark.start or document.words_between(verb.end, mark.start) > 1:
            continue
        if any(0 <= document.words_between(mark.end, body.start) <= 1 for body in _behind(sentence, mark.end)):
            return True
        if words.intersection(document.folded[mark.end : mark.end + _FORCE_CHARACTERS].split()[:2]):
            return True
    return False


def _named_force(document: Document, sentence: Sentence, verb: Hit[Term]) -> list[Hit[Term]]:
    """ "Police killed two men": a body by its bare word, right before the verb."""
    before = document.folded[max(sentence.start, verb.start - _FORCE_CHARACTERS) : verb.start].split()[-1:]
    named = document.vocabulary.words("force_word").intersection(before)
    return [Hit(verb.start - len(before[0]) - 1, verb.start - 1, Term("kind_police"))] if named else []


def _named_groups(sentence: Sentence, verbs: Sequence[Hit[Term]]) -> list[Hit[Term]]:
    """Groups by a name in capitals: "el PKK mató a seis soldados"."""
    names = sentence.names if verbs else ()
    terms = (Hit(name.start, name.end, name.payload.term) for name in names if name.payload.term is not None)
    return [hit for hit in terms if hit.payload.actor is not None and hit.payload.actor.kind == "organization"]


def _arms_of_state(document: Document, sentence: Sentence) -> Iterator[Hit[Term]]:
    """ "Un tanque israelí mató", "an Israeli tank killed": what beside a nation's adjective is its force."""
    nations = [(hit.start, hit.end) for hit in sentence.of("demonym")]
    nations += [(name.start, name.end) for name in sentence.names if name.payload.kind == "demonym"]
    for hit in sentence.of("kind_vehicle", "kind_aircraft", "kind_ship", "weapon"):
        for start, end in nations:
            first, second = (hit.end, start) if hit.end <= start else (end, hit.start)
            between = document.folded[first:second].strip()
            if first <= second and not between:
                yield Hit(min(start, hit.start), max(end, hit.end), Term("actor"))


def _behind(sentence: Sentence, at: int) -> list[Hit[Term]]:
    return [body for body in sentence.of(*_BODIES) if body.start >= at]


def _has_object(document: Document, sentence: Sentence, body: Hit[Term], verb: Hit[Term]) -> bool:
    """ "Soldiers killed five civilians", "قتلت قوات الاحتلال ثلاثة شبان": not "five soldiers killed, ten wounded"."""
    if is_passive(document, sentence, verb):
        return False
    if document.vocabulary.language.verb_first:
        right_behind = verb.end <= body.start and not document.words_between(verb.end, document.word_start(body.start))
        if body.payload.concept != "actor":
            return right_behind and _reaches_other(document, sentence, body)
        return right_behind and _reaches_person(document, sentence, body.end)
    near = body.end <= verb.start and document.words_between(body.end, verb.start) <= _SUBJECT_WORDS
    return near and _reaches_person(document, sentence, verb.end)


def _reaches_other(document: Document, sentence: Sentence, body: Hit[Term]) -> bool:
    """ "قتل جنود خمسة مدنيين": others right behind who are not joined to the soldiers, who else would be the dead."""
    person = next((hit for hit in sentence.hits if hit.start >= body.end and hit.payload.concept in _PERSONS), None)
    if person is None or document.words_between(body.end, document.word_start(person.start)) > _OTHER_WORDS:
        return False
    if person.payload.concept == "demonym":
        return False
    joints = document.vocabulary.words("joined_conjunction") | document.vocabulary.words("joined_preposition")
    words = document.folded[body.end : person.start].split(" ")
    return not any(word[:1] in joints for word in words if word) and _reaches_person(document, sentence, body.end)


def _reaches_person(document: Document, sentence: Sentence, start: int) -> bool:
    """Whether the next people told stand near, with no sign and no place's preposition before them."""
    person = next((hit for hit in sentence.hits if hit.start >= start and hit.payload.concept in _PERSONS), None)
    if person is None or any(sign in document.text[start : person.start] for sign in ",;:."):
        return False
    words = document.folded[start : person.start].split()
    places = document.vocabulary.words("locative") - document.vocabulary.words("against_word")
    return len(words) <= _OBJECT_WORDS and not places.intersection(words)
