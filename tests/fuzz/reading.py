"""What holds of the reading of any record: it ends without an error, and every span lies in the text."""

import json
from typing import Any

from agents.articles.reading import Reader
from agents.articles.routing import version_of
from streams.codecs import ArticleLimits, MalformedRecord, decode_article, encode
from streams.records import Article, OccurrenceBatch, SightingBatch


def read_record(reader: Reader, fields: dict[str, Any]) -> None:
    """Decode and read a record as the worker does. Raises whatever is wrong with that."""
    try:
        article = decode_article(json.dumps(fields).encode(), limits=ArticleLimits())
    except MalformedRecord:
        return
    reading = reader.read(article)
    version = version_of(article)
    versions = () if version is None else (version,)
    encode(SightingBatch(reading.sightings, versions))
    encode(OccurrenceBatch(reading.occurrences, versions))
    for sighting in reading.sightings:
        for evidence in sighting.evidence:
            check_span(article, evidence.field, evidence.start, evidence.end)
        check_span(article, sighting.quote_field, sighting.quote_start, sighting.quote_end)
    for occurrence in reading.occurrences:
        check_span(article, occurrence.field, occurrence.start, occurrence.end)
    assert reader.read(article) == reading, "the same article was read in two ways"


def check_span(article: Article, field: str, start: int, end: int) -> None:
    """Offsets are of the text as it was received."""
    length = len(article.title if field == "title" else article.text)
    assert 0 <= start <= end <= length, f"{field}[{start}:{end}] of {length} characters"
