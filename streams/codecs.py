"""Bytes to records and back. Decides which article records are bad and why, and which times count.

Knows the contract of the article topic; knows nothing of Kafka or of what the news says.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import msgspec

from streams.json_text import parse_object
from streams.malformed import MalformedRecord
from streams.records import Article, Status
from streams.reference_times import Receipt, read_time
from streams.sources.html import html_to_text, html_to_title

__all__ = ["ArticleLimits", "MalformedRecord", "decode", "decode_article", "encode"]

Record = TypeVar("Record")
Count = Callable[[str], None]
STATUSES: tuple[Status, ...] = ("usable", "corrected", "canceled")
LARGEST_VERSION = 2**63 - 1
"""What consumers in every language can hold as an integer."""

_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class ArticleLimits:
    """What an article record may be: its size, its nesting, and how far its times may lie after receipt."""

    max_bytes: int = 1024 * 1024
    max_depth: int = 64
    future_hours: float = 48.0


def encode(record: object) -> bytes:
    """A record as JSON: fields in the order of their class, keys of mappings sorted, so equal gives equal."""
    return _encoder.encode(record)


def decode(raw: bytes, kind: type[Record]) -> Record:
    """The record in these bytes. Raises msgspec.DecodeError or msgspec.ValidationError."""
    record: Record = _decoder(cast(Hashable, kind)).decode(raw)
    return record


@lru_cache(maxsize=64)
def _decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)


def decode_article(
    raw: bytes | None,
    *,
    limits: ArticleLimits,
    received_at_seconds: float | None = None,
    count: Count = lambda name: None,
) -> Article:
    """The article in these bytes, its times in UTC; raises MalformedRecord with the reason.

    `received_at_seconds` is Kafka's time stamp (seconds since 1970); without one `fetched_at` is the receipt.
    `count` is told the name of each oddity that does not make the record bad.
    """
    if raw is not None and len(raw) > limits.max_bytes:
        raise MalformedRecord("too_large", f"{len(raw)} bytes, at most {limits.max_bytes} are read")
    fields = _Fields(parse_object(raw, max_depth=limits.max_depth))
    article_id = fields.text("id")
    if article_id is None or not article_id.strip():
        raise MalformedRecord("missing_id", "the field id is missing, null or blank")
    return _make_article(
        article_id,
        fields=fields,
        receipt=Receipt(at_seconds=received_at_seconds, future_hours=limits.future_hours),
        count=count,
    )


def _make_article(article_id: str, *, fields: "_Fields", receipt: Receipt, count: Count) -> Article:
    title, text = _read_content(fields)
    url = fields.text("url") or None
    fetched_at = read_time(fields.text("fetched_at"), receipt=receipt, count=count)
    if receipt.at_seconds is None and fetched_at is not None:
        receipt = receipt.at(fetched_at)
    published_at = read_time(fields.text("published_at"), receipt=receipt, count=count)
    return Article(
        id=article_id,
        outlet=(fields.text("outlet") or "").strip() or host_of(url) or article_id,
        title=title,
        text=text,
        url=url,
        owner=fields.text("owner") or None,
        language=fields.text("language") or None,
        published_at=published_at,
        fetched_at=fetched_at,
        version=fields.version(),
        status=fields.status(),
        sources=fields.texts("sources"),
        reference_at=published_at or fetched_at,
    )


def _read_content(fields: "_Fields") -> tuple[str, str]:
    """Title and text, from the HTML where they are absent. An empty string is a text; null is none."""
    title, text, html = fields.text("title"), fields.text("text"), fields.text("html")
    if title is None and text is None and html is None:
        raise MalformedRecord("no_content", "none of text, html and title is there")
    if html is not None:
        text = html_to_text(html) if text is None else text
        title = html_to_title(html) if title is None else title
    return title or "", text or ""


def host_of(url: str | None) -> str | None:
    """The host that a URL names, in lower case; None when it names none."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


class _Fields:
    """Fields of a parsed record; null is absent, and another JSON type than the contract's is refused."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._record = record

    def text(self, name: str) -> str | None:
        value = self._record.get(name)
        if value is None or isinstance(value, str):
            return value
        raise _wrong_type(name, value, "a string")

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._record.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise _wrong_type(name, value, "a list of strings")

    def version(self) -> int:
        value = self._record.get("version")
        if value is None:
            return 1
        # JSON's true is Python's 1: a boolean is no number here.
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST_VERSION:
            return value
        raise _wrong_type("version", value, "a whole number from 1")

    def status(self) -> Status:
        value = self._record.get("status")
        if value is None:
            return "usable"
        for status in STATUSES:
            if value == status:
                return status
        raise _wrong_type("status", value, f"one of {', '.join(STATUSES)}")


def _wrong_type(name: str, value: object, allowed: str) -> MalformedRecord:
    shown = repr(value)
    return MalformedRecord("wrong_type", f"{name} is {shown[:80]}, must be {allowed}")
