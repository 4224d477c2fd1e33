"""Fuzzes the reader: `python -m tests.fuzz --seconds 300`. Needs atheris: `.venv/bin/uv sync --group fuzz`.

A record that breaks something is written to tests/fuzz/seeds; keep it there: the tests replay it.
"""

import argparse
import hashlib
import json
import signal
import sys
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["agents"]):
    from agents.articles.reading import make_reader

from config.gazetteer.loader import load_gazetteer
from config.lexicon.loader import load_lexicon
from tests.fuzz.pieces import LANGUAGES, SEPARATORS, TIMES, odd_pieces, pieces
from tests.fuzz.reading import read_record

SEEDS = Path(__file__).parent / "seeds"
_LONGEST_INPUT = 600
_ODD_SHARE = 40
_LONGEST_SECONDS = 8.0


def make_record(data: bytes) -> dict[str, Any]:
    """A record from the fuzzer's bytes: a few for its fields, then three for each piece of text."""
    source = atheris.FuzzedDataProvider(data)
    language, time = source.PickValueInList([*LANGUAGES]), source.PickValueInList([*TIMES])
    version, in_title, word_only = source.ConsumeIntInRange(1, 3), source.ConsumeIntInRange(0, 6), source.ConsumeBool()
    known, odd = pieces(), odd_pieces()
    parts: list[str] = []
    while source.remaining_bytes() > 2:
        kind = source.ConsumeIntInRange(0, 255)
        chosen = odd if kind < _ODD_SHARE else known
        piece = chosen[source.ConsumeIntInRange(0, len(chosen) - 1)]
        # A capital or a plain space more often than not: sentences are what the grammar looks into.
        parts += [piece.capitalize() if kind & 1 else piece, " " if word_only or kind & 2 else SEPARATORS[kind % 18]]
    return {
        "id": "fuzz",
        "title": "".join(parts[: 2 * in_title]),
        "text": "".join(parts[2 * in_title :]),
        "language": language,
        "published_at": time,
        "version": version,
    }


def keep_seed(record: dict[str, Any]) -> Path:
    """Write what broke the reader where the tests find it."""
    content = json.dumps(record, indent=1)
    path = SEEDS / f"{hashlib.sha256(content.encode()).hexdigest()[:12]}.json"
    path.write_text(content + "\n", encoding="utf-8")
    return path


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--seconds", type=int, default=300)
    options.add_argument("--corpus", type=Path, help="folder of inputs that reached something new, kept between runs")
    given = options.parse_args()
    reader = make_reader(load_lexicon(), load_gazetteer()).warm()

    def give_up(*_: object) -> None:
        raise TimeoutError(f"more than {_LONGEST_SECONDS:.0f} s")

    signal.signal(signal.SIGVTALRM, give_up)

    def run(data: bytes) -> None:
        record = make_record(data)
        signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST_SECONDS)
        try:
            read_record(reader, record)
        except Exception:
            print(f"kept as {keep_seed(record)}", file=sys.stderr)
            raise
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    flags = [
        f"-max_total_time={given.seconds}",
        f"-max_len={_LONGEST_INPUT}",
        "-timeout=60",
        "-len_control=0",
        "-rss_limit_mb=3000",
    ]
    folders = [str(given.corpus)] if given.corpus else []
    for folder in folders:
        Path(folder).mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *flags, *folders], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
