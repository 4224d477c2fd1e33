"""Finds the sentences of an article that state something checkable, and what matching needs to compare them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from Stemmer import Stemmer

from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.normal import fold
from agents.text.phrases import names_in
from agents.text.vocabulary import Term
from config.gazetteer.skeletons import skeleton
from streams.ids import stable_hash
from streams.records import ClaimOccurrence, Voice

_ALGORITHMS = {"fr": "french", "en": "english", "es": "spanish", "ar": "arabic"}
_TELLING_LINES = frozenset({"lede", "body"})
_MIN_WORDS, _MAX_WORDS = 8, 80
_MIN_CONTENT_WORDS = 6
_PHRASE_WORDS = 3
_SOURCE_WORDS = 8
_HEAD_WORDS, _TAIL_WORDS = 10, 8
_KEYS_KEPT = 50_000
_AS = frozenset(["comme", "as", "como"])


def make_stemmers(languages: Sequence[str]) -> Mapping[str, Stemmer]:
    """Snowball stemmers of the languages that have one."""
    return {code: Stemmer(_ALGORITHMS[code]) for code in languages if code in _ALGORITHMS}


@dataclass(frozen=True)
class ClaimReader:
    """Reads claims; built once."""

    stemmers: Mapping[str, Stemmer]

    def read(self, document: Document, told: Sequence[tuple[int, int]]) -> tuple[ClaimOccurrence, ...]:
        """Occurrences in order. `told` are the sentences that report the article's own attack: no claims."""
        taken = set(told)
        return tuple(
            self._occurrence(document, sentence)
            for sentence in document.sentences
            if (sentence.start, sentence.end) not in taken and is_checkable(document, sentence)
        )

    def _occurrence(self, document: Document, sentence: Sentence) -> ClaimOccurrence:
        article = document.article
        words = document.folded[sentence.start : sentence.end].split()
        where, start, end = document.locate(sentence.start, sentence.end)
        attributed = tuple(_attributed_to(document, sentence))
        return ClaimOccurrence(
            article_id=article.id,
            text=" ".join(document.printed[sentence.start : sentence.end].split()),
            field=where,
            start=start,
            end=end,
            voice=_voice(document, sentence),
            outlet=article.outlet,
            article_version=article.version,
            language=document.language,
            published_at=article.reference_at,
            owner=article.owner,
            url=article.url,
            origin=article.sources[0] if article.sources else None,
            attributed_to=attributed,
            fingerprint=stable_hash(*words),
            stems=self._stems(document, words),
            names=_names(document, sentence),
            numbers=tuple(
                sorted({str(n.low) for n in document.numbers_in(sentence.start, sentence.end) if n.low is not None})
            ),
            negated=bool(sentence.of("negation", "denying")),
        )

    def _stems(self, document: Document, words: Sequence[str]) -> tuple[int, ...]:
        content = [word for word in _content(document, words) if not word.isdigit()]
        stemmer = self.stemmers.get(document.language)
        stems = stemmer.stemWords(content) if stemmer else content
        return tuple(sorted(set(map(_key, stems))))


@lru_cache(maxsize=_KEYS_KEPT)
def _key(word: str) -> int:
    """Half of a stable hash; most words of a page were in the one before."""
    return stable_hash(word) >> 32


def _content(document: Document, words: Sequence[str]) -> set[str]:
    """The words that say something."""
    found = {word for word in words if len(word) > 2}
    found -= document.vocabulary.words("stopword")
    found -= document.vocabulary.words("determiner")
    return found


def is_checkable(document: Document, sentence: Sentence) -> bool:
    """A statement of the page's story with something to check in it: a name, a number, a named place or force."""
    if sentence.kind not in _TELLING_LINES:
        return False
    last = document.text[sentence.start : sentence.end].rstrip("\"'»”’)] ")[-1:]
    if last not in ".!…۔":
        return False
    words = document.folded[sentence.start : sentence.end].split()
    if not _MIN_WORDS <= len(words) <= _MAX_WORDS:
        return False
    if _speaks_personally(document, words):
        return False
    if any(hit.payload.concept.startswith("furniture_") and hit.start - sentence.start <= 3 for hit in sentence.hits):
        return False
    return _has_substance(document, sentence, words)


def _speaks_personally(document: Document, words: Sequence[str]) -> bool:
    """First or second person, or an opinion: words and short phrases of the language's lists."""
    for name in ("first_second_person", "opinion"):
        singles, longer = _fold_all(document.vocabulary.words(name))
        if not singles.isdisjoint(words):
            return True
        if longer and (text := f" {' '.join(words)} ") and any(phrase in text for phrase in longer):
            return True
    return False


@lru_cache(maxsize=64)
def _fold_all(listed: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a list, and its phrases of two or three words between spaces."""
    folded = [" ".join(fold(words).split()) for words in listed]
    longer = (f" {words} " for words in folded if 1 <= words.count(" ") < _PHRASE_WORDS)
    return frozenset(words for words in folded if " " not in words), tuple(longer)


def _has_substance(document: Document, sentence: Sentence, words: Sequence[str]) -> bool:
    """A name, a number, a day, or enough content to be checked."""
    if sentence.names or sentence.of("actor", "outlet", "demonym"):
        return True
    if document.numbers_in(sentence.start, sentence.end) or document.dates_in(sentence.start, sentence.end):
        return True
    return len(_content(document, words)) >= _MIN_CONTENT_WORDS


def _voice(document: Document, sentence: Sentence) -> Voice:
    if sentence.of("denying"):
        return "rebutted"
    if any(_attributes(document, sentence, cue) for cue in sentence.of("reporting")):
        return "attributed"
    return "hedged" if sentence.of("hedge") else "asserted"


def _attributes(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """A speaker for the sentence: at its head or end, behind a comma, or before "que", "that"; not "comme annoncé"."""
    before = document.folded[sentence.start : cue.start].split()
    after = document.folded[cue.end : sentence.end].split()
    if before[-1:] and before[-1] in _AS:
        return False
    apart = document.text[sentence.start : cue.start].rstrip()[-1:] in (",", "»", "”", '"')
    return apart or len(before) <= _HEAD_WORDS or len(after) <= _TAIL_WORDS or after[:1] in (["que"], ["qu"], ["that"])


def _attributed_to(document: Document, sentence: Sentence) -> Iterator[str]:
    """Named speakers beside a reporting phrase."""
    for cue in sentence.of("reporting"):
        for hit in sentence.of("outlet", "actor"):
            first, second = (cue, hit) if cue.start < hit.start else (hit, cue)
            if document.words_between(first.end, second.start) <= _SOURCE_WORDS:
                term = hit.payload
                yield term.outlet.name if term.outlet else term.actor.name if term.actor else ""
        for start, end in names_in(document, sentence.start, sentence.end):
            gap = (end, cue.start) if end <= cue.start else (cue.end, start)
            if document.words_between(*gap) <= 2:
                yield document.text[start:end]


def _names(document: Document, sentence: Sentence) -> tuple[int, ...]:
    spans = {(name.start, name.end) for name in sentence.names if name.payload.kind != "demonym"}
    spans |= set(names_in(document, sentence.start, sentence.end))
    keys = {skeleton(document.text[start:end]) for start, end in spans}
    return tuple(sorted({_key(key) for key in keys if len(key) > 1}))
