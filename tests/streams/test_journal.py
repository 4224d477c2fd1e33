"""Rows of one message survive a crash as a whole, whichever of their writes was the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.journal import (
    COMPRESS_FROM_BYTES,
    decode_journal,
    encode_journal,
    encode_rows,
    read_rows,
    table_key,
)
from streams.replay import read_changelog

keys = st.sampled_from(["a", "b", "c/d", "é"])
changes = st.dictionaries(keys, st.none() | st.sampled_from([b"1", b'{"x":2}', b"[3]"]), min_size=1)


def writes_of(messages: list[dict[str, bytes | None]]) -> list[tuple[bytes, bytes | None]]:
    """The changelog as the table writes it: per message its journal, then its rows."""
    written: list[tuple[bytes, bytes | None]] = []
    for offset, rows in enumerate(messages):
        written.append((table_key(3, "journal"), encode_journal(rows, offset=offset)))
        written.extend((table_key(3, key), row) for key, row in rows.items())
    return written


def state_after(messages: list[dict[str, bytes | None]]) -> dict[str, bytes]:
    state: dict[str, bytes | None] = {}
    for rows in messages:
        state |= rows
    return {key: row for key, row in state.items() if row is not None}


@given(st.lists(changes, max_size=5), st.data())
def test_crash_between_any_two_writes_leaves_whole_messages(
    messages: list[dict[str, bytes | None]], data: st.DataObject
) -> None:
    """After any number of writes the state is that after some message, never that in the middle of one."""
    written = writes_of(messages)
    cut = data.draw(st.integers(0, len(written)))
    journals = sum(key == table_key(3, "journal") for key, _ in written[:cut])
    assert read_changelog(written[:cut], partition=3) == state_after(messages[:journals])


@given(changes)
def test_what_the_table_lacks_is_told(rows: dict[str, bytes | None]) -> None:
    """It has to be written before the next message overwrites the journal."""
    journal = (table_key(0, "journal"), encode_journal(rows, offset=9))
    merged, lacking = read_rows([journal], partition=0)
    assert merged == {key: row for key, row in rows.items() if row is not None}
    assert {key for key, row in lacking.items() if row is not None} == set(merged)
    complete = [journal, *((table_key(0, key), row) for key, row in rows.items() if row is not None)]
    assert read_rows(complete, partition=0) == (merged, {})


def test_partitions_are_kept_apart() -> None:
    pairs = [(table_key(1, "a"), b"1"), (table_key(11, "a"), b"2")]
    assert read_rows(pairs, partition=1)[0] == {"a": b"1"}


def test_large_journal_is_compressed() -> None:
    rows: dict[str, bytes | None] = {str(number): b'"' + b"x" * 1000 + b'"' for number in range(1000)}
    raw = encode_journal(rows, offset=1)
    assert len(raw) < COMPRESS_FROM_BYTES
    assert decode_journal(raw).rows == rows


def test_no_row_is_called_journal() -> None:
    with pytest.raises(ValueError, match="journal"):
        encode_rows({"journal": 1})
