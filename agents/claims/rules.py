"""Thresholds of reading, matching and announcing claims. Settings fill them; the version names them in alerts."""

from dataclasses import dataclass

RULES_VERSION = "claims-1"


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """When two sentences are one claim, and at how many distinct outlets it is told."""

    version: str = RULES_VERSION
    rungs: tuple[int, ...] = (3, 5, 10, 25, 100)
    near_jaccard: float = 0.6
    near_containment: float = 0.85
    near_min_stems: int = 5
    keys: int = 8
    """How many of its rarest stems a sentence is looked up by."""
    postings: int = 200
    """Newest claims kept per stem."""
    reranked: int = 30
    forget_after_days: int = 60
    occurrences_kept: int = 40
    counted_values: int = 512
    told_kept: int = 32
    furniture_min_articles: int = 6
    furniture_articles_per_outlet: float = 3.0
    """A sentence that outlets print so often each is on their pages, not in their stories."""
