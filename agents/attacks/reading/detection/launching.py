"""Finds an attack in a verb of firing, what it fires and what that is aimed at: "lanzó 40 misiles contra una base"."""

import re
from collections.abc import Sequence

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_FIRED = frozenset({"missile_or_rocket", "shelling", "drone_strike", "bombing", "air_strike"})
_WORD = re.compile(r"\w+")
_REACH, _FIRED_WORDS, _AIM_WORDS = 80, 6, 3


def find_launch(document: Document, sentence: Sentence, weapons: Sequence[Hit[Term]]) -> Hit[Term] | None:
    """The verb, as a weak word of attack; not of what is only launched somewhere: "lanzó un misil hacia el mar"."""
    verbs = document.vocabulary.words("sending")
    for weapon in weapons:
        if weapon.payload.type not in _FIRED or not _is_aimed(document, sentence, weapon):
            continue
        start = max(sentence.start, weapon.start - _REACH)
        for word in _WORD.finditer(document.folded, start, weapon.start):
            if word.group() in verbs and document.words_between(word.end(), weapon.start) <= _FIRED_WORDS:
                return Hit(word.start(), word.end(), Term("weak_act", weapon.payload.type))
    return None


def _is_aimed(document: Document, sentence: Sentence, weapon: Hit[Term]) -> bool:
    marks = document.vocabulary.words("aimed_word")
    for word in _WORD.finditer(document.folded, weapon.end, sentence.end):
        if document.words_between(weapon.end, word.start()) > _AIM_WORDS:
            return False
        if word.group() in marks:
            return True
    return False
