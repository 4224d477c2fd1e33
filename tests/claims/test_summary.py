"""The claim that its statements come to together."""

from typing import Any

from agents.claims.state import ClaimRow, Statement, add_statement, add_version, open_claim, statement_of
from agents.claims.summary import summarise
from tests.claims.samples import SENTENCE, occurrence


def row(*articles: str, kept: int = 40, **fields: Any) -> ClaimRow:
    made = open_claim("c", occurrence(articles[0]))
    for number, article in enumerate(articles):
        at = f"2024-03-04T{number:02}:00:00Z"
        stated: Statement = statement_of(occurrence(article, published_at=at, **fields), None)
        made = add_statement(made, stated, 1, kept=kept, counted=512)
    return made


def test_first_statement_names_the_claim() -> None:
    claim = summarise(row("a", "b"))
    assert (claim.canonical_text, claim.first_outlet) == (SENTENCE, "outlet of a")
    assert (claim.first_seen, claim.last_seen) == ("2024-03-04T00:00:00Z", "2024-03-04T01:00:00Z")
    assert [one.article_id for one in claim.occurrences] == ["a", "b"]


def test_everybody_is_counted_apart() -> None:
    """Articles, outlets, owners, origins, countries and languages."""
    counts = summarise(row("a", "b", "c", owner="House", origin="Wire", outlet_country="FR")).counts
    assert (counts.articles, counts.outlets, counts.owners) == (3, 3, 1)
    assert (counts.origins, counts.countries, counts.languages) == (1, 1, 1)


def test_same_outlet_counts_once() -> None:
    counts = summarise(row("a", "b", outlet="The Bell")).counts
    assert (counts.articles, counts.outlets) == (2, 1)


def test_withdrawn_article_does_not_count() -> None:
    made = add_version(row("a", "b", "c"), "b", 2, "canceled", kept=40, counted=512)
    assert summarise(made).counts.outlets == 2


def test_counts_outlive_the_kept_statements() -> None:
    counts = summarise(row(*(f"a{number}" for number in range(9)), kept=3)).counts
    assert (counts.articles, counts.outlets) == (9, 9)


def test_velocity_counts_back_from_the_newest() -> None:
    """Event time: in the hour and the day before the newest statement, and per hour over all."""
    claim = summarise(row("a", "b", "c", "d", "e"))
    assert claim.velocity == {"1h": 2, "24h": 5, "baseline": 1.25}
    undated = open_claim("c", occurrence("a"))
    undated = add_statement(undated, statement_of(occurrence("a", published_at=None), None), 1, kept=4, counted=9)
    assert summarise(undated).velocity == {"1h": 0, "24h": 0, "baseline": 0.0}
