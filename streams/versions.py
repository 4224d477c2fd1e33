"""Takes a batch apart into article versions, each article's in ascending order: a withdrawal comes after what it withdraws."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from streams.records import ArticleVersion


class Versioned(Protocol):
    """A sighting or an occurrence."""

    @property
    def article_id(self) -> str: ...
    @property
    def article_version(self) -> int: ...


T = TypeVar("T", bound=Versioned)


@dataclass(slots=True)
class VersionGroup(Generic[T]):
    """What one version of one article brings; `version` is set for later and withdrawn ones."""

    article_id: str
    items: list[T] = field(default_factory=list)
    version: ArticleVersion | None = None


def group_by_version(items: Iterable[T], versions: Iterable[ArticleVersion]) -> Iterator[VersionGroup[T]]:
    """Groups in the order in which their articles appear, items first."""
    articles: dict[str, dict[int, VersionGroup[T]]] = {}

    def group(article_id: str, version: int) -> VersionGroup[T]:
        return articles.setdefault(article_id, {}).setdefault(version, VersionGroup(article_id))

    for item in items:
        group(item.article_id, item.article_version).items.append(item)
    for version in versions:
        group(version.article_id, version.version).version = version
    for groups in articles.values():
        yield from (groups[number] for number in sorted(groups))
