"""Reads whole pages and compares what the article alone says with what a person would say of it.

Each file of `articles/` holds an article and what must be read: `new` (all lead incidents, one sighting each),
`background` and `mentions` (foiled, threatened, denied), beginnings of sentences that are or are not claims,
in whose voice (`voices`), and beginnings of lines that are no part of the story.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from agents.articles.reading import Reader
from agents.text.lines import SILENT
from streams.codecs import ArticleLimits, decode_article
from streams.records import Article, ClaimOccurrence, Sighting
from tests.known_gaps import load_gaps, marks_of
from tests.lexicon.expectations import faults

PAGES = sorted((Path(__file__).parent / "articles").glob("*.json"))


GAPS = load_gaps(Path(__file__).parent / "known_gaps.toml")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem, marks=marks_of(path.stem, GAPS)) for path in PAGES])
def test_page_is_read_as_a_person_would(path: Path, reader: Reader) -> None:
    """Incidents, context, claims and furniture of one page."""
    page = json.loads(path.read_text(encoding="utf-8"))
    expect = page["expect"]
    article = decode_article(json.dumps(page["article"]).encode(), limits=ArticleLimits())
    reading = reader.read(article)
    texts = [occurrence.text for occurrence in reading.occurrences]
    new = [sighting for sighting in reading.sightings if sighting.novelty == "new"]
    wrong = [
        *_told_once(new, expect["new"]),
        *_told([s for s in reading.sightings if s.novelty == "background"], expect["background"], "background"),
        *_told([s for s in reading.sightings if s.novelty is None], expect["mentions"], "mention"),
        *(f"no claim: {begin}" for begin in expect["claims"] if not _any_begins(texts, begin)),
        *(f"false claim: {begin}" for begin in expect["no_claims"] if _any_begins(texts, begin)),
        *_voices(reading.occurrences, expect["voices"]),
        *_furniture_taken(reader, article, expect["furniture"]),
    ]
    assert not wrong, "\n".join(wrong)


def _told_once(new: Sequence[Sighting], wanted: Sequence[Mapping[str, Any]]) -> list[str]:
    """What speaks against a one-to-one match of new sightings and wanted incidents, in the best pairing found."""
    wrong = [] if len(new) == len(wanted) else [f"new: {len(new)} told, expected {len(wanted)}"]
    rest = list(new)
    for expectation in wanted:
        if not rest:
            wrong.append(f"new, missed: {expectation}")
            continue
        best = min(rest, key=lambda sighting: len(faults([sighting], expectation)))
        rest.remove(best)
        wrong += [f"new at {best.place and best.place.name}: {fault}" for fault in faults([best], expectation)]
    return wrong + [f"new, not in the page: {sighting.type}: {sighting.quote}" for sighting in rest]


def _told(sightings: Sequence[Sighting], wanted: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [f"{name} {expectation}: {fault}" for expectation in wanted for fault in faults(sightings, expectation)]


def _any_begins(texts: Sequence[str], begin: str) -> bool:
    return any(text.startswith(begin) for text in texts)


def _voices(occurrences: Sequence[ClaimOccurrence], wanted: Mapping[str, str]) -> list[str]:
    return [
        f"{occurrence.voice}, expected {voice}: {begin}"
        for begin, voice in wanted.items()
        for occurrence in occurrences
        if occurrence.text.startswith(begin) and occurrence.voice != voice
    ]


def _furniture_taken(reader: Reader, article: Article, beginnings: Sequence[str]) -> list[str]:
    """Lines of furniture or captions that the reader takes for the story itself."""
    document = reader.annotator.annotate(article, article.language or "fr")
    return [
        f"{line.kind}, not furniture: {begin}"
        for begin in beginnings
        for line in document.lines
        if document.text[line.start : line.end].startswith(begin) and line.kind not in {*SILENT, "caption"}
    ]
