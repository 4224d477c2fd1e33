"""The committed file format: named columns, gzipped; read in one go without parsing rows."""

from __future__ import annotations  # array[int] has no run-time form in Python 3.11

import gzip
import json
import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PATH = Path(__file__).with_name("places.bin.gz")
KINDS = ("country", "admin1", "city", "facility")
DEGREE_UNITS = 100_000
_LENGTH = struct.Struct("<I")
_SIZES = {"B": 1, "H": 2, "I": 4, "i": 4}


class UnreadableExtract(ValueError):
    """The extract is damaged or of another version; build it again."""


@dataclass(frozen=True, slots=True)
class Extract:
    """Columns of places (countries first, then regions, then the rest) and of their names.

    ``offsets[i]:offsets[i + 1]`` cuts the candidates of ``surfaces[i]`` out of ``candidates``.
    ``lats`` and ``lons`` count 1/100,000 of a degree; ``regions`` and ``capitals`` are rows or -1.
    """

    geonameids: array[int]
    kinds: array[int]
    countries: array[int]
    regions: array[int]
    lats: array[int]
    lons: array[int]
    populations: array[int]
    offsets: array[int]
    candidates: array[int]
    ambiguities: array[int]
    capitals: array[int]
    names: list[str]
    surfaces: list[str]
    country_codes: list[str]
    country_names: list[str]
    region_codes: list[str]
    demonyms: list[str]


_TYPECODES: Mapping[str, str] = {
    "geonameids": "i", "kinds": "B", "countries": "H", "regions": "i", "lats": "i", "lons": "i",
    "populations": "I", "offsets": "I", "candidates": "I", "ambiguities": "B", "capitals": "i",
}  # fmt: skip


def write_extract(extract: Extract, path: Path = PATH) -> None:
    """Byte-identical for equal content, so that a rebuild shows as no change."""
    blocks: list[bytes] = []
    header: list[tuple[str, int]] = []
    for field in fields(extract):
        column = getattr(extract, field.name)
        block = "\n".join(column).encode() if isinstance(column, list) else column.tobytes()
        header.append((field.name, len(block)))
        blocks.append(block)
    heading = json.dumps(header).encode()
    payload = _LENGTH.pack(len(heading)) + heading + b"".join(blocks)
    path.write_bytes(gzip.compress(payload, compresslevel=9, mtime=0))


def read_extract(path: Path = PATH) -> Extract:
    """Raises UnreadableExtract."""
    try:
        payload = gzip.decompress(path.read_bytes())
        (length,) = _LENGTH.unpack_from(payload)
        start = _LENGTH.size + length
        columns: dict[str, array[int] | list[str]] = {}
        for name, size in json.loads(payload[_LENGTH.size : start]):
            columns[name] = _read_column(name, payload[start : start + size])
            start += size
        return Extract(**columns)  # type: ignore[arg-type]  # the header names every field
    except (OSError, EOFError, ValueError, TypeError, struct.error) as error:
        raise UnreadableExtract(f"{path}: {error}") from error


def _read_column(name: str, block: bytes) -> array[int] | list[str]:
    typecode = _TYPECODES.get(name)
    if typecode is None:
        return block.decode().split("\n")
    column = array(typecode)
    if column.itemsize != _SIZES[typecode]:
        raise UnreadableExtract(f"column {name}: this platform's integers have another size")
    column.frombytes(block)
    return column
