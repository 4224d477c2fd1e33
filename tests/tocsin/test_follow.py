"""Alerts for people, each once."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from agents.alerts.decision import render
from agents.alerts.rules import AlertRules
from streams.codecs import encode
from streams.records import Alert, Quote
from tests.alerts.samples import announcement, claim
from tocsin import follow
from tocsin.follow import Recent, describe, follow_alerts


def alert(kind: str = "attack.new", **fields: Any) -> Alert:
    return render(announcement(kind, **fields), suppressed=0, rules=AlertRules())


def test_recent_knows_the_newest() -> None:
    """Of three ids and a memory of two, the oldest is new again."""
    recent = Recent(kept=2)
    assert [recent.add(one) for one in ("a", "b", "a", "c", "b", "a")] == [True, True, False, True, False, True]


def test_description_begins_with_the_kind() -> None:
    """Then why, the quoted evidence and the counts."""
    first, why, quote, counts = describe(alert()).splitlines()
    assert first.startswith("attack.new: Bombing in Tarqa")
    assert "first_report_as_news" in why
    assert "outlet of a: “As a tells it.”" in quote
    assert counts.strip() == "1 articles, 1 outlets, 1 origins"


def test_description_is_short() -> None:
    """Two quotes at most, long ones cut, held-back alerts and further claims named."""
    quote = Quote("a", "o", None, "word " * 100, "text", 0, 500)
    told = replace(alert("claim.repeated", incident=None, claim=claim(), claims=(claim("d"),)), suppressed=3)
    lines = describe(replace(told, evidence=(quote,) * 5, reasons=())).splitlines()
    assert sum("word" in line for line in lines) == 2
    assert max(map(len, lines)) < 200
    assert "why: -" in lines[1]
    assert lines[-1].strip() == "3 alerts about this were held back before"
    assert lines[-2].strip().startswith("also: “Parliament")


class FakeConsumer:
    """One partition with these values, then silence."""

    def __init__(self, values: list[bytes | None]) -> None:
        self.values, self.moves, self.closed = values, list[str](), False

    def __call__(self, **settings: Any) -> "FakeConsumer":
        assert settings["enable_auto_commit"] is False
        assert "group_id" not in settings
        return self

    def partitions_for_topic(self, topic: str) -> set[int]:
        return {0}

    def assign(self, partitions: list[Any]) -> None:
        self.moves.append("assign")

    def seek_to_beginning(self, *partitions: Any) -> None:
        self.moves.append("beginning")

    def seek_to_end(self, *partitions: Any) -> None:
        self.moves.append("end")

    def position(self, partition: Any) -> int:
        return 0

    def poll(self, timeout_ms: int) -> dict[int, list[Any]]:
        values, self.values = self.values, []
        return {0: [SimpleNamespace(value=value) for value in values]}

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("from_start", "move"), [(True, "beginning"), (False, "end")])
def test_each_alert_once(monkeypatch: pytest.MonkeyPatch, from_start: bool, move: str) -> None:
    """Repeated ids and what is no alert are dropped; the consumer belongs to no group and is closed."""
    first, second = encode(alert()), encode(alert("attack.retracted"))
    consumer = FakeConsumer([first, b"not json", None, second, first])
    monkeypatch.setattr(follow, "KafkaConsumer", consumer)
    found = follow_alerts("b:9092", "alerts", from_start=from_start, stopped=lambda: not consumer.values)
    assert [raw for raw, _ in found] == [first, second]
    assert consumer.moves == ["assign", move]
    assert consumer.closed
