"""`tocsin scan`: files in, JSON lines and an exit code out."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.codecs import ArticleLimits
from tests.tocsin.samples import ATTACK, article, write_lines
from tocsin.engine import Engine
from tocsin.inputs import Given
from tocsin.scan import EMITS, scan
from tocsin.scan_command import scan_command


def run(engine: Engine, *paths: str, emit: str = "alerts", given: Given | None = None) -> tuple[int, list[Any], str]:
    """Exit code, the records written, and what was said of progress."""
    out, progress = io.BytesIO(), io.StringIO()
    code = scan(
        paths,
        engine=engine,
        emit=emit,
        given=given or Given(),
        limits=ArticleLimits(),
        out=out,
        progress=progress,
    )
    return code, [json.loads(line) for line in out.getvalue().splitlines()], progress.getvalue()


@pytest.fixture
def three(tmp_path: Path) -> str:
    """Three outlets tell one attack and one law."""
    return write_lines(tmp_path / "three.jsonl", [article(name) for name in ("aa", "bb", "cc")])


def test_alerts_are_the_default(engine: Engine, three: str) -> None:
    """New, corroborated at most once, and the claim at its third outlet."""
    code, alerts, progress = run(engine, three)
    assert code == 0
    assert alerts[0]["kind"] == "attack.new"
    assert alerts[-1]["kind"] == "claim.repeated"
    assert "record" not in alerts[0]
    assert "3 articles" in progress


def test_all_records_name_their_kind(engine: Engine, three: str) -> None:
    _, records, _ = run(engine, three, emit="all")
    assert {one["record"] for one in records} == {"sighting", "occurrence", "alert", "incident", "claim"}


@pytest.mark.parametrize(
    ("emit", "key", "count"),
    [
        ("sightings", "sighting_id", 3),
        ("incidents", "first_reported", 1),
        ("occurrences", "repeat", 3),
        ("claims", "canonical_text", 1),
    ],
)
def test_one_kind_of_records(engine: Engine, three: str, emit: str, key: str, count: int) -> None:
    """Resolved: what only an owner can know is filled in."""
    _, records, _ = run(engine, three, emit=emit)
    assert len(records) == count
    assert all(key in one and "record" not in one for one in records)
    assert all(one["incident_id"] and one["novelty"] for one in records if emit == "sightings")
    assert all(one["claim_id"] for one in records if emit == "occurrences")
    assert emit in EMITS


def test_malformed_line_is_reported_with_its_number(engine: Engine, tmp_path: Path) -> None:
    """And skipped: the others are read, and the exit code says so."""
    path = write_lines(tmp_path / "a.jsonl", [article("aa"), b"{broken", b'{"text": "no id"}', article("bb")])
    code, sightings, progress = run(engine, path, emit="sightings")
    assert code == 1
    assert f"{path}:2: skipped" in progress
    assert f"{path}:3: skipped" in progress
    assert len(sightings) == 2


def test_compressed_lines_give_the_same(engine: Engine, tmp_path: Path, three: str) -> None:
    packed = write_lines(tmp_path / "three.jsonl.gz", Path(three).read_bytes().splitlines())
    assert run(Engine(engine.reader), packed, emit="all")[1] == run(engine, three, emit="all")[1]


def test_text_file_is_one_article(engine: Engine, tmp_path: Path) -> None:
    """The path is its id; the options say when and by whom."""
    path = tmp_path / "story.txt"
    path.write_text(ATTACK)
    given = Given(published_at="2024-03-04T12:00:00Z", outlet="Gulf Meridian", language="en")
    _, (alert,), _ = run(engine, str(path), given=given)
    (quote,) = alert["evidence"]
    assert (quote["article_id"], quote["outlet"]) == (str(path), "Gulf Meridian")
    assert ATTACK[quote["start"] : quote["end"]] == quote["quote"]


def test_same_files_give_the_same_bytes(engine: Engine, three: str) -> None:
    """No wall-clock time in any record."""
    assert run(engine, three, emit="all") == run(Engine(engine.reader), three, emit="all")


def test_same_articles_again_tell_nothing_new(engine: Engine, three: str) -> None:
    once = run(Engine(engine.reader), three)[1]
    assert run(engine, three, three)[1] == once


def test_withdrawn_article_retracts(engine: Engine, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [article("aa"), article("aa", version=2, status="canceled")])
    assert [one["kind"] for one in run(engine, path)[1]] == ["attack.new", "attack.retracted"]


def test_later_version_that_comes_first_stands(engine: Engine, tmp_path: Path) -> None:
    """The earlier one, read after it, leaves nothing behind."""
    path = write_lines(tmp_path / "a.jsonl", [article("aa", version=2, text="Nothing happened."), article("aa")])
    code, records, _ = run(engine, path, emit="all")
    assert code == 0
    assert [one for one in records if one["record"] in ("alert", "incident", "claim")] == []


def test_unread_language_is_counted(engine: Engine, tmp_path: Path) -> None:
    text = "Eine Bombe explodierte am Montag, als ein Militärkonvoi an einem Markt vorbeifuhr."
    path = write_lines(tmp_path / "a.jsonl", [article("aa", text=text, language="de")])
    assert "1 unread language de" in run(engine, path)[2]


@pytest.fixture
def command(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command with the engine of this session: to compile one takes seconds."""
    monkeypatch.setattr("tocsin.scan_command.make_engine", lambda settings: engine)
    return CliRunner()


def test_exit_codes(command: CliRunner, tmp_path: Path, three: str) -> None:
    """0 all read, 1 some lines skipped, 2 unusable."""
    bad = write_lines(tmp_path / "bad.jsonl", [b"[]"])
    assert command.invoke(scan_command, [three]).exit_code == 0
    assert command.invoke(scan_command, [three, bad]).exit_code == 1
    missing = command.invoke(scan_command, [three, "missing.jsonl"])
    assert missing.exit_code == 2
    assert "missing.jsonl: no such file" in missing.stderr
    assert command.invoke(scan_command, [str(tmp_path / "bad.pdf")]).exit_code == 2
    assert command.invoke(scan_command, ["--emit", "nonsense", three]).exit_code == 2


def test_standard_input_and_standard_output(command: CliRunner) -> None:
    """Records on one, progress on the other."""
    done = command.invoke(scan_command, ["-", "--emit", "sightings"], input=article("aa"))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["outlet"] == "aa"
    assert "1 articles" in done.stderr
