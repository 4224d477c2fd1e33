"""Knowledge of one claim is a join: any order, grouping or repetition of statements comes to the same row."""

from dataclasses import replace
from functools import reduce
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.claims.state import (
    ClaimRow,
    Statement,
    active_statements,
    add_statement,
    add_version,
    merge,
    open_claim,
    statement_of,
)
from streams.ids import stable_hash
from streams.records import Status
from tests.claims.samples import occurrence

KEPT, COUNTED = 4, 5
STATUSES: tuple[Status, ...] = ("usable", "corrected", "canceled")
OPENED = open_claim("c", occurrence("a0"), 1)


def statement(number: int, version: int = 1) -> Statement:
    """One article's statement in one version. What it says follows from both, its time as if at random."""
    chance = stable_hash(number, version)
    return statement_of(
        occurrence(
            f"a{number}",
            article_version=version,
            outlet=f"o{number % 6}",
            owner=f"w{number % 2}" if number % 3 else None,
            outlet_country=("FR", "IQ", None)[number % 3],
            origin="wire" if chance % 2 else None,
            published_at=f"2024-03-{1 + chance % 9:02}T00:00:00Z" if chance % 10 else None,
            start=chance % 50,
        ),
        "verbatim",
    )


def stated(*statements: Statement) -> ClaimRow:
    def add(row: ClaimRow, one: Statement) -> ClaimRow:
        return add_statement(row, one, stable_hash(one.article_id), kept=KEPT, counted=COUNTED)

    return reduce(add, statements, OPENED)


def versioned(row: ClaimRow, article: str, version: int, status: Status) -> ClaimRow:
    return add_version(row, article, version, status, kept=KEPT, counted=COUNTED)


def join(*rows: ClaimRow) -> ClaimRow:
    return reduce(lambda one, two: merge(one, two, kept=KEPT, counted=COUNTED), rows)


def make_row(statements: list[Statement], versions: list[tuple[str, int, Status]], linked: frozenset[str]) -> ClaimRow:
    row = reduce(lambda known, version: versioned(known, *version), versions, stated(*statements))
    return replace(row, variants=linked, contradicts=frozenset(one[::-1] for one in linked))


STATEMENTS = st.builds(statement, st.integers(0, 7), st.integers(1, 3))
VERSIONS = st.tuples(st.integers(0, 7).map(lambda number: f"a{number}"), st.integers(1, 3), st.sampled_from(STATUSES))
ROWS = st.builds(
    make_row,
    st.lists(STATEMENTS, max_size=7),
    st.lists(VERSIONS, max_size=3),
    st.frozensets(st.sampled_from(["ab", "cd", "ef"])),
)


@settings(max_examples=300, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_merge_is_a_join(one: ClaimRow, two: ClaimRow, three: ClaimRow) -> None:
    """Commutative, associative and idempotent, with more statements and outlets than are kept."""
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, one) == one
    assert join(join(one, two), two) == join(one, two)


@settings(max_examples=100, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_any_order_of_statements_comes_to_one_row(statements: list[Statement], random: object) -> None:
    """Each statement added by itself, in any order, some of them twice."""
    shuffled = [*statements, *statements[::2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert stated(*shuffled) == stated(*statements)


def test_cap_does_not_revive_a_replaced_version() -> None:
    """The later version is dated between others and dropped: the earlier must not come to stand for it."""
    early, late = (replace(statement(1, version), published_at=f"2024-03-0{9 - version}") for version in (1, 2))
    others = [replace(statement(number), published_at=f"2024-03-{10 + number}") for number in (3, 4, 5, 6)]
    first = replace(statement(2), published_at="2024-03-01")
    rows = [stated(early), stated(late), stated(first), stated(*others)]
    assert len({repr(sorted(join(*order).statements.items())) for order in permutations(rows)}) == 1


def test_first_and_newest_statements_are_kept() -> None:
    statements = [replace(statement(number), published_at=f"2024-03-0{number + 1}") for number in range(7)]
    assert [one.article_id for one in active_statements(stated(*statements))] == ["a0", "a4", "a5", "a6"]


def test_later_version_replaces_the_earlier() -> None:
    """A re-edit of an article is no second statement, whichever version came first."""
    for row in (stated(statement(1, 1), statement(1, 2)), stated(statement(1, 2), statement(1, 1))):
        assert [one.article_version for one in active_statements(row)] == [2]


def test_statement_falls_with_its_article() -> None:
    """A version that does not state it any more, or a withdrawal, takes the statement away."""
    row = stated(statement(1), statement(2))
    versions: list[tuple[int, Status]] = [(2, "corrected"), (1, "canceled"), (2, "canceled")]
    for version in versions:
        assert [one.article_id for one in active_statements(versioned(row, "a1", *version))] == ["a2"]
