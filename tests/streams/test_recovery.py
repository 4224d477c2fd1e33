"""The patch of Faust's recovery belongs to one version of Faust."""

import inspect
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.errors import NodeNotReadyError
from faust.stores import memory, rocksdb
from faust.tables.recovery import Recovery
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.types import TP

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


async def test_partition_without_commit_is_sought_to_its_beginning() -> None:
    """Faust leaves it where the last fetch ended, and what that fetch brought may have been thrown away.

    Changelogs are never committed, and are sought by recovery itself. A broker that is away is asked again.
    """
    mend_recovery()
    read, fresh, changelog = TP("t", 0), TP("t", 1), TP("t-changelog", 0)
    answers: list[Any] = [NodeNotReadyError(), {read: 5, fresh: None, changelog: None}]
    begun: list[TP] = []

    class Consumer:
        async def seek_to_committed(self) -> dict[TP, int | None]:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return cast(dict[TP, int | None], answer)

        async def seek_to_beginning(self, *partitions: TP) -> None:
            begun.extend(partitions)

    async def call_thread(function: Any, *args: Any) -> Any:
        return await function(*args)

    consumer = Consumer()
    thread: Any = SimpleNamespace(
        app=SimpleNamespace(should_stop=False, tables=SimpleNamespace(changelog_topics={"t-changelog"})),
        call_thread=call_thread,
        _ensure_consumer=lambda: consumer,
    )
    await AIOKafkaConsumerThread.seek_to_committed(thread)
    assert begun == [fresh]


@pytest.mark.parametrize("store", [memory.Store, rocksdb.Store])
def test_stores_have_what_tables_use(store: type) -> None:
    """streams/tables.py writes to the inside of both stores."""
    source = inspect.getsource(store)
    for name in ("_key_partition",) if store is memory.Store else ("_db_for_partition", "offset_key"):
        assert name in source
