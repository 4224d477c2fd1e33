"""Which of two versions of an article is the later one, and a batch taken apart into article versions in that order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from streams.records import ArticleVersion, Status

_RANK: dict[Status, int] = {"usable": 0, "corrected": 1, "canceled": 2}


class Versioned(Protocol):
    """A sighting or an occurrence."""

    @property
    def article_id(self) -> str: ...
    @property
    def article_version(self) -> int: ...


class Numbered(Protocol):
    """An article's version, as a message tells it or as a row holds it."""

    @property
    def version(self) -> int: ...
    @property
    def status(self) -> Status: ...


T = TypeVar("T", bound=Versioned)


@dataclass(slots=True)
class VersionGroup(Generic[T]):
    """What one version of one article brings; `version` is set for later and withdrawn ones."""

    article_id: str
    items: list[T] = field(default_factory=list)
    version: ArticleVersion | None = None


def latest(first: tuple[int, Status], second: tuple[int, Status]) -> tuple[int, Status]:
    """The later of two versions. Feeds withdraw an article without a new number: a withdrawal beats its equals."""
    return max(first, second, key=lambda version: (version[0], _RANK[version[1]]))


def is_later(version: Numbered, known: Numbered) -> bool:
    """Whether a version tells something that the known one does not."""
    told, held = (version.version, version.status), (known.version, known.status)
    return told != held and latest(held, told) == told


def group_by_version(items: Iterable[T], versions: Iterable[ArticleVersion]) -> Iterator[VersionGroup[T]]:
    """Groups in the order in which their articles appear, items first.

    Each article's versions ascend, and a withdrawal comes after what it withdraws.
    """
    articles: dict[str, dict[tuple[int, bool], VersionGroup[T]]] = {}

    def group(article_id: str, version: int, withdrawn: bool) -> VersionGroup[T]:
        groups = articles.setdefault(article_id, {})
        return groups.setdefault((version, withdrawn), VersionGroup(article_id))

    for item in items:
        group(item.article_id, item.article_version, False).items.append(item)
    for version in versions:
        found = group(version.article_id, version.version, version.status == "canceled")
        if found.version is None or is_later(version, found.version):
            found.version = version
    for groups in articles.values():
        yield from (groups[key] for key in sorted(groups))
