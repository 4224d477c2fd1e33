"""Finds many phrases in one pass. Knows nothing of what they mean: a phrase carries an opaque payload."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Hit(Generic[P]):
    """A phrase found at [start, end) of the text."""

    start: int
    end: int
    payload: P


class Matcher(Generic[P]):
    """Longest phrases at word boundaries, left to right, over text in which words are parted by spaces.

    Each phrase is compiled with one leading space: that is the boundary in front, and three quarters of all raw
    hits inside words never arise. The boundary behind is checked here.
    """

    def __init__(self, phrases: Iterable[tuple[str, P]]) -> None:
        unique: dict[str, P] = {}
        for phrase, payload in phrases:
            unique.setdefault(" " + " ".join(phrase.split()), payload)
        unique.pop(" ", None)
        self._payloads = list(unique.values())
        self._lengths = [len(phrase) - 1 for phrase in unique]
        self._automaton = AhoCorasick(list(unique), implementation=Implementation.ContiguousNFA) if unique else None

    def __len__(self) -> int:
        return len(self._payloads)

    def find(self, text: str) -> list[Hit[P]]:
        """Hits that do not overlap, in order. `text` comes from `agents.text.normal`."""
        if self._automaton is None:
            return []
        padded = f" {text} "
        # The leading space of the pattern is padding: its start is the hit's start in `text`.
        found = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True)
            if padded[end] == " "
        ]
        found.sort()
        hits: list[Hit[P]] = []
        free_from = 0
        for start, negative_end, index in found:
            if start >= free_from:
                end = -negative_end - 1
                hits.append(Hit(start, end, self._payloads[index]))
                free_from = end
        return hits
