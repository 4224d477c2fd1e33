"""`tocsin scan`: the logic of the worker on files, records as JSON lines on standard output."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, TextIO

import orjson

from streams.codecs import ArticleLimits, MalformedRecord, decode_article
from tocsin.engine import Engine
from tocsin.inputs import Given, open_records

EMITS = ("alerts", "sightings", "incidents", "occurrences", "claims", "all")
_PROGRESS_EVERY = 500


def scan(
    paths: Sequence[str],
    *,
    engine: Engine,
    emit: str,
    given: Given,
    limits: ArticleLimits,
    out: BinaryIO,
    progress: TextIO | None = None,
) -> int:
    """Exit code: 0 all read, 1 some lines skipped. Raises UnusableInput. Progress goes to standard error."""
    progress = progress or sys.stderr
    counts: Counter[str] = Counter()
    for raw in open_records(paths, given):
        counts["articles"] += 1
        try:
            article = decode_article(raw.raw, limits=limits)
        except MalformedRecord as error:
            counts["skipped"] += 1
            print(f"{raw.where}: skipped: {error}", file=progress)
            continue
        step = engine.receive(article)
        if step.language not in engine.reader.annotator.vocabularies:
            counts[f"unread language {step.language or 'unknown'}"] += 1
        for kind, records in (("sighting", step.sightings), ("occurrence", step.occurrences), ("alert", step.alerts)):
            counts[f"{kind}s"] += len(records)
            _write(out, kind, records, emit)
        if counts["articles"] % _PROGRESS_EVERY == 0:
            print(f"{counts['articles']} articles, {counts['alerts']} alerts", file=progress)
    for kind, final in (("incident", engine.incidents()), ("claim", engine.claims())):
        if emit in (f"{kind}s", "all"):
            _write(out, kind, final, emit)
    print("; ".join(f"{value} {name}" for name, value in counts.items()), file=progress)
    return 1 if counts["skipped"] else 0


def _write(out: BinaryIO, kind: str, records: Sequence[Any] | Iterator[Any], emit: str) -> None:
    if emit not in (f"{kind}s", "all"):
        return
    for record in records:
        content = {"record": kind, **asdict(record)} if emit == "all" else record
        out.write(orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE))
