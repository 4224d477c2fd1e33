"""Article files as raw records with their position."""

import io
import json
from pathlib import Path

import pytest

from tests.tocsin.samples import article, write_lines
from tocsin.inputs import Given, UnusableInput, open_records

GIVEN = Given(published_at="2024-03-04", outlet="Gulf Meridian", language="en", title="A headline")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.json"])
def test_lines_with_their_numbers(tmp_path: Path, name: str) -> None:
    """Plain or compressed; empty lines are counted and skipped."""
    path = write_lines(tmp_path / name, [article("a"), b"  ", article("b") + b"\r"])
    records = list(open_records([path], Given()))
    assert [(one.raw, one.where) for one in records] == [(article("a"), f"{path}:1"), (article("b"), f"{path}:3")]


def test_files_come_in_the_given_order(tmp_path: Path) -> None:
    paths = [write_lines(tmp_path / f"{name}.jsonl", [article(name)]) for name in "ba"]
    assert [one.raw for one in open_records(paths, Given())] == [article("b"), article("a")]


@pytest.mark.parametrize(("name", "field"), [("page.txt", "text"), ("page.html", "html"), ("page.htm", "html")])
def test_text_and_page_are_one_article(tmp_path: Path, name: str, field: str) -> None:
    """Unchanged, the path its id, the rest as the command line says."""
    path = tmp_path / name
    content = " Première ligne\r\n\n  deuxième ligne \n"
    path.write_bytes(content.encode())
    (record,) = open_records([str(path)], GIVEN)
    assert record.where == str(path)
    assert json.loads(record.raw) == {
        "id": str(path),
        field: content,
        "title": "A headline",
        "outlet": "Gulf Meridian",
        "language": "en",
        "published_at": "2024-03-04",
    }


def test_what_is_not_given_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Text.")
    (record,) = open_records([str(path)], Given())
    assert set(json.loads(record.raw)) == {"id", "text"}


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
def test_bytes_that_are_no_utf8_are_named(tmp_path: Path, name: str) -> None:
    """An old page in another encoding is unusable, not a crash."""
    path = tmp_path / name
    path.write_bytes("déjà".encode("latin-1"))
    with pytest.raises(UnusableInput, match=name):
        list(open_records([str(path)], Given()))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(article("a") + b"\n" + article("b"))))
    assert [one.where for one in open_records(["-"], Given())] == ["-:1", "-:2"]


@pytest.mark.parametrize("name", ["missing.jsonl", "missing.txt"])
def test_missing_file_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", [article("a")])
    with pytest.raises(UnusableInput, match=name):
        next(open_records([path, str(tmp_path / name)], Given()))


def test_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(UnusableInput, match=r"unknown kind of file; give \.jsonl"):
        list(open_records([str(path)], Given()))


@pytest.mark.parametrize("content", [b"no gzip at all", b"\x1f\x8b\x08\x00 cut"])
def test_broken_archive_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match="cannot be read"):
        list(open_records([str(path)], Given()))
