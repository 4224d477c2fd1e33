"""Finds many phrases in one pass. Knows nothing of what they mean: a phrase carries an opaque payload."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

K = TypeVar("K")
P = TypeVar("P")

Join = Callable[[P, P], P | None]
"""What two phrases mean of which the second runs on: "victim of an attack", "attack with a knife". None: no more."""

_CAPITALISED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ\u0600-\u06ff][^\W_]*")
_LONGEST_NAME = 100


class Hit(NamedTuple, Generic[P]):
    """A phrase found at [start, end) of the text."""

    start: int
    end: int
    payload: P


class Matcher(Generic[P]):
    """Longest phrases at word boundaries, left to right, over text in which words are parted by spaces.

    Each phrase is compiled with one leading space: that is the boundary in front, and three quarters of all raw
    hits inside words never arise. The boundary behind is checked here.
    """

    def __init__(self, phrases: Iterable[tuple[str, P]], *, join: Join[P] | None = None) -> None:
        unique: dict[str, P] = {}
        for phrase, payload in phrases:
            unique.setdefault(" " + " ".join(phrase.split()), payload)
        unique.pop(" ", None)
        self._payloads = list(unique.values())
        self._join = join
        self._automaton = _compile(unique)

    def __len__(self) -> int:
        return len(self._payloads)

    def find(self, text: str) -> list[Hit[P]]:
        """Hits that do not overlap, in order. `text` comes from `agents.text.normal`."""
        if self._automaton is None:
            return []
        padded = f" {text} "
        # The leading space of the pattern is padding: its start is the hit's start in `text`.
        found = [
            (start, 1 - end, start, index)
            for index, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True)
            if padded[end] == " "
        ]
        return list(_longest(found, lambda start, end, index: self._payloads[index], self._join))


class CapitalMatcher(Generic[P]):
    """The same for names that begin with a capital, looked up word by word: a quarter of a million names are a
    dictionary at once, but an automaton only after seconds, and only words with a capital are looked at.

    `names` have one space between words and stand for any key; `payload` makes of a key what a hit carries.
    """

    def __init__(self, names: Mapping[str, K], payload: Callable[[K], P]) -> None:
        self._names, self._payload = names, payload
        self._most_words: dict[str, int] = {}
        for name in names:
            if " " in name:
                first, count = name[: name.index(" ")], name.count(" ") + 1
                if count > self._most_words.get(first, 1):
                    self._most_words[first] = count

    def __len__(self) -> int:
        return len(self._names)

    def find(self, text: str) -> list[Hit[P]]:
        """Hits that do not overlap, in order. `text` has spaces for punctuation; two of them part names."""
        hits: list[Hit[P]] = []
        free_from = 0
        for word in _CAPITALISED.finditer(text):
            start, first = word.start(), word.group()
            if start < free_from:
                continue
            name = self._longest(text, start, most) if (most := self._most_words.get(first)) else first
            key = self._names.get(name)
            if key is not None:
                free_from = start + len(name)
                hits.append(Hit(start, free_from, self._payload(key)))
        return hits

    def _longest(self, text: str, start: int, most: int) -> str:
        """The longest known name that begins there, else the first word."""
        words = text[start : start + _LONGEST_NAME].split(" ", most)[:most]
        for count in range(words.index("") if "" in words else len(words), 1, -1):
            name = " ".join(words[:count])
            if name in self._names:
                return name
        return words[0]


class AffixMatcher(Generic[P]):
    """The same for a language that writes short words onto the next one: "وبالموصل" holds "الموصل".

    `affixes` maps what may stand before a phrase in its word to whether the article is part of it. A phrase with
    the article is compiled without and wants an affix that has it, or none of the two forms would meet "للموصل".
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, P]],
        *,
        article: str,
        affixes: Mapping[str, bool],
        join: Join[P] | None = None,
    ) -> None:
        self._article, self._affixes, self._join = article, affixes, join
        unique: dict[str, dict[bool, P]] = {}
        for phrase, payload in phrases:
            words = " ".join(phrase.split())
            definite = words.startswith(article) and len(words) > len(article) + 2
            unique.setdefault(words[len(article) :] if definite else words, {}).setdefault(definite, payload)
        unique.pop("", None)
        self._payloads = list(unique.values())
        self._automaton = _compile(unique)
        self._longest_affix = max(map(len, affixes), default=0)

    def __len__(self) -> int:
        return len(self._payloads)

    def find(self, text: str) -> list[Hit[P]]:
        """Hits that do not overlap, in order; a hit begins after the affix, with its own article if it has one."""
        if self._automaton is None:
            return []
        padded = f" {text} "
        found: list[tuple[int, int, int, int]] = []
        payloads: dict[tuple[int, int], P] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            if padded[end] != " ":
                continue
            word = padded.rfind(" ", max(0, start - self._longest_affix - 1), start) + 1
            affix = padded[word:start]
            if not word or affix not in self._affixes:
                continue
            definite = self._affixes[affix]
            forms = self._payloads[index]
            if not definite and False not in forms:
                continue
            own = definite and True in forms
            begin = start - len(self._article) if own and affix.endswith(self._article) else start
            payloads[begin - 1, end - 1] = forms[own or False not in forms]
            found.append((word, 1 - end, begin - 1, index))
        return list(_longest(found, lambda start, end, _: payloads[start, end], self._join))


def _compile(patterns: Iterable[str]) -> AhoCorasick | None:
    listed = list(patterns)
    return AhoCorasick(listed, implementation=Implementation.ContiguousNFA) if listed else None


def _longest(
    found: list[tuple[int, int, int, int]], payload: Callable[[int, int, int], P], join: Join[P] | None
) -> Iterator[Hit[P]]:
    """Of (word start, -end, start, index): the longest hit at each place, without overlaps.

    One that begins inside a hit and runs on behind it is lost, unless `join` makes one hit of the two.
    """
    found.sort()
    last: Hit[P] | None = None
    for _, negative_end, start, index in found:
        end = -negative_end
        if last is None or start >= last.end:
            if last is not None:
                yield last
            last = Hit(start, end, payload(start, end, index))
        elif end > last.end and join is not None:
            joined = join(last.payload, payload(start, end, index))
            last = last if joined is None else Hit(last.start, end, joined)
    if last is not None:
        yield last
