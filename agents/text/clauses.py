"""Clauses of one sentence that tell an attack each."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Name, Term, Vocabulary

P = TypeVar("P", Term, Name)

_TELLING = frozenset({*TRIGGERS, "weapon", "killed", "injured", "perpetrator"})
_MARKS = frozenset(",;،؛")


def split_clauses(
    vocabulary: Vocabulary,
    folded: str,
    text: str,
    span: tuple[int, int],
    hits: Sequence[Hit[Term]],
    names: Sequence[Hit[Name]],
) -> list[tuple[int, int]]:
    """A sentence that tells two attacks, each at its own place, as two: "… in Peshawar, and a bomb … in Quetta"."""
    start, end = span
    if len(names) < 2 or len(hits) < 2 or not (_tells_somewhere(span, hits[1:], names[1:])):
        return [span]
    heads = _heads(*map(vocabulary.words, ("clause_word", "joined_conjunction", "complementizer")))
    for mark in heads.finditer(folded, start, end):
        if not _MARKS & {text[max(start, mark.start() - 1)], text[mark.start()]}:
            continue
        halves = ((start, mark.start()), (mark.start() + 1, end))
        if all(_tells_somewhere(half, hits, names) for half in halves):
            told, named = (hits_from(found, *halves[1]) for found in (hits, names))
            return [halves[0], *split_clauses(vocabulary, folded, text, halves[1], told, named)]
    return [span]


def _tells_somewhere(span: tuple[int, int], hits: Sequence[Hit[Term]], names: Sequence[Hit[Name]]) -> bool:
    told = any(span[0] <= hit.start < span[1] and hit.payload.concept in _TELLING for hit in hits)
    return told and any(span[0] <= name.start < span[1] and name.payload.kind == "place" for name in names)


def hits_from(found: Sequence[Hit[P]], start: int, end: int) -> list[Hit[P]]:
    """Those that begin in [start, end)."""
    return [hit for hit in found if start <= hit.start < end]


@cache
def _heads(words: frozenset[str], joints: frozenset[str], that: frozenset[str]) -> re.Pattern[str]:
    """The space before a word that begins a clause, or a conjunction that is written onto one; or behind a mark."""
    told = "|".join(sorted(map(re.escape, that)))
    joined = (rf"{re.escape(joint)}(?!(?:{told}) )\w+" for joint in joints)
    return re.compile(rf"(?<! )[ ](?= *(?:{'|'.join([*sorted(map(re.escape, words)), *joined])}) )|(?<=;) ")
