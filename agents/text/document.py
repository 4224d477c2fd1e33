"""An article with everything that reading looks at: lines, sentences, hits, names, dates and numbers."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from agents.text.casing import proper_case, recase
from agents.text.clauses import hits_from, split_clauses
from agents.text.dates.dates import Dates, DateSpan
from agents.text.language import Detect, choose_language, confirm_label
from agents.text.lines import Line, LineKind, classify_lines, cut_lines
from agents.text.matcher import Hit
from agents.text.names import DOT, NameMatcher
from agents.text.normal import blank_punctuation, fold_case, strip_marks
from agents.text.numbers import Numbers, NumberSpan
from agents.text.sentences import cut_sentences
from agents.text.vocabulary import Name, Term, Vocabulary
from streams.records import Article, Field

S = TypeVar("S", DateSpan, NumberSpan)
P = TypeVar("P", Term, Name)

_WORD = re.compile(r"\S+")
_NONE: Sequence[Hit[Term]] = ()
_LEDE_SENTENCES = 1
_LONGEST_SENTENCE = 1_500
_SHOWS_LANGUAGE = 5_000
_MOST_READ = 150_000
"""Characters of an article that are read; no press page is longer, and a report that begins later is no news of it."""
_DATELINE_DASH = re.compile(r"\s[-–—]+\s|--|[–—]|\)\s?-")
_DATELINE_CHARACTERS = 110
_DATELINE_DAYS = 2
_HEAD_CHARACTERS = 20
_STAMP_REACH, _STAMP_CHARACTERS, _STAMP_LATE_DAYS = 600, 48, 2
# Runs of letters are taken whole and parted by something: else a long one is tried in all its partitions.
_RUN = r"[^\W\d_a-z]{2,}+"
_CAPITALS = re.compile(
    rf"^[^\w\n]{{0,3}}((?:{_RUN}(?:[.'’\-][ ]?|[ ])){{0,4}}{_RUN}[.'’\-]?[ ]?)(?=[ ]?[,(/:•·—–\-]|\.\.|$)", re.MULTILINE
)
_CAPITALS_LEAST = 4
_SHORTENED = re.compile(r"(?<![^ \n])(S(?:t|te|ta|to)|Ft|Mt|Pt) (?= [A-Z])")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence at [start, end) of the document's text, with what was found in it, in order."""

    index: int
    start: int
    end: int
    line: int
    kind: LineKind
    hits: Sequence[Hit[Term]]
    names: Sequence[Hit[Name]]

    def of(self, *concepts: str) -> Sequence[Hit[Term]]:
        """Hits of these concepts."""
        if not self.hits:
            return _NONE
        by_concept = self._by_concept
        if len(concepts) == 1:
            return by_concept.get(concepts[0], _NONE)
        held = [by_concept[concept] for concept in concepts if concept in by_concept]
        if len(held) < 2:
            return held[0] if held else _NONE
        return [hit for hit in self.hits if hit.payload.concept in concepts]

    @cached_property
    def _by_concept(self) -> dict[str, list[Hit[Term]]]:
        """The grammar asks for each concept many times, and most sentences have few."""
        held: dict[str, list[Hit[Term]]] = {}
        for hit in self.hits:
            held.setdefault(hit.payload.concept, []).append(hit)
        return held


@dataclass(frozen=True, eq=False)
class Document:
    """`text` is the headline, a line break, then the body; `folded` is the same, ready for comparison.

    What was in capitals all through is recased in `text`; `printed` has it as it came.
    """

    article: Article
    language: str
    vocabulary: Vocabulary
    text: str
    printed: str
    folded: str
    body_from: int
    lines: Sequence[Line]
    sentences: Sequence[Sentence]
    reference: date | None
    _find_dates: Callable[[str, str, date | None], list[DateSpan]]
    _find_numbers: Callable[[str, str], list[NumberSpan]]
    _offsets: Sequence[int] | None = field(default=None)
    name_runs: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    """Proper names by passage, kept once found."""
    title_cases: dict[int, bool] = field(default_factory=dict)
    """Whether the sentence that begins there has a capital on each word, kept once seen."""

    @cached_property
    def dates(self) -> list[DateSpan]:
        return self._find_dates(self.text, self.language, self.reference)

    @cached_property
    def numbers(self) -> list[NumberSpan]:
        return self._find_numbers(self.text, self.language)

    def dates_in(self, start: int, end: int) -> list[DateSpan]:
        return _within(self.dates, self._date_starts, start, end)

    def numbers_in(self, start: int, end: int) -> list[NumberSpan]:
        return _within(self.numbers, self._number_starts, start, end)

    @cached_property
    def _date_starts(self) -> list[int]:
        return [span.start for span in self.dates]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [span.start for span in self.numbers]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [found.start() for found in _WORD.finditer(self.folded)]

    def locate(self, start: int, end: int) -> tuple[Field, int, int]:
        """Field and offsets, as the article was received, of text[start:end]."""
        if self._offsets is not None:
            last = self._offsets[end - 1] + 1 if end > start else self._offsets[start]
            start, end = self._offsets[start], last
            body_from = len(self.article.title) + 1 if self.article.title else 0
        else:
            body_from = self.body_from
        if start < body_from:
            return "title", start, min(end, len(self.article.title))
        return "text", start - body_from, end - body_from

    def words_between(self, start: int, end: int) -> int:
        """How many words begin in [start, end)."""
        starts = self._word_starts
        return bisect_left(starts, end) - bisect_left(starts, start)

    def word_start(self, at: int) -> int:
        """Where the word that holds this character begins: a phrase may stand behind an article written onto it."""
        return self.folded.rfind(" ", 0, at) + 1


@dataclass(frozen=True)
class Annotator:
    """Turns articles into documents. Built once; holds the compiled words of every language.

    `small_words` by language confirm a feed's label; without them the model is asked about every article.
    """

    vocabularies: Mapping[str, Vocabulary]
    names: NameMatcher
    dates: Dates
    numbers: Numbers
    detect: Detect
    small_words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def language_of(self, article: Article) -> str | None:
        """The article's language, whether a reader knows it or not."""
        sample = f"{article.title}\n{article.text}"[:_SHOWS_LANGUAGE].encode("utf-8", "replace").decode()
        sure = confirm_label(sample, article.language, self.small_words)
        return sure or choose_language(sample, article.language, self.vocabularies, self.detect)

    def annotate(self, article: Article, language: str) -> Document:
        """The document; `language` is one of `vocabularies`."""
        vocabulary = self.vocabularies[language]
        received = (f"{article.title}\n{article.text}" if article.title else article.text)[:_MOST_READ]
        printed, offsets = strip_marks(received)
        body_from = len(strip_marks(article.title)[0]) + 1 if article.title else 0
        folded = fold_case(blank_punctuation(printed))
        hits = vocabulary.phrases.find(folded)
        text = recase(printed, vocabulary=vocabulary, hits=hits, find=self.names.find)
        blank = blank_punctuation(text)
        names = self.names.find(_recased(text, blank))
        furniture = [
            (hit.start, hit.end, hit.payload.concept) for hit in hits if hit.payload.concept.startswith("furniture_")
        ]
        lines = classify_lines(
            cut_lines(text, body_from, [start for start, _, _ in furniture]),
            text=text,
            body_from=body_from,
            furniture=furniture,
            outlet=article.outlet,
        )
        reference = date.fromisoformat(article.reference_at[:10]) if article.reference_at else None
        return Document(
            article=article,
            language=language,
            vocabulary=vocabulary,
            text=text,
            printed=printed,
            folded=folded,
            body_from=body_from,
            lines=lines,
            sentences=_sentences(text, folded, lines, hits, names, vocabulary),
            reference=self._written(text, lines, language, self._stamped(text, body_from, hits, language, reference)),
            _find_dates=self.dates.find,
            _find_numbers=self.numbers.find,
            _offsets=offsets,
        )

    def _stamped(
        self, text: str, body_from: int, hits: Sequence[Hit[Term]], language: str, reference: date | None
    ) -> date | None:
        """The day that the page gives itself, "Posted: March 3, 2014", where it was fetched long after."""
        if reference is None:
            return None
        days: list[date] = []
        for hit in hits:
            if hit.start > body_from + _STAMP_REACH:
                break
            if hit.payload.concept != "timestamp":
                continue
            spans = self.dates.find(text[hit.end : hit.end + _STAMP_CHARACTERS], language, None)[:1]
            days += [span.first_day for span in spans if span.first_day and span.first_day == span.last_day]
        told = [day for day in days if day <= reference]
        # Who posted it wrote "on Sunday"; a later update seldom rewrites that.
        late = bool(told) and (reference - min(told)).days > _STAMP_LATE_DAYS
        return min(told) if late else reference

    def _written(self, text: str, lines: Sequence[Line], language: str, reference: date | None) -> date | None:
        """The day from which "yesterday" counts: that of the dateline, "KABUL (April 26) -", where it has one."""
        if reference is None:
            return None
        lede = next((number for number, line in enumerate(lines) if line.kind == "lede"), len(lines))
        for line in (line for line in lines[: lede + 1] if line.kind in ("title", "heading", "lede")):
            head = _dateline(text, line)
            if not any(char.isdigit() for char in head):
                continue
            for span in self.dates.find(head, language, reference):
                if span.first_day is not None and abs((reference - span.first_day).days) <= _DATELINE_DAYS:
                    return span.first_day
        return reference


def _dateline(text: str, line: Line) -> str:
    """What stands before the news of a lede, or "Dec. 9" of "Dec. 9: …", or a dateline on its own line."""
    dash = _DATELINE_DASH.search(text, line.start, min(line.end, line.start + _DATELINE_CHARACTERS))
    if dash and (line.kind == "lede" or not text[dash.end() : line.end].strip()):
        return text[line.start : dash.start()]
    head, colon, _ = text[line.start : min(line.end, line.start + _HEAD_CHARACTERS)].partition(":")
    return head if colon else ""


def _sentences(
    text: str,
    folded: str,
    lines: Sequence[Line],
    hits: Sequence[Hit[Term]],
    names: Sequence[Hit[Name]],
    vocabulary: Vocabulary,
) -> list[Sentence]:
    abbreviations, openers = (
        vocabulary.words("abbreviation"),
        vocabulary.words("determiner") | vocabulary.words("singular_person"),
    )
    hit_starts = [hit.start for hit in hits]
    name_starts = [name.start for name in names]
    sentences: list[Sentence] = []
    for number, line in enumerate(lines):
        for nth, span in enumerate(_bounded(text, cut_sentences(text, line.start, line.end, abbreviations, openers))):
            kind = "body" if line.kind == "lede" and nth >= _LEDE_SENTENCES else line.kind
            told = hits[bisect_left(hit_starts, span[0]) : bisect_left(hit_starts, span[1])]
            named = names[bisect_left(name_starts, span[0]) : bisect_left(name_starts, span[1])]
            clauses = split_clauses(vocabulary, folded, text, span, told, named)
            for start, end in clauses:
                own = (
                    (told, named) if len(clauses) == 1 else (hits_from(told, start, end), hits_from(named, start, end))
                )
                sentences.append(Sentence(len(sentences), start, end, number, kind, *own))
    return sentences


def _bounded(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same, cut at a space where text runs on without an end: the grammar costs the square of a sentence."""
    for start, end in spans:
        while end - start > _LONGEST_SENTENCE:
            space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = space if space > start else start + _LONGEST_SENTENCE
            yield start, cut
            start = cut + 1 if space > start else cut
        if start < end:
            yield start, end


def _within(spans: list[S], starts: list[int], start: int, end: int) -> list[S]:
    found = spans[bisect_left(starts, start) : bisect_left(starts, end)]
    return found if not found or found[-1].end <= end else [span for span in found if span.end <= end]


def _recased(text: str, blank: str) -> str:
    """What names are looked for in: capitals that say nothing are lowered, and "St. Louis" reads as one name.

    Datelines open with them: "RICHMOND, Ind. (AP) —".
    """
    for found in _CAPITALS.finditer(text):
        if sum(map(str.isalpha, found[1])) >= _CAPITALS_LEAST:
            start, end = found.span(1)
            blank = blank[:start] + proper_case(blank[start:end]) + blank[end:]
    return _SHORTENED.sub(rf"\1{DOT}", blank) if ". " in text else blank
