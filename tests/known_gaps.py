"""Cases that are right and fail: named with the reason, expected to fail, and failing the run once they pass."""

import tomllib
from pathlib import Path

import pytest


def load_gaps(path: Path) -> dict[str, str]:
    """Reason by case. The file is a table `[gaps]`."""
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["gaps"])


def marks_of(case: str, gaps: dict[str, str]) -> list[pytest.MarkDecorator]:
    """A strict xfail for a listed case, nothing for any other."""
    return [pytest.mark.xfail(reason=gaps[case], strict=True)] if case in gaps else []
