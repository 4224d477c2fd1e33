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
_HARM = frozenset({*TRIGGERS, "killed", "injured"})
_AFTER = frozenset({"recap", "later", "after_another"})
_COMMA = re.compile(r"[,،] ")
_OTHER_SPACES, _OPENING_SPACES, _COUNT_CHARACTERS = 6, 3, 30
"""How far a word of attack may stand behind "a week after", and what may stand before that."""


def split_clauses(
    vocabulary: Vocabulary,
    folded: str,
    text: str,
    span: tuple[int, int],
    hits: Sequence[Hit[Term]],
    names: Sequence[Hit[Name]],
) -> list[tuple[int, int]]:
    """A sentence that tells two attacks as two: "… in Peshawar, and a bomb … in Quetta", "…, a week after another"."""
    start, end = span
    if (cut := _other_attack(vocabulary, folded, text, span, hits)) is not None:
        return [(start, cut), (cut + 1, end)]
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


def _other_attack(
    vocabulary: Vocabulary, folded: str, text: str, span: tuple[int, int], hits: Sequence[Hit[Term]]
) -> int | None:
    """The space that parts the news from an attack that it only comes after: "une semaine après un massacre"."""
    for cue in hits:
        if cue.payload.concept not in _AFTER or not _comes_after(vocabulary, folded, cue):
            continue
        other = next((hit for hit in hits if hit.start >= cue.end and hit.payload.concept in TRIGGERS), None)
        if other is None or folded.count(" ", cue.end, other.start) > _OTHER_SPACES:
            continue
        if text[span[0] : cue.start].count(" ") <= _OPENING_SPACES:
            cut = _next_comma(vocabulary, folded, text, other.end, span[1])
        else:
            cut = _opening_of(text, span[0], cue.start)
        harm = [hit.start for hit in hits if hit.payload.concept in _HARM]
        if cut is not None and any(start < cut for start in harm) and any(start > cut for start in harm):
            return cut
    return None


def _comes_after(vocabulary: Vocabulary, folded: str, cue: Hit[Term]) -> bool:
    words = folded[cue.start : cue.end].split()
    return cue.payload.concept == "after_another" or not vocabulary.words("after_word").isdisjoint(words)


def _next_comma(vocabulary: Vocabulary, folded: str, text: str, start: int, end: int) -> int | None:
    """The space behind the comma that ends what opens a sentence, past a relative clause between two commas."""
    relative = vocabulary.words("relative_word")
    commas = _COMMA.finditer(text, start, end)
    return next((mark.end() - 1 for mark in commas if _first_word(folded, mark.end(), end) not in relative), None)


def _first_word(folded: str, start: int, end: int) -> str:
    return next(iter(folded[start:end].split(maxsplit=1)), "")


def _opening_of(text: str, start: int, cue: int) -> int | None:
    """The space before the words that count the time, behind their comma where one stands near: ", une semaine"."""
    near = max(start, cue - _COUNT_CHARACTERS)
    comma = max(text.rfind(", ", near, cue), text.rfind("، ", near, cue))
    space = comma + 1 if comma >= 0 else text.rfind(" ", start, max(start, cue - 1))
    return space if space > start else None


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
