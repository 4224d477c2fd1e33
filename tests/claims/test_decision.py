"""When a repeated claim is worth telling."""

from dataclasses import replace

import pytest

from agents.claims.decision import alert_id, announce, is_furniture, rung_crossed
from agents.claims.state import ClaimRow, add_statement, open_claim, statement_of
from agents.claims.summary import summarise
from streams.ids import stable_id
from streams.records import Counts
from tests.claims.samples import RULES, occurrence


def row(articles: int) -> ClaimRow:
    made = open_claim("c", occurrence("a0"), 1)
    for number in range(articles):
        stated = statement_of(occurrence(f"a{number}"), "verbatim")
        made = add_statement(made, stated, 1, kept=40, counted=512)
    return made


def counts(outlets: int, articles: int | None = None) -> Counts:
    return Counts(outlets if articles is None else articles, outlets, outlets, outlets, 0, 1)


@pytest.mark.parametrize(
    ("before", "after", "rung"),
    [
        (0, 1, None),
        (1, 2, None),
        (2, 3, 3),
        (3, 4, None),
        (4, 5, 5),
        (2, 12, 10),
        (9, 10, 10),
        (24, 25, 25),
        (99, 100, 100),
        (100, 101, None),
    ],
)
def test_rungs_of_outlets(before: int, after: int, rung: int | None) -> None:
    """3, 5, 10, 25 and 100 outlets; of several at once the highest."""
    assert rung_crossed(before, counts(after), row(1), RULES) == rung


def test_rung_is_told_once() -> None:
    """Also when a withdrawal took the claim below it again."""
    told = replace(row(1), told=(alert_id("c", 3),))
    assert rung_crossed(2, counts(3), told, RULES) is None
    assert rung_crossed(2, counts(5), told, RULES) == 5


def test_alert_id_names_the_rung() -> None:
    assert alert_id("c", 3) == stable_id("c", "claim.repeated", 3)


def test_line_on_every_page_is_furniture() -> None:
    """Many articles of few outlets: it is no news that they all print it."""
    assert is_furniture(counts(3, articles=9), RULES)
    assert rung_crossed(2, counts(3, articles=9), row(1), RULES) is None
    assert not is_furniture(counts(3, articles=8), RULES)
    assert not is_furniture(counts(1, articles=5), RULES)


def test_one_announcement_for_all_claims_of_an_article() -> None:
    """The first is its subject; the others are listed, each at its next revision."""
    first, second = summarise(row(3)), replace(summarise(row(3)), claim_id="d", revision=4)
    told = announce(3, [first, second], occurrence("a2"), RULES)
    assert (told.alert_id, told.subject_id) == (alert_id("c", 3), "c")
    assert told.claim is not None
    assert (told.claim.claim_id, told.claim.revision, told.revision) == ("c", 1, 1)
    assert [(one.claim_id, one.revision) for one in told.claims] == [("d", 5)]
    assert told.reasons == ("reached_3_outlets",)
    assert [quote.article_id for quote in told.evidence] == ["a0", "a1", "a2"]
