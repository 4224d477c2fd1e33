"""Mends faust issue 596: an app with tables loses events when partitions are reassigned.

Read against faust-streaming 0.15.3: `Recovery.on_recovery_completed` resumes the stream partitions before it
seeks them; what is fetched in between stands in the agents' queues, which `flow_control.resume()` then
empties, and the hole in the offsets is taken for a gap of compaction. With the flow stopped until then
nothing is fetched too early.
"""

from importlib.metadata import version

from faust.tables.recovery import Recovery

READ_AGAINST = "0.15.3"
_MARK = "_tocsin_mended"


class UnknownFaust(Exception):
    """The patch was written for another version of Faust: it has to be read again."""


def mend_recovery() -> None:
    """Patch Faust, once. Raises UnknownFaust when the installed version is not the one that was read."""
    installed = version("faust-streaming")
    if installed != READ_AGAINST:
        raise UnknownFaust(f"streams/recovery.py was read against faust-streaming {READ_AGAINST}, not {installed}")
    if getattr(Recovery, _MARK, False):
        return
    original = Recovery.on_recovery_completed

    async def on_recovery_completed(self: Recovery, generation_id: int = 0) -> None:
        self.app.consumer.stop_flow()
        self.app.flow_control.suspend()
        await original(self, generation_id)

    Recovery.on_recovery_completed = on_recovery_completed  # type: ignore[method-assign]
    setattr(Recovery, _MARK, True)
