"""The claims of one space: what is told as messages arrive, in any order and repeatedly."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.claims.owner import Claims
from agents.claims.state import Row
from streams.codecs import decode, encode
from streams.ids import stable_hash, stable_id
from streams.records import ArticleVersion, Claim, ClaimOccurrence, OccurrenceBatch
from tests.claims.samples import RULES, SENTENCE, batch, canceled, corrected, occurrence, tell, tell_owner

SENTENCES = (
    SENTENCE,
    SENTENCE.replace("2026", "2027"),
    "grain exports from southern ports doubled since spring despite drought",
    "parliament yesterday ratified law ending foreign advisers mandate before 2026 elections",
)
STATUSES = ("usable", "corrected", "canceled")


def chosen(article: int, version: int) -> OccurrenceBatch:
    """The message of one article version; what it says follows from both."""
    chance = stable_hash("claims", article, version)
    status = STATUSES[chance % 3] if version > 1 else "usable"
    stated = [
        occurrence(
            f"a{article}",
            SENTENCES[(chance + start) % 4],
            article_version=version,
            outlet=f"o{article % 5}",
            start=100 * start,
            published_at=f"2024-03-{4 + chance % 3:02}T00:00:00Z",
        )
        for start in range(0 if status == "canceled" else chance % 4)
    ]
    versions = (
        (ArticleVersion(f"a{article}", version, status, f"2024-03-0{4 + chance % 3}T00:00:00Z"),)  # type: ignore[arg-type]
        if version > 1
        else ()
    )
    return OccurrenceBatch(tuple(stated), versions)


def joined(messages: list[OccurrenceBatch]) -> OccurrenceBatch:
    return OccurrenceBatch(
        tuple(one for message in messages for one in message.occurrences),
        tuple(one for message in messages for one in message.versions),
    )


SINGLE = st.builds(chosen, st.integers(0, 7), st.integers(1, 3))
MESSAGES = st.lists(st.lists(SINGLE, min_size=1, max_size=3).map(joined), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(MESSAGES, st.integers(0, 8))
def test_redelivery_tells_nothing_new(messages: list[OccurrenceBatch], prefix: int) -> None:
    """A prefix of the messages, delivered again, announces nothing and changes no row."""
    owner = Claims(RULES)
    tell_owner(owner, messages)
    rows = owner.rows()
    again = [owner.receive(message) for message in messages[: prefix + 1]]
    assert [outcome.told for outcome in again if outcome.told] == []
    assert owner.rows() == rows
    assert all(claim.occurrences for claim in owner.claims())


@settings(max_examples=100, deadline=None)
@given(MESSAGES, MESSAGES)
def test_restored_owner_goes_on_as_if_it_had_never_stopped(
    before: list[OccurrenceBatch], after: list[OccurrenceBatch]
) -> None:
    """Rows survive as bytes; with them a new owner tells what the old one would have told."""
    owner = Claims(RULES)
    saved: dict[str, Row | None] = {}
    for message in before:
        saved.update(owner.receive(message).rows)
    assert saved == owner.rows()
    restored = Claims(RULES)
    restored.restore((key, decode(encode(row), Row)) for key, row in reversed(saved.items()))
    assert [encode(told) for told in tell_owner(restored, after)] == [encode(told) for told in tell_owner(owner, after)]


@settings(max_examples=50, deadline=None)
@given(MESSAGES)
def test_same_messages_give_the_same_bytes(messages: list[OccurrenceBatch]) -> None:
    """No clock and no chance: two owners announce byte for byte the same, each id once."""
    told = tell(*messages)
    assert [encode(one) for one in told] == [encode(one) for one in tell(*messages)]
    assert len({one.alert_id for one in told}) == len(told)


def state(*occurrences: ClaimOccurrence) -> tuple[Claims, list[ClaimOccurrence]]:
    """An owner after one message for each occurrence, and the occurrences as it resolved them."""
    owner = Claims(RULES)
    resolved = [owner.receive(batch(one)).resolved[0] for one in occurrences]
    return owner, resolved


def claim_of(owner: Claims, claim_id: str | None) -> Claim:
    (claim,) = (one for one in owner.claims() if one.claim_id == claim_id)
    return claim


def test_first_statement_opens_a_claim() -> None:
    first = occurrence("a")
    _, (resolved,) = state(first)
    assert resolved.claim_id == stable_id("claim", "a", 1, "text", first.start)
    assert (resolved.repeat, resolved.form, resolved.score) == (False, None, None)


def test_correction_that_states_something_else_leaves_the_claim_to_the_others() -> None:
    """Both sentences stand at the same place of the article; the claim that it no longer states is another's now."""
    owner, (first, second, corrected_one) = state(
        occurrence("a"), occurrence("b"), occurrence("a", SENTENCES[2], article_version=2)
    )
    assert first.claim_id == second.claim_id != corrected_one.claim_id
    assert claim_of(owner, first.claim_id).canonical_text == SENTENCE


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (SENTENCE, "verbatim"),
        ("parliament yesterday ratified law ending foreign advisers mandate before 2026 elections", "near"),
    ],
)
def test_repeat_is_counted(text: str, form: str) -> None:
    """Word for word or nearly."""
    owner, (first, second) = state(occurrence("a"), occurrence("b", text))
    assert (second.claim_id, second.repeat, second.form) == (first.claim_id, True, form)
    assert second.candidates[0].claim_id == first.claim_id
    assert claim_of(owner, first.claim_id).counts.outlets == 2


@pytest.mark.parametrize(
    ("text", "fields", "slot"),
    [
        (SENTENCE.replace("2026", "2027"), {}, "variants"),
        (SENTENCE + " ", {"negated": True, "fingerprint": 5}, "contradicts"),
        (SENTENCE + " ", {"names": (11, 13), "fingerprint": 5}, "variants"),
    ],
)
def test_variant_is_linked_and_not_counted(text: str, fields: dict[str, Any], slot: str) -> None:
    """Another number, polarity or name is another claim."""
    owner, (first, second) = state(
        occurrence("a", names=(11, 12)), occurrence("b", text, **{"names": (11, 12)} | fields)
    )
    assert second.claim_id != first.claim_id
    assert second.repeat is False
    assert second.candidates[0].veto in ("number", "polarity", "name")
    assert claim_of(owner, first.claim_id).counts.outlets == 1
    assert getattr(claim_of(owner, second.claim_id), slot) == (first.claim_id,)


def test_rung_is_told_once() -> None:
    told = tell(*(batch(occurrence(article)) for article in "abcdcba"))
    assert [one.reasons for one in told] == [("reached_3_outlets",)]
    assert told[0].alert_id == stable_id(told[0].subject_id, "claim.repeated", 3)
    assert told[0].claim is not None
    assert told[0].claim.counts.outlets == 3


def test_each_rung_has_its_alert() -> None:
    told = tell(*(batch(occurrence(f"a{number}")) for number in range(12)))
    assert [one.reasons[0] for one in told] == ["reached_3_outlets", "reached_5_outlets", "reached_10_outlets"]
    assert [one.revision for one in told] == [1, 2, 3]


def test_claims_carried_together_share_an_alert() -> None:
    """One article brings two claims over a rung: one alert lists both, and neither is told again."""
    both = [batch(occurrence(a), occurrence(a, SENTENCES[2], start=900)) for a in "abc"]
    told = tell(*both, batch(occurrence("c", SENTENCES[2], start=900)))
    assert len(told) == 1
    assert told[0].claim is not None
    assert {told[0].claim.canonical_text, *(one.canonical_text for one in told[0].claims)} == {
        SENTENCE,
        SENTENCES[2],
    }


def test_same_outlet_counts_once() -> None:
    """It repeats itself in new articles: repeats, by one outlet."""
    owner, resolved = state(*(occurrence(article, outlet="The Bell") for article in "abcd"))
    assert [one.repeat for one in resolved] == [False, True, True, True]
    (claim,) = owner.claims()
    assert (claim.counts.articles, claim.counts.outlets) == (4, 1)


def test_reedited_article_is_no_repeat() -> None:
    """A version of one article: counted once, at any place of its text."""
    owner, (_, second) = state(occurrence("a"), occurrence("a", article_version=2, start=300))
    assert second.repeat is False
    (claim,) = owner.claims()
    assert (claim.counts.articles, claim.counts.outlets) == (1, 1)
    assert [one.start for one in claim.occurrences] == [300]


def test_twice_in_one_article_is_no_repeat() -> None:
    owner = Claims(RULES)
    resolved = owner.receive(batch(occurrence("a"), occurrence("a", start=400))).resolved
    assert [one.repeat for one in resolved] == [False, False]
    assert [claim.counts.articles for claim in owner.claims()] == [1]


@pytest.mark.parametrize("version", [1, 2])
def test_canceled_article_no_longer_counts(version: int) -> None:
    """Nor does it help a claim over a rung; the rung is told when a third outlet stands."""
    messages = [batch(occurrence("a")), batch(occurrence("b")), batch(canceled("b", version))]
    assert tell(*messages, batch(occurrence("c"))) == []
    assert len(tell(*messages, batch(occurrence("c")), batch(occurrence("d")))) == 1


def test_corrected_article_that_drops_the_sentence_no_longer_counts() -> None:
    messages = [batch(occurrence("a")), batch(occurrence("b")), batch(corrected("b")), batch(occurrence("c"))]
    assert tell(*messages) == []


def test_outdated_version_opens_no_claim() -> None:
    """A first version that arrives after its withdrawal leaves nothing behind."""
    owner = Claims(RULES)
    owner.receive(batch(canceled("a")))
    (resolved,) = owner.receive(batch(occurrence("a"))).resolved
    assert (resolved.claim_id, resolved.repeat) == (None, False)
    assert list(owner.claims()) == []


def test_furniture_is_not_told() -> None:
    """A line on every page of three outlets: counted, never told; a claim that four more print is."""
    pages = [batch(occurrence(f"{outlet}{page}", outlet=outlet)) for page in range(4) for outlet in "xy"]
    owner = Claims(RULES)
    assert tell_owner(owner, pages) == []
    outcome = owner.receive(batch(occurrence("z0", outlet="z"), occurrence("z1", outlet="z", start=5)))
    assert outcome.told == ()
    assert outcome.counts["furniture"] == 2
    told = tell_owner(owner, [batch(occurrence(article)) for article in "abcdef"])
    assert [one.reasons for one in told] == [("reached_5_outlets",)]


def test_old_claims_are_forgotten_in_event_time() -> None:
    """Two months without a statement: the row is deleted, and the sentence opens a new claim."""
    owner = Claims(RULES)
    owner.receive(batch(occurrence("a"), canceled("v")))
    outcome = owner.receive(batch(occurrence("b", SENTENCES[2], published_at="2024-06-01T00:00:00Z")))
    assert sorted(key[:2] for key, row in outcome.rows.items() if row is None) == ["c/", "v/"]
    (resolved,) = owner.receive(batch(occurrence("c", published_at="2024-06-02T00:00:00Z"))).resolved
    assert resolved.repeat is False
