"""Decides which place a name means and whether it can be where something happened."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Name, Term
from config.gazetteer.loader import Gazetteer
from config.gazetteer.loader import Place as Entry
from streams.records import Place, PlacePrecision

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "city": "city",
    "facility": "exact",
}
_KIND_SCORE = {"country": 6.0, "facility": 2.5, "city": 1.5, "admin1": 0.0}
_LINE_WEIGHT = {"title": 3.0, "lede": 3.0, "heading": 1.0, "body": 1.0, "caption": 0.5}
_CONTEXT_SCORE = 5.0
_NAMED_SCORE = 8.0
_ABBREVIATION = re.compile(r",? {1,2}\(?((?:[A-Z]\. ?)?[A-Z][A-Za-z]*\.?(?:[A-Z]\.)?)")
_PRINCIPAL_WEIGHT = {"title": 3.0, "lede": 2.0, "heading": 1.0, "body": 1.0}
_PRINCIPAL_LEAST = 1.2
_OUTLET_WEIGHT = 0.7
_LOOK_BACK_WORDS = 5
_CORRESPONDENT_REACH = 14
_DATELINE_REACH = 60
_DATELINE_MARK = re.compile(r"\s*(?:[,(/]|--?\s|[–—]\s?|:\s)")
_DATELINE_END = re.compile(r"--|[–—]|\s-\s|\)\s*[-:–—]?|:\s")
_WORD = re.compile(r"[^\s]+")
_REGION_WORDS = frozenset(
    ["province", "provincia", "gobernación", "governorate", "gouvernorat", "région", "region", "región", "estado", "state", "departamento", "department", "département", "oblast", "محافظه", "ولايه", "اقليم", "مقاطعه"]
)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A resolved name at [start, end). `located` says that words before it make it a place of something."""

    start: int
    end: int
    entry: Entry
    located: bool
    dateline: bool = False
    excluded: str | None = None
    """Why nothing happened there: `correspondent`, `dateline`, `institution`, `speaker`."""


@dataclass(frozen=True)
class Places:
    """Resolves the place names of a document with the gazetteer."""

    gazetteer: Gazetteer

    def resolve(self, document: Document, *, outlet_country: str | None = None) -> dict[int, list[PlaceMention]]:
        """Mentions by sentence index. The countries that the article names decide between homonyms."""
        context = self.countries(document, outlet_country)
        return {
            sentence.index: mentions
            for sentence in document.sentences
            if (mentions := [*self._in_sentence(document, sentence, context)])
        }

    def countries(self, document: Document, outlet_country: str | None) -> Counter[str]:
        """How much the article speaks of each country: by name, demonym, or a city that only it has."""
        votes: Counter[str] = Counter()
        if outlet_country:
            votes[outlet_country] += _OUTLET_WEIGHT  # type: ignore[assignment]
        for sentence in document.sentences:
            weight = _LINE_WEIGHT.get(sentence.kind, 0.0)
            for hit in sentence.hits:
                if hit.payload.country:
                    votes[hit.payload.country] += weight  # type: ignore[assignment]
            for name in sentence.names:
                self._vote(votes, name.payload, weight)
        return votes

    def _vote(self, votes: "Counter[str]", name: Name, weight: float) -> None:
        if name.term is not None and name.term.country:
            votes[name.term.country] += weight  # type: ignore[assignment]
        if name.place is None:
            return
        candidates = self.gazetteer.candidates(name.place)
        first = candidates[0]
        countries = {candidate.country for candidate in candidates}
        if first.kind == "country":
            votes[first.country] += weight  # type: ignore[assignment]
        elif len(countries) == 1 and not first.ambiguous:
            votes[first.country] += weight * 0.7  # type: ignore[assignment]

    def _in_sentence(
        self, document: Document, sentence: Sentence, context: "Counter[str]"
    ) -> Iterator[PlaceMention]:
        for hit in sentence.names:
            if hit.payload.place is None or any(h.start <= hit.start < h.end for h in sentence.of("actor", "outlet")):
                continue
            before = _words_before(document, sentence, hit.start)
            located = _is_located(document, before) or _opens_headline(document, sentence, hit)
            inside = self._named_behind(document, sentence, hit)
            entry = self._choose(hit, context, located, before, inside)
            if entry is None or _inside_name(document, sentence, hit, entry, located):
                continue
            excluded = _exclusion(document, sentence, hit, entry, located)
            yield PlaceMention(hit.start, hit.end, entry, located, excluded == "dateline", excluded)

    def _named_behind(
        self, document: Document, sentence: Sentence, hit: Hit[Name]
    ) -> frozenset[tuple[str, str | None]]:
        """Countries and regions that stand right behind a name: "Tillabéri, Niger", "Stockton, Calif."."""
        short = _ABBREVIATION.match(document.text, hit.end)
        if short and (found := self.gazetteer.region_of_abbreviation(short[1])):
            return frozenset({found})
        behind = [name for name in sentence.names if 0 < name.start - hit.end <= 3 and name.payload.place is not None]
        if not behind or document.text[hit.end : behind[0].start].strip() not in (",", "(", "،"):
            return frozenset()
        assert behind[0].payload.place is not None
        return frozenset(
            (wider.country, wider.admin1_code if wider.kind == "admin1" else None)
            for wider in self.gazetteer.candidates(behind[0].payload.place)
            if wider.kind in ("admin1", "country")
        )

    def _choose(
        self,
        hit: Hit[Name],
        context: "Counter[str]",
        located: bool,
        before: Sequence[str],
        inside: frozenset[tuple[str, str | None]],
    ) -> Entry | None:
        assert hit.payload.place is not None
        total = sum(context.values()) or 1.0
        region = (bool(before) and before[-1] in _REGION_WORDS) or (len(before) > 1 and before[-2] in _REGION_WORDS)

        def score(entry: Entry) -> float:
            near = context.get(entry.country, 0.0) / total
            inner = entry.kind in ("city", "facility", "admin1") and (
                (entry.country, entry.admin1_code) in inside or (entry.country, None) in inside
            )
            kind = 3.0 if region and entry.kind == "admin1" else _KIND_SCORE.get(entry.kind, 0.0)
            return math.log10(entry.population + 10) + kind + _CONTEXT_SCORE * near + (_NAMED_SCORE if inner else 0.0)

        best = max(self.gazetteer.candidates(hit.payload.place), key=score)
        named = (best.country, best.admin1_code) in inside or (best.country, None) in inside
        if best.ambiguous and not named and not (located and context.get(best.country, 0.0) > 0):
            return None
        return best

    def principal(self, mentions: dict[int, list[PlaceMention]], document: Document) -> PlaceMention | None:
        """The local place that the page is about: named in headline, lede or dateline, or again and again.

        A capital in a dateline is where the agency sits, so it does not count.
        """
        weights: dict[int, float] = {}
        first: dict[int, PlaceMention] = {}
        for index, found in mentions.items():
            kind = document.sentences[index].kind
            for mention in found:
                if mention.entry.kind not in ("city", "facility") or mention.excluded not in (None, "dateline"):
                    continue
                capital = self.gazetteer.capital(mention.entry.country)
                if mention.dateline and capital is not None and capital.geonameid == mention.entry.geonameid:
                    continue
                weight = _PRINCIPAL_WEIGHT.get(kind, 0.0) * (1.0 if mention.located or mention.dateline else 0.6)
                key = mention.entry.geonameid
                weights[key] = weights.get(key, 0.0) + weight
                first.setdefault(key, mention)
        best = max(weights, key=lambda key: (weights[key], -first[key].start), default=None)
        return first[best] if best is not None and weights[best] >= _PRINCIPAL_LEAST else None

    def nearest_known(self, document: Document, sentence: Sentence, country: str) -> PlaceMention | None:
        """A capitalised word after a locative that is spelled like a place of `country` (skeleton key)."""
        for found in _WORD.finditer(document.text, sentence.start, sentence.end):
            word = found.group().strip("\"'«»“”().,;:!?’")
            if len(word) < 5 or not word[0].isupper():
                continue
            start = found.start() + found.group().index(word)
            if not _is_located(document, _words_before(document, sentence, start)):
                continue
            entry = self.gazetteer.by_skeleton(country, word)
            if entry is not None:
                return PlaceMention(start, start + len(word), entry, True)
        return None

    def record(self, mention: PlaceMention, text: str) -> Place:
        """The place as records carry it."""
        entry = mention.entry
        return Place(
            name=text,
            country=entry.country,
            country_name=entry.country_name,
            admin1=entry.name if entry.kind == "admin1" else entry.admin1,
            city=entry.name if entry.kind == "city" else None,
            geonameid=entry.geonameid or None,
            lat=entry.lat,
            lon=entry.lon,
            precision=_PRECISION[entry.kind],
        )


def _words_before(document: Document, sentence: Sentence, start: int) -> list[str]:
    return document.folded[max(sentence.start, start - 60) : start].split()[-_LOOK_BACK_WORDS:]


def _is_located(document: Document, before: Sequence[str]) -> bool:
    """Whether a locative stands before, with nothing but articles and nouns of place between."""
    locative = document.vocabulary.words("locative")
    determiner = document.vocabulary.words("determiner")
    if not before:
        return False
    for width in (1, 2, 3):
        if " ".join(before[-width:]) in locative:
            return True
    rest = [word for word in before if word not in determiner]
    place_words = _REGION_WORDS | document.vocabulary.words("place_word")
    while rest and (rest[-1] in place_words or rest[-1] in ("de", "of", "d", "du", "del")):
        rest.pop()
    return any(" ".join(rest[-width:]) in locative for width in (1, 2, 3) if rest) or len(rest) < len(before) - 1


def _opens_headline(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """ "Mali : 20 civils tués": the headline says where before it says what."""
    if hit.start - sentence.start > 2:
        return False
    marks = (":", "-", "–", "—", "،") if sentence.kind in ("title", "heading") else (":",)
    return document.text[hit.end : hit.end + 2].strip().startswith(marks)


def _inside_name(document: Document, sentence: Sentence, hit: Hit[Name], entry: Entry, located: bool) -> bool:
    """A capitalised neighbour makes a person's or an institution's name of it: "Nancy Pelosi", "Lord Sydney"."""
    text = document.text
    if not text[hit.start].isupper():
        return False
    previous = text[sentence.start : hit.start]
    last = previous.rsplit(" ", 1)
    before = previous.rstrip(" ").rsplit(" ", 1)[-1] if previous.endswith(" ") else ""
    joined = bool(before) and before[0].isupper() and before[-1].isalpha() and len(last[0].split()) > 1
    if joined and not located and entry.kind != "country":
        return True
    following = text[hit.end : hit.end + 2]
    return entry.ambiguous and len(following) == 2 and following[0] == " " and following[1].isupper()


def _exclusion(document: Document, sentence: Sentence, hit: Hit[Name], entry: Entry, located: bool) -> str | None:
    if sentence.kind in ("lede", "body", "heading") and _is_dateline(document, sentence, hit):
        return "dateline"
    for cue in sentence.of("correspondent"):
        if 0 <= document.words_between(cue.end, hit.start) <= _CORRESPONDENT_REACH and cue.end <= hit.start:
            if "," not in document.text[cue.end : hit.start] and not _tells_between(sentence, cue, hit):
                return "correspondent"
    for cue in sentence.of("not_place"):
        if 0 <= hit.start - cue.end <= 6 and not located:
            return "institution"
    if not located and entry.kind in ("country", "city"):
        for cue in sentence.of("reporting", "denying", "accusing", "threatened"):
            if 0 <= cue.start - hit.end <= 3 and hit.start - sentence.start <= 12:
                return "speaker"
    return None


def _tells_between(sentence: Sentence, cue: Hit[Term], hit: Hit[Name]) -> bool:
    """Whether an attack is told between a reporter and a place: then the place may be the attack's."""
    return any(cue.end <= trigger.start < hit.start for trigger in sentence.of(*TRIGGERS))


def _is_dateline(document: Document, sentence: Sentence, hit: Hit[Name]) -> bool:
    """A name that opens a paragraph and is parted from it by a dash, a date or an agency in brackets."""
    line = document.lines[sentence.line]
    if _opens_headline(document, sentence, hit) and document.text[hit.end : hit.end + 2].strip() == ":":
        return False
    if hit.start - line.start > 30 or document.text[line.start : hit.start].strip(" ([").count(" ") > 2:
        return False
    if hit.start > line.start and document.text[line.start : hit.start].strip(" (["):
        words = document.folded[line.start : hit.start].split()
        if any(word in document.vocabulary.words("locative") for word in words):
            return False
    if not _DATELINE_MARK.match(document.text, hit.end):
        return False
    end = _DATELINE_END.search(document.text, hit.end, min(hit.end + _DATELINE_REACH, line.end))
    return end is not None and not any(
        term.payload.concept in (*TRIGGERS, "killed", "injured")
        for term in sentence.hits
        if hit.end <= term.start < end.start()
    )
