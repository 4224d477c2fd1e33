"""What is known of one claim: who stated it, and how two states of that knowledge become one.

`merge` is a join, as for incidents: repeated or reordered delivery changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from streams.ids import stable_hash
from streams.records import ClaimOccurrence, Field, Form, Status, Voice
from streams.versions import latest


@dataclass(frozen=True, slots=True)
class Statement:
    """One article's occurrence of the claim."""

    article_id: str
    article_version: int
    outlet: str
    owner: str | None
    outlet_country: str | None
    origin: str | None
    language: str | None
    published_at: str | None
    url: str | None
    voice: Voice
    form: Form | None
    text: str
    field: Field
    start: int
    end: int

    @property
    def order(self) -> tuple[str, str, int]:
        """Total order of statements: by time, then article and its version."""
        return self.published_at or "", self.article_id, self.article_version


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes of everybody who ever stated it."""

    articles: frozenset[int] = frozenset()
    outlets: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    origins: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, as saved. What it is compared by comes from its first occurrence and never changes."""

    claim_id: str
    text: str
    language: str | None
    outlet: str
    fingerprints: frozenset[int]
    stems: tuple[int, ...]
    names: tuple[int, ...]
    numbers: tuple[str, ...]
    negated: bool
    statements: Mapping[str, Statement] = field(default_factory=dict)
    """By article and version: what is replaced stays until the cap drops it, so that it cannot come back."""
    versions: Mapping[str, tuple[int, Status]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    variants: frozenset[str] = frozenset()
    contradicts: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    revision: int = 0
    number: int = 0
    """Counts the claims of a space as they were opened: postings are filed again in this order."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The highest version of an article that was corrected or withdrawn."""

    article_id: str
    version: int
    status: Status
    reference_at: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """What one key of the table holds: exactly one of the two."""

    claim: ClaimRow | None = None
    version: VersionRow | None = None


ROW_TYPE = Row


def statement_of(occurrence: ClaimOccurrence, form: Form | None) -> Statement:
    """The statement that an occurrence makes of the claim."""
    shared = {name: getattr(occurrence, name) for name in Statement.__dataclass_fields__ if name != "form"}
    return Statement(**shared, form=form)


def open_claim(claim_id: str, occurrence: ClaimOccurrence, number: int = 1) -> ClaimRow:
    """A claim that nobody stated before; its first statement is merged like any other."""
    return ClaimRow(
        claim_id,
        occurrence.text,
        occurrence.language,
        occurrence.outlet,
        frozenset({occurrence.fingerprint}),
        occurrence.stems,
        occurrence.names,
        occurrence.numbers,
        occurrence.negated,
        number=number,
    )


def add_statement(row: ClaimRow, statement: Statement, fingerprint: int, *, kept: int, counted: int) -> ClaimRow:
    """The row after one more article stated the claim."""
    addition = replace(
        row,
        fingerprints=frozenset({fingerprint}),
        statements=_by_key([statement]),
        versions={},
        seen=Seen(
            frozenset({stable_hash(statement.article_id)}),
            frozenset({stable_hash(statement.outlet)}),
            frozenset({stable_hash(statement.owner or statement.outlet)}),
            frozenset({stable_hash(statement.origin or statement.outlet)}),
            frozenset({stable_hash(statement.outlet_country)} if statement.outlet_country else ()),
            frozenset({statement.language} if statement.language else ()),
        ),
    )
    return merge(row, addition, kept=kept, counted=counted)


def add_version(row: ClaimRow, article_id: str, version: int, status: Status, *, kept: int, counted: int) -> ClaimRow:
    """The row after an article was corrected or withdrawn."""
    return merge(row, replace(row, versions={article_id: (version, status)}), kept=kept, counted=counted)


def merge(first: ClaimRow, second: ClaimRow, *, kept: int, counted: int) -> ClaimRow:
    """All that both know of one claim; of all statements the first and the newest, `kept` together."""
    statements = dict(first.statements)
    for key, statement in second.statements.items():
        known = statements.get(key)
        if known is None or repr(statement) > repr(known):
            statements[key] = statement
    versions = dict(first.versions)
    for article_id, version in second.versions.items():
        versions[article_id] = latest(versions.get(article_id, version), version)
    return replace(
        first,
        fingerprints=_smallest(first.fingerprints | second.fingerprints, kept),
        statements=_newest(statements, kept),
        versions=versions,
        seen=_join(first.seen, second.seen, counted),
        variants=first.variants | second.variants,
        contradicts=first.contradicts | second.contradicts,
    )


def _newest(statements: Mapping[str, Statement], kept: int) -> dict[str, Statement]:
    if len(statements) <= kept:
        return dict(statements)
    ordered = sorted(statements.values(), key=lambda statement: statement.order)
    return _by_key((ordered[0], *ordered[len(ordered) - kept + 1 :]))


def _by_key(statements: Iterable[Statement]) -> dict[str, Statement]:
    return {f"{statement.article_id}@{statement.article_version}": statement for statement in statements}


def _join(first: Seen, second: Seen, counted: int) -> Seen:
    return Seen(
        _smallest(first.articles | second.articles, counted),
        _smallest(first.outlets | second.outlets, counted),
        _smallest(first.owners | second.owners, counted),
        _smallest(first.origins | second.origins, counted),
        _smallest(first.countries | second.countries, counted),
        first.languages | second.languages,
    )


def _smallest(values: frozenset[int], counted: int) -> frozenset[int]:
    """A set stops at `counted` values and keeps the smallest: so the order of arrival does not matter."""
    return values if len(values) <= counted else frozenset(sorted(values)[:counted])


def active_statements(row: ClaimRow) -> list[Statement]:
    """Statements whose article no later version replaced or withdrew, oldest first."""

    def stands(statement: Statement) -> bool:
        version, status = row.versions.get(statement.article_id, (0, "usable"))
        return statement.article_version >= version and status != "canceled"

    return [statement for statement in latest_statements(row) if stands(statement)]


def latest_statements(row: ClaimRow) -> list[Statement]:
    """Of each article its latest version's statement, whether it stands or not, oldest first.

    A re-edit of one article is a version, not a repeat.
    """
    latest_of: dict[str, Statement] = {}
    for statement in sorted(row.statements.values(), key=lambda statement: statement.article_version):
        latest_of[statement.article_id] = statement
    return sorted(latest_of.values(), key=lambda statement: statement.order)
