"""The demo's worker process, on topics that the demo has made. Arguments: broker, kind of broker."""

import sys

from agents.worker import run_worker
from config.settings import load_settings
from streams.logs import configure_logs
from tocsin.worker_command import leave


def main(bootstrap: str, kind: str) -> None:
    settings = load_settings()
    configure_logs(level="warning", kind=settings.worker.log_format)
    leave(run_worker(settings, bootstrap=bootstrap, declares_topics=kind != "embedded"))


main(*sys.argv[1:])
