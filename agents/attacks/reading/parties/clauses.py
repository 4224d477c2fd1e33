"""Who does it and to whom by where they stand in the clause, whatever nouns name them."""

import re
from collections.abc import Iterable, Sequence

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Trigger
from agents.attacks.reading.parties.subjects import clause_start, subject_end
from agents.text.document import Document, Sentence
from agents.text.nounphrases import Span, phrases_from
from agents.text.phrases import MODIFIERS_FIRST, persons_in
from agents.text.vocabulary import TRIGGERS

_BREAK = re.compile(r"[,;:()—–\n«»“”\"،؛]|\s-\s")
_WORD = re.compile(r"\w+")
_REST_WORDS = 4
_MARK_WORDS = 6
_AGENT_WORDS = 5
_BETWEEN_WORDS = 4
_HAPPENING = (*TRIGGERS, "killed", "injured", "casualties", "weapon", "no_casualties", "missing")
_OTHER_CLAUSE = (
    "reporting",
    "passive",
    "against",
    "agent_by",
    "killed",
    "injured",
    "captured",
    "hypothetical",
    "threatened",
)
_THINGS = ("kind_building", "kind_infrastructure", "kind_business", "kind_place", "kind_checkpoint", "kind_other")
_ARMED = ("kind_vehicle", "kind_aircraft", "kind_military", "kind_police", "weapon")
_DOERS = ("perpetrator", "actor", "group_noun", "person_title")


def subjects(document: Document, sentence: Sentence, trigger: Trigger) -> list[Span]:
    """The phrases before a verb that nothing but small words and adverbs parts from it, or those right behind it."""
    if document.vocabulary.language.verb_first:
        return subjects_behind(document, sentence, trigger)
    verb = clause_start(document, sentence, trigger.start)
    end = subject_end(document, sentence, trigger.start)
    start = _opening(document, sentence, min(end, verb))
    found = _whole(document, sentence, phrases_from(document, sentence, start, end))
    if not found:
        return []
    last = found[-1][1]
    other = any(last <= hit.start < end for hit in sentence.of(*TRIGGERS, *_OTHER_CLAUSE))
    far = document.words_between(last, end) > _REST_WORDS
    return [] if other or far or _BREAK.search(document.text, last, end) else found


def _whole(document: Document, sentence: Sentence, found: list[Span]) -> list[Span]:
    """ "Afghan and coalition forces" are one where what modifies a noun stands before it."""
    if len(found) < 2 or document.language not in MODIFIERS_FIRST:
        return found
    nations = {name.end for name in sentence.names if name.payload.kind in ("demonym", "place")}
    return [(found[0][0], found[1][1]), *found[2:]] if found[0][1] in nations else found


def _opening(document: Document, sentence: Sentence, verb: int) -> int:
    """Where the clause of a verb begins: behind the last sign, word of saying, "that", or day."""
    start = sentence.start
    for sign in _BREAK.finditer(document.text, start, verb):
        start = sign.end()
    for hit in sentence.of("reporting"):
        if start < hit.end <= verb:
            start = hit.end
    openers = document.vocabulary.words("clause_opener")
    for word in _WORD.finditer(document.folded, start, verb):
        if word.group() in openers:
            start = word.end()
    for span in document.dates_in(start, verb):
        if not document.text[start : span.start].strip() or document.words_between(start, span.start) <= 1:
            start = span.end
    return start


def objects(document: Document, sentence: Sentence, trigger: Trigger) -> list[Span]:
    """The phrase right behind an active verb, but for days and means, else what it is aimed at or "against"."""
    if trigger.is_verb and not trigger.passive:
        at = _behind(document, sentence, _end_of_subject(document, sentence, trigger))
        found = phrases_from(document, sentence, at, sentence.end)
        if found and not _is_happening(document, sentence, found[0]):
            return found
        aimed = _aim(document, sentence, found[-1][1] if found else at)
        if aimed is not None:
            return phrases_from(document, sentence, aimed, sentence.end)
    for mark in sentence.of("against"):
        if trigger.end <= mark.start and document.words_between(trigger.end, mark.start) <= _MARK_WORDS:
            return phrases_from(document, sentence, mark.end, sentence.end)
    return []


def _aim(document: Document, sentence: Sentence, weapon: int) -> int | None:
    """Behind "at" in "fired forty missiles at an air base": what is fired stands before it."""
    if not any(hit.end <= weapon + 1 and document.words_between(hit.end, weapon) <= 2 for hit in sentence.of("weapon")):
        return None
    word = _WORD.search(document.folded, weapon, sentence.end)
    return word.end() if word is not None and word.group() in document.vocabulary.words("aimed_word") else None


def is_marked_object(document: Document, trigger: Trigger) -> bool:
    """ "mató a cuatro": a word says that it is done to somebody."""
    word = _WORD.search(document.folded, trigger.end)
    if word is None:
        return False
    first = word.group().removesuffix("l")  # "al": the mark with the article
    return first in document.vocabulary.words("object_marker")


def _behind(document: Document, sentence: Sentence, at: int) -> int:
    """Past a day and a means: "bombardeó este martes varias aldeas", "atacó con morteros una base"."""
    for span in document.dates_in(at, sentence.end)[:1]:
        if document.words_between(at, span.start) <= 1:
            at = span.end
    word = _WORD.search(document.folded, at, sentence.end)
    if word is not None and word.group() in document.vocabulary.words("means_word"):
        means = [hit for hit in sentence.of("weapon") if word.end() <= hit.start]
        if means and document.words_between(word.end(), means[0].start) <= 1:
            return means[0].end
    return at


def _end_of_subject(document: Document, sentence: Sentence, trigger: Trigger) -> int:
    """Behind the verb, and behind who does it where that stands behind the verb too."""
    behind = subjects_behind(document, sentence, trigger)
    return behind[-1][1] if behind else trigger.end


def subjects_behind(document: Document, sentence: Sentence, trigger: Trigger) -> list[Span]:
    """ "قصفت إسرائيل مواقع", "خاضت قوات إثيوبية معارك": a name, or a noun with the adjective of a nation."""
    if not document.vocabulary.language.verb_first or not trigger.is_verb:
        return []
    word = _WORD.search(document.folded, trigger.end, sentence.end)
    if word is None or document.text[trigger.end : word.start()].strip():
        return []
    start = word.start()
    for name in sentence.names:
        if document.word_start(name.start) == start == name.start and name.payload.kind in ("place", "actor"):
            return [(start, name.end)]
    if word.group() not in document.vocabulary.words("force_noun") and not _begins(sentence, start, _ARMED):
        return []
    end = word.end()
    for hit in sentence.of("demonym", "perpetrator", "actor"):
        if end <= hit.start and not document.folded[end : hit.start].removeprefix(" ال").strip():
            end = hit.end
    return [(start, end)]


def _begins(sentence: Sentence, at: int, concepts: tuple[str, ...]) -> bool:
    return any(hit.start == at for hit in sentence.of(*concepts))


def agents(document: Document, sentence: Sentence, ends: Iterable[int], trigger: Trigger) -> list[Span]:
    """The phrase behind "by", where it is of somebody: not "by night", "killed by a bullet"."""
    for end in ends:
        if end < trigger.start or document.words_between(trigger.end, end) > _AGENT_WORDS:
            continue
        found = phrases_from(document, sentence, end, sentence.end)
        if found and is_somebody(document, sentence, found[0]):
            return found
    return []


def owners(document: Document, sentence: Sentence, trigger: Trigger) -> list[Span]:
    """ "El ataque de X contra", "les frappes de X sur": whose attack it is, before against whom."""
    if trigger.is_verb:
        return []
    word = _WORD.search(document.folded, trigger.end, sentence.end)
    if word is None or word.group() not in document.vocabulary.words("owner_word"):
        return []
    found = phrases_from(document, sentence, word.end(), sentence.end)
    if not found:
        return []
    behind = _WORD.search(document.folded, found[-1][1], sentence.end)
    marks = {hit.start for hit in sentence.of("against")}
    aimed = behind is not None and (
        behind.start() in marks or behind.group() in document.vocabulary.words("against_word")
    )
    return found if aimed and not _is_happening(document, sentence, found[0]) else []


def fighters(document: Document, sentence: Sentence, trigger: Trigger) -> list[Span]:
    """Both sides of a fight: "combats entre A et B", "A and B clashed", "A se enfrentó con B"."""
    said = document.folded[trigger.start : trigger.end].split()
    if document.vocabulary.words("fight_word").isdisjoint(said):
        return []
    small = document.vocabulary.words("between_word")
    for word in _WORD.finditer(document.folded, trigger.end - len(said[-1]), sentence.end):
        if word.group() in small and document.words_between(trigger.end, word.start()) <= _BETWEEN_WORDS:
            sides = phrases_from(document, sentence, word.end(), sentence.end)
            return sides if len(sides) > 1 or any(is_somebody(document, sentence, side) for side in sides) else []
    before = subjects(document, sentence, trigger) if trigger.is_verb else []
    # "se sont affrontés aux rebelles", but "une fusillade à Sevran" was only there.
    facing = document.vocabulary.words("facing_word")
    facing = facing if trigger.is_verb else facing - document.vocabulary.words("locative")
    behind = _WORD.search(document.folded, trigger.end, sentence.end)
    for word in _WORD.finditer(document.folded, trigger.end, sentence.end):
        if word.group() in facing and document.words_between(trigger.end, word.start()) <= _BETWEEN_WORDS:
            return [*before, *phrases_from(document, sentence, word.end(), sentence.end)[:1]]
    return before if behind is None or len(before) > 1 else []


def is_somebody(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether something in a phrase says that it is of people, of a group or of a state."""
    words = set(document.folded[slice(*span)].split())
    for name in ("member_word", "force_noun", "force_word", "state_word"):
        if words & document.vocabulary.words(name):
            return True
    concepts = (*PEOPLE_CONCEPTS, *_DOERS, "demonym")
    if any(_meet(span, (hit.start, hit.end)) for hit in sentence.of(*concepts)):
        return True
    if any(_meet(span, (name.start, name.end)) and name.payload.kind != "outlet" for name in sentence.names):
        return True
    return any(_meet(span, person) for person in persons_in(document, sentence))


def is_doer(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether a subject may attack: a weapon, a blast, a building do only what somebody does with them."""
    head = _head(document, span)
    if any(hit.start <= head < hit.end for hit in sentence.of("demonym")) or _is_of_state(document, sentence, span):
        return True
    return not _is_happening(document, sentence, span) and not any(
        hit.start <= head < hit.end for hit in sentence.of(*_THINGS, "kind_vehicle", "kind_weapon")
    )


def is_state(document: Document, sentence: Sentence, span: Span) -> bool:
    """A country, a government, or what only forces are or have beside the adjective of one: "aviones rusos"."""
    words = set(document.folded[slice(*span)].split())
    if words & document.vocabulary.words("state_word"):
        return True
    if any((name.start, name.end) == span and name.payload.kind == "place" for name in sentence.names):
        return True
    if any(_meet(span, (hit.start, hit.end)) for hit in sentence.of("perpetrator")):
        return False
    if words & (document.vocabulary.words("force_noun") | document.vocabulary.words("force_word")):
        return True
    forces = sentence.of("kind_military", "kind_police", "kind_aircraft")
    return any(_meet(span, (hit.start, hit.end)) for hit in forces) and _is_of_state(document, sentence, span)


def _is_of_state(document: Document, sentence: Sentence, span: Span) -> bool:
    told = [(hit.start, hit.end) for hit in sentence.of("demonym")]
    told += [(name.start, name.end) for name in sentence.names if name.payload.kind in ("demonym", "place")]
    return any(_meet(span, other) for other in told)


def _is_happening(document: Document, sentence: Sentence, span: Span) -> bool:
    return any(_meet(span, (hit.start, hit.end)) for hit in sentence.of(*_HAPPENING))


def _head(document: Document, span: Span) -> int:
    if document.language not in MODIFIERS_FIRST:
        return span[0]
    return document.folded.rfind(" ", span[0], span[1]) + 1 or span[0]


def _meet(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def overlapping(span: Span, others: Sequence[Span]) -> bool:
    return any(_meet(span, other) for other in others)
