"""What was read in one article and why, as one value that the terminal, the page and the JSON lines show.

Works in the article's own fields and offsets. Knows no colours and reads no files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.articles.reading import Reader
from agents.attacks.reading.detection.triggers import find_triggers
from agents.text.document import Document
from agents.text.lines import Line
from streams.records import Article, ClaimOccurrence, Field, Sighting

CLAIM, REFUSED, TRIGGER = "claim", "refused", "trigger"
"""Kinds of marks beside the slots of sightings."""

LINE_NOTES = {
    "caption": "caption: kept, and weighed less, for its picture may be of another day",
    "crosslink": "link to another story: tells nothing of this one",
    "furniture": "page furniture: not read",
    "credit": "credit: names who published it, tells nothing",
    "heading": "heading: no claims are read in it",
}
REFUSALS = {
    "crosslink": "stands in a link to another story",
    "furniture": "stands in page furniture",
    "credit": "stands in a credit line",
    "no_company": "a weak word, and nothing beside it that only violence has: no victim, weapon, attacker or target",
    "veto_drill": "an exercise: what it tells is invented",
    "law_enforcement": "the work of police or an army, with nobody hurt: a raid, a search, a seizure, an offensive",
    "veto_figurative": "a figure of speech",
    "veto_history": "history, told as such",
    "veto_culture": "a book, film, play or game",
}
NO_PHRASE = "a short line without a full stop"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of a field and what they were read as; `number` counts sightings or claims from 1."""

    kind: str
    field: Field
    start: int
    end: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one set of marks, the narrowest first; `ending` are those of them that end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the page: what kind it is, for which phrase, and its text in pieces."""

    kind: str
    field: Field
    start: int
    end: int
    because: str | None
    pieces: tuple[Piece, ...]

    @property
    def note(self) -> str | None:
        """Why it is treated otherwise than the story's text; None for headline, lede and body."""
        if self.kind not in LINE_NOTES:
            return None
        return f"{LINE_NOTES[self.kind]} ({self.because})" if self.because else LINE_NOTES[self.kind]


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that could tell an attack, and why they do not here."""

    field: Field
    start: int
    end: int
    text: str
    reason: str
    because: str | None

    @property
    def note(self) -> str:
        said = REFUSALS.get(self.reason) or f"the text speaks of {self.reason.removeprefix('veto_').replace('_', ' ')}"
        return f"{said} ({self.because})" if self.because else said


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that `tocsin read` shows of one article."""

    article: Article
    language: str
    passages: tuple[Passage, ...]
    sightings: tuple[Sighting, ...]
    occurrences: tuple[ClaimOccurrence, ...]
    refused: tuple[Refused, ...]

    def quote(self, field: Field, start: int, end: int) -> str:
        """The characters of a span, on one line."""
        return " ".join(_content(self.article, field)[start:end].split())


def explain(article: Article, reader: Reader, language: str) -> Explanation:
    """Read the article with a language that the reader knows, and keep the reasons."""
    document, attacks = reader.read_attacks(article, language)
    occurrences = reader.claims.read(document, attacks.told)
    refused = tuple(
        Refused(*document.locate(one.start, one.end), document.text[one.start : one.end], one.reason, because)
        for one in attacks.refusals
        for because in [_phrase_at(document, one.start, one.reason)]
    )
    marks = [*_evidence_marks(attacks.sightings), *_claim_marks(occurrences)]
    marks += [Mark(REFUSED, one.field, one.start, one.end) for one in refused]
    marks += _trigger_marks(document, marks)
    return Explanation(
        article=article,
        language=language,
        passages=tuple(_passage(document, number, line, marks) for number, line in enumerate(document.lines)),
        sightings=attacks.sightings,
        occurrences=occurrences,
        refused=refused,
    )


def _evidence_marks(sightings: Sequence[Sighting]) -> Iterator[Mark]:
    for number, sighting in enumerate(sightings, start=1):
        for span in sighting.evidence:
            yield Mark(span.slot, span.field, span.start, span.end, number)


def _claim_marks(occurrences: Sequence[ClaimOccurrence]) -> Iterator[Mark]:
    for number, occurrence in enumerate(occurrences, start=1):
        yield Mark(CLAIM, occurrence.field, occurrence.start, occurrence.end, number)


def _trigger_marks(document: Document, marks: Iterable[Mark]) -> list[Mark]:
    """Accepted triggers that opened no sighting: they joined one, or speak of attacks in general."""
    opening = {(mark.field, mark.start, mark.end) for mark in marks if mark.kind == "type"}
    spans = [document.locate(trigger.start, trigger.end) for trigger in find_triggers(document)[0]]
    return [Mark(TRIGGER, *span) for span in spans if span not in opening]


def _passage(document: Document, number: int, line: Line, marks: Iterable[Mark]) -> Passage:
    field, start, end = document.locate(line.start, line.end)
    inside = [mark for mark in marks if mark.field == field and mark.start < end and start < mark.end]
    text = _content(document.article, field)
    return Passage(
        kind=line.kind,
        field=field,
        start=start,
        end=end,
        because=_phrase_in(document, number, line.kind),
        pieces=tuple(cut_pieces(text, start=start, end=end, marks=inside)),
    )


def cut_pieces(text: str, *, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """text[start:end] cut wherever a mark begins or ends; marks may overlap in any way."""
    edges = {start, end}
    for mark in marks:
        edges |= {min(max(mark.start, start), end), min(max(mark.end, start), end)}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        over = [mark for mark in marks if mark.start <= first and last <= mark.end]
        over.sort(key=_rank)
        yield Piece(text[first:last], tuple(over), tuple(mark for mark in over if min(mark.end, end) == last))


def _rank(mark: Mark) -> tuple[int, int, int, str]:
    """Slots before mere triggers before claims, and the narrowest first: what a piece is shown as."""
    return (mark.kind == CLAIM) * 2 + (mark.kind == TRIGGER), mark.end - mark.start, mark.number or 0, mark.kind


def _phrase_in(document: Document, number: int, kind: str) -> str | None:
    """The phrase that made furniture, a link, a credit or a caption of a line."""
    wanted = "furniture_share" if kind == "furniture" else f"furniture_{kind}"
    for sentence in document.sentences:
        if sentence.line == number and (hits := sentence.of(wanted)):
            return f"“{document.text[hits[0].start : hits[0].end]}”"
    return NO_PHRASE if kind == "furniture" else None


def _phrase_at(document: Document, position: int, reason: str) -> str | None:
    """The words that stand for a veto in the sentence at this position; None when the whole page does."""
    for sentence in document.sentences:
        if sentence.start <= position < sentence.end and (hits := sentence.of(reason)):
            return f"“{document.text[hits[0].start : hits[0].end]}”"
    return None


def _content(article: Article, field: Field) -> str:
    return article.title if field == "title" else article.text
