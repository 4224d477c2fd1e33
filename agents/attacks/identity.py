"""Decides whether a sighting and an incident are one attack: an additive scorecard over their evidence.

Weights are log-odds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.attacks.evidence import clash, evidence
from agents.attacks.rules import IncidentRules
from agents.attacks.state import Report

RETOLD = 5.0
"""How much more an article must agree with what it told before as another attack."""
BIAS = -4.4
WEIGHTS: Mapping[str, float] = {
    "same_city": 2.2,
    "small_city": 0.6,
    "within_city": 1.1,
    "within_region": 1.4,
    "same_region": 1.7,
    "same_country": 0.2,
    "same_day": 2.1,
    "next_day": 0.8,
    "near_day": -0.6,
    "same_period": 1.0,
    "other_day": -1.8,
    "day_named": 1.3,
    "undated": 1.1,
    "apart": -0.4,
    "same_type": 0.8,
    "unknown_type": 0.0,
    "unlike_type": -1.5,
    "same_target": 0.5,
    "other_target": -0.5,
    "same_actor": 0.8,
    "other_actor": -0.6,
    "same_killed": 1.4,
    "no_killed": 0.2,
    "none_or_some_killed": -0.6,
    "other_killed": 0.0,
    "same_injured": 0.8,
    "no_injured": 0.1,
    "none_or_some_injured": -0.1,
    "other_injured": -0.3,
    "same_name": 1.2,
    "other_name": -0.4,
    "same_street": 0.9,
    "other_street": -1.4,
    "same_age": 0.5,
    "other_age": -2.1,
    "one_language": -0.8,
    "terms": 0.8,
    "copy": 1.6,
    "same_article": 2.5,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score in log-odds, or the name of the slot that vetoes."""

    score: float
    veto: str | None = None

    @property
    def same(self) -> bool:
        return self.veto is None and self.score > 0


def compare(report: Report, known: Report, rules: IncidentRules) -> Comparison:
    """How likely two reports tell one attack."""
    own = report.article_id == known.article_id
    veto = "same article" if own and report.article_version == known.article_version else clash(report, known, rules)
    if veto:
        return Comparison(BIAS, veto)
    score = BIAS + sum(WEIGHTS[name] * value for name, value in evidence(report, known, rules))
    return Comparison(score + WEIGHTS["same_article"] if own else score)


def best_match(report: Report, incidents: Sequence[tuple[str, Sequence[Report]]], rules: IncidentRules) -> str | None:
    """The incident with the highest score over its reports, if any is the same; ties go to the smaller id.

    One that another sighting of the same article tells already is this one too only where nearly everything agrees.
    """
    best: tuple[float, str] | None = None
    for incident_id, reports in incidents:
        comparisons = [compare(report, known, rules) for known in reports]
        if sum(c.veto is not None for c in comparisons) * 2 > len(comparisons):
            continue
        needed = RETOLD if any(c.veto == "same article" for c in comparisons) else 0.0
        score = max((c.score for c in comparisons if c.veto is None), default=BIAS)
        if score > needed and (best is None or (-score, incident_id) < (-best[0], best[1])):
            best = (score, incident_id)
    return best[1] if best else None
