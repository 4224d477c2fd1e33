"""Stable identifiers: the same parts give the same id on every machine and in every run."""

from hashlib import blake2b


def stable_hash(*parts: object) -> int:
    """64 bits of BLAKE2b over the parts' text, joined by a separator that no part holds."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big")


def stable_id(*parts: object) -> str:
    """The same 64 bits as 16 hexadecimal digits."""
    return f"{stable_hash(*parts):016x}"
