"""Sightings for tests of incidents: one bomb against a convoy at Tarqa, unless a test says otherwise."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agents.attacks.owner import Incidents
from agents.attacks.rules import IncidentRules
from streams.ids import stable_id
from streams.records import (
    Announcement,
    ArticleVersion,
    Occurred,
    Place,
    Sighting,
    SightingBatch,
    Target,
    Toll,
)

RULES = IncidentRules()
TARQA = Place("Tarqa", country="IQ", country_name="Iraq", admin1="Dhi Qar", city="Tarqa", geonameid=1, precision="city")
SALMA = Place(
    "Salma", country="IQ", country_name="Iraq", admin1="Muthanna", city="Salma", geonameid=2, precision="city"
)
IRAQ = Place("Iraq", country="IQ", country_name="Iraq", precision="country")
MONDAY = Occurred("2024-03-04", "2024-03-04", "day", "Monday")


def day(text: str) -> Occurred:
    return Occurred(text, text, "day", text)


def sighting(article: str, **slots: Any) -> Sighting:
    """What the article of this name, by the outlet of this name, says as its news; `a` at 0 h, `b` at 1 h."""
    trigger = slots.pop("trigger", 0)
    base = Sighting(
        sighting_id=stable_id(article, trigger),
        article_id=article,
        article_version=1,
        outlet=f"outlet of {article}",
        language="en",
        published_at=f"2024-03-04T{ord(article[0]) - ord('a'):02}:00:00Z",
        focus="lead",
        type="bombing",
        modality="reported",
        hedged=False,
        confidence=0.9,
        novelty="new",
        targets=(Target("a convoy", "convoy"),),
        place=TARQA,
        occurred=MONDAY,
        quote=f"As {article} tells it.",
        quote_end=20,
    )
    return replace(base, **slots)


def toll(number: int) -> Toll:
    return Toll(number, number)


def batch(*items: Sighting | ArticleVersion) -> SightingBatch:
    return SightingBatch(
        tuple(item for item in items if isinstance(item, Sighting)),
        tuple(item for item in items if isinstance(item, ArticleVersion)),
    )


def corrected(article: str, version: int = 2) -> ArticleVersion:
    return ArticleVersion(article, version, "corrected", "2024-03-04T18:00:00Z")


def canceled(article: str, version: int = 2) -> ArticleVersion:
    return ArticleVersion(article, version, "canceled", "2024-03-04T18:00:00Z")


def tell(*messages: SightingBatch, rules: IncidentRules = RULES) -> list[Announcement]:
    """Everything that a new owner announces about these messages."""
    return tell_owner(Incidents(rules), messages)


def tell_owner(owner: Incidents, messages: Iterable[SightingBatch]) -> list[Announcement]:
    return [told for message in messages for told in owner.receive(message).told]


def kinds(announcements: Iterable[Announcement]) -> list[str]:
    return [announcement.kind for announcement in announcements]
