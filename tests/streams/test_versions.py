"""In which order a batch's article versions are taken."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from streams.records import ArticleVersion, Status
from streams.versions import group_by_version, is_later, latest


@dataclass(frozen=True)
class Item:
    article_id: str
    article_version: int = 1


def version(article: str, number: int, status: Status = "corrected") -> ArticleVersion:
    return ArticleVersion(article, number, status)


def groups(*items: Item | ArticleVersion) -> list[tuple[str, int, str | None]]:
    """Article, number of items and status of each group."""
    found = group_by_version(
        (item for item in items if isinstance(item, Item)),
        (item for item in items if isinstance(item, ArticleVersion)),
    )
    return [(one.article_id, len(one.items), one.version.status if one.version else None) for one in found]


def test_items_of_one_version_stay_together() -> None:
    assert groups(Item("a"), Item("b"), Item("a")) == [("a", 2, None), ("b", 1, None)]


def test_versions_ascend() -> None:
    """Whatever the order in the batch."""
    assert groups(Item("a", 2), Item("a", 1), version("a", 2)) == [("a", 1, None), ("a", 1, "corrected")]


def test_withdrawal_comes_after_what_it_withdraws() -> None:
    """Also when it carries the same number."""
    assert groups(Item("a"), version("a", 1, "canceled")) == [("a", 1, None), ("a", 0, "canceled")]
    assert groups(version("a", 2, "canceled"), Item("a")) == [("a", 1, None), ("a", 0, "canceled")]
    assert groups(version("a", 2, "canceled"), version("a", 2), Item("a", 2)) == [
        ("a", 1, "corrected"),
        ("a", 0, "canceled"),
    ]


def test_version_without_items_is_a_group() -> None:
    assert groups(version("a", 2)) == [("a", 0, "corrected")]
    assert groups() == []


VERSIONS = st.tuples(st.integers(1, 3), st.sampled_from(["usable", "corrected", "canceled"]))


@given(VERSIONS, VERSIONS, VERSIONS)
def test_latest_is_a_join(one: tuple[int, Status], two: tuple[int, Status], three: tuple[int, Status]) -> None:
    """Any order of versions leaves the same one; a withdrawal beats its own number."""
    assert latest(one, two) == latest(two, one)
    assert latest(latest(one, two), three) == latest(one, latest(two, three))
    assert latest(one, one) == one
    assert latest((one[0], "canceled"), one) == (one[0], "canceled")


@given(VERSIONS, VERSIONS)
def test_of_two_versions_one_is_later(one: tuple[int, Status], two: tuple[int, Status]) -> None:
    first, second = ArticleVersion("a", *one), ArticleVersion("a", *two)
    assert is_later(first, second) + is_later(second, first) == (one != two)


@given(st.lists(st.builds(Item, st.sampled_from("abc"), st.integers(1, 3))))
def test_no_item_is_lost(items: list[Item]) -> None:
    found = [item for one in group_by_version(items, ()) for item in one.items]
    assert sorted(found, key=repr) == sorted(items, key=repr)
