"""Opens the files that a person names, as raw article records with their position. Knows formats, not news."""

import gzip
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson


class UnusableInput(Exception):
    """A file cannot be read at all; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of articles that come without fields of their own (.txt, .html)."""

    published_at: str | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The bytes of one article and where they stood: `where` is "file:line", or the file."""

    raw: bytes
    where: str


def open_records(paths: Sequence[str], given: Given) -> Iterator[RawRecord]:
    """Records of all files in the given order; raises UnusableInput before the first record of a bad file."""
    for path in paths:
        if path != "-" and not Path(path).is_file():
            raise UnusableInput(f"{path}: no such file; give .jsonl, .jsonl.gz, .txt, .html or - for standard input")
    for path in paths:
        if path == "-":
            yield from _lines(sys.stdin.buffer, "-")
        elif path.endswith((".txt", ".html", ".htm")):
            yield RawRecord(_wrap(path, given), path)
        else:
            yield from _read_lines(path)


def _read_lines(path: str) -> Iterator[RawRecord]:
    if not path.endswith((".jsonl", ".jsonl.gz", ".json", ".ndjson", ".gz")):
        raise UnusableInput(
            f"{path}: unknown kind of file; give .jsonl, .jsonl.gz, .txt, .html or - for standard input"
        )
    try:
        with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as lines:
            yield from _lines(lines, path)  # type: ignore[arg-type]
    except (OSError, EOFError) as error:
        raise UnusableInput(f"{path}: cannot be read: {error}") from error


def _lines(stream: BinaryIO, name: str) -> Iterator[RawRecord]:
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield RawRecord(line.rstrip(b"\r\n"), f"{name}:{number}")


def _wrap(path: str, given: Given) -> bytes:
    """A page or a text as an article record: the text unchanged, its path the id."""
    try:
        content = Path(path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path}: cannot be read: {error}; give it as UTF-8") from error
    record = {
        "id": path,
        "html" if path.endswith((".html", ".htm")) else "text": content,
        "title": given.title,
        "outlet": given.outlet,
        "language": given.language,
        "published_at": given.published_at,
    }
    return orjson.dumps({key: value for key, value in record.items() if value is not None})
