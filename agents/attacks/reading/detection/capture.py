"""Finds abductions that no word of attack names: attackers who take, hold or stop people, and people gone after it."""

import re

from agents.attacks.reading.detection.voice import is_passive
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import persons_in
from agents.text.vocabulary import Term

_TAKEN = Term("weak_act", "abduction")
_SUBJECT_WORDS = 3
_AGENT_WORDS = 4
_OBJECT_WORDS = 4
_AWAY_WORDS = 7
_WORD = re.compile(r"\w+")
_FIGHTERS = ("perpetrator", "kind_military", "kind_police", "actor")


def find_capture(document: Document, sentence: Sentence) -> Hit[Term] | None:
    """ "Rebels detained two nuns", "was taken away by masked men", "went missing after militiamen stopped him"."""
    attackers = [hit for hit in sentence.of("perpetrator", "actor") if not _is_lawful(document, hit)]
    if not attackers:
        return None
    for verb in sentence.of("captured", "missing"):
        gone = verb.payload.concept == "missing"
        if any(_by(document, sentence, verb, attacker, anywhere=gone) for attacker in attackers):
            return Hit(verb.start, verb.end, _TAKEN)
        if gone or is_passive(document, sentence, verb):
            continue
        if not (_takes_told(document, verb) or takes_person(document, sentence, verb)):
            continue
        if any(_does(document, attacker, verb) for attacker in attackers):
            return Hit(verb.start, verb.end, _TAKEN)
    return None


def find_led_away(document: Document, sentence: Sentence) -> Hit[Term] | None:
    """ "Gunmen raided the house and took him to an unknown place", "sacaron de su casa a un profesor"."""
    taking, away = document.vocabulary.words("taking_word"), document.vocabulary.words("away_word")
    attackers = [hit.end for hit in sentence.of("perpetrator", "actor") if not _is_lawful(document, hit)]
    if not taking or not attackers:
        return None
    for word in _WORD.finditer(document.folded, min(attackers), sentence.end):
        if word.group() not in taking:
            continue
        verb = Hit(word.start(), word.end(), Term("act", "abduction"))
        behind = document.folded[verb.end : sentence.end].split()[:_AWAY_WORDS]
        person = document.vocabulary.words("person_pronoun").intersection(behind[:1])
        if away.intersection(behind) and (person or takes_person(document, sentence, verb)):
            return verb
    return None


def _takes_told(document: Document, verb: Hit[Term]) -> bool:
    """ "اقتاده ملثمون": whom they take is written onto the verb."""
    ends = tuple(document.vocabulary.words("object_pronoun"))
    return bool(ends) and document.folded[verb.start : verb.end].strip().endswith(ends)


def takes_person(document: Document, sentence: Sentence, verb: Hit[Term]) -> bool:
    """ "seized five crew members": somebody who is no fighter stands right behind, no place and no thing."""
    people = [hit.start for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS | set(_FIGHTERS)]
    people += [start for start, _ in persons_in(document, sentence)]
    behind = min((start for start in people if start >= verb.end), default=None)
    if behind is None or document.words_between(verb.end, behind) > _OBJECT_WORDS:
        return False
    if any(hit.start == behind and hit.payload.concept in _FIGHTERS for hit in sentence.hits):
        return False
    words = document.folded[verb.end : behind].split()
    return not document.vocabulary.words("locative").intersection(words)


def _does(document: Document, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    if attacker.end <= verb.start:
        return document.words_between(attacker.end, verb.start) <= _SUBJECT_WORDS
    return document.vocabulary.language.verb_first and document.words_between(verb.end, attacker.start) == 0


def _by(document: Document, sentence: Sentence, verb: Hit[Term], attacker: Hit[Term], *, anywhere: bool) -> bool:
    """Behind "by", itself behind the verb; of people who are gone "by" may stand anywhere."""
    marks = [mark for mark in sentence.of("agent_by") if anywhere or verb.end <= mark.start]
    return any(
        mark.end <= attacker.start
        and document.words_between(mark.end, attacker.start) <= _AGENT_WORDS
        and (anywhere or document.words_between(verb.end, mark.start) <= _AGENT_WORDS)
        for mark in marks
    )


def _is_lawful(document: Document, attacker: Hit[Term]) -> bool:
    """A state's force arrests: "regime forces detained four"."""
    actor = attacker.payload.actor
    if actor is not None and actor.kind == "state":
        return True
    return document.folded[attacker.start : attacker.end].strip() in document.vocabulary.words("force_word")
