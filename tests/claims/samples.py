"""Occurrences for tests of claims: one sentence with its words as features, by an outlet a test names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agents.claims.owner import Claims
from agents.claims.rules import ClaimRules
from streams.ids import stable_hash
from streams.records import Announcement, ArticleVersion, ClaimOccurrence, OccurrenceBatch

RULES = ClaimRules()
SENTENCE = "parliament ratified law ending foreign advisers mandate before 2026 elections"


def occurrence(article: str, text: str = SENTENCE, **fields: Any) -> ClaimOccurrence:
    """`article` states `text`; its outlet has the name of the article unless a test says otherwise."""
    words = text.split()
    base = ClaimOccurrence(
        article_id=article,
        text=text,
        field="text",
        start=10,
        end=10 + len(text),
        voice="asserted",
        outlet=f"outlet of {article}",
        language="en",
        published_at="2024-03-04T12:00:00Z",
        fingerprint=stable_hash(*words),
        stems=tuple(sorted(stable_hash(word) >> 32 for word in set(words) if not word.isdigit())),
        numbers=tuple(sorted({word for word in words if word.isdigit()})),
    )
    return replace(base, **fields)


def batch(*items: ClaimOccurrence | ArticleVersion) -> OccurrenceBatch:
    return OccurrenceBatch(
        tuple(item for item in items if isinstance(item, ClaimOccurrence)),
        tuple(item for item in items if isinstance(item, ArticleVersion)),
    )


def canceled(article: str, version: int = 2) -> ArticleVersion:
    return ArticleVersion(article, version, "canceled", "2024-03-04T18:00:00Z")


def corrected(article: str, version: int = 2) -> ArticleVersion:
    return ArticleVersion(article, version, "corrected", "2024-03-04T18:00:00Z")


def tell(*messages: OccurrenceBatch, rules: ClaimRules = RULES) -> list[Announcement]:
    """Everything that a new owner announces about these messages."""
    return tell_owner(Claims(rules), messages)


def tell_owner(owner: Claims, messages: Iterable[OccurrenceBatch]) -> list[Announcement]:
    return [told for message in messages for told in owner.receive(message).told]
