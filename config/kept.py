"""Keeps what takes long to make from files in a cache folder, under a key of what it was made from: never stale."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")
_VERSIONS_KEPT = 4


def default_cache_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Where Kafka's jars and what was made from files are kept: XDG_CACHE_HOME/tocsin, else ~/.cache/tocsin."""
    base = environment.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "tocsin"


def key_of(files: Iterable[Path], *more: str) -> str:
    """A hash of the names and contents of files, and of whatever else decides what is made."""
    digest = blake2b(digest_size=16)
    for part in (*((str(path).encode(), path.read_bytes()) for path in files), *((text.encode(),) for text in more)):
        for piece in part:
            digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def keep(name: str, key: str, make: Callable[[], T], *, kind: type[T], folder: Path | None = None) -> T:
    """What `make` gives, from the folder where the same key was made before.

    A folder that cannot be read or written changes nothing but the time it takes.
    """
    try:
        folder = folder or default_cache_dir()
    except RuntimeError:  # no home
        return make()
    path = folder / f"{name}-{key}.msgpack"
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    made = make()
    with suppress(OSError):
        _write(path, msgspec.msgpack.encode(made))
        _forget_old(folder, name)
    return made


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: several processes may start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def _forget_old(folder: Path, name: str) -> None:
    newest_first = sorted(folder.glob(f"{name}-*.msgpack"), key=lambda path: -path.stat().st_mtime)
    for path in newest_first[_VERSIONS_KEPT:]:
        path.unlink(missing_ok=True)
