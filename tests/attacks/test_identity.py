"""Which sightings are one attack."""

from dataclasses import replace
from typing import Any

import pytest

from agents.attacks.evidence import anchor_days, days_of
from agents.attacks.identity import best_match, compare
from agents.attacks.state import Report, report_of
from streams.records import Occurred, Perpetrator, Place, Target
from tests.attacks.samples import IRAQ, RULES, SALMA, TARQA, day, sighting, toll


def report(article: str, **slots: Any) -> Report:
    return report_of(sighting(article, **slots))


BARE: dict[str, Any] = {"type": "unknown", "targets": ()}


@pytest.mark.parametrize(
    ("slots", "same"),
    [
        ({}, True),
        ({"killed": toll(4)}, True),
        ({"killed": toll(90)}, True),
        ({"occurred": day("2024-03-05")}, True),
        ({"occurred": None}, True),
        ({"language": "fr"}, True),
        ({"type": "shelling"}, True),
        ({"occurred": day("2024-03-09")}, False),
        ({"place": SALMA}, False),
        ({"type": "stabbing", "targets": (Target("a priest", "religious"),)}, False),
        ({"place": None, "occurred": None}, False),
        ({"place": None}, False),
    ],
    ids=str,
)
def test_another_article_tells_the_same_attack(slots: dict[str, Any], same: bool) -> None:
    """A convoy bombed at Tarqa on 4 March with three killed, and what a second article says of it."""
    assert compare(report("b", **slots), report("a", killed=toll(3)), RULES).same is same


def test_two_cities_never_merge() -> None:
    """Whatever else agrees: day, target, toll, words, even the whole text."""
    shared: dict[str, Any] = {"killed": toll(7), "terms": (4, 5, 6), "copy_key": (7, 8, 9)}
    comparison = compare(report("a", **shared), report("b", place=SALMA, **shared), RULES)
    assert comparison.veto == "place"
    assert not comparison.same


@pytest.mark.parametrize("shared", [{"names": (1,)}, {"streets": (1,)}], ids=["name", "street"])
def test_person_or_street_named_in_both_outweighs_the_day(shared: dict[str, Any]) -> None:
    """Days of old pages are misread; of two cities even a namesake is two."""
    late = report("b", occurred=day("2024-03-11"), **shared)
    assert compare(late, report("a", **shared), RULES).veto is None
    assert compare(late, report("a"), RULES).veto == "date"
    assert compare(replace(late, place=SALMA), report("a", **shared), RULES).veto == "place"


def test_quarter_lies_in_its_city() -> None:
    """ "in the Port quarter of Tarqa" and "in Tarqa" are no two places; two quarters are."""
    port = replace(TARQA, name="Port", geonameid=11, precision="district")
    mill = replace(TARQA, name="Mill", geonameid=12, precision="district")
    assert compare(report("a"), report("b", place=port), RULES).veto is None
    assert compare(report("a", place=mill), report("b", place=port), RULES).veto == "place"


def test_two_countries_never_merge() -> None:
    abroad = Place("Syria", country="SY", precision="country")
    assert compare(report("a", place=abroad), report("b", place=IRAQ), RULES).veto == "place"


def test_days_well_apart_never_merge() -> None:
    shared: dict[str, Any] = {"killed": toll(7), "terms": (4, 5, 6)}
    assert compare(report("a", **shared), report("b", occurred=day("2024-03-11"), **shared), RULES).veto == "date"


def test_weekday_of_an_old_page_does_not_part() -> None:
    """ "On Friday" in a page that was printed long after: only figures are sure then."""
    weekday = Occurred("2024-03-11", "2024-03-11", "day", "Friday")
    late = report("b", occurred=weekday, published_at="2024-03-30T00:00:00Z")
    assert compare(late, report("a"), RULES).veto is None
    told = replace(weekday, expression="11 March")
    assert compare(replace(late, occurred=told), report("a"), RULES).veto == "date"


@pytest.mark.parametrize(
    ("agreement", "same"),
    [
        ({}, False),
        ({"type": "bombing"}, True),
        ({"targets": (Target("convoy", "convoy"),)}, True),
        ({"killed": toll(9)}, True),
        ({"names": (5,)}, True),
        ({"terms": (1, 2)}, True),
        ({"perpetrators": (Perpetrator("Black Hand", "organization", "alleged"),)}, True),
    ],
    ids=str,
)
def test_same_city_and_day_need_one_more_agreement(agreement: dict[str, Any], same: bool) -> None:
    """Large cities see several attacks a day: place and date alone are not enough."""
    large = {"place": replace(TARQA, population=2_000_000)}
    one, two = report("a", **BARE | large | agreement), report("b", **BARE | large | agreement)
    assert compare(one, two, RULES).same is same


@pytest.mark.parametrize("population", [None, 900], ids=["not counted", "few"])
def test_two_attacks_on_a_day_in_a_small_town_are_one(population: int | None) -> None:
    """A town whose people nobody has counted is no large city."""
    small = {"place": replace(TARQA, population=population)}
    assert compare(report("a", **BARE | small), report("b", **BARE | small), RULES).same


def test_missing_slot_neither_agrees_nor_clashes() -> None:
    """A place known only as the country scores below the city and vetoes nothing."""
    city, country = report("a"), report("b", place=IRAQ)
    assert compare(city, country, RULES).veto is None
    assert compare(city, report("b"), RULES).score > compare(city, country, RULES).score


def test_risen_toll_does_not_part() -> None:
    few, more = report("a", killed=toll(3)), report("b", killed=toll(5))
    assert compare(few, more, RULES).same


def test_sightings_of_one_article_are_two_attacks() -> None:
    """An article that tells two attacks tells two: its own sightings are never merged."""
    one, two = report("a"), report("a", trigger=1)
    assert compare(one, two, RULES).veto == "same article"
    assert best_match(two, [("i", [one])], RULES) is None


def test_background_recap_matches_by_its_day() -> None:
    recap = report("b", focus="background", published_at="2024-06-01T00:00:00Z", novelty="background")
    assert compare(recap, report("a"), RULES).same
    assert compare(replace(recap, occurred=None), report("a"), RULES).veto == "date"


def test_best_of_several_incidents_is_chosen() -> None:
    """The highest score wins, and of equal ones the smaller id."""
    close, far = report("a", killed=toll(7)), report("b", occurred=day("2024-03-05"), targets=())
    new = report("c", killed=toll(7))
    assert best_match(new, [("far", [far]), ("near", [close])], RULES) == "near"
    assert best_match(new, [("two", [close]), ("one", [close])], RULES) == "one"
    assert best_match(new, [], RULES) is None


def test_incident_that_mostly_vetoes_is_not_joined() -> None:
    """One stray report in an incident does not open it to attacks of another city."""
    stray, others = report("a", place=SALMA), [report("b"), report("c")]
    assert best_match(report("d", place=SALMA), [("i", [stray, *others])], RULES) is None


def test_attack_told_twice_in_an_article_is_one_where_nearly_all_agrees() -> None:
    """Two attacks that look alike stay two; a second telling of what another article told at length does not."""
    first, again = report("a", killed=toll(3)), report("b", trigger=1)
    incident = [("i", [first, report("b")])]
    assert best_match(again, incident, RULES) is None
    same: dict[str, Any] = {"killed": toll(3), "names": (1, 2), "terms": (3, 4, 5)}
    told = [("i", [report("a", **same), report("b")])]
    assert best_match(report("b", trigger=1, **same), told, RULES) == "i"


def test_days_of_what_is_told() -> None:
    """Days come from the text; undated news is anchored before its publication."""
    assert days_of(Occurred(None, None, "unknown")) is None
    assert [str(one) for one in days_of(Occurred("2024-03-01", None, "day")) or ()] == ["2024-03-01"] * 2
    undated = anchor_days(report("a", occurred=None), RULES)
    assert [str(one) for one in undated or ()] == ["2024-02-29", "2024-03-04"]
    assert anchor_days(report("a", occurred=Occurred(None, "2024-03-04", "unknown")), RULES) == undated
    assert anchor_days(report("a", occurred=None, published_at=None), RULES) is None


def test_comparison_is_symmetric() -> None:
    pairs = [
        (report("a", place=place, occurred=when, killed=killed), report("b"))
        for place in (TARQA, SALMA, IRAQ, None)
        for when in (day("2024-03-04"), day("2024-03-07"), None)
        for killed in (toll(3), None)
    ]
    for one, two in pairs:
        assert compare(one, two, RULES) == compare(two, one, RULES)
