"""A worker with fake features, as a process of its own: `python -m tests.topology.fake_worker`, settings by
environment.
"""

import sys

from config.settings import load_settings
from streams.bench import make_bench
from streams.logs import configure_logs
from streams.running import Control, run_until_stopped
from tests.topology.fake_features import attach_fakes


def main() -> int:
    settings = load_settings()
    configure_logs(level=settings.worker.log_level, kind="console")

    def build(control: Control) -> object:
        bench = make_bench(settings, bootstrap=settings.kafka.bootstrap or "", give_up=control.give_up)
        attach_fakes(bench)
        return bench.app

    ended = run_until_stopped(
        build, stop_seconds=settings.worker.stop_seconds, on_ready=lambda: print("READY", flush=True)
    )
    if ended.failure is not None:
        print(f"failed: {ended.failure!r}", file=sys.stderr)
    return 0 if ended.failure is None else 1


if __name__ == "__main__":
    sys.exit(main())
