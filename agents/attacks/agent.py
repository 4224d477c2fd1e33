"""The Faust shell of incidents: batches of sightings in, announcements out, rows in the table `incidents`."""

from agents.attacks.owner import Incidents
from agents.attacks.rules import IncidentRules
from agents.attacks.state import ROW_TYPE
from streams.announcements import make_address
from streams.bench import Bench
from streams.owning import Ownership
from streams.records import Announcement, SightingBatch
from streams.topics import TopicNames

STAGE = "attacks"
TABLE = "incidents"


def describe_ownership(
    rules: IncidentRules, *, names: TopicNames, partitions: int
) -> Ownership[SightingBatch, Announcement]:
    """What the worker owns of incidents, and how it tells of them."""
    return Ownership(
        stage=STAGE,
        make_owner=lambda: Incidents(rules),
        record_type=SightingBatch,
        row_type=ROW_TYPE,
        address=make_address(topic=names.announcements, partitions=partitions),
    )


def attach(bench: Bench, rules: IncidentRules) -> None:
    """Let the worker own incidents."""
    ownership = describe_ownership(rules, names=bench.names, partitions=bench.partitions)
    bench.own(ownership, topic=bench.names.sightings, table=TABLE)
