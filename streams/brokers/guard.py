"""Runs one command for as long as the process that asked for it lives, then stops it.

Run as a file by its own interpreter: standard library only. It polls its parent because PR_SET_PDEATHSIG
reports the death of the parent's *thread*, and brokers are started from threads; the guard has one thread,
so for its own child the signal is exact, and covers the case that the guard itself is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from types import FrameType

POLL_SECONDS = 0.2
PR_SET_PDEATHSIG = 1


def bind_to_parent() -> Callable[[], None] | None:
    """What the child does before exec so that it dies with the guard (Linux), or None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork: loading is not safe after it

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    return bind


def end(child: "subprocess.Popen[bytes]", *, grace_seconds: float) -> None:
    """Ask the child to stop, and kill it when it has not after the grace."""
    child.terminate()
    try:
        child.wait(grace_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def guard(command: list[str], *, parent_pid: int, grace_seconds: float, log_path: str) -> int:
    """Run the command, its output appended to the log, until it, its parent or the guard's leave ends."""
    stop_asked: list[int] = []

    def ask_stop(number: int, _frame: FrameType | None) -> None:
        stop_asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ask_stop)
    with open(log_path, "ab") as log:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=bind_to_parent(),  # safe: the guard has one thread
        )
    print(child.pid, flush=True)
    while not stop_asked and os.getppid() == parent_pid:
        try:
            return child.wait(POLL_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    end(child, grace_seconds=grace_seconds)
    return child.returncode


if __name__ == "__main__":
    _, parent_text, grace_text, log_text, *command_words = sys.argv
    code = guard(command_words, parent_pid=int(parent_text), grace_seconds=float(grace_text), log_path=log_text)
    sys.exit(code if code >= 0 else 128 - code)
