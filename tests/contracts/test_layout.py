"""The four packages are those of this repository, and pure code stays pure."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = [
    path
    for folder in ("text", "articles", "attacks", "claims", "alerts")
    for path in sorted((ROOT / "agents" / folder).rglob("*.py"))
    if path.name != "agent.py"
]
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}
FILES = {"open", "Path", "read_text", "read_bytes", "write_text", "write_bytes"}


@pytest.mark.parametrize("package", ["agents", "streams", "config", "tocsin"])
def test_package_is_this_repository(package: str) -> None:
    """Plain top-level names could be anybody's."""
    file = import_module(package).__file__
    assert file is not None
    assert Path(file).parent == ROOT / package


def test_pure_modules_are_found() -> None:
    assert len(PURE) > 40


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT / "agents")))
def test_features_and_text_open_no_file_and_ask_no_clock(path: Path) -> None:
    """Time and data come in as arguments; only agent.py may ask."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    asked = {name for call in calls for name in names_of(call)}
    assert asked.isdisjoint(CLOCKS | FILES)


def names_of(call: ast.expr) -> set[str]:
    """A call's last name, and its last two joined: `now` and `datetime.now`."""
    if isinstance(call, ast.Name):
        return {call.id}
    if isinstance(call, ast.Attribute):
        owner = call.value.attr if isinstance(call.value, ast.Attribute) else getattr(call.value, "id", "")
        return {call.attr, f"{owner}.{call.attr}"}
    return set()


def test_names_of_calls() -> None:
    """The walk sees plain calls, methods and calls through a module."""
    code = "open('x'); datetime.now(); datetime.datetime.now(); path.read_text(); f()()"
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    found = set().union(*map(names_of, calls))
    assert {"open", "datetime.now", "read_text", "f"} <= found
