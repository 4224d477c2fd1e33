"""What a check of `tocsin doctor` finds."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; `fix` is what to do, unless it is ok."""

    check: str
    status: Status
    detail: str
    fix: str | None = None
