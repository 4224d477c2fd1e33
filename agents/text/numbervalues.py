"""Puts number words and digits together to values, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Atom = Literal["word", "hundred", "scale", "full", "digits"]

_VIGESIMAL_BASES: Final = (60, 80)


@dataclass(frozen=True, slots=True)
class Rules:
    """How number words join: what "and" may follow (`join_after`), and the numbers it may precede."""

    join_after: Literal["any", "ten", "hundred"] = "any"
    join_before: tuple[int, ...] = ()
    join_needed: bool = False
    vigesimal: bool = False
    unit_first: bool = False


def read_rules(table: Mapping[str, Any]) -> Rules:
    """The `rules` table of a `[numbers]` section."""
    return Rules(**{**table, "join_before": tuple(table.get("join_before", ()))})


@dataclass(slots=True)
class Builder:
    """One number in the making; `add` says whether a word still belongs to it."""

    rules: Rules
    total: float = 0
    group: float = 0
    begun: bool = False
    _last: str = field(default="")
    _last_value: float = 0
    _scale: float = float("inf")

    @property
    def value(self) -> float:
        return self.total + self.group

    def add(self, atom: Atom, value: float, *, joined: bool) -> bool:
        """Takes the next word in, or leaves everything as it was and says no."""
        added = self._first(atom, value) if not self.begun else self._next(atom, value, joined)
        if added:
            self.begun, self._last, self._last_value = True, atom, value
        return added

    def _first(self, atom: Atom, value: float) -> bool:
        if atom in ("scale", "full"):
            self.total, self._scale = value, value
        else:
            self.group = value
        return True

    def _next(self, atom: Atom, value: float, joined: bool) -> bool:
        if joined and not self._may_join(value):
            return False
        if atom == "scale":
            return (not joined and self._add_scale(value)) or self._add_lone_scale(value, joined)
        if atom == "full":
            return self._add_full(value, joined)
        if self._last == "digits" or (atom == "digits" and value >= 10):
            return False
        if atom == "hundred":
            return self._add_hundred(joined)
        return self._add_word(value, joined)

    def _may_join(self, value: float) -> bool:
        if self.rules.join_before and value not in self.rules.join_before:
            return False
        if self.rules.join_after == "ten":
            return self._last == "word" and 10 <= self._last_value < 100
        return self.rules.join_after == "any" or self._last in ("hundred", "scale")

    def _add_scale(self, value: float) -> bool:
        """deux mille, trois millions; "mil millones" multiplies twice."""
        if not self.group:
            if self._last == "scale" and value > self._scale:
                self.total, self._scale = self.total * value, value
                return True
            return False
        if value >= self._scale:
            return False
        self.total, self.group, self._scale = self.total + self.group * value, 0, value
        return True

    def _add_lone_scale(self, value: float, joined: bool) -> bool:
        """مليون وألف: a scale word that stands for one of itself."""
        if self.group or value >= self._scale or self.rules.join_needed != joined:
            return False
        self.total, self._scale = self.total + value, value
        return True

    def _add_full(self, value: float, joined: bool) -> bool:
        if self.group or value >= self._scale or self.rules.join_needed != joined:
            return False
        self.total, self._scale = self.total + value, 1000
        return True

    def _add_hundred(self, joined: bool) -> bool:
        unit = self.group % 100
        if not joined and 0 < unit < 10 and self.group < 10:
            self.group = unit * 100
            return True
        if not joined and self._last == "word" and 11 <= self.group <= 19:
            self.group *= 100
            return True
        if self.group == 0 and self.rules.join_needed in (joined, False):
            self.group = 100
            return True
        return False

    def _add_word(self, value: float, joined: bool) -> bool:
        group, rest = self.group, self.group % 100
        if group == 0 and self._last == "word":  # "cero dos"
            self.group = value
            return value < 10
        if value >= 100:
            return self._put(value, group == 0 and self._fits_join(joined))
        if rest == 0:
            return self._put(value, self._fits_join(joined))
        if value >= 10:
            return self._add_tens(value, rest, joined)
        fits = rest % 10 == 0 and (rest > 10 or self._last_value == 10)
        needs_join = self.rules.join_needed or self.rules.join_after == "ten"
        return self._put(value, fits and (joined or not needs_join))

    def _add_tens(self, value: float, rest: float, joined: bool) -> bool:
        if self.rules.unit_first and rest < 10:
            return self._put(value, joined if value > 10 else not joined)
        if self.rules.vigesimal and value == 20 and rest == 4 and not joined:
            return self._put(76, True)
        return self._put(value, self.rules.vigesimal and value < 20 and rest in _VIGESIMAL_BASES)

    def _fits_join(self, joined: bool) -> bool:
        return joined or not self.rules.join_needed

    def _put(self, value: float, fits: bool) -> bool:
        self.group += value if fits else 0
        return fits
