"""Which incidents a sighting is compared with."""

from typing import Any

import pytest

from agents.attacks.index import Index
from agents.attacks.state import Report, report_of
from streams.records import Occurred, Place
from tests.attacks.samples import IRAQ, RULES, SALMA, TARQA, day, sighting

ABROAD = Place("Syria", country="SY", precision="country")


def report(article: str, **slots: Any) -> Report:
    return report_of(sighting(article, **slots))


def index(*reports: Report) -> Index:
    """An incident for each report, under the name of its article."""
    filed = Index(RULES)
    for one in reports:
        filed.file(one.article_id, [one])
    return filed


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        ({}, True),
        ({"occurred": day("2024-03-07")}, True),
        ({"occurred": day("2024-02-01")}, True),
        ({"occurred": None}, True),
        ({"place": IRAQ}, True),
        ({"place": SALMA}, False),
        ({"place": ABROAD}, False),
        ({"occurred": day("2024-05-01"), "published_at": "2024-05-02T00:00:00Z"}, False),
        ({"occurred": None, "published_at": "2024-03-13T00:00:00Z"}, True),
        ({"occurred": None, "published_at": "2024-03-20T00:00:00Z"}, False),
        ({"occurred": Occurred("2024-01-01", "2024-12-31", "year"), "focus": "background"}, True),
    ],
    ids=str,
)
def test_near_in_place_and_time(slots: dict[str, Any], found: bool) -> None:
    """The same region and days, or news of the same region at the same time."""
    assert ("a" in index(report("a")).find(report("b", **slots))) is found


@pytest.mark.parametrize(
    "shared", [{"names": (7,)}, {"streets": (7,)}, {"ages": (34,)}], ids=["name", "street", "age in a town"]
)
def test_what_both_name_is_found_at_any_age(shared: dict[str, Any]) -> None:
    later = report("b", occurred=None, published_at="2025-06-01T00:00:00Z", **shared)
    assert index(report("a", **shared)).find(later) == {"a"}


def test_name_that_many_share_tells_none_from_others() -> None:
    """That of a minister, whom each report names."""
    minister = index(*(report(f"{number:03}", names=(7,)) for number in range(20)))
    assert minister.distinctive(report("b", names=(7, 8))).names == (8,)
    assert index(report("a", names=(7,))).distinctive(report("b", names=(7, 8))).names == (7, 8)


def test_dropped_incident_is_found_no_more() -> None:
    filed = index(report("a"), report("b"))
    filed.drop("a")
    assert filed.find(report("c", place=TARQA)) == {"b"}
