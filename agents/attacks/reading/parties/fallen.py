"""Fighters and forces that a sentence tells as killed or wounded: they suffer the attack and did not do it."""

import re

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Term

_HARM = ("killed", "injured")
_WORD = re.compile(r"\S+")
_GOVERNING_REACH = 16
_AMONG_WORDS, _SUBJECT_WORDS = 6, 6
DONE_TO_FIGHTERS = frozenset(["air_strike", "drone_strike", "missile_or_rocket", "shelling", "ambush"])
"""Attacks whose dead are those attacked; who dies in an assault may have come to do it."""


def is_harmed(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "the death of two Hezbollah members", "nine dead among the army", "two mercenaries were killed"."""
    for mark in sentence.of(*_HARM):
        if mark.end <= found.start:
            if _counts(document, sentence, mark, found):
                return True
        elif found.end <= mark.start and _is_subject(document, sentence, mark, found):
            return True
    return False


def _counts(document: Document, sentence: Sentence, mark: Hit[Term], found: Found) -> bool:
    """Between the word of harm and the fighters stands only how many and which of them."""
    between = document.text[mark.end : found.start]
    if document.words_between(mark.end, found.start) > _AMONG_WORDS or any(sign in between for sign in ",;:(،؛"):
        return False
    words = document.vocabulary.words
    attacked = any(mark.end <= hit.start < found.start for hit in sentence.of(*TRIGGERS, "weapon", "agent_by"))
    if not attacked and _is_governed(document, found):
        return True
    small = words("of_word") | words("among_word") | words("determiner") | words("member_word")
    numbers = {number.start: number.end for number in document.numbers_in(mark.end, found.start)}
    people = {
        hit.start: hit.end
        for hit in sentence.of(*PEOPLE_CONCEPTS, "perpetrator", "demonym")
        if mark.end <= hit.start and hit.end <= found.start
    }
    counted = bool(numbers or people)
    for word in _WORD.finditer(document.folded, mark.end, found.start):
        inside = any(start <= word.start() < end for start, end in (*numbers.items(), *people.items()))
        if not inside and word.group() not in small:
            return False
        counted = counted or word.group() in words("among_word") | words("member_word")
    # "قتل الجيش": where the verb stands first, what follows it alone does it.
    return counted or not document.vocabulary.language.verb_first


def _is_governed(document: Document, found: Found) -> bool:
    """ "مقتل متعاون مع الأمن": a preposition or a noun of belonging stands right before, or is written on."""
    word = document.word_start(found.start)
    if word < found.start:
        return document.folded[word] in document.vocabulary.words("joined_preposition")
    before = document.folded[max(0, word - _GOVERNING_REACH) : word].split()[-1:]
    return bool(before) and before[0] in document.vocabulary.words("governing")


def _is_subject(document: Document, sentence: Sentence, mark: Hit[Term], found: Found) -> bool:
    """ "X ont été tués", "X tués dans": the auxiliary of the passive or a bare participle right behind them."""
    between = document.text[found.end : mark.start]
    if any(sign in between for sign in ",;:،؛") or document.words_between(found.end, mark.start) > _SUBJECT_WORDS:
        return False
    if any(found.end <= aux.start and aux.end <= mark.start for aux in sentence.of("passive")):
        return True
    if not document.vocabulary.words("dying_verb").isdisjoint(document.folded[mark.start : mark.end].split()):
        return True
    bare = not between.strip()
    behind = document.folded[mark.end : mark.end + 24].split()[:1]
    locative = document.vocabulary.words("locative") | document.vocabulary.words("among_word")
    return bare and bool(behind) and behind[0] in locative


def are_fallen(document: Document, sentence: Sentence, fighters: Hit[Term]) -> bool:
    """Fighters whom a strike or an ambush hurt are its victims, unless they are only called its attackers."""
    if document.folded[fighters.start : fighters.end] in document.vocabulary.words("vague_attacker"):
        return False
    return any(hit.payload.type in DONE_TO_FIGHTERS for hit in sentence.of(*TRIGGERS))
