"""The one sentence that a person reads."""

from dataclasses import replace
from typing import Any

import pytest

from agents.alerts.rendering import headline
from streams.records import ATTACK_TYPES, Change, Occurred, Place
from tests.alerts.samples import announcement, claim, incident
from tests.attacks.samples import IRAQ, toll

PROVINCE = Place("Dhi Qar", country="IQ", country_name="Iraq", admin1="Dhi Qar", precision="admin1")


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        (
            {},
            "Bombing in Tarqa, Iraq on 2024-03-04 on a convoy: casualties unknown (origin: outlet of a)",
        ),
        (
            {"killed": toll(2), "injured": toll(0), "targets": ()},
            "Bombing in Tarqa, Iraq on 2024-03-04: 2 killed, nobody injured (origin: outlet of a)",
        ),
        (
            {"place": None, "occurred": None, "type": "unknown", "targets": (), "reported_by": ("Al-Manar",)},
            "Attack at an unknown place: casualties unknown (origin: Al-Manar)",
        ),
        (
            {"place": IRAQ, "targets": (), "occurred": Occurred("2024-03-01", "2024-03-31", "month")},
            "Bombing in Iraq (2024-03-01 to 2024-03-31): casualties unknown (origin: outlet of a)",
        ),
        (
            {"place": PROVINCE, "targets": (), "occurred": None},
            "Bombing in Dhi Qar, Iraq: casualties unknown (origin: outlet of a)",
        ),
    ],
    ids=["place and day", "tolls", "nothing known", "country and month", "province"],
)
def test_new_attack(slots: dict[str, Any], text: str) -> None:
    assert headline(announcement(incident=incident(**slots))) == text


@pytest.mark.parametrize(
    ("kind", "changes", "text"),
    [
        ("attack.updated", [Change("killed.current", 3, 5)], "now killed 5 (was 3)"),
        ("attack.updated", [Change("killed.current", None, 5)], "now killed 5"),
        ("attack.updated", [Change("responsibility_claims", (), ("A", "B"))], "now responsibility claims A, B"),
        ("attack.corrected", [Change("killed.current", 30, 3)], "corrected killed 3 (was 30)"),
        (
            "attack.updated",
            [Change("place", "Iraq", "Tarqa"), Change("type", "unknown", "bombing")],
            "now place Tarqa (was Iraq), type bombing (was unknown)",
        ),
    ],
)
def test_change_is_named(kind: str, changes: list[Change], text: str) -> None:
    assert headline(announcement(kind, changed=tuple(changes))).endswith(f"on 2024-03-04: {text}")


def test_retraction_and_corroboration_say_so() -> None:
    assert headline(announcement("attack.retracted")) == "Withdrawn: bombing in Tarqa, Iraq on 2024-03-04"
    counts = replace(incident().counts, origins=2)
    told = headline(announcement("attack.corroborated", incident=replace(incident(), counts=counts)))
    assert told == "Bombing in Tarqa, Iraq on 2024-03-04: now told by 2 independent origins"


def test_claim_is_quoted_short() -> None:
    """Cut between words; further claims of the article are counted."""
    told = headline(announcement("claim.repeated", incident=None, claim=claim()))
    assert told == "Stated by 1 outlets since outlet of a: “Parliament ratified the law in 2023.”"
    long = claim(text="word " * 60)
    told = headline(announcement("claim.repeated", incident=None, claim=long, claims=(claim("d"), claim("e"))))
    assert told.endswith("word…” (and 2 more claims of the same articles)")
    assert len(told) < 250


@pytest.mark.parametrize("kind", sorted(ATTACK_TYPES))
def test_every_type_has_its_words(kind: str) -> None:
    """No identifier with an underscore reaches a person."""
    told = headline(announcement(incident=incident(type=kind)))
    assert "_" not in told
    assert (kind == "unknown") == told.startswith("Attack in")
