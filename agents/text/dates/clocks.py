"""Finds times of day and joins them to the date that stands beside them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_LEAD_CHARACTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A time at [start, end) of the text, as "HH:MM"."""

    start: int
    end: int
    time: str


class Clocks:
    """The clock times of one language, from the `clock` tables of its `[dates]` section."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        hours = _alternatives(table.get("hours", ()))
        halves = {half: _alternatives(table.get(half, ())) for half in ("morning", "afternoon")}
        self._led = re.compile(rf"(?:^|\W)(?:{_alternatives(table.get('lead', ()))})\W*$", re.IGNORECASE)
        self._hour_led = re.compile(rf"(?:^|\W)(?:{_alternatives(table.get('hour', ()))})\W*$", re.IGNORECASE)
        self._found = re.compile(
            r"(?P<hour>[0-9٠-٩۰-۹][0-9٠-٩۰-۹]?)"
            rf"(?:(?P<mark>[:.]|\s?(?:{hours})(?![^\W\d_])\s?)"
            r"(?P<minute>[0-5٠-٥۰-۵][0-9٠-٩۰-۹](?!\d))?)?"
            rf"(?:\s?(?:(?P<morning>{halves['morning']})"
            rf"|(?P<afternoon>{halves['afternoon']}))(?![^\W_]))?(?!\d)",
            re.IGNORECASE,
        )

    def find(self, text: str) -> list[Clock]:
        """Times with minutes or a half of the day; a bare hour only where a lead word stands before it."""
        return [clock for found in self._found.finditer(text) if (clock := self._read(text, found))]

    def _read(self, text: str, found: re.Match[str]) -> Clock | None:
        start, mark, minute = found.start(), (found["mark"] or "").strip(), found["minute"]
        half = "morning" if found["morning"] else "afternoon" if found["afternoon"] else None
        if start and (text[start - 1].isalnum() or text[start - 1] in ".,:/-"):
            return None
        if (
            (mark in (":", ".") and not minute)
            or (mark == "." and not half)
            or text[found.end() : found.end() + 1] in (":", "/", "%")
        ):
            return None
        if not half and not minute and not self._is_led(text, start, marked=bool(mark)):
            return None
        hour = int(found["hour"].translate(_DIGITS)) % (12 if half else 100) + 12 * (half == "afternoon")
        return (
            Clock(start, found.end(), f"{hour:02}:{int((minute or '0').translate(_DIGITS)):02}") if hour < 24 else None
        )

    def _is_led(self, text: str, start: int, *, marked: bool) -> bool:
        led = self._led if marked else self._hour_led
        return bool(led.search(text, max(0, start - _LEAD_CHARACTERS), start))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
