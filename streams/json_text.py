"""Parses the JSON of strangers: decides what is UTF-8, JSON, an object and not too deep. Lone surrogates are read."""

import json
from typing import Any, NoReturn

import orjson

from streams.malformed import MalformedRecord

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
REPLACEMENT = "\ufffd"


def parse_object(raw: bytes | None, *, max_depth: int) -> dict[str, Any]:
    """The object in these bytes; raises MalformedRecord. The outermost object is depth 1."""
    if not raw:
        raise MalformedRecord("invalid_json", "the record is empty")
    value = _parse(raw.removeprefix(BYTE_ORDER_MARK))
    # As many opening brackets as allowed cannot nest deeper: most records need no walk.
    if raw.count(b"{") + raw.count(b"[") > max_depth and measure_depth(value) > max_depth:
        raise MalformedRecord("too_deep", f"nested deeper than {max_depth}")
    if not isinstance(value, dict):
        raise MalformedRecord("not_an_object", f"the record is a JSON {type(value).__name__}, not an object")
    return value


def measure_depth(value: object) -> int:
    """How many arrays and objects lie in one another; a bare value is 0. Without recursion, which has an end."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


def _parse(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return _parse_tolerantly(raw, str(error))


def _parse_tolerantly(raw: bytes, fault: str) -> Any:
    """What orjson refuses although it is JSON: escapes of half a surrogate pair, and very deep nesting."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedRecord("invalid_utf8", str(error)) from error
    if any(word in fault.lower() for word in ("recursion", "depth limit")):
        raise MalformedRecord("too_deep", fault)
    if "\\u" not in text:
        raise MalformedRecord("invalid_json", fault)
    try:
        return replace_surrogates(json.loads(text, parse_constant=_refuse_constant))
    except RecursionError as error:
        raise MalformedRecord("too_deep", fault) from error
    except ValueError as error:
        raise MalformedRecord("invalid_json", str(error)) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def replace_surrogates(value: Any) -> Any:
    """The same value with U+FFFD for each lone surrogate, so that offsets stay and the text can be written."""
    if isinstance(value, str):
        return "".join(REPLACEMENT if "\ud800" <= char <= "\udfff" else char for char in value)
    if isinstance(value, list):
        return [replace_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {replace_surrogates(key): replace_surrogates(item) for key, item in value.items()}
    return value
