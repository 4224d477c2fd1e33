"""What the words around a noun say of it: it suffers the attack, does it, or is only where it happened."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.tolls.nouncounts import behind_doer
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import noun_phrase
from agents.text.places.cues import is_located, words_before
from agents.text.vocabulary import Term

_WORD = re.compile(r"\w+")
_TITLED_WORDS = 6
_UNDERGONE_WORDS = 14
_COORDINATED_WORDS = 7
_BESIDE_WORDS, _MODIFIER_WORDS = 3, 5
"""Words behind the name of an attack that need nothing to bind them to it; those that may qualify a noun."""
_OBJECT_WORDS = 4
_LOADED_WORDS, _LOADED_REACH = 2, 4
_BINDING = ("of_word", "against_word", "locative")
_BROKEN = re.compile(r"[,;:()،؛]|--")
AGAINST_PEOPLE = ("assassination", "abduction", "stabbing")


def undergone(document: Document, sentence: Sentence, trigger: Trigger) -> Hit[Term] | None:
    """The verb of suffering at or nearest before the trigger."""
    verbs = document.vocabulary.words("undergoing")
    if not verbs:
        return None
    named = [
        hit
        for hit in sentence.of("act", "weak_act")
        if hit.start <= trigger.start and document.folded[hit.start : hit.end].split()[0] in verbs
    ]
    near = [hit for hit in named if document.words_between(hit.end, trigger.start) <= _UNDERGONE_WORDS]
    return near[-1] if near else None


def without_subject(document: Document, trigger: Trigger, after: list[Hit[Term]]) -> list[Hit[Term]]:
    """What stands behind a verb, without who does it: "طعن شاب شرطيا"."""
    people = [hit for hit in after if hit.payload.concept in PEOPLE_CONCEPTS]
    if trigger.is_verb and after[:1] == people[:1] and behind_doer(document, trigger.end, people) is not None:
        return after[1:]
    return after


def doer_of_thing(document: Document, sentence: Sentence, trigger: Trigger) -> Hit[Term] | None:
    """People between the word of attack and a thing in the case of objects: "استهدف عناصر من ميليشيا منزلا"."""
    endings = tuple(document.vocabulary.words("object_ending"))
    if not endings or trigger.passive:
        return None
    named = [hit for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit.start >= trigger.end]
    if not named or document.words_between(trigger.end, document.word_start(named[0].start)):
        return None
    first = named[0]
    thing = next((hit for hit in named if hit.payload.concept not in PEOPLE_CONCEPTS), None)
    if thing is None or thing is first:
        return None
    between = document.folded[first.end : thing.start].split()
    bare = document.word_start(thing.start) == thing.start
    object_ = bare and document.folded[thing.start : thing.end].split()[0].endswith(endings)
    near = document.words_between(first.end, thing.start) <= _TITLED_WORDS
    return first if object_ and near and document.vocabulary.words("locative").isdisjoint(between) else None


def is_setting(document: Document, sentence: Sentence, hit: Hit[Term], *, of: str = "") -> bool:
    """ "في مدينة رفح", "يستقلان دراجة": where it happened and what somebody rode, not what was attacked."""
    if hit.payload.concept == "kind_vehicle":
        start, _ = noun_phrase(document, sentence, hit.start, hit.end, frozenset())
        return is_ridden(document, sentence, start) or _is_loaded(document, sentence, hit)
    located = is_located(document, words_before(document, sentence, hit.start))
    if not located or hit.payload.concept not in ("kind_place", "kind_building"):
        return False
    # "اغتيل أمام منزله", "stabbed in a shop": people are attacked there.
    if of in AGAINST_PEOPLE:
        return True
    return hit.payload.concept == "kind_place" and any(
        name.payload.kind == "place" and hit.end <= name.start and document.words_between(hit.end, name.start) == 0
        for name in sentence.names
    )


def is_ridden(document: Document, sentence: Sentence, start: int) -> bool:
    """ "from a moving vehicle", "à bord d'une voiture", "على متن سيارة": who fires or travels is in it."""
    before = words_before(document, sentence, start)
    small = document.vocabulary.words("determiner") | document.vocabulary.words("of_word")
    riding = document.vocabulary.words("riding")
    while before and before[-1] in small and before[-1] not in riding:
        before.pop()
    return bool(before) and before[-1] in riding


def _is_loaded(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "a car packed with dynamite", "the vehicle used in the attack": a means of it; not "a bus full of soldiers"."""
    behind = [word.group() for word in islice(_WORD.finditer(document.folded, hit.end, sentence.end), _LOADED_WORDS)]
    if document.vocabulary.words("loaded_word").isdisjoint(behind):
        return False
    people = (other for other in sentence.of(*PEOPLE_CONCEPTS) if other.start >= hit.end)
    return not any(document.words_between(hit.end, other.start) <= _LOADED_REACH for other in people)


def bound_to(document: Document, sentence: Sentence, event: Trigger, after: list[Hit[Term]]) -> list[Hit[Term]]:
    """From the first that the name of an attack governs on: "murder in March of two priests", "blast at the bank".

    What stands farther behind without such a word, "the murder led the judges to …", has another part in the sentence.
    """
    for number, hit in enumerate(after):
        people = hit.payload.concept in PEOPLE_CONCEPTS
        beside = document.words_between(event.end, hit.start) < _BESIDE_WORDS
        if beside or is_bound(document, sentence, event, hit.start, people=people):
            return after[number:]
    return []


def is_bound(document: Document, sentence: Sentence, event: Trigger, start: int, *, people: bool = True) -> bool:
    """By a verb of harm right before it, "the ambush struck a patrol", or by the last small word before the noun."""
    verbs = [verb.end for verb in sentence.of("act", "weak_act", "damaging") if event.end <= verb.start]
    if any(end <= start and document.words_between(end, start) <= _OBJECT_WORDS for end in verbs):
        return True
    # The last word of "murder of" binds too.
    begin = document.folded.rfind(" ", event.start, event.end) + 1 or event.end
    words = list(_WORD.finditer(document.folded, begin, start))
    joint = _joint(document, words, start, people=people)
    if joint is None or _BROKEN.search(document.text, joint, start):
        return False
    told = sentence.of("passive", "killed", "injured", "reporting")
    if any(event.end <= other.start < start for other in told):
        return False
    finite = document.vocabulary.words("auxiliary_finite")
    return not people or not any(word.group() in finite for word in words)


def _joint(document: Document, words: Sequence[re.Match[str]], start: int, *, people: bool) -> int | None:
    """Behind the small word that binds a noun to the name of an attack, or where it is written onto the noun."""
    letters = document.folded[document.word_start(start) : start]
    if letters and letters in document.vocabulary.words("joined_preposition"):
        return start
    lists = [document.vocabulary.words(name) for name in (_BINDING[:2] if people else _BINDING)]
    near = reversed(words[-_MODIFIER_WORDS:])
    return next((word.end() for word in near if any(word.group() in listed for listed in lists)), None)


def titled_victims(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """ "اغتال مسلحان القاضي أحمد حمد": without capitals only the title says that a name follows."""
    if trigger.type not in AGAINST_PEOPLE:
        return
    said = [hit.start for hit in sentence.of("reporting", "claiming", "accusing")]
    for title in sentence.of("person_title"):
        near = 0 <= document.words_between(trigger.end, title.start) <= _TITLED_WORDS and trigger.end <= title.start
        caseless = document.text[title.start].lower() == document.text[title.start].upper()
        if near and caseless and not any(trigger.end <= start < title.start for start in said):
            start, end = noun_phrase(document, sentence, title.start, title.end, {hit.start for hit in sentence.hits})
            yield Found(document.text[start:end], start, end, "person")
            return


def coordinated(document: Document, hits: Sequence[Hit[Term]], *, from_end: bool) -> list[Hit[Term]]:
    """The nearest hit and those joined to it."""
    ordered = list(reversed(hits)) if from_end else list(hits)
    chain: list[Hit[Term]] = []
    for hit in ordered:
        if chain:
            first, second = (hit, chain[-1]) if from_end else (chain[-1], hit)
            between = document.text[first.end : second.start]
            words = document.folded[first.end : second.start].split()
            joints = document.vocabulary.words("conjunction") | document.vocabulary.words("adding_phrase")
            pairs = {" ".join(words[at : at + width]) for at in range(len(words)) for width in (1, 2, 3)}
            if len(words) > _COORDINATED_WORDS or not ("," in between or pairs & joints):
                break
        chain.append(hit)
    return sorted(chain, key=lambda hit: hit.start)


def is_agent(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """Right behind "par", "by"; not where the agent stands between: "كمين نصبه مسلحون لقافلة"."""
    return any(
        mark.end <= hit.start
        and document.words_between(mark.end, hit.start) <= 2
        and not any(mark.end <= other.start < hit.start for other in sentence.of("perpetrator", "actor"))
        for mark in sentence.of("agent_by")
    )
