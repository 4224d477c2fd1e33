"""The incident that its reports come to together."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.attacks.state import IncidentRow, Report, merge, report_of, row_of
from agents.attacks.summary import independent_origins, origin_of, summarise
from streams.ids import stable_hash
from streams.records import Incident, Perpetrator, Status, Toll
from tests.attacks.samples import IRAQ, TARQA, day, sighting, toll


def report(article: str, **slots: Any) -> Report:
    return report_of(sighting(article, **slots))


def at(hour: int) -> str:
    return f"2024-03-04T{hour:02}:00:00Z"


def incident(*reports: Report, **versions: tuple[int, Status]) -> Incident:
    return summarise(row_of("i", reports, versions))


def any_report(number: int) -> Report:
    chance = stable_hash(number)
    return report(
        f"a{number}",
        outlet=f"o{chance % 4}",
        published_at=at(chance % 20) if chance % 7 else None,
        type=("bombing", "suicide_bombing", "armed_assault", "unknown")[chance % 4],
        focus=("lead", "background")[chance % 2],
        place=(TARQA, IRAQ, None)[chance % 3],
        occurred=(day("2024-03-04"), day("2024-03-03"), None)[chance % 3],
        killed=toll(chance % 5) if chance % 2 else None,
        reported_by=("Wire",) if chance % 3 else (),
        copy_key=tuple(range(chance % 6, chance % 6 + 4)),
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=9, unique=True), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(numbers: list[int], random: object) -> None:
    """The same reports give the same incident, one by one in any order or all at once."""
    shuffled = list(numbers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    row: IncidentRow = row_of("i", [], {})
    for number in shuffled:
        row = merge(row, row_of("i", [any_report(number)], {}), kept=48, counted=512)
    assert summarise(row) == incident(*map(any_report, numbers))


def test_tolls_keep_every_figure_of_the_news() -> None:
    """Low and high are over all of them, current is the newest; who looks back later does not count."""
    told = incident(
        report("a", killed=toll(5), published_at=at(1)),
        report("b", killed=Toll(7, 9), published_at=at(2)),
        report("c", killed=toll(4), published_at=at(3)),
        report("d", killed=toll(30), published_at=at(4), focus="background"),
    ).killed
    assert told is not None
    assert (told.low, told.current, told.high) == (4, 4, 9)
    assert [(figure.article_id, figure.value.low) for figure in told.series] == [
        ("a", 5),
        ("b", 7),
        ("c", 4),
    ]


def test_unknown_toll_is_none_and_not_zero() -> None:
    assert incident(report("a")).killed is None
    none_killed = incident(report("a", killed=toll(0))).killed
    assert none_killed is not None
    assert none_killed.current == 0


def test_wire_copy_adds_reach_and_no_origin() -> None:
    """Outlets that credit one wire, or print one text, have one origin."""
    wire = report("a", outlet="Wire")
    credits_it = report("b", reported_by=("WIRE",), published_at=at(13))
    copied = replace(report("c", published_at=at(14)), copy_key=(1, 2, 3, 4))
    copy_of_copy = replace(report("d", published_at=at(15)), copy_key=(1, 2, 3, 9))
    counts = incident(wire, credits_it).counts
    assert (counts.articles, counts.outlets, counts.origins) == (2, 2, 1)
    counts = incident(copied, copy_of_copy).counts
    assert (counts.outlets, counts.origins) == (2, 1)
    assert len(independent_origins([wire, credits_it, copied, copy_of_copy])) == 2


def test_origins_join_through_a_third() -> None:
    """Two that share nothing are one origin when a third cites both."""
    first, second, between = report("a"), report("b"), report("c", reported_by=("outlet of a", "outlet of b"))
    assert len(independent_origins([first, second])) == 2
    assert len(independent_origins([first, second, between])) == 1


def test_one_owner_is_one_origin() -> None:
    counts = incident(report("a", owner="House"), report("b", owner="House")).counts
    assert (counts.outlets, counts.owners, counts.origins) == (2, 1, 1)


def test_origin_is_the_credited_source() -> None:
    assert origin_of(report("a", reported_by=("Al-Manar",))) == "Al-Manar"
    assert origin_of(report("a")) == "outlet of a"


def test_second_origin_corroborates() -> None:
    assert incident(report("a")).state == "open"
    assert incident(report("a"), report("b")).state == "corroborated"


def test_who_looks_back_adds_reach_alone() -> None:
    """Background in another story is counted, and neither corroborates nor fills a slot."""
    told = incident(report("a", place=IRAQ), report("b", focus="background", claimed_by=("Black Hand",)))
    assert (told.state, told.counts.outlets, told.counts.origins) == ("open", 2, 1)
    assert (told.place, told.responsibility_claims) == (IRAQ, ())
    assert [mention.article_id for mention in told.mentions] == ["a", "b"]
    assert incident(report("b", focus="background")).place == TARQA


def test_withdrawn_reports_leave_nothing() -> None:
    """With the last report gone it is retracted, and still says what it was."""
    gone = incident(report("a", killed=toll(3)), a=(2, "canceled"))
    assert gone.state == "retracted"
    assert gone.place == TARQA
    assert incident(report("a"), report("b"), a=(2, "canceled")).counts.articles == 1


def test_most_precise_place_and_day_stand() -> None:
    told = incident(report("a", place=IRAQ, occurred=None, published_at=at(1)), report("b", published_at=at(2)))
    assert told.place == TARQA
    assert told.occurred is not None
    assert told.occurred.start == "2024-03-04"


def test_narrower_type_wins_over_the_wider() -> None:
    """A suicide bombing is a bombing told more exactly; unknown says nothing."""
    told = [report("a"), report("b"), report("c", type="suicide_bombing"), report("d", type="unknown")]
    assert incident(*told).type == "suicide_bombing"
    assert incident(report("a", type="unknown")).type == "unknown"


def test_perpetrator_has_the_strongest_status() -> None:
    alleged = Perpetrator("Black Hand", "organization", "alleged")
    claimed = replace(alleged, status="claimed")
    told = incident(report("a", perpetrators=(alleged,)), report("b", perpetrators=(claimed,)))
    assert told.perpetrators == (claimed,)


def test_counts_outlive_the_kept_reports() -> None:
    """Once reports were dropped, the sets of hashes count, and the record says which counts stopped."""
    row = row_of("i", [], {})
    for number in range(9):
        row = merge(row, row_of("i", [report(f"a{number}")], {}), kept=3, counted=512)
    counts = summarise(row).counts
    assert (counts.articles, counts.outlets) == (9, 9)
    assert "origins" in counts.saturated
