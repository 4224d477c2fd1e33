"""Attacks that one article tells together are one series; others are not."""

from dataclasses import replace

from agents.attacks.reading.series import link_series
from streams.records import Occurred, Place, Sighting, Target

DAY = Occurred("2024-03-05", "2024-03-05", "day")


def sighting(number: int, **fields: object) -> Sighting:
    made = Sighting(
        f"s{number}",
        "a",
        1,
        "Outlet",
        "fr",
        "2024-03-05T12:00:00Z",
        "lead",
        "bombing",
        "reported",
        False,
        0.5,
        novelty="new",
        place=Place(f"town {number}", country="IQ"),
        occurred=DAY,
        targets=(Target("convoi", "convoy"),),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def test_two_of_a_kind_are_a_series() -> None:
    first, second = link_series((sighting(1), sighting(2)))
    assert first.series_id is not None
    assert first.series_id == second.series_id


def test_other_day_kind_target_or_context_is_none() -> None:
    others = (
        sighting(2, occurred=Occurred("2024-03-04", "2024-03-04", "day")),
        sighting(2, type="abduction"),
        sighting(2, targets=(Target("école", "building"),)),
        sighting(2, novelty="background"),
    )
    for other in others:
        assert [s.series_id for s in link_series((sighting(1), other))] == [None, None]
