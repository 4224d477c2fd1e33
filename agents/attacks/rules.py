"""Thresholds of reading, matching and announcing attacks. Settings fill them; the version names them in alerts."""

from dataclasses import dataclass

RULES_VERSION = "attacks-1"


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What in one article is news and what is context."""

    breaking_hours: int = 24
    recent_days: int = 7
    undated_days: int = 3
    """News that states no day is taken to be at most so old when dates of other mentions are compared."""


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """When two sightings are one incident, and how long an incident is remembered."""

    version: str = RULES_VERSION
    day_slack: int = 1
    near_miss_days: int = 3
    undated_window_days: int = 4
    """An undated sighting is compared with incidents that occurred at most so long before it was published."""
    news_days: int = 10
    """A news sighting is compared with those of the same region that were news at most so long before it."""
    forget_after_days: int = 400
    mentions_kept: int = 48
    counted_values: int = 512
    told_kept: int = 64
