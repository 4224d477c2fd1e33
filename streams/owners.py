"""What an owner of state is: a pure value of one partition that turns a message into what to tell and what to save."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

Message_contra = TypeVar("Message_contra", contravariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What one message came to.

    `told` goes out first and must be delivered; then `rows` (key → row, None deletes) are saved; then the
    message is acknowledged. `counts` are increments of named counters for metrics.
    """

    told: tuple[T, ...] = ()
    rows: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    resolved: tuple[Any, ...] = ()
    """The records of the message with the fields that only the owner can know (for `tocsin scan`)."""


class Owner(Protocol[Message_contra, T]):
    """One partition's state. Receiving a message that was received before changes and tells nothing new."""

    def restore(self, rows: Iterable[tuple[str, Any]]) -> None:
        """Take over the saved rows of this partition, in any order, before the first message."""

    def receive(self, message: Message_contra) -> Outcome[T]:
        """Merge a message into the state."""
