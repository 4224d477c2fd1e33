"""Where settings come from: files and environment variables, each a layer that remembers who set what."""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from config.faults import InvalidConfiguration, suggest

BUNDLED = Path(__file__).with_name("tocsin.toml")
PREFIX = "TOCSIN_"
OTHER_VARIABLES = frozenset({"TOCSIN_CONFIG", "TOCSIN_JAVA"})
"""Variables of Tocsin that are no settings."""


@dataclass(frozen=True)
class Layer:
    """Values by section and key; `origins` says for (section, key) where it was set, else it was `name`."""

    name: str
    values: Mapping[str, Any]
    origins: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, values: Mapping[str, Any]) -> Self:
        return cls(name=name, values=values)

    def holds(self, path: Sequence[str]) -> bool:
        """Whether this layer sets the value at `path`, or something above it that is no section."""
        value: Any = self.values
        for part in path:
            if not isinstance(value, Mapping):
                return True
            if part not in value:
                return False
            value = value[part]
        return True

    def origin_of(self, path: Sequence[str]) -> str:
        return self.origins.get(tuple(path[:2]), self.name)


def find_layers(path: Path | None, *, sections: Sequence[str]) -> list[Layer]:
    """The bundled file, the file given by `path` or TOCSIN_CONFIG, and the environment: later ones go first."""
    layers = [read_file(BUNDLED)]
    named = path or (Path(os.environ["TOCSIN_CONFIG"]) if os.environ.get("TOCSIN_CONFIG") else None)
    if named is not None:
        layers.append(read_file(named))
    return [*layers, read_environment(os.environ, sections=sections)]


def read_file(path: Path) -> Layer:
    """A TOML file as a layer. Raises InvalidConfiguration when it cannot be read."""
    try:
        return Layer.of(str(path), tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InvalidConfiguration([f"the settings file {path} cannot be read: {error.strerror}"]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidConfiguration([f"the settings file {path} is not TOML: {error}"]) from error


def read_environment(environment: Mapping[str, str], *, sections: Sequence[str]) -> Layer:
    """The variables TOCSIN_<SECTION>__<KEY>; every other one that begins with TOCSIN_ is a fault."""
    values: dict[str, dict[str, Any]] = {}
    origins: dict[tuple[str, ...], str] = {}
    faults = []
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in OTHER_VARIABLES:
            continue
        section, separator, key = name.removeprefix(PREFIX).lower().partition("__")
        if section not in sections or not separator:
            known = [*OTHER_VARIABLES, *(f"{PREFIX}{known.upper()}__" for known in sections)]
            faults.append(f"environment variable {name} is no setting{suggest(name, known)}")
            continue
        values.setdefault(section, {})[key] = _parse(environment[name])
        origins[section, key] = f"environment variable {name}"
    return Layer("the environment", values, origins, tuple(faults))


def _parse(text: str) -> Any:
    """Lists and tables are written as JSON; everything else is text, which its field converts."""
    if text.lstrip()[:1] not in ("[", "{"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
