"""The Faust shell of claims: batches of claim occurrences in, announcements out, rows in the table `claims`."""

from agents.claims.owner import Claims
from agents.claims.rules import ClaimRules
from agents.claims.state import ROW_TYPE
from streams.announcements import make_address
from streams.bench import Bench
from streams.owning import Ownership
from streams.records import Announcement, OccurrenceBatch
from streams.topics import TopicNames

STAGE = "claims"
TABLE = "claims"


def describe_ownership(
    rules: ClaimRules, *, names: TopicNames, partitions: int
) -> Ownership[OccurrenceBatch, Announcement]:
    """What the worker owns of claims, and how it tells of them."""
    return Ownership(
        stage=STAGE,
        make_owner=lambda: Claims(rules),
        record_type=OccurrenceBatch,
        row_type=ROW_TYPE,
        address=make_address(topic=names.announcements, partitions=partitions),
    )


def attach(bench: Bench, rules: ClaimRules) -> None:
    """Let the worker own claims."""
    ownership = describe_ownership(rules, names=bench.names, partitions=bench.partitions)
    bench.own(ownership, topic=bench.names.claim_occurrences, table=TABLE)
