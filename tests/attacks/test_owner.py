"""One partition's incidents: what is told as messages arrive, in any order and repeatedly."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.attacks.owner import Incidents
from agents.attacks.state import Row
from streams.codecs import decode, encode
from streams.ids import stable_hash, stable_id
from streams.records import ArticleVersion, Sighting, SightingBatch
from tests.attacks.samples import (
    IRAQ,
    RULES,
    SALMA,
    TARQA,
    batch,
    canceled,
    corrected,
    day,
    kinds,
    sighting,
    tell,
    tell_owner,
    toll,
)

STATUSES = ("usable", "corrected", "canceled")


def chosen(article: int, version: int) -> SightingBatch:
    """The message of one article version; what it says follows from both."""
    chance = stable_hash("owner", article, version)
    status = STATUSES[chance % 3] if version > 1 else "usable"
    told = [
        sighting(
            f"a{article}",
            trigger=trigger,
            article_version=version,
            place=(TARQA, SALMA, IRAQ, TARQA)[(chance + trigger) % 4],
            occurred=(day("2024-03-04"), day("2024-03-05"), None)[chance % 3],
            killed=toll(chance % 9) if chance % 4 else None,
            novelty="new" if chance % 5 else "background",
            reported_by=("Wire",) if chance % 6 == 0 else (),
            names=(chance % 4,) if chance % 3 == 0 else (),
            published_at=f"2024-03-{5 + chance % 3:02}T0{chance % 10}:00:00Z",
        )
        for trigger in range(0 if status == "canceled" else chance % 3)
    ]
    reference = f"2024-03-0{5 + chance % 3}T00:00:00Z"
    versions = (
        (ArticleVersion(f"a{article}", version, status, reference),)  # type: ignore[arg-type]
        if version > 1
        else ()
    )
    return SightingBatch(tuple(told), versions)


def joined(messages: list[SightingBatch]) -> SightingBatch:
    return SightingBatch(
        tuple(one for message in messages for one in message.sightings),
        tuple(one for message in messages for one in message.versions),
    )


SINGLE = st.builds(chosen, st.integers(0, 5), st.integers(1, 3))
MESSAGES = st.lists(st.lists(SINGLE, min_size=1, max_size=3).map(joined), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(MESSAGES, st.integers(0, 8))
def test_redelivery_tells_nothing_new(messages: list[SightingBatch], prefix: int) -> None:
    """A prefix of the messages, delivered again, announces nothing and changes no row."""
    owner = Incidents(RULES)
    tell_owner(owner, messages)
    rows = owner.rows()
    again = [owner.receive(message) for message in messages[: prefix + 1]]
    assert [outcome.told for outcome in again if outcome.told] == []
    assert owner.rows() == rows


@settings(max_examples=100, deadline=None)
@given(MESSAGES, MESSAGES)
def test_restored_owner_goes_on_as_if_it_had_never_stopped(
    before: list[SightingBatch], after: list[SightingBatch]
) -> None:
    """Rows survive as bytes; with them a new owner tells what the old one would have told."""
    owner = Incidents(RULES)
    told: dict[str, Row | None] = {}
    for message in before:
        told.update(owner.receive(message).rows)
    saved = {key: row for key, row in told.items() if row is not None}
    assert saved == owner.rows()
    restored = Incidents(RULES)
    restored.restore((key, decode(encode(row), Row)) for key, row in reversed(saved.items()))
    assert [encode(told) for told in tell_owner(restored, after)] == [encode(told) for told in tell_owner(owner, after)]


@settings(max_examples=50, deadline=None)
@given(MESSAGES)
def test_same_messages_give_the_same_bytes(messages: list[SightingBatch]) -> None:
    """No clock and no chance: two owners announce byte for byte the same, each id once."""
    told = tell(*messages)
    assert [encode(one) for one in told] == [encode(one) for one in tell(*messages)]
    assert len({one.alert_id for one in told}) == len(told)


@settings(max_examples=50, deadline=None)
@given(MESSAGES)
def test_revisions_only_grow(messages: list[SightingBatch]) -> None:
    revisions: dict[str, int] = {}
    for one in tell(*messages):
        assert one.revision == revisions.get(one.subject_id, 0) + 1
        revisions[one.subject_id] = one.revision


def test_life_of_an_incident() -> None:
    """New, copied in silence, corroborated once, risen, and silent about what is lower."""
    told = tell(
        batch(sighting("a", killed=toll(2))),
        batch(sighting("copy", killed=toll(2), reported_by=("outlet of a",))),
        batch(sighting("b", killed=toll(2))),
        batch(sighting("c", killed=toll(2))),
        batch(sighting("d", killed=toll(4))),
        batch(sighting("e", killed=toll(1))),
    )
    assert kinds(told) == ["attack.new", "attack.corroborated", "attack.updated"]
    assert len({one.subject_id for one in told}) == 1


def test_incident_id_comes_from_its_opening_sighting() -> None:
    first = sighting("a")
    (told,) = tell(batch(first))
    assert told.subject_id == stable_id("incident", first.sighting_id)


def test_only_origin_withdrawn_is_retracted_once() -> None:
    told = tell(
        batch(sighting("a")),
        batch(canceled("a")),
        batch(canceled("a")),
        batch(sighting("a")),
        batch(canceled("a", 3)),
    )
    assert kinds(told) == ["attack.new", "attack.retracted"]


def test_withdrawal_without_a_new_number_counts() -> None:
    """Also of an article that was corrected before."""
    assert kinds(tell(batch(sighting("a")), batch(canceled("a", 1)))) == ["attack.new", "attack.retracted"]
    again = sighting("a", article_version=2)
    told = tell(batch(sighting("a")), batch(again, corrected("a", 2)), batch(canceled("a", 2)))
    assert kinds(told) == ["attack.new", "attack.retracted"]


def test_batch_of_article_and_withdrawal_tells_both() -> None:
    """As one by one: how messages are cut must not decide what is told."""
    assert kinds(tell(batch(sighting("a"), canceled("a", 1)))) == ["attack.new", "attack.retracted"]
    assert kinds(tell(batch(sighting("a"), canceled("a", 2)))) == ["attack.new", "attack.retracted"]


def test_withdrawal_that_comes_first_silences_the_article() -> None:
    assert tell(batch(canceled("a")), batch(sighting("a"))) == []


def test_one_of_two_origins_withdrawn_leaves_the_incident() -> None:
    owner = Incidents(RULES)
    told = tell_owner(owner, [batch(sighting("a")), batch(sighting("b")), batch(canceled("a"))])
    assert kinds(told) == ["attack.new", "attack.corroborated"]
    (incident,) = owner.incidents()
    assert (incident.state, incident.counts.articles) == ("open", 1)


def test_corrected_toll_is_told_as_a_correction() -> None:
    later = sighting("a", article_version=2, killed=toll(3))
    told = tell(batch(sighting("a", killed=toll(30))), batch(later, corrected("a")))
    assert kinds(told) == ["attack.new", "attack.corrected"]
    assert [(change.path, change.old, change.new) for change in told[1].changed] == [("killed.current", 30, 3)]


def test_correction_finds_its_incident_though_the_text_moved() -> None:
    """Another trigger offset gives another sighting id; it is still the article's one attack."""
    later = sighting("a", trigger=40, article_version=2, killed=toll(3))
    told = tell(batch(sighting("a", killed=toll(30))), batch(later, corrected("a")))
    assert kinds(told) == ["attack.new", "attack.corrected"]


def test_late_earlier_version_is_ignored() -> None:
    told = tell(
        batch(sighting("a", article_version=2, killed=toll(3)), corrected("a")),
        batch(sighting("a", killed=toll(30))),
    )
    assert kinds(told) == ["attack.new"]


def test_background_never_alerts() -> None:
    """It is kept: the report that comes later finds it, and alone is the news."""
    owner = Incidents(RULES)
    recap = sighting("a", novelty="background", focus="background")
    assert tell_owner(owner, [batch(recap), batch(replace(recap, sighting_id="b", article_id="b"))]) == []
    outcome = owner.receive(batch(sighting("c")))
    assert kinds(outcome.told) == ["attack.new"]
    assert len(owner.rows()) == 1


def test_series_is_two_incidents() -> None:
    """One article, one day, two cities: two alerts that name one series."""
    told = tell(batch(sighting("a", series_id="s"), sighting("a", trigger=1, place=SALMA, series_id="s")))
    assert kinds(told) == ["attack.new", "attack.new"]
    assert len({one.subject_id for one in told}) == 2
    assert {one.incident.series_id for one in told if one.incident} == {"s"}


def test_two_attacks_of_one_article_stay_two() -> None:
    assert kinds(tell(batch(sighting("a"), sighting("a", trigger=1)))) == ["attack.new", "attack.new"]


def test_what_is_no_incident_is_ignored() -> None:
    owner = Incidents(RULES)
    threats = [sighting("a", modality=modality) for modality in ("foiled", "threatened", "hypothetical", "denied")]
    for threat in threats:
        (resolved,) = owner.receive(batch(replace(threat, novelty=None))).resolved
        assert (resolved.novelty, resolved.incident_id) == (None, None)
    assert owner.rows() == {}


def test_attempt_is_an_incident() -> None:
    assert kinds(tell(batch(sighting("a", modality="attempted")))) == ["attack.new"]


def test_sightings_are_resolved() -> None:
    """New, known, update and background as they turn out."""
    owner = Incidents(RULES)

    def novelty(one: Sighting) -> str | None:
        (resolved,) = owner.receive(batch(one)).resolved
        assert resolved.incident_id
        assert isinstance(resolved, Sighting)
        return resolved.novelty

    assert novelty(sighting("a", killed=toll(2))) == "new"
    assert novelty(sighting("copy", reported_by=("outlet of a",))) == "known"
    assert novelty(sighting("b", killed=toll(9))) == "update"
    assert novelty(sighting("c", novelty="background", focus="background")) == "known"
    assert novelty(sighting("d", place=SALMA, novelty="background", focus="background")) == "background"
    assert novelty(sighting("a", killed=toll(2))) == "known"


def test_old_incidents_are_forgotten_in_event_time() -> None:
    """A year of news later the row is deleted, and the index with it."""
    owner = Incidents(RULES)
    tell_owner(owner, [batch(sighting("a"), sighting("v", place=SALMA)), batch(canceled("v"))])
    later = sighting("b", published_at="2025-06-01T00:00:00Z", occurred=day("2025-06-01"))
    outcome = owner.receive(batch(later))
    assert sorted(key[:2] for key, row in outcome.rows.items() if row is None) == ["i/", "i/", "v/"]
    assert len(owner.rows()) == 1
    assert kinds(tell_owner(owner, [batch(sighting("c"))])) == ["attack.new"]


@pytest.mark.parametrize("published_at", ["0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"])
def test_ends_of_the_calendar(published_at: str) -> None:
    """Archives may be dated oddly: nothing lies before the first day or behind the last."""
    dated, undated = (sighting(name, published_at=published_at, occurred=None) for name in "ab")
    told = tell(batch(replace(dated, occurred=day(published_at[:10]))), batch(undated))
    assert kinds(told)[0] == "attack.new"
