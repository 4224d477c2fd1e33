"""Checks what a worker needs, one finding a check: what is so, whether that is well, and how to mend it.

Only reads; `measure_broker_clock` alone writes, to a topic of its own that it removes.
"""

import http.client
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from config.kept import default_cache_dir
from config.settings import InvalidConfiguration, Settings
from streams.broker import choose_broker
from streams.brokers.kafka_jars import KAFKA_VERSION, find_means
from tocsin.doctor_broker import check_broker
from tocsin.findings import Finding

GIB = 1024**3
LEAST_FREE_BYTES = GIB
COMFORTABLE_FREE_BYTES = 5 * GIB
EARLIEST_SENSIBLE_SECONDS = 1_735_689_600
"""2025-01-01: a clock before it was never set, and every article would seem to come from the future."""


def examine(load: Callable[[], Settings], *, probe: bool) -> Iterator[Finding]:
    """All findings as they come, the slowest (loading the words) last; without settings only what needs none."""
    try:
        settings = load()
    except InvalidConfiguration as error:
        for fault in error.faults:
            yield Finding("settings", "failed", fault, "correct the value where it was set, or remove it")
        yield from (check_clock(time.time()), check_prometheus())
        return
    yield Finding("settings", "ok", f"application {settings.kafka.application}, worker {settings.worker.id}")
    yield check_means(settings)
    if settings.kafka.bootstrap:
        yield from check_broker(settings, probe=probe)
    yield check_clock(time.time())
    yield from check_folders(settings)
    yield check_web_port(settings)
    yield check_prometheus()
    yield check_words(settings)


def check_words(settings: Settings) -> Finding:
    """Whether languages, attack types and places load, as at the start of a worker."""
    from agents.loading import load_reader

    try:
        reader = load_reader(settings)
    except Exception as error:  # noqa: BLE001 - whatever stops the reader stops the worker
        return Finding("words", "failed", f"{type(error).__name__}: {error}", "mend the file that it names in config/")
    return Finding("words", "ok", f"languages {', '.join(reader.annotator.vocabularies)}, and the gazetteer")


def check_means(settings: Settings) -> Finding:
    """Which broker would be used, and what is missing for a real one."""
    if settings.kafka.bootstrap:
        return Finding("java and maven", "ok", f"not needed: the settings name the broker {settings.kafka.bootstrap}")
    means = find_means(default_cache_dir())
    choice = choose_broker(bootstrap=None, means=means)
    if choice.kind == "kafka":
        jars = "its jars are here" if means.jars else f"Maven at {means.maven} fetches its jars at the first start"
        detail = f"Tocsin starts Apache Kafka {KAFKA_VERSION} itself: {choice.reason}; {jars}"
        return Finding("java and maven", "ok", detail)
    return Finding(
        "java and maven",
        "warning",
        f"{choice.reason}: an embedded broker is used, which forgets everything when it stops",
        "apt-get install openjdk-17-jre-headless maven, or name a broker in kafka.bootstrap",
    )


def check_clock(now_seconds: float) -> Finding:
    """Whether this computer's clock was set at all."""
    shown = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now_seconds))
    if now_seconds < EARLIEST_SENSIBLE_SECONDS:
        return Finding(
            "clock", "failed", f"this computer says {shown}", "set the clock; keep it with NTP (timedatectl)"
        )
    return Finding("clock", "ok", f"this computer says {shown}")


def check_folders(settings: Settings) -> Iterator[Finding]:
    """Whether the folders can be written and have room."""
    yield check_folder("worker.data_dir", settings.worker.data_dir)
    if settings.kafka.data_dir and not settings.kafka.bootstrap:
        yield check_folder("kafka.data_dir", Path(settings.kafka.data_dir))


def check_folder(setting: str, folder: Path) -> Finding:
    """A folder that does not exist yet is judged by the nearest one above that does."""
    present = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    name = f"disk ({setting})"
    if not present.is_dir() or not _is_writable(present):
        fix = f"set {setting} to a folder of this user, or chown it"
        return Finding(name, "failed", f"{present} cannot be written", fix)
    free = shutil.disk_usage(present).free
    detail = f"{free / GIB:.1f} GiB free for {folder.absolute()}"
    if free < LEAST_FREE_BYTES:
        return Finding(name, "failed", detail, f"free space, or set {setting} to a larger disk")
    if free < COMFORTABLE_FREE_BYTES:
        return Finding(name, "warning", detail, f"a long run needs more: set {setting} to a larger disk")
    return Finding(name, "ok", detail)


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def check_web_port(settings: Settings) -> Finding:
    """Whether the port of /metrics is free, with the worker's own test, or a worker's already."""
    from agents.worker import CannotStart, check_port

    address = f"{settings.worker.web_host}:{settings.worker.web_port}"
    try:
        check_port(settings.worker.web_host, settings.worker.web_port)
    except CannotStart as error:
        state = ask_worker(f"http://{address}/readyz")
        if state is not None:
            return Finding("web port", "ok", f"a worker answers at {address}: {state}")
        fix = "stop what uses it (ss -ltnp shows what), or set worker.web_port (TOCSIN_WORKER__WEB_PORT)"
        return Finding("web port", "failed", str(error), fix)
    return Finding("web port", "ok", f"{address} is free")


def ask_worker(url: str) -> str | None:
    """What /readyz of a running worker says; None where something else listens."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return str(response.read(200).decode(errors="replace").strip())
    except urllib.error.HTTPError as error:
        return error.read(200).decode(errors="replace").strip() if error.code == 503 else None
    except (OSError, http.client.HTTPException):
        return None


def check_prometheus() -> Finding:
    """Prometheus may run elsewhere: its absence here is only said."""
    found = [path for name in ("prometheus", "promtool") if (path := shutil.which(name))]
    if found:
        return Finding("prometheus", "ok", ", ".join(found))
    fix = "apt-get install prometheus, or let one elsewhere read /metrics"
    return Finding("prometheus", "warning", "neither prometheus nor promtool is on this computer", fix)
