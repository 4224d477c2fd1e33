"""How announcements travel from the owners of incidents and claims to the owner of alerts: batches by partition."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from streams.codecs import encode
from streams.delivery import Message
from streams.events import RECEIVED
from streams.partitions import partition_of
from streams.records import Announcement, AnnouncementBatch


def make_address(
    *, topic: str, partitions: int
) -> Callable[[Sequence[Announcement], Mapping[str, bytes]], list[Message]]:
    """The function that addresses what an owner told: one message per partition of the subjects, in order."""

    def address(told: Sequence[Announcement], headers: Mapping[str, bytes]) -> list[Message]:
        grouped: dict[int, list[Announcement]] = defaultdict(list)
        for announcement in told:
            grouped[partition_of(announcement.subject_id.encode(), partitions)].append(announcement)
        return [
            Message(
                topic=topic,
                key=group[0].subject_id.encode(),
                value=encode(AnnouncementBatch(tuple(group))),
                partition=partition,
                headers=keep_receipt(headers),
            )
            for partition, group in sorted(grouped.items())
        ]

    return address


def keep_receipt(headers: Mapping[str, bytes]) -> dict[str, bytes]:
    """The headers that go along with what a message caused."""
    return {RECEIVED: headers[RECEIVED]} if RECEIVED in headers else {}
