"""Finds the extent of noun phrases and of proper names around a word. Shallow: word lists, capitals, punctuation."""

import re
from collections.abc import Iterator, Set

from agents.text.document import Document, Sentence
from agents.text.vocabulary import TRIGGERS

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BREAK = re.compile(r"(?<![\s.][A-Z])\.|[,;:!?()\[\]«»“”\"—–…،؛؟]|\s-\s")
MODIFIERS_FIRST = frozenset({"en"})
"""Languages whose nouns stand behind what modifies them."""
_MODIFIERS_BEFORE = 3
_MODIFIERS_AFTER = 2
_NAME_MAX_WORDS = 6
_NAMED_AFTER = ("kind_building", "kind_place", "kind_infrastructure")
_OWNER_WORDS = 7
_OWNER_REACH = 8
_AFTER_OWNER = frozenset(
    (*TRIGGERS, "passive", "killed", "injured", "captured", "casualties", "agent_by", "reporting", "weapon", "against")
)
_WRITTEN_ON = (0, 1, 3)
"""How many letters may stand before a phrase in its word: none, "بسكين", "بالسكين"; not the bare article."""


def noun_phrase(document: Document, sentence: Sentence, start: int, end: int, stops: Set[int]) -> tuple[int, int]:
    """The head at [start, end) with its modifiers: before it in English, behind it in the other languages.

    `stops` are the starts of words that belong to other phrases.
    """
    if document.language in MODIFIERS_FIRST:
        return _extend_left(document, sentence, start, stops), end
    return start, _extend_right(document, sentence, end, stops)


def _extend_left(document: Document, sentence: Sentence, start: int, stops: Set[int]) -> int:
    words = list(_WORD.finditer(document.text, sentence.start, start))
    for word in reversed(words[-_MODIFIERS_BEFORE:]):
        if _BREAK.search(document.text, word.end(), start) or word.start() in stops or is_function_word(document, word):
            break
        start = word.start()
    return start


def _extend_right(document: Document, sentence: Sentence, end: int, stops: Set[int]) -> int:
    taken = 0
    for word in _WORD.finditer(document.text, end, sentence.end):
        if taken == _MODIFIERS_AFTER or _BREAK.search(document.text, end, word.start()):
            break
        if not stops.isdisjoint(word.start() + written for written in _WRITTEN_ON) or is_function_word(document, word):
            break
        end, taken = word.end(), taken + 1
    return end


def is_function_word(document: Document, word: "re.Match[str]") -> bool:
    if "." in word.group():
        return False  # "U.S.", whose letters are small words
    folded = document.folded[word.start() : word.end()].split()
    lists = [
        document.vocabulary.words(name)
        for name in ("stopword", "determiner", "locative", "auxiliary_finite", "connector")
    ]
    if any(part in words for part in folded for words in lists) or any(part.isdigit() for part in folded):
        return True
    joints = document.vocabulary.words("joined_conjunction")
    prepositions = document.vocabulary.words("joined_preposition")
    return any(
        part[0] in joints or (part[0] in prepositions and any(part[1:] in words for words in lists)) for part in folded
    )


def with_name(document: Document, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """A description together with the name that it stands before or in: "Senator Ernesto Samper"."""
    for first, last in persons_in(document, sentence):
        if first <= end + 1 and last > end and first >= start - 1 and not document.text[end:first].strip():
            return min(start, first), last
    return start, end


def with_owner(document: Document, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """A thing together with whose it is: "offices of the Agriculture Ministry", "résidence du président Luis Vega".

    A town alone is no owner: "the cathedral of Cali".
    """
    owning = document.vocabulary.words("owner_word")
    words = _WORD.finditer(document.text, start, sentence.end)
    inside = [word for word in words if word.end() <= end + _OWNER_REACH]
    last = next((word for word in reversed(inside) if word.start() < end), None)
    if last is None or not owning:
        return start, end
    marks = [word for word in inside if document.folded[word.start() : word.end()] in owning and word.start() > start]
    if last in marks:
        mark = last
        bare = len(document.text[start : last.start()].rstrip()) + start
    else:
        behind = [word for word in marks if word.start() >= end]
        if not behind or behind != marks or document.text[end : behind[0].start()].strip():
            return start, end
        mark, bare = behind[0], end
    owner = _end_of_owner(document, sentence, mark.end())
    return (start, owner) if owner is not None else (start, bare)


def _end_of_owner(document: Document, sentence: Sentence, start: int) -> int | None:
    """Behind the words after "of", up to a verb, a place or a break."""
    stops = [hit.start for hit in sentence.hits if hit.start >= start and hit.payload.concept in _AFTER_OWNER]
    broken = _BREAK.search(document.text, start, sentence.end)
    limit = min([*stops[:1], broken.start() if broken else sentence.end])
    towns = {name.start: name.end for name in sentence.names if name.payload.kind == "place"}
    end, town, taken = None, False, 0
    for word in _WORD.finditer(document.text, start, limit):
        folded = document.folded[word.start() : word.end()]
        determiner = folded in document.vocabulary.words("determiner")
        if not determiner and folded not in document.vocabulary.words("owner_word"):
            if taken == _OWNER_WORDS or is_function_word(document, word):
                break
            town = (taken == 0 and word.start() in towns) or (town and end is not None and end < max(towns.values()))
            end, taken = word.end(), taken + 1
        elif end is not None and determiner and folded not in document.vocabulary.words("connector"):
            break
    return None if town and end in towns.values() else end


def persons_in(document: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """Names of a sentence that can be persons': not those of places, groups, outlets or bodies.

    Many surnames and first names are towns too, so a town inside a longer name does not make a place of it.
    """
    known = [(name.start, name.end) for name in sentence.names if name.payload.kind in ("actor", "outlet")]
    known += [(hit.start, hit.end) for hit in sentence.of("actor", "outlet")]
    places = [(name.start, name.end) for name in sentence.names if name.payload.kind == "place"]
    # "le lycée Jean Moulin", "la plaza Juan Soto": what bears the name stands right before it.
    things = set() if document.language in MODIFIERS_FIRST else {hit.end + 1 for hit in sentence.of(*_NAMED_AFTER)}
    return [
        run
        for whole in names_in(document, sentence.start, sentence.end)
        for run in _persons(document, _behind_nation(document, sentence, *whole), whole[1])
        if run[0] not in things
        and not any(run[0] < end and start < run[1] for start, end in known)
        and not any(start <= run[0] and 2 * (end - run[0]) >= run[1] - run[0] for start, end in places if end > run[0])
    ]


def _behind_nation(document: Document, sentence: Sentence, start: int, end: int) -> int:
    """ "Spaniard José Martín", "Colombian Liberal": the adjective of a nation is no part of anybody's name."""
    nations = {name.start: name.end for name in sentence.names if name.payload.kind == "demonym"}
    nations |= {hit.start: hit.end for hit in sentence.of("demonym")}
    while start in nations and nations[start] < end:
        behind = _WORD.search(document.text, nations[start], end)
        if behind is None:
            break
        start = behind.start()
    return start


def _persons(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a name that may be a person's: "A. Perez and R. Ramirez" are two, "Labor Union" is none."""
    breaks = document.vocabulary.words("name_break") | document.vocabulary.words("conjunction")
    bodies = document.vocabulary.words("body_word")
    part: list[re.Match[str]] = []
    words = [*_WORD.finditer(document.text, start, end)]
    for word in words:
        if word.group() not in breaks:
            part.append(word)
            if word is not words[-1]:
                continue
        if len(part) > 1 and not any(other.group().casefold() in bodies for other in part):
            yield part[0].start(), _without_possessive(part[-1])
        part = []


def _without_possessive(word: "re.Match[str]") -> int:
    return word.end() - 2 if word.group().endswith(("'s", "’s")) else word.end()


def _is_capital(word: str, connectors: Set[str]) -> bool:
    """A capital, also behind an article that is written onto the name: "al-Sahel", "el-Sissi"."""
    if word[0].isupper():
        return True
    head, hyphen, tail = word.partition("-")
    return bool(hyphen and head in connectors and tail[:1].isupper())


def names_in(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of at least two capitalised words, small connecting words between them allowed, none of them in front."""
    kept = document.name_runs.get((start, end))
    if kept is None:
        kept = document.name_runs[start, end] = _find_names(document, start, end)
    return kept


def _find_names(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    connectors = document.vocabulary.words("connector")
    small = document.vocabulary.words("stopword"), document.vocabulary.words("determiner")
    runs: list[tuple[int, int]] = []
    run: list[re.Match[str]] = []

    def close() -> None:
        while run and not _is_capital(run[-1].group(), connectors):
            run.pop()
        # "The White House" opens a sentence and is also "the White House".
        while run and any(run[0].group().casefold() in words for words in small):
            del run[0]
        capitals = sum(_is_capital(word.group(), connectors) for word in run)
        if 2 <= capitals <= _NAME_MAX_WORDS:
            runs.append((run[0].start(), run[-1].end()))
        run.clear()

    for word in _WORD.finditer(document.text, start, end):
        if run and document.text[run[-1].end() : word.start()] not in (" ", "-", "\n", ". "):
            close()
        if _is_capital(word.group(), connectors) or (run and word.group() in connectors):
            run.append(word)
        elif run:
            close()
    close()
    return runs
