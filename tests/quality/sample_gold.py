"""Compares what came out of the bundled sample stream with its gold file: the incidents, their slots, the claims."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.records import Alert, Claim, Incident

GOLD = Path(__file__).parents[2] / "tocsin" / "sample" / "gold.jsonl"


@dataclass
class Gold:
    """The gold file by kind of record."""

    incidents: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    articles: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)


@dataclass
class Score:
    """Counts over the whole stream; `notes` say what each miss is."""

    expected_new: int = 0
    found_new: int = 0
    repeated_new: int = 0
    false_new: int = 0
    slots: Counter[str] = field(default_factory=Counter)
    slots_right: Counter[str] = field(default_factory=Counter)
    claims_right: int = 0
    claims: int = 0
    false_claims: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        total = self.found_new + self.repeated_new + self.false_new
        return self.found_new / total if total else 0.0

    @property
    def recall(self) -> float:
        return self.found_new / self.expected_new if self.expected_new else 0.0

    def share(self, slot: str) -> float:
        return self.slots_right[slot] / self.slots[slot] if self.slots[slot] else 0.0


def load_gold(path: Path = GOLD) -> Gold:
    """The gold file."""
    gold = Gold()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "incident":
            gold.incidents[record["incident"]] = record
        elif record["record"] == "claim":
            gold.claims[record["claim"]] = record
        else:
            gold.articles[record["article_id"], record.get("version", 1)] = record
    return gold


def gold_of_incident(incident: Incident, gold: Gold) -> str | None:
    """The gold incident that an incident stands for: told by the same articles, and in the same city."""
    votes: Counter[str] = Counter()
    for mention in incident.mentions:
        told = gold.articles.get((mention.article_id, mention.article_version), {}).get("incidents", [])
        for entry in told:
            votes[entry["incident"]] += 1
    fitting = [(count, key) for key, count in votes.items() if _same_place(incident, gold.incidents[key])]
    return max(fitting)[1] if fitting else None


def _same_place(incident: Incident, gold: Mapping[str, Any]) -> bool:
    place = incident.place
    if place is None or place.country != gold["country"]:
        return False
    names = {gold["city"], *(form for forms in gold["places"].values() for form in forms)}
    return place.city is None or bool({place.city, place.name} & names)


def score_alerts(alerts: Iterable[Alert], gold: Gold, *, languages: frozenset[str]) -> Score:
    """How the alerts agree with the gold; incidents first told in a language that is not read do not count."""
    score = Score()
    new: defaultdict[str, list[Alert]] = defaultdict(list)
    last: dict[str, Incident] = {}
    for alert in alerts:
        if alert.incident is None:
            continue
        last[alert.subject_id] = alert.incident
        if alert.kind == "attack.new":
            key = gold_of_incident(alert.incident, gold)
            new[key or ""].append(alert)
    expected = {key for key, entry in gold.incidents.items() if set(entry["languages"]) & languages}
    score.expected_new = len(expected)
    score.found_new = sum(key in new for key in expected)
    score.repeated_new = sum(len(found) - 1 for key, found in new.items() if key)
    score.false_new = len(new.get("", ()))
    score.notes += [f"missed {key} {gold.incidents[key]['city']}" for key in sorted(expected - set(new))]
    score.notes += [f"false: {alert.headline}" for alert in new.get("", ())]
    score.notes += [f"twice {key}: {a.headline}" for key, found in new.items() if key for a in found[1:]]
    for key in sorted(expected & set(new)):
        _score_slots(score, last[new[key][0].subject_id], gold.incidents[key])
    return score


def _score_slots(score: Score, incident: Incident, gold: Mapping[str, Any]) -> None:
    place, occurred = incident.place, incident.occurred
    found: dict[str, tuple[Any, Any]] = {
        "type": (incident.type, gold["type"]),
        "country": (place and place.country, gold["country"]),
        "city": (place is not None and _same_place(incident, gold) and place.city is not None, True),
        "occurred": (occurred and occurred.start, gold["occurred"]),
        "killed": (incident.killed and incident.killed.current, (gold["killed"] or {}).get("current")),
        "injured": (incident.injured and incident.injured.current, (gold["injured"] or {}).get("current")),
        "retracted": (incident.state == "retracted", gold["state"] == "retracted"),
    }
    for slot, (value, wanted) in found.items():
        score.slots[slot] += 1
        right = value == wanted
        score.slots_right[slot] += right
        if not right:
            score.notes.append(f"{gold['incident']} {gold['city']} {slot}: {value!r}, gold {wanted!r}")


def score_claims(claims: Iterable[Claim], alerts: Iterable[Alert], gold: Gold, score: Score) -> Score:
    """How the highest rungs agree with the gold; a told claim that the gold lacks is false."""
    told: dict[str, int] = {}
    for alert in alerts:
        if alert.kind == "claim.repeated" and alert.claim is not None:
            rung = int(alert.reasons[0].split("_")[1])
            for claim in (alert.claim, *alert.claims):
                told[claim.claim_id] = max(told.get(claim.claim_id, 0), rung)
    by_text = {words_of(entry["text"]): key for key, entry in gold.claims.items()}
    highest: dict[str, int] = {}
    for claim in claims:
        if claim.claim_id not in told:
            continue
        key = nearest(claim.canonical_text, by_text)
        if key is None:
            score.false_claims += 1
            score.notes.append(f"false claim: {claim.canonical_text}")
        else:
            highest[key] = max(highest.get(key, 0), told[claim.claim_id])
    for key, entry in gold.claims.items():
        score.claims += 1
        right = highest.get(key, 0) == entry["highest_rung"]
        score.claims_right += right
        if not right:
            score.notes.append(f"{key}: rung {highest.get(key, 0)}, gold {entry['highest_rung']}: {entry['text']}")
    return score


def words_of(text: str) -> frozenset[str]:
    return frozenset("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def nearest(text: str, by_text: Mapping[frozenset[str], str]) -> str | None:
    words = words_of(text)
    share, key = max((len(words & other) / len(words | other), key) for other, key in by_text.items())
    return key if share >= 0.6 else None
