"""What the words around a noun say of it: it suffers the attack, does it, or is only where it happened."""

import re
from collections.abc import Iterator, Sequence

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found, Trigger
from agents.attacks.reading.tolls.nouncounts import behind_doer
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import noun_phrase, persons_in
from agents.text.places.cues import is_located, words_before
from agents.text.vocabulary import Term

_WORD = re.compile(r"\w+")
_TITLED_WORDS = 6
_UNDERGONE_WORDS = 14
_COORDINATED_WORDS = 5
_AGAINST_PEOPLE = ("assassination", "abduction", "stabbing")


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


def is_setting(document: Document, sentence: Sentence, hit: Hit[Term], *, of: str = "") -> bool:
    """ "في مدينة رفح", "يستقلان دراجة": where it happened and what somebody rode, not what was attacked."""
    if hit.payload.concept == "kind_vehicle":
        return bool(set(words_before(document, sentence, hit.start)[-1:]) & document.vocabulary.words("riding"))
    located = is_located(document, words_before(document, sentence, hit.start))
    if not located or hit.payload.concept not in ("kind_place", "kind_building"):
        return False
    # "اغتيل أمام منزله", "stabbed in a shop": people are attacked there.
    if of in _AGAINST_PEOPLE:
        return True
    return hit.payload.concept == "kind_place" and any(
        name.payload.kind == "place" and hit.end <= name.start and document.words_between(hit.end, name.start) == 0
        for name in sentence.names
    )


def titled_victims(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """ "اغتال مسلحان القاضي أحمد حمد": without capitals only the title says that a name follows."""
    if trigger.type not in _AGAINST_PEOPLE:
        return
    said = [hit.start for hit in sentence.of("reporting", "claiming", "accusing")]
    for title in sentence.of("person_title"):
        near = 0 <= document.words_between(trigger.end, title.start) <= _TITLED_WORDS and trigger.end <= title.start
        caseless = document.text[title.start].lower() == document.text[title.start].upper()
        if near and caseless and not any(trigger.end <= start < title.start for start in said):
            start, end = noun_phrase(document, sentence, title.start, title.end, {hit.start for hit in sentence.hits})
            yield Found(document.text[start:end], start, end, "person")
            return


def identified(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Names that a later sentence gives the victims: "The dead were identified as Ana Vega and Luis Rojas"."""
    if sentence.of("perpetrator", "captured", "accusing", "trial"):
        return
    folded = document.folded[sentence.start : sentence.end].split()
    suspects = document.vocabulary.words("vague_attacker")
    harmed = sentence.of("killed", "injured") or not document.vocabulary.words("vague_person").isdisjoint(folded)
    if not harmed or not suspects.isdisjoint(folded):
        return
    naming = document.vocabulary.words("identifying_word")
    words = _WORD.finditer(document.folded, sentence.start, sentence.end)
    told = next((word.end() for word in words if word.group() in naming), None)
    if told is not None:
        for start, end in persons_in(document, sentence):
            if start > told:
                yield Found(document.text[start:end], start, end, "person")


def coordinated(document: Document, hits: Sequence[Hit[Term]], *, from_end: bool) -> list[Hit[Term]]:
    """The nearest hit and those joined to it."""
    ordered = list(reversed(hits)) if from_end else list(hits)
    chain: list[Hit[Term]] = []
    for hit in ordered:
        if chain:
            first, second = (hit, chain[-1]) if from_end else (chain[-1], hit)
            between = document.text[first.end : second.start]
            words = document.folded[first.end : second.start].split()
            joined = bool(set(words) & document.vocabulary.words("conjunction")) or "," in between
            if len(words) > _COORDINATED_WORDS or not joined:
                break
        chain.append(hit)
    return sorted(chain, key=lambda hit: hit.start)
