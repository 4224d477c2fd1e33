"""Decides whether a sentence states a known claim: by its words, with vetoes for another number, name or polarity."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from agents.claims.rules import ClaimRules
from streams.records import Candidate, Form


class Comparable(Protocol):
    """What an occurrence and a claim have in common."""

    @property
    def stems(self) -> tuple[int, ...]: ...
    @property
    def names(self) -> tuple[int, ...]: ...
    @property
    def numbers(self) -> tuple[str, ...]: ...
    @property
    def negated(self) -> bool: ...
    @property
    def language(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Match:
    """The claim that a sentence states, how surely, and in which form."""

    claim_id: str
    score: float
    form: Form


def compare(first: Comparable, second: Comparable, rules: ClaimRules) -> tuple[float, str | None]:
    """Similarity 0-1, and the veto that makes it a variant or a contradiction."""
    mine, other = set(first.stems), set(second.stems)
    if first.language != second.language or not mine or not other:
        return 0.0, "language"
    shared = len(mine & other)
    jaccard = shared / len(mine | other)
    containment = shared / min(len(mine), len(other))
    contained = containment >= rules.near_containment and min(len(mine), len(other)) >= rules.near_min_stems
    close = jaccard >= rules.near_jaccard or contained
    score = max(jaccard, containment * 0.9)
    return (score, _veto(first, second)) if close else (min(score, 0.5), "words")


def _veto(first: Comparable, second: Comparable) -> str | None:
    """The product's definition: another number, name or polarity is another claim."""
    if first.negated != second.negated:
        return "polarity"
    if _differ(set(first.numbers), set(second.numbers)):
        return "number"
    return "name" if _differ(set(first.names), set(second.names)) else None


def _differ(first: AbstractSet[object], second: AbstractSet[object]) -> bool:
    """Each has something that the other lacks."""
    return bool(first - second) and bool(second - first)


def rank(sentence: Comparable, known: Iterable[tuple[str, Comparable]], rules: ClaimRules) -> list[Candidate]:
    """Known claims, most similar first; ties go to the smaller id."""
    candidates = []
    for claim_id, claim in known:
        score, veto = compare(sentence, claim, rules)
        candidates.append(Candidate(claim_id, round(score, 4), veto))
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.claim_id))
