"""What takes long to make is kept, and never stale."""

from pathlib import Path

import pytest

from config.kept import default_cache_dir, keep, key_of
from config.lexicon import loader


def refuse() -> list[int]:
    raise AssertionError("made again")


def test_made_once(tmp_path: Path) -> None:
    """The second time it comes from the folder; under another key it is made."""
    assert keep("squares", "one", lambda: [1, 4], kind=list[int], folder=tmp_path) == [1, 4]
    assert keep("squares", "one", refuse, kind=list[int], folder=tmp_path) == [1, 4]
    assert keep("squares", "two", lambda: [9], kind=list[int], folder=tmp_path) == [9]


@pytest.mark.parametrize("content", [b"", b"\xc1", b"\xa3abc"])
def test_damaged_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be decoded, or holds something else, is written anew."""
    (tmp_path / "squares-one.msgpack").write_bytes(content)
    assert keep("squares", "one", lambda: [1, 4], kind=list[int], folder=tmp_path) == [1, 4]
    assert keep("squares", "one", refuse, kind=list[int], folder=tmp_path) == [1, 4]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Nothing is kept, and nothing fails."""
    (tmp_path / "file").write_text("")
    assert keep("squares", "one", lambda: [1], kind=list[int], folder=tmp_path / "file") == [1]


def test_old_versions_are_removed(tmp_path: Path) -> None:
    """A folder does not fill up with the versions of a linguist's afternoon."""
    for number in range(20):
        keep("squares", str(number), lambda number=number: [number], kind=list[int], folder=tmp_path)
    assert len([*tmp_path.iterdir()]) <= 4


def test_key_changes_with_name_content_and_more(tmp_path: Path) -> None:
    """Whatever decides what is made decides the key."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("a")
    keys = {key_of([one]), key_of([two]), key_of([one, two]), key_of([one], "2.17")}
    one.write_text("b")
    assert len(keys | {key_of([one])}) == 5


def test_kept_lexicon_is_the_read_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the files and decoding what was kept of them give equal lexicons."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "tocsin"
    first = loader.load_lexicon()
    monkeypatch.setattr(loader, "_read_lexicon", refuse)
    assert loader.load_lexicon() == first
