"""The alerts about one subject: each once, held-back ones counted."""

from hypothesis import given
from hypothesis import strategies as st

from agents.alerts.rules import AlertRules, QuietRule
from agents.alerts.state import Alerts, SubjectRow
from streams.codecs import decode, encode
from streams.records import Alert, Announcement, AnnouncementBatch
from tests.alerts.samples import announcement

QUIET_UPDATES = AlertRules(quiet=(QuietRule(kind="attack.updated"), QuietRule(kind="attack.retracted")))


def update(number: int) -> Announcement:
    return announcement("attack.updated", about=(number,), revision=number)


def publish(owner: Alerts, *announcements: Announcement) -> list[Alert]:
    return list(owner.receive(AnnouncementBatch(announcements)).told)


def test_each_id_is_published_once() -> None:
    """In one message or in two."""
    owner = Alerts(AlertRules())
    assert len(publish(owner, announcement(), announcement())) == 1
    outcome = owner.receive(AnnouncementBatch((announcement(),)))
    assert (outcome.told, outcome.rows, outcome.counts) == ((), {}, {"repeated": 1})


def test_next_alert_says_how_many_were_held_back() -> None:
    owner = Alerts(QUIET_UPDATES)
    assert [one.suppressed for one in publish(owner, announcement())] == [0]
    assert publish(owner, update(2), update(3), update(2)) == []
    (told,) = publish(owner, announcement("attack.corroborated"))
    assert told.suppressed == 2
    (after,) = publish(owner, announcement("attack.corrected"))
    assert after.suppressed == 0


def test_held_back_alerts_are_counted() -> None:
    outcome = Alerts(QUIET_UPDATES).receive(AnnouncementBatch((update(1), announcement(), update(2))))
    assert outcome.counts == {"suppressed.quiet_rule": 2, "published": 1}
    row = outcome.rows["i"]
    assert isinstance(row, SubjectRow)
    assert (row.suppressed, len(row.told), len(row.held)) == (1, 1, 2)


def test_retraction_is_never_quiet() -> None:
    """A rule that names it does not hold it."""
    (told,) = publish(Alerts(QUIET_UPDATES), announcement("attack.retracted"))
    assert told.msg_type == "Cancel"


def test_subjects_are_counted_apart() -> None:
    owner = Alerts(QUIET_UPDATES)
    publish(owner, update(1))
    (told,) = publish(owner, announcement(subject_id="other", about=("other",)))
    assert told.suppressed == 0


def test_only_so_many_ids_are_remembered() -> None:
    owner = Alerts(AlertRules(told_kept=3))
    publish(owner, *(update(number) for number in range(5)))
    assert owner.rows()["i"].told == tuple(update(number).alert_id for number in (2, 3, 4))


ANNOUNCEMENTS = st.lists(
    st.builds(
        lambda kind, number: announcement(kind, about=(number,)),
        st.sampled_from(["attack.new", "attack.updated", "attack.retracted"]),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(ANNOUNCEMENTS, ANNOUNCEMENTS, st.integers(0, 12))
def test_redelivery_and_restart_change_nothing(
    before: list[Announcement], after: list[Announcement], prefix: int
) -> None:
    """A prefix again tells nothing; saved rows go on as if the owner had never stopped."""
    owner = Alerts(QUIET_UPDATES)
    publish(owner, *before)
    rows = owner.rows()
    assert publish(owner, *before[:prefix]) == []
    assert owner.rows() == rows
    restored = Alerts(QUIET_UPDATES)
    restored.restore((key, decode(encode(row), SubjectRow)) for key, row in rows.items())
    assert [encode(one) for one in publish(restored, *after)] == [encode(one) for one in publish(owner, *after)]
