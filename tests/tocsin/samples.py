"""Article files for tests of the commands."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ATTACK = "A roadside bomb killed two policemen in the Iraqi city of Mosul on Monday, police said."
LAW = "Parliament in Baghdad ratified a law in 2023 that ends the mandate of foreign advisers."


def article(name: str, **fields: Any) -> bytes:
    record = {
        "id": f"https://{name}.example/1",
        "outlet": name,
        "text": f"{ATTACK}\n{LAW}",
        "language": "en",
        "published_at": "2024-03-04T12:00:00Z",
    }
    return json.dumps(record | fields).encode()


def write_lines(path: Path, lines: Iterable[bytes]) -> str:
    content = b"".join(line + b"\n" for line in lines)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return str(path)
