"""Attackers among the dead: told beside their victims in one clause, or the only dead of whom a report tells."""

from dataclasses import replace

from agents.attacks.reading.mentions import Count, Event, Found
from agents.attacks.reading.tolls.pairing import is_fight
from agents.attacks.reading.tolls.rows import dies
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.vocabulary import Term
from streams.records import Toll

ALONE = 0.4
_LEAD_IN = 40
_NUMBER_REACH = 16
_VERB_WORDS = 3
_BETWEEN_WORDS = 3
_SENTENCES_ON = 4
_PLURAL_ENDINGS = ("s", "x", "men")


def with_attackers(document: Document, sentence: Sentence, killed: Count) -> Count:
    """ "In addition to the bomber, six were killed", "seven soldiers and the assailant were killed": all of them."""
    if not killed.toll.low or killed.toll.high not in (killed.toll.low, None):
        return killed
    more = sum(
        _count(document, sentence, hit)
        for hit in sentence.of("perpetrator")
        if _is_beside(document, sentence, hit, killed.found)
    )
    total = killed.toll.low + more
    return replace(killed, toll=Toll(total, None if killed.toll.high is None else total)) if more else killed


def attackers_alone(document: Document, event: Event) -> Count | None:
    """ "The assailant was killed": of a report that tells of no other dead."""
    if event.opening.trigger.modality != "reported":
        return None
    first, last = event.opening.sentence.index, event.mentions[-1].sentence.index
    for sentence in document.sentences[first : last + _SENTENCES_ON]:
        if sentence.of("recap", "another", "trial"):
            continue
        for verb in sentence.of("killed"):
            doer = next((hit for hit in sentence.of("perpetrator") if _suffers(document, sentence, hit, verb)), None)
            if doer is not None and (dead := _count(document, sentence, doer)):
                found = Found(document.text[doer.start : verb.end], doer.start, verb.end)
                return Count(Toll(dead, dead), found, ALONE, sentence)
    return None


def _suffers(document: Document, sentence: Sentence, doer: Hit[Term], verb: Hit[Term]) -> bool:
    """Right before a passive verb or one of dying, or behind it where such verbs come first."""
    if is_fight(document, sentence, verb):
        return False
    if doer.end > verb.start or document.words_between(doer.end, verb.start) > _VERB_WORDS:
        return False
    passive = any(doer.end <= mark.start < verb.start or mark.end == verb.end for mark in sentence.of("passive"))
    return passive or dies(document, verb)


def _is_beside(document: Document, sentence: Sentence, hit: Hit[Term], told: Found) -> bool:
    """Behind "besides", or joined to those of whom the figure tells."""
    besides = document.vocabulary.words("besides_word")
    lead_ins = [_lead_in(document, sentence, at) for at in (hit.start, _start(document, sentence, hit))]
    if any(lead_in.endswith(word) for word in besides for lead_in in lead_ins):
        return True
    joints = document.vocabulary.words("conjunction")
    if hit.end <= told.start:
        between = document.folded[hit.end : told.start].split()
        return 0 < len(between) <= _BETWEEN_WORDS and between[0] in joints
    if not told.start < hit.start < told.end or any(
        told.start < part.start < hit.start for part in sentence.of("partitive")
    ):
        return False
    joined = lead_ins[-1].rsplit(" ", 1)[-1] in joints
    return joined and document.words_between(hit.end, told.end) <= _BETWEEN_WORDS


def _lead_in(document: Document, sentence: Sentence, at: int) -> str:
    start = document.word_start(at)
    return " ".join(document.folded[max(sentence.start, start - _LEAD_IN) : start].split())


def _start(document: Document, sentence: Sentence, hit: Hit[Term]) -> int:
    """Where the article or the number before an attacker begins."""
    start = document.word_start(hit.start)
    small = document.vocabulary.words("definite") | document.vocabulary.words("determiner")
    while True:
        words = document.folded[max(sentence.start, start - _NUMBER_REACH) : start].split()
        if not words or not (words[-1] in small or _number_at(document, start) is not None):
            return start
        start = document.folded.rfind(words[-1], sentence.start, start)


def _number_at(document: Document, end: int) -> int | None:
    """The figure that ends right before `end`."""
    for number in document.numbers_in(max(0, end - _NUMBER_REACH), end):
        if number.role == "count" and not document.folded[number.end : end].strip():
            return number.low if number.low == number.high else None
    return None


def _count(document: Document, sentence: Sentence, hit: Hit[Term]) -> int:
    """How many attackers a noun means: by the figure before it, or one by its form; 0 where that is not said."""
    number = _number_at(document, document.word_start(hit.start))
    if number is not None:
        return number
    words = document.folded[hit.start : hit.end].split()
    head = words[-1] if document.language in MODIFIERS_FIRST else words[0]
    if document.vocabulary.words("dual_word"):
        return int(head in document.vocabulary.words("single_attacker"))
    return int(not head.endswith(_PLURAL_ENDINGS) and head not in document.vocabulary.words("plural_word"))
