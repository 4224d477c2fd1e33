"""The streams that are measured on, all made of the bundled sample."""

import json

from agents.articles.reading import Reader
from config.gazetteer.loader import load_gazetteer
from tests.e2e.stream import SAMPLE, cities_of, multiply
from tests.quality.sample_gold import Gold, load_gold

_COPIES = 8
_QUIET_SHARE = 4


def _lines() -> list[bytes]:
    return SAMPLE.read_bytes().splitlines()


def _tells_attack(line: bytes, gold: Gold) -> bool:
    record = json.loads(line)
    found = gold.articles.get((record["id"], record.get("version", 1)), {})
    return bool(found.get("incidents"))


def dense_stream() -> list[bytes]:
    """Every article tells an attack."""
    gold = load_gold()
    return [line for line in _lines() if _tells_attack(line, gold)] * _COPIES


def mixed_stream() -> list[bytes]:
    """One article in five tells an attack: still far more than the world's news has."""
    gold = load_gold()
    attacks = [line for line in _lines() if _tells_attack(line, gold)]
    quiet = [line for line in _lines() if not _tells_attack(line, gold)]
    wanted = _QUIET_SHARE * len(attacks)
    return (attacks + (quiet * (wanted // len(quiet) + 1))[:wanted]) * (_COPIES // 4)


def varied_stream(reader: Reader, articles: int) -> list[bytes]:
    """Copies of the sample with cities and outlets of their own, so that each copy causes alerts of its own."""
    gold, gazetteer = load_gold(), load_gazetteer()
    copies = min(50, articles // len(_lines()) + 1)
    made = [copy.raw for copy in multiply(gold, cities_of(gold, gazetteer, reader, copies), gazetteer, copies)]
    return made[:articles]
