"""What happens to article records, good, odd and bad; the contract's table line by line."""

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.codecs import ArticleLimits, MalformedRecord, decode, decode_article, encode
from streams.records import Article, ArticleVersion, SightingBatch

LIMITS = ArticleLimits()
RECEIVED = 1_611_000_000.0
"""18 January 2021, 20:00 UTC."""


def read(raw: bytes | None, **given: Any) -> Article:
    return decode_article(raw, limits=LIMITS, **given)


def article(**fields: Any) -> bytes:
    return orjson.dumps({"id": "a", "text": "Some text."} | fields)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe{}", "invalid_utf8"),
        (b'{"id": "a", "text": "\xe9"}', "invalid_utf8"),
        (None, "invalid_json"),
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b'{"id": "a", "text": "x"} tail', "invalid_json"),
        (b'{"id": "a", "text": NaN}', "invalid_json"),
        (b'{"id": "\\ud800", "text": NaN}', "invalid_json"),
        (b"[]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"3", "not_an_object"),
        (article(id=1), "wrong_type"),
        (article(id=True), "wrong_type"),
        (article(text=["x"]), "wrong_type"),
        (article(title=0), "wrong_type"),
        (article(html={}), "wrong_type"),
        (article(published_at=1611000000), "wrong_type"),
        (article(fetched_at=False), "wrong_type"),
        (article(version="2"), "wrong_type"),
        (article(version=True), "wrong_type"),
        (article(version=2.0), "wrong_type"),
        (article(version=0), "wrong_type"),
        (article(version=2**63), "wrong_type"),
        (article(status="deleted"), "wrong_type"),
        (article(status=1), "wrong_type"),
        (article(sources="AFP"), "wrong_type"),
        (article(sources=["AFP", None]), "wrong_type"),
        (orjson.dumps({"text": "x"}), "missing_id"),
        (article(id=None), "missing_id"),
        (article(id=""), "missing_id"),
        (article(id=" \n"), "missing_id"),
        (orjson.dumps({"id": "a"}), "no_content"),
        (article(text=None, title=None, html=None), "no_content"),
        (article(text="x" * 1024 * 1024), "too_large"),
        (b" " * (1024 * 1024 + 1), "too_large"),
        (b'{"id": "a", "text": "x", "more": ' + b"[" * 64 + b"]" * 64 + b"}", "too_deep"),
        (b'{"id": "a", "text": "x", "more": ' + b"[" * 5000 + b"]" * 5000 + b"}", "too_deep"),
    ],
)
def test_bad_record_is_refused_with_its_reason(raw: bytes | None, reason: str) -> None:
    """Every kind of bad record has one reason, which dead letters and metrics carry."""
    with pytest.raises(MalformedRecord) as caught:
        read(raw)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "raw",
    [
        article(text=""),
        orjson.dumps({"id": "a", "title": ""}),
        article(html="<<p>&&<b", text=None),
        article(html="<div>" * 3000, text=None),
        article(html="", text=None),
        article(unknown={"deep": [1]}, language="tlh"),
        article(owner=None, url=None, sources=None, version=None, status=None),
        article(url="http://[half an address"),
        b'\xef\xbb\xbf{"id": "a", "text": "x"}',
        b'{"id": "a", "text": "x", "more": ' + b"[" * 63 + b"]" * 63 + b"}",
        orjson.dumps({"id": "a", "text": "[[{{" * 100}),
    ],
)
def test_odd_record_is_read(raw: bytes) -> None:
    """HTML soup, empty strings, unknown fields, any language and nulls are no faults."""
    assert read(raw).id == "a"


def test_half_surrogates_are_replaced_in_place() -> None:
    """Offsets stay what they were, and the text can be written again."""
    found = read(b'{"id": "a", "text": "x\\ud83dy \\ud83d\\ude00"}')
    assert found.text == "x\ufffdy \U0001f600"
    assert decode(encode(found), Article) == found


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"outlet": "Daily"}, "Daily"),
        ({"outlet": " ", "url": "https://News.Example.org/a?b"}, "news.example.org"),
        ({"url": "no url at all"}, "a"),
        ({}, "a"),
    ],
)
def test_missing_outlet_is_the_host_or_the_article(fields: dict[str, str], outlet: str) -> None:
    assert read(article(**fields)).outlet == outlet


def test_html_gives_text_and_title_where_they_are_absent() -> None:
    html = "<html><title> The  title </title><body><nav>menu</nav><p>A first paragraph of the story.</p>"
    made = read(article(text=None, html=html))
    assert made.title == "The title"
    assert "A first paragraph" in made.text
    given = read(article(text="", title="", html=html))
    assert (given.title, given.text) == ("", "")
    assert read(article(text=None, html="<h1>Only a <b>heading</b></h1><p>x")).title == "Only a heading"


@pytest.mark.parametrize(
    ("published_at", "read_as", "counted"),
    [
        ("2021-01-18T09:30:00+03:30", "2021-01-18T06:00:00Z", None),
        ("2021-01-18T09:30:00.987Z", "2021-01-18T09:30:00Z", None),
        ("2021-01-18T09:30:00", "2021-01-18T09:30:00Z", None),
        ("2021-01-18", "2021-01-18T00:00:00Z", None),
        ("2021-01-20T19:59:00Z", "2021-01-20T19:59:00Z", None),
        ("0099-01-01T00:00:00Z", "0099-01-01T00:00:00Z", None),
        ("2021-01-20T20:00:01Z", None, "time_future"),
        ("9999-12-31T23:59:59-10:00", None, "time_unparsed"),
        ("1970-01-01T00:00:00Z", None, "time_epoch"),
        ("1970-01-01", None, "time_epoch"),
        ("1970-01-01T01:00:00+02:00", None, "time_epoch"),
        ("yesterday", None, "time_unparsed"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_times_count_or_not(published_at: str | None, read_as: str | None, counted: str | None) -> None:
    """A time that does not count is none, and is counted; the article is read all the same."""
    counts: Counter[str] = Counter()
    found = read(
        article(published_at=published_at),
        received_at_seconds=RECEIVED,
        count=lambda name: counts.update([name]),
    )
    assert (found.published_at, found.reference_at) == (read_as, read_as)
    assert counts == ({counted: 1} if counted else {})


def test_reference_falls_back_to_the_fetch() -> None:
    found = read(article(published_at="soon", fetched_at="2021-01-18T10:00:00+00:00"))
    assert (found.published_at, found.reference_at) == (None, "2021-01-18T10:00:00Z")


def test_without_receipt_the_fetch_is_the_receipt() -> None:
    """`scan` has no time stamp of Kafka; with no fetch either nothing is too late."""
    late = {"published_at": "2031-01-01T00:00:00Z"}
    assert read(article(**late)).published_at == "2031-01-01T00:00:00Z"
    assert read(article(**late, fetched_at="2021-01-18T10:00:00Z")).published_at is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing but MalformedRecord comes out of bytes."""
    with suppress(MalformedRecord):
        read(raw)


json_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=2),
    st.just({}),
)
FIELDS = [
    "id",
    "outlet",
    "url",
    "title",
    "text",
    "html",
    "language",
    "published_at",
    "version",
    "status",
    "sources",
]


@given(st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_any_fields_are_read_or_refused(fields: dict[str, Any]) -> None:
    """What is read can be written and read again."""
    try:
        found = read(json.dumps(fields).encode())
    except MalformedRecord:
        return
    assert decode(encode(found), Article) == found


def test_records_come_back_as_they_went() -> None:
    batch = SightingBatch(versions=(ArticleVersion("a", 2, "canceled"),))
    assert decode(encode(batch), SightingBatch) == batch
    assert encode(batch) == encode(replace(batch))
