"""Says what is wrong with settings in words that a person can act on."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from config.sources import Layer


class InvalidConfiguration(Exception):
    """Tocsin refuses to start. `faults` holds one line for each thing to change."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def describe_faults(error: ValidationError, *, model: type[BaseModel], layers: "Sequence[Layer]") -> list[str]:
    """One line per fault: key, value, what is allowed, where it was set."""
    return [_describe(fault, model=model, layers=layers) for fault in error.errors()]


def _describe(fault: Any, *, model: type[BaseModel], layers: "Sequence[Layer]") -> str:
    path = [str(part) for part in fault["loc"]]
    key = ".".join(path)
    origin = next((layer.origin_of(path) for layer in reversed(layers) if layer.holds(path)), "nowhere")
    if fault["type"] == "missing":
        return f"{key} is set nowhere, and it has to be"
    if fault["type"] == "extra_forbidden":
        return f"{key} is no setting{suggest(path[-1], _keys_beside(path, model))} (set in {origin})"
    return f"{key} is {fault['input']!r}: {_allowed(fault)} (set in {origin})"


def _allowed(fault: Any) -> str:
    message = str(fault["msg"])
    return message[0].lower() + message[1:]


def _keys_beside(path: Sequence[str], model: type[BaseModel]) -> Iterable[str]:
    """The keys that are known in the section where `path` ends; none when that is no plain section."""
    for part in path[:-1]:
        known = model.model_fields.get(part)
        if known is None or not (isinstance(known.annotation, type) and issubclass(known.annotation, BaseModel)):
            return ()
        model = known.annotation
    return model.model_fields


def suggest(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where a known name is near, else nothing."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""
