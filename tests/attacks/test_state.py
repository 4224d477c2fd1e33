"""Knowledge of one incident is a join: any order, grouping or repetition of reports comes to the same row."""

from dataclasses import replace
from functools import reduce
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.attacks.state import IncidentRow, Report, active_reports, merge, report_of, row_of
from streams.ids import stable_hash
from streams.records import Status
from streams.versions import latest
from tests.attacks.samples import sighting, toll

KEPT, COUNTED = 4, 5
STATUSES: tuple[Status, ...] = ("usable", "corrected", "canceled")


def report(number: int, version: int = 1) -> Report:
    """One sighting in one version. What it says follows from both, its time as if at random."""
    chance = stable_hash(number, version)
    return report_of(
        sighting(
            f"a{number}",
            article_version=version,
            outlet=f"o{number % 5}",
            outlet_country=("FR", "IQ", None)[number % 3],
            language=("fr", "en", None)[number % 3],
            published_at=f"2024-03-{1 + chance % 9:02}T00:00:00Z" if chance % 10 else None,
            killed=toll(chance % 7),
        )
    )


def row(*reports: Report, versions: dict[str, tuple[int, Status]] | None = None) -> IncidentRow:
    return join(row_of("i", reports, versions or {}), row_of("i", (), {}))


def join(*rows: IncidentRow) -> IncidentRow:
    return reduce(lambda one, two: merge(one, two, kept=KEPT, counted=COUNTED), rows)


REPORTS = st.builds(report, st.integers(0, 7), st.integers(1, 3))
VERSIONS = st.dictionaries(
    st.integers(0, 7).map(lambda number: f"a{number}"),
    st.tuples(st.integers(1, 3), st.sampled_from(STATUSES)),
    max_size=3,
)
ROWS = st.builds(lambda reports, versions: row(*reports, versions=versions), st.lists(REPORTS, max_size=7), VERSIONS)


@settings(max_examples=300, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_merge_is_a_join(one: IncidentRow, two: IncidentRow, three: IncidentRow) -> None:
    """Commutative, associative and idempotent, with more reports than are kept."""
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, one) == one
    assert join(join(one, two), two) == join(one, two)


@settings(max_examples=100, deadline=None)
@given(st.lists(REPORTS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_any_order_of_reports_comes_to_one_row(reports: list[Report], random: object) -> None:
    """Each report merged by itself, in any order, some of them twice."""
    shuffled = [*reports, *reports[::2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert join(*map(row, shuffled)) == join(*map(row, reports))


def test_cap_does_not_revive_a_replaced_version() -> None:
    """The later version of a report is dated before the kept ones: its earlier version must not stand for it."""
    early, late = (replace(report(1, version), published_at=f"2024-03-0{9 - version}") for version in (1, 2))
    others = [replace(report(number), published_at=f"2024-03-{10 + number}") for number in (3, 4, 5, 6)]
    first = replace(report(2), published_at="2024-03-01")
    rows = [row(early), row(late), row(first), row(*others)]
    assert len({repr(sorted(join(*order).reports.items())) for order in permutations(rows)}) == 1


def test_first_and_newest_reports_are_kept() -> None:
    """The oldest is the first report; of the others the newest stay."""
    reports = [replace(report(number), published_at=f"2024-03-0{number + 1}") for number in range(7)]
    kept = active_reports(join(*map(row, reports)))
    assert [one.article_id for one in kept] == ["a0", "a4", "a5", "a6"]


def test_a_cap_of_one_keeps_one() -> None:
    both = merge(row_of("i", [report(1)], {}), row_of("i", [report(2)], {}), kept=1, counted=1)
    assert len(both.reports) == len(both.seen.articles) == 1


def test_who_reported_outlives_the_kept_reports() -> None:
    seen = join(*(row(report(number)) for number in range(8))).seen
    assert len(seen.outlets) == 5
    assert seen.languages == {"fr", "en"}


def test_later_version_replaces_the_earlier() -> None:
    """Of a sighting in several versions only the latest counts, whichever came first."""
    both = join(row(report(1, 2)), row(report(1, 1)))
    assert [one.article_version for one in active_reports(both)] == [2]


def test_report_falls_with_its_article() -> None:
    """A version that does not tell it any more, or a withdrawal, takes the report away."""
    versions: list[tuple[int, Status]] = [(2, "corrected"), (1, "canceled"), (2, "canceled")]
    for version in versions:
        assert active_reports(row(report(1), report(2), versions={"a1": version})) == [report(2)]


def test_withdrawal_outranks_the_same_version() -> None:
    """Feeds withdraw an article without giving it a new number."""
    for article in permutations([(2, "corrected"), (2, "canceled"), (2, "usable"), (1, "canceled")]):
        assert reduce(latest, article) == (2, "canceled")  # type: ignore[arg-type]
