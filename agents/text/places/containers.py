"""Puts names that no list holds into the region, country or town that the text says they lie in."""

import math
import zlib
from collections.abc import Iterable
from dataclasses import replace

from agents.text.document import Document
from agents.text.matcher import Hit
from agents.text.places.cues import bare, exclusion, is_located, is_region_word, words_before
from agents.text.places.focus import About
from agents.text.places.mentions import PlaceMention
from agents.text.places.unlisted import Told
from agents.text.vocabulary import Name
from config.gazetteer.loader import Gazetteer
from config.gazetteer.loader import Place as Entry

_BEHIND_CHARACTERS, _BEHIND_WORDS = 70, 8
_SENTENCES_BEFORE = 3
_NAMELESS = Name("place")
_FIRST_NUMBER = -2_000_000_000
"""Of the numbers that stand for unlisted names within one page; they get into no record."""


class Containers:
    """Says, for one document, what an unlisted name lies in."""

    def __init__(
        self,
        document: Document,
        found: dict[int, list[PlaceMention]],
        gazetteer: Gazetteer,
        about: About,
    ) -> None:
        self._document, self._found, self._gazetteer = document, found, gazetteer
        self._home, self._town = about
        words = document.vocabulary.words
        lists = ("settlement_word", "quarter_word", "place_word", "area_word", "region_word")
        nouns = frozenset().union(*map(words, lists))
        self._inside = nouns | words("within_word") | words("definite") | words("name_link")
        self._beside = self._inside | words("locative") | words("determiner") | words("direction") | words("connector")

    def place(self, told: Iterable[Told]) -> dict[int, list[PlaceMention]]:
        """Mentions by sentence; none of a name that lies nowhere known."""
        placed: dict[int, list[PlaceMention]] = {}
        before: Told | None = None
        for one in told:
            held, before = before is not None and self._holds(before, one), one
            # "in the village of Chinchipe, in the province of La Mar": neither is listed, the first is the narrower.
            container = None if held else self._container(one)
            if container is not None:
                placed.setdefault(one.sentence.index, []).append(self._mention(one, container))
        return placed

    def _known(self, name: str, told: Told, container: Entry) -> Entry | None:
        """ "Konar province": a region of that country, or a town of that region, by another spelling."""
        if told.quarter or container.kind not in ("country", "admin1"):
            return None
        known = self._gazetteer.by_skeleton(container.country, name)
        if known is None:
            return None
        if known.kind == "admin1":
            behind = self._document.folded[told.end : told.sentence.end].split()[:1]
            before = words_before(self._document, told.sentence, told.start)[-2:]
            return known if any(is_region_word(self._document, word) for word in (*before, *behind)) else None
        same = known.kind == "city" and container.kind == "admin1" and known.admin1_code == container.admin1_code
        return known if same else None

    def _mention(self, told: Told, container: Entry) -> PlaceMention:
        document = self._document
        name = " ".join(document.text[told.start : told.end].split())
        if (known := self._known(name, told, container)) is not None:
            return PlaceMention(told.start, told.end, known, True)
        exact = container.kind in ("city", "facility")
        entry = replace(
            container,
            geonameid=_FIRST_NUMBER - zlib.crc32(name.casefold().encode()),
            name=name,
            kind="city",
            lat=container.lat if exact else math.nan,
            lon=container.lon if exact else math.nan,
            population=0,
            ambiguous=False,
        )
        hit = Hit(told.start, told.end, _NAMELESS)
        located = is_located(document, words_before(document, told.sentence, told.start))
        why = exclusion(document, told.sentence, hit, located=located, kind="city")
        return PlaceMention(told.start, told.end, entry, True, excluded=why, container=container)

    def _container(self, told: Told) -> Entry | None:
        """What is named right behind, else in the sentence, else what the page is about."""
        listed = [m for m in self._found.get(told.sentence.index, ()) if m.excluded in (None, "seat")]
        behind = next((mention for mention in listed if mention.start >= told.end), None)
        if behind is not None:
            lies = self._lies(told, behind)
            if lies:
                return behind.entry if lies == "inside" else self._around(behind.entry)
        if told.quarter:
            towns = [mention for mention in listed if mention.entry.kind == "city"]
            if towns:
                return min(towns, key=lambda mention: abs(mention.start - told.start)).entry
            if self._town is not None:
                return self._town
        return self._wider(told, listed) or self._told_before(told.sentence.index) or self._home

    def _wider(self, told: Told, listed: list[PlaceMention]) -> Entry | None:
        """The region, else the country, that the sentence names nearest; the region of a town."""
        for kind in ("admin1", "city", "country"):
            near = [mention for mention in listed if mention.entry.kind == kind]
            if near:
                return self._around(min(near, key=lambda mention: abs(mention.start - told.start)).entry)
        return None

    def _told_before(self, index: int) -> Entry | None:
        """The region in which the sentences just before place something."""
        for earlier in range(index - 1, max(-1, index - 1 - _SENTENCES_BEFORE), -1):
            for mention in reversed(self._found.get(earlier, ())):
                if mention.excluded is None and mention.located and mention.entry.kind in ("admin1", "city"):
                    return self._around(mention.entry)
        return None

    def _lies(self, told: Told, behind: PlaceMention) -> str | None:
        """Whether a name lies inside ("in", "municipio de") or beside ("near") the place named behind it."""
        document = self._document
        between = document.text[told.end : behind.start]
        words = document.folded[told.end : behind.start].split()
        if len(between) > _BEHIND_CHARACTERS or len(words) > _BEHIND_WORDS or any(mark in between for mark in ".;:"):
            return None
        if all(word in self._inside or bare(document, word) in self._inside for word in words):
            return "inside"
        near = all(word in self._beside or word.isdigit() or bare(document, word) in self._beside for word in words)
        return "beside" if near else None

    def _holds(self, before: Told, one: Told) -> bool:
        """Whether one stands behind another name as what that lies in."""
        if before.sentence is not one.sentence:
            return False
        words = self._document.folded[before.end : one.start].split()
        unknown = sum(word not in self._inside for word in words)  # "the jungle province"
        return 0 < len(words) <= _BEHIND_WORDS and unknown <= (len(words) > 2)

    def _around(self, entry: Entry) -> Entry:
        """The region of a town, else its country."""
        if entry.kind != "city":
            return entry
        region = self._gazetteer.admin1(entry.country, entry.admin1_code) if entry.admin1_code else None
        return region or self._gazetteer.country(entry.country)


def merge_mentions(
    found: dict[int, list[PlaceMention]], placed: dict[int, list[PlaceMention]]
) -> dict[int, list[PlaceMention]]:
    """Both, in order; a longer unlisted name takes the place of a listed one inside it: "Santa María del Valle"."""
    merged = dict(found)
    for index, mentions in placed.items():
        kept = [
            listed
            for listed in found.get(index, ())
            if not any(one.start <= listed.start and listed.end <= one.end for one in mentions)
        ]
        merged[index] = sorted([*kept, *mentions], key=lambda mention: mention.start)
    return merged
