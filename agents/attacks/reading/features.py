"""What matching compares beside the slots, as small sorted tuples of numbers that travel with a sighting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from agents.attacks.reading.mentions import Event
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.phrases import MODIFIERS_FIRST, persons_in
from agents.text.vocabulary import AFFIXES
from config.gazetteer.skeletons import skeleton
from config.lexicon.forms.ordinary import ordinary_words
from streams.ids import stable_hash

_TERMS_KEPT, _NAMES_KEPT, _STREETS_KEPT, _AGES_KEPT, _DAYS_KEPT = 48, 12, 6, 8, 8
_COPY_HASHES = 12
_COPY_CHARACTERS = 20_000
_SHINGLE_WORDS = 5
_LEAST_LETTERS, _LEAST_CONSONANTS = 4, 3
_FULL_NAME = 3
_PASSAGE_SENTENCES = 60
_CHILD, _OLD = 1, 99
_WORD = re.compile(r"[^\W_]+")
_STREET_WORDS = 3


@dataclass(frozen=True, slots=True)
class Features:
    """Each sorted; words, names and streets as hashes, ages in years, days as ordinals."""

    terms: tuple[int, ...]
    names: tuple[int, ...]
    streets: tuple[int, ...]
    ages: tuple[int, ...]
    days: tuple[int, ...]
    copy_key: tuple[int, ...]


def features_of(document: Document, events: Sequence[Event]) -> list[Features]:
    """Those of each event, from the sentences that tell of it."""
    copies = _copy_key(document) if events else ()
    return [
        Features(
            _rare_terms(document, passage),
            _names(document, passage),
            _streets(document, passage),
            _ages(document, passage),
            _days(document, passage),
            copies,
        )
        for passage in _passages(document, events)
    ]


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    return stable_hash(word) >> 32


def _passages(document: Document, events: Sequence[Event]) -> list[list[Sentence]]:
    """For each event the sentences that tell of it: the page of its only news, else its own and those that go on.

    What the page tells of others belongs to them: an article on several attacks must not make one of them.
    """
    owners = {mention.sentence.index: number for number, event in enumerate(events) for mention in event.mentions}
    news = [number for number, event in enumerate(events) if not event.background]
    passages: list[list[Sentence]] = [[] for _ in events]
    current = news[0] if len(news) == 1 else None
    for sentence in document.sentences[:_PASSAGE_SENTENCES]:
        if sentence.kind in SILENT:
            continue
        owner = owners.get(sentence.index)
        current = owner if owner is not None else news[0] if len(news) == 1 else current
        if current is not None and (owner is not None or not events[current].background):
            passages[current].append(sentence)
    return passages


def _rare_terms(document: Document, passage: Sequence[Sentence]) -> tuple[int, ...]:
    """The first words that not every report of an attack uses, also in capitals: what tells this one from others."""
    found: dict[str, None] = {}
    for sentence in passage:
        for word in _WORD.findall(document.folded[sentence.start : sentence.end]):
            bare = _bare(document, word)
            if len(bare) >= _LEAST_LETTERS and not bare.isdigit() and bare not in document.vocabulary.familiar:
                found.setdefault(bare)
        if len(found) >= _TERMS_KEPT:
            break
    return tuple(sorted(map(_word_hash, list(found)[:_TERMS_KEPT])))


def _bare(document: Document, word: str) -> str:
    """Without the article, and what is written onto the word before it: "والموصل" is "موصل"."""
    for affix, article in AFFIXES.items() if document.language == "ar" else ():
        if article and word.startswith(affix) and len(word) - len(affix) >= _LEAST_LETTERS - 1:
            return word[len(affix) :]
    return word


def _names(document: Document, passage: Sequence[Sentence]) -> tuple[int, ...]:
    """Skeletons of persons' full names: equal across scripts."""
    keys: dict[str, None] = {}
    for sentence in passage:
        for start, end in persons_in(document, sentence):
            key = skeleton(" ".join(_without_title(document, document.text[start:end].split())))
            if len(key) >= _LEAST_CONSONANTS:
                keys.setdefault(key)
        if len(keys) >= _NAMES_KEPT:
            break
    return tuple(sorted(map(_word_hash, list(keys)[:_NAMES_KEPT])))


def _without_title(document: Document, words: Sequence[str]) -> list[str]:
    """A full name alone: "President Ana Ruiz" without the title, nothing of "Crime Stoppers" or "Cook County"."""
    ordinary = ordinary_words(document.language)
    named = [word for word in words if len(word.strip(".")) > 1]
    plain = [word.casefold() in ordinary or word.casefold() in document.vocabulary.familiar for word in named]
    if all(plain) or (plain[-1:] == [True] and len(named) < _FULL_NAME):
        return []
    while plain and plain[0]:
        del named[0], plain[0]
    return named if len(named) >= 2 else []


def _streets(document: Document, passage: Sequence[Sentence]) -> tuple[int, ...]:
    """Skeletons of names of streets and squares: "the 300 block of Elm Street", "rue de Lille"."""
    words = document.vocabulary.words("street_word")
    found: dict[str, None] = {}
    for sentence in passage:
        run = list(_WORD.finditer(document.text, sentence.start, sentence.end))
        for number, word in enumerate(run):
            if document.folded[word.start() : word.end()] in words:
                found.update(dict.fromkeys(_street(document, run, number)))
    return tuple(sorted(map(_word_hash, list(found)[:_STREETS_KEPT])))


def _street(document: Document, run: Sequence["re.Match[str]"], number: int) -> Iterator[str]:
    """The name beside a noun of streets: before it in English, behind it in the other languages."""
    ahead = document.language in MODIFIERS_FIRST
    beside = run[max(0, number - _STREET_WORDS) : number][::-1] if ahead else run[number + 1 :][:_STREET_WORDS]
    small = document.vocabulary.words("connector") | document.vocabulary.words("definite")
    named: list[str] = []
    at = run[number].start() if ahead else run[number].end()
    for word in beside:
        between = document.text[word.end() : at] if ahead else document.text[at : word.start()]
        if between.strip(" .'’"):
            break
        own = word.group()
        if own[0].isupper() or own[0].isdigit() or not own.isascii():
            named.append(own)
        elif own.casefold() not in small or ahead:
            break
        at = word.start() if ahead else word.end()
    key = skeleton(" ".join(reversed(named) if ahead else named)) or "".join(filter(str.isdigit, "".join(named)))
    if key:
        yield key


def _ages(document: Document, passage: Sequence[Sentence]) -> tuple[int, ...]:
    """How old people are said to be, in years."""
    found = {
        int(number.low)
        for sentence in passage
        for number in document.numbers_in(sentence.start, sentence.end)
        if number.role == "age" and number.low and number.low == number.high and _CHILD <= number.low <= _OLD
    }
    return tuple(sorted(found)[:_AGES_KEPT])


def _days(document: Document, passage: Sequence[Sentence]) -> tuple[int, ...]:
    """Single days that are named, as proleptic ordinals."""
    found = {
        span.first_day.toordinal()
        for sentence in passage
        for span in document.dates_in(sentence.start, sentence.end)
        if span.first_day and span.first_day == span.last_day
    }
    return tuple(sorted(found)[-_DAYS_KEPT:])


def _copy_key(document: Document) -> tuple[int, ...]:
    """The smallest hashes of the body's word shingles (a bottom-k sketch): copies of one text share most of them."""
    words = document.folded[document.body_from : document.body_from + _COPY_CHARACTERS].split()
    if len(words) < _SHINGLE_WORDS:
        return ()
    shingles = {" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(len(words) - _SHINGLE_WORDS + 1)}
    # A checksum is enough: nothing hangs on it but the share that two sketches have in common.
    return tuple(nsmallest(_COPY_HASHES, (crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles)))
