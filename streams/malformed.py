"""Why a record is refused: the named reasons, which dead letters and metrics carry."""

from typing import Literal, get_args

Reason = Literal[
    "invalid_utf8",
    "invalid_json",
    "not_an_object",
    "wrong_type",
    "missing_id",
    "no_content",
    "too_large",
    "too_deep",
    "internal_error",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""All are about the record but `internal_error`: that one is a fault of Tocsin's own."""


class MalformedRecord(Exception):
    """A record that is set aside as a dead letter. `detail` is for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
