"""The patch of Faust's recovery belongs to one version of Faust."""

import inspect
from importlib.metadata import version

import pytest
from faust.stores import memory, rocksdb
from faust.tables.recovery import Recovery

from streams import recovery
from streams.recovery import READ_AGAINST, UnknownFaust, mend_recovery


def test_installed_faust_is_the_one_that_was_read() -> None:
    """When this fails: read tables/recovery.py of the new version, see whether issue 596 is mended, then
    change streams/recovery.py and streams/tables.py, and run the tests of tests/topology with workers that
    come and go.
    """
    assert version("faust-streaming") == READ_AGAINST


def test_other_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "READ_AGAINST", "0.0.1")
    with pytest.raises(UnknownFaust, match=r"0\.0\.1"):
        mend_recovery()


def test_flow_is_stopped_before_partitions_are_resumed() -> None:
    """The patched method calls the original last."""
    mend_recovery()
    mend_recovery()
    source = inspect.getsource(Recovery.on_recovery_completed)
    assert source.index("stop_flow()") < source.index("suspend()") < source.index("original(")


@pytest.mark.parametrize("store", [memory.Store, rocksdb.Store])
def test_stores_have_what_tables_use(store: type) -> None:
    """streams/tables.py writes to the inside of both stores."""
    source = inspect.getsource(store)
    for name in ("_key_partition",) if store is memory.Store else ("_db_for_partition", "offset_key"):
        assert name in source
