"""Finds places that no list holds: a name beside a noun of places, before its region, or where an attack is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.places.cues import is_located, is_of_town, is_title_case, words_before
from agents.text.places.mentions import PlaceMention
from agents.text.vocabulary import TRIGGERS, Term

_TOKEN = re.compile(r"[^\W_](?:[\w'’`-]*[\w`])?")
_FOLDED_WORD = re.compile(r"\w+")
_LINKS, _MOST_WORDS, _LOOK_BACK = 3, 5, 80
_BEHIND_CHARACTERS, _APPOSITION_CHARACTERS = 30, 40
_SHORTEST = 3
_OPENS_NAMES = frozenset({"kind_place", "kind_building", "kind_infrastructure", "place_noun"})
_NO_NAMES = frozenset({*TRIGGERS, "actor", "outlet", "demonym"})
_LARGE_TOWN = 100_000
_ATTACKED = (*TRIGGERS, "killed", "injured")
_SITED_WORDS = 5
_NEXT_WORD = re.compile(r" (\w+)")
_SMALL_WORDS = ("stopword", "locative", "conjunction", "auxiliary_finite")
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Told:
    """A name that the text makes a place, at [start, end). `quarter`: a part of a town."""

    sentence: Sentence
    start: int
    end: int
    quarter: bool


class UnlistedNames:
    """Looks for them in one document, beside the listed places that were found in it."""

    def __init__(self, document: Document, found: dict[int, list[PlaceMention]]) -> None:
        self._document, self._found = document, found
        words = document.vocabulary.words
        self._quarters = words("quarter_word")
        self._nouns = words("settlement_word") | self._quarters
        self._links = words("name_link")
        self._connectors = words("connector") - words("conjunction") - words("locative")
        lists = ("stopword", "locative", "place_word", "common_noun", "determiner", "body_word")
        self._ordinary = frozenset().union(*map(words, lists)) - self._connectors
        self._stops = self._nouns.union(*map(words, ("region_word", "area_word", "seat_word", "street_word")))

    def find(self) -> Iterator[Told]:
        """In order of the text; each name once where it stands."""
        if not self._nouns:
            return
        free_from = 0
        document = self._document
        sentences = iter(document.sentences)
        sentence = next(sentences, None)
        for noun in _pattern(self._nouns).finditer(document.folded):
            while sentence is not None and sentence.end <= noun.start():
                sentence = next(sentences, None)
            if sentence is None:
                return
            start = noun.start(1)
            if start < sentence.start or start < free_from or is_title_case(document, sentence):
                continue
            run = self._behind(sentence, noun.end()) or self._before(sentence, start, noun.end())
            run = run and self._without_listed(sentence, *run)
            if run is not None and self._is_name(sentence, *run):
                free_from = run[1]
                yield Told(sentence, *run, noun[1] in self._quarters)

    def beside_attacks(self) -> Iterator[Told]:
        """ "une embuscade à Bossemptélé", "killed near Kalbata", "à 30 km de Nampala": only a place can stand there."""
        document = self._document
        siting, far = document.vocabulary.words("siting_word"), document.vocabulary.words("distance_word")
        if not siting:
            return
        small = siting.union(*map(document.vocabulary.words, ("direction", "of_word", "definite", "connector")))
        for sentence in document.sentences:
            told = sentence.of(*_ATTACKED)
            if not told or is_title_case(document, sentence):
                continue
            words = [*_FOLDED_WORD.finditer(document.folded, sentence.start, sentence.end)]
            ends = {hit.end for hit in told}
            for nth, word in enumerate(words):
                begins = word.group() in far
                if begins or word.end() in ends:
                    run = self._sited(sentence, words[nth + 1 : nth + 2 + _SITED_WORDS], small if begins else siting)
                    if run is not None and self._is_name(sentence, *run) and not self._modifies(run[1]):
                        yield Told(sentence, *run, quarter=False)

    def _sited(
        self, sentence: Sentence, words: Sequence["re.Match[str]"], small: frozenset[str]
    ) -> tuple[int, int] | None:
        """The name behind small words of place, all of which are in `small`; "près de" is there as its words."""
        for nth, word in enumerate(words):
            if self._document.text[word.start()].isupper():
                if nth == 0 or self._document.text[words[nth - 1].end() : word.start()].strip(" '’"):
                    return None
                first = _TOKEN.match(self._document.text, word.start())
                return self._run(sentence, first) if first is not None else None
            if word.group() not in small:
                return None
        return None

    def _modifies(self, end: int) -> bool:
        """ "killed in Humvee accidents", "in Polk County": in English a name may only say what kind."""
        document = self._document
        if document.language not in MODIFIERS_FIRST:
            return False
        behind = _NEXT_WORD.match(document.text, end)
        if behind is None:
            return document.text[end : end + 2] in _POSSESSIVES
        folded = document.folded[behind.start(1) : behind.end()]
        small = any(folded in document.vocabulary.words(name) for name in _SMALL_WORDS)
        return not small and not document.dates_in(behind.start(1), behind.end())

    def before_regions(self) -> Iterator[Told]:
        """ "in San Francisco Javier, Usulutan Department": what a known place stands behind as its wider one."""
        document = self._document
        known = self._stops | document.vocabulary.words("place_word") | document.vocabulary.words("within_word")
        known = known | document.vocabulary.words("determiner") | self._links
        for sentence in document.sentences:
            for mention in self._found.get(sentence.index, ()):
                comma = document.text.rfind(
                    ",", max(sentence.start, mention.start - _APPOSITION_CHARACTERS), mention.start
                )
                comma = max(comma, document.text.rfind("(", max(sentence.start, mention.start - 2), mention.start))
                if comma < 0 or is_title_case(document, sentence):
                    continue
                if not all(word in known for word in document.folded[comma + 1 : mention.start].split()):
                    continue
                run = self._run_before(sentence, comma)
                if run is None or not self._is_name(sentence, *run):
                    continue
                before = words_before(document, sentence, run[0])
                if is_located(document, before) and before[-1] not in document.vocabulary.words("against_word"):
                    yield Told(sentence, *run, quarter=False)

    def _behind(self, sentence: Sentence, end: int) -> tuple[int, int] | None:
        """ "the village of Chinchipe", "la vereda El Salado", "قرية أم الطيور": the name behind its noun."""
        document = self._document
        position, linked = self._behind_adjective(sentence, end), document.language not in MODIFIERS_FIRST
        for _ in range(_LINKS):
            word = _FOLDED_WORD.search(document.folded, position, min(sentence.end, position + _BEHIND_CHARACTERS))
            if word is None or word.group() not in self._links or document.text[word.start()].isupper():
                break
            position, linked = word.end(), True
        if not linked:
            return None
        if document.language == "ar":
            return self._arabic(sentence, position)
        first = _TOKEN.search(document.text, position, sentence.end)
        if (
            first is None
            or document.text[position : first.start()].strip(" \n'’\"“«")
            or not _is_capital(first.group())
        ):
            return None
        return self._run(sentence, first)

    def _behind_adjective(self, sentence: Sentence, end: int) -> int:
        """Behind one word that qualifies the noun, where "of" follows it: "la localité méridionale de Beit Lif"."""
        document = self._document
        if document.language in MODIFIERS_FIRST or document.vocabulary.language.verb_first:
            return end
        words = [*_FOLDED_WORD.finditer(document.folded, end, min(sentence.end, end + _BEHIND_CHARACTERS))][:2]
        if len(words) < 2 or any(document.text[word.start()].isupper() for word in words):
            return end
        qualifies = words[0].group() not in self._links | self._ordinary and words[1].group() in self._links
        return words[0].end() if qualifies and not document.text[end : words[0].start()].strip() else end

    def _run(self, sentence: Sentence, first: "re.Match[str]") -> tuple[int, int] | None:
        """The capitalised words from one on, with small words between them: "Santa María del Valle"."""
        document = self._document
        end, last, words = first.end(), first.end(), 1
        for word in _TOKEN.finditer(document.text, first.end(), sentence.end):
            gap = document.text[last : word.start()]
            folded = document.folded[word.start() : word.end()]
            if gap not in (" ", "\n", "-") or words == _MOST_WORDS or folded in self._stops:
                break
            if _is_capital(word.group()) and not document.dates_in(word.start(), word.end()):
                end, words = word.end(), words + 1
                if word.group().endswith(_POSSESSIVES):
                    break
            elif folded not in self._connectors:
                break
            last = word.end()
        return first.start(), _without_possessive(document.text, first.start(), end)

    def _without_listed(self, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
        """ "barrio San José Obrero de Guayaquil", "Baghdad's Karrada": the name without the larger place beside it."""
        document = self._document
        for mention in self._found.get(sentence.index, ()):
            if mention.entry.kind == "city" and mention.entry.population < _LARGE_TOWN:
                continue
            if start < mention.start < end <= mention.end:
                words = [*_TOKEN.finditer(document.text, start, mention.start)]
                while words and not _is_capital(words[-1].group()):
                    words.pop()
                return (start, words[-1].end()) if words else None
        return start, end

    def _arabic(self, sentence: Sentence, position: int) -> tuple[int, int] | None:
        """One word, or two where the first only opens a name: "قرية أم الطيور". An indefinite adjective is none."""
        document = self._document
        words = [*_FOLDED_WORD.finditer(document.folded, position, min(sentence.end, position + 40))][:2]
        if not words or document.text[position : words[0].start()].strip(" "):
            return None
        heads = document.vocabulary.words("name_head")
        first = words[0]
        if first.group() in heads:
            joined = len(words) > 1 and document.text[first.end() : words[1].start()] == " "
            return (first.start(), words[1].end()) if joined else None
        if first.group().endswith("ه") and not first.group().startswith("ال"):
            return None
        if first.group().startswith("لل"):
            return None  # "مخيم للنازحين"
        return first.span()

    def _before(self, sentence: Sentence, start: int, noun_end: int) -> tuple[int, int] | None:
        """ "the Miraflores neighborhood", "Rio Blanco Municipality": the name before its noun, in English."""
        document = self._document
        if document.language not in MODIFIERS_FIRST:
            return None
        behind = _TOKEN.match(document.text, noun_end + 1)
        if behind is not None and _is_capital(behind.group()) and document.text[start].isupper():
            return None  # "District Attorney"
        run = self._run_before(sentence, start)
        return None if run and is_of_town(document, words_before(document, sentence, run[0])) else run

    def _run_before(self, sentence: Sentence, start: int) -> tuple[int, int] | None:
        """The capitalised words that end right before a place in the text."""
        document = self._document
        tokens = [*_TOKEN.finditer(document.text, max(sentence.start, start - _LOOK_BACK), start)]
        run: list[re.Match[str]] = []
        last = start
        for word in reversed(tokens):
            gap = document.text[word.end() : last]
            folded = document.folded[word.start() : word.end()]
            if gap not in (" ", "\n", "-", "") or len(run) == _MOST_WORDS or folded in self._stops:
                break
            if word.group().endswith(_POSSESSIVES) or not (
                _is_capital(word.group()) or (run and folded in self._connectors)
            ):
                break
            run.append(word)
            last = word.start()
        small = document.vocabulary.words("determiner") | document.vocabulary.words("locative")
        while run and (not _is_capital(run[-1].group()) or document.folded[run[-1].start() : run[-1].end()] in small):
            run.pop()
        return (run[-1].start(), run[0].end()) if run else None

    def _is_name(self, sentence: Sentence, start: int, end: int) -> bool:
        """Not a day, a body, a group, a people, a word of the lexicon or a listed place."""
        document = self._document
        if end - start < _SHORTEST or document.dates_in(start, end) or document.numbers_in(start, end):
            return False
        heads = document.vocabulary.words("name_head")
        words = [document.folded[word.start() : word.end()] for word in _TOKEN.finditer(document.text, start, end)]
        told = [hit for hit in sentence.hits if hit.start < end and start < hit.end]
        if not words or (words[0] not in heads and any(_unmakes(hit, start) for hit in told)):
            return False
        if any(name.start < end and start < name.end and name.payload.kind != "place" for name in sentence.names):
            return False
        if (words[0] in self._ordinary and words[0] not in heads) or words[-1] in self._ordinary:
            return False
        listed = self._found.get(sentence.index, ())
        return not any(mention.start <= start and end <= mention.end for mention in listed)


def _unmakes(hit: Hit[Term], start: int) -> bool:
    """A word that opens no name ("Police District"), or is part of none: "Villa" may open one."""
    concept = hit.payload.concept
    return concept in _NO_NAMES or (hit.start <= start and concept not in _OPENS_NAMES)


@lru_cache(maxsize=16)
def _pattern(nouns: frozenset[str]) -> "re.Pattern[str]":
    listed = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    return re.compile(rf"(?<!\w)[وفبلك]?({listed})(?!\w)")


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[:3].casefold() in ("al-", "el-") and word[3:4].isupper())


def _without_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if text[start:end].endswith(_POSSESSIVES) else end


def distinct_names(told: list[Told]) -> list[Told]:
    """In order of the text, the longer of two that overlap."""
    kept: list[Told] = []
    for one in sorted(told, key=lambda name: (name.start, -name.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
