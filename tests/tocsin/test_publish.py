"""What is sent to the article topic, and how fast."""

import json

import pytest

from streams.codecs import ArticleLimits
from tests.tocsin.samples import article
from tocsin.inputs import RawRecord
from tocsin.publish import Outgoing, Pace, prepare

LIMITS = ArticleLimits(max_bytes=2000)


def prepared(*lines: bytes, raw: bool = False) -> list[Outgoing]:
    records = [RawRecord(line, f"f:{number}") for number, line in enumerate(lines, start=1)]
    return list(prepare(records, limits=LIMITS, raw=raw))


def test_key_is_the_id_and_the_bytes_are_untouched() -> None:
    (out,) = prepared(article("aa"))
    assert (out.key, out.fault, out.record.raw) == (b"https://aa.example/1", None, article("aa"))


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"text": "x"}', b'{"id": "a"}', b'{"id": "a", "text": 5}', article("aa", text="x" * 3000)]
)
def test_what_is_no_article_has_a_fault(line: bytes) -> None:
    (out,) = prepared(line)
    assert out.key is None
    assert out.fault


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b"{", None),
        (b"[]", None),
        (b'{"id": 5}', None),
        (b'{"id": "a"}', b"a"),
        (b"\xff\xfe", None),
        (json.dumps({"id": "é"}).encode(), "é".encode()),
    ],
)
def test_raw_sends_everything(line: bytes, key: bytes | None) -> None:
    """Untouched, with the id as its key where it has one."""
    (out,) = prepared(line, raw=True)
    assert (out.record.raw, out.key, out.fault) == (line, key, None)


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds


def test_pace_spreads_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four a second: the first at once, then every quarter; a pause is not made up for."""
    clock = FakeTime()
    monkeypatch.setattr("tocsin.publish.time", clock)
    pace = Pace(4.0)
    sent = []
    for number in range(4):
        clock.now += 10 if number == 3 else 0
        pace.wait()
        sent.append(clock.now)
    assert sent == [100.0, 100.25, 100.5, 110.5]


def test_without_a_rate_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.time", None)
    Pace(None).wait()
