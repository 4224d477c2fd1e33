"""An operating-system process that Tocsin needs beside itself: started under a guard, stopped however Tocsin ends."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")
STOP_GRACE_SECONDS = 20.0
LOG_TAIL_LINES = 12


class BrokerFailed(Exception):
    """A broker that Tocsin tried to run did not start; the message ends with what its log says."""


class GuardedProcess:
    """One command in its own process group, so that Ctrl-C in a terminal reaches it through us alone."""

    def __init__(self, command: list[str], *, log_path: Path, environment: Mapping[str, str] | None = None) -> None:
        self._owner_pid = os.getpid()
        words = [
            sys.executable,
            "-P",
            str(GUARD),
            str(self._owner_pid),
            str(STOP_GRACE_SECONDS),
            str(log_path),
        ]
        self._guard = subprocess.Popen(
            [*words, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
            start_new_session=True,
        )
        assert self._guard.stdout is not None
        with self._guard.stdout as answer:
            first_line = answer.readline().strip()
        if not first_line:
            self._guard.wait()
            raise BrokerFailed(f"{command[0]} could not be run")
        self.pid = int(first_line)
        atexit.register(self._stop_at_exit)

    def is_alive(self) -> bool:
        """Whether the command still runs."""
        return self._guard.poll() is None

    def stop(self) -> None:
        """Ask the command to end and wait until it has; safe to call again."""
        if self.is_alive():
            self._guard.terminate()
            try:
                self._guard.wait(STOP_GRACE_SECONDS + 5)
            except subprocess.TimeoutExpired:
                self.kill()
        atexit.unregister(self._stop_at_exit)

    def kill(self) -> None:
        """End the command at once, as a crash would (signal 9)."""
        if self.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._guard.pid, signal.SIGKILL)
            self._guard.wait()
        atexit.unregister(self._stop_at_exit)

    def _stop_at_exit(self) -> None:
        if os.getpid() == self._owner_pid:  # a forked child must not stop its parent's broker
            self.stop()


def find_free_ports() -> tuple[int, int]:
    """Two different TCP ports of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return int(first.getsockname()[1]), int(second.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether the port of 127.0.0.1 can be listened on (a socket that lingers does not count)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def read_tail(log_path: Path) -> str:
    """The last lines of a log, for an error message."""
    if not log_path.exists():
        return "(no log)"
    lines = log_path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_TAIL_LINES:])
