"""Records of ten kinds as real feeds and broken producers send them, and whether they are dead letters."""

import random
from collections.abc import Iterator

import orjson


def _article(number: int, **fields: object) -> bytes:
    return orjson.dumps({"id": f"odd-{number}", "outlet": "Odd", "text": "Rien à signaler.", **fields})


def _nested(depth: int) -> bytes:
    return b'{"id":"deep","text":"x","extra":' + b"[" * depth + b"]" * depth + b"}"


def make_bad_records(count: int, seed: int = 7) -> Iterator[tuple[bytes, bool]]:
    """Raw values, each with whether contract.md calls it bad (a dead letter) or merely odd (read)."""
    kinds = (
        (lambda n: b'{"id": "broken-%d", "text": "cut o' % n, True),
        (lambda n: _article(n, text=["a", "list"]), True),
        (lambda n: b'{"text": "no id"}', True),
        (lambda n: b"", True),
        (lambda n: _article(n, text="x" * 2_000_000), True),
        (lambda n: b'{"id": "utf-%d", "text": "\xff\xfe"}' % n, True),
        (lambda n: _article(n, published_at="1970-01-01T00:00:00Z"), False),
        (lambda n: _article(n, published_at="2099-01-01T00:00:00Z"), False),
        (lambda n: _nested(500), True),
        (lambda n: _article(n, text=None, html="<div><<p>soup<b></i></p><script>if(a<b){</script>" * 40), False),
    )
    chance = random.Random(seed)
    for number in range(count):
        make, bad = kinds[number % len(kinds)] if number < len(kinds) else chance.choice(kinds)
        yield make(number), bad
