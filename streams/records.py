"""The records that travel on topics, as frozen dataclasses. Field names are a contract with consumers.

Times are ISO 8601 strings with offset in UTC, so that they sort as text; unknown is None, never 0 or "".
Spans are character offsets into the article's `title` or `text` as received.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

type_names = (
    "bombing suicide_bombing armed_assault ambush assassination abduction arson stabbing vehicle_ramming "
    "missile_or_rocket shelling air_strike drone_strike chemical sabotage unknown"
)
ATTACK_TYPES: frozenset[str] = frozenset(type_names.split())

Focus = Literal["lead", "background"]
Modality = Literal["reported", "attempted", "foiled", "threatened", "denied", "hypothetical"]
Novelty = Literal["new", "update", "known", "background"]
Status = Literal["usable", "corrected", "canceled"]
Field = Literal["title", "text"]
Precision = Literal["minute", "day", "month", "year", "unknown"]
PlacePrecision = Literal["exact", "city", "district", "admin1", "country", "unknown"]
Form = Literal["verbatim", "near", "paraphrase", "translation"]
Voice = Literal["asserted", "attributed", "hedged", "rebutted"]

NO_COUNTRY = "ZZ"
"""Key of sightings whose place names no country."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article, as its publisher gave it. `outlet` is never empty once decoded."""

    id: str
    outlet: str
    title: str = ""
    text: str = ""
    url: str | None = None
    owner: str | None = None
    language: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    version: int = 1
    status: Status = "usable"
    sources: tuple[str, ...] = ()
    reference_at: str | None = None
    """What relative dates count from: `published_at`, else `fetched_at`, else None (then nothing is new)."""


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """Tells every owner of state that this version replaces the earlier ones (or withdraws the article)."""

    article_id: str
    version: int
    status: Status
    reference_at: str | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that a slot was read from; `quote` is their sentence, for people."""

    slot: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    text: str
    kind: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Victim:
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """`name` is in the article's language; `actor` is the lexicon's name of a listed one, the same in all languages."""

    name: str
    kind: Literal["individual", "organization", "state"]
    status: Literal["alleged", "claimed", "confirmed", "denied"]
    actor: str | None = None

    @property
    def known_as(self) -> str:
        """What tells it from others, whatever language names it."""
        return self.actor or self.name


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    country: str | None = None
    country_name: str | None = None
    admin1: str | None = None
    city: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    precision: PlacePrecision = "unknown"

    @property
    def spoken(self) -> str:
        """What to call it: its town, else its region. The town of a place no nearer than a region is the outlet's."""
        return (self.city if self.precision != "admin1" else None) or self.admin1 or self.name


@dataclass(frozen=True, slots=True)
class Occurred:
    """Days, inclusive, as YYYY-MM-DD (or with a clock time at precision `minute`).

    Without a `start` nothing told the day: it had happened by `end`, the day of the report.
    """

    start: str | None
    end: str | None
    precision: Precision
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A count as told: "au moins 3" is low 3 and high None, "entre 5 et 7" is 5 and 7."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report of one attack in one article version."""

    sighting_id: str
    article_id: str
    article_version: int
    outlet: str
    language: str | None
    published_at: str | None
    """The article's reference time."""
    focus: Focus
    type: str
    modality: Modality
    hedged: bool
    confidence: float
    incident_id: str | None = None
    novelty: Novelty | None = None
    """Before an owner has seen it: what the article alone says, `new` or `background` (None: no incident)."""
    novelty_class: Literal["breaking", "recent", "late"] | None = None
    weapon: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    victims: tuple[Victim, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    claimed_by: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()
    place: Place | None = None
    occurred: Occurred | None = None
    killed: Toll | None = None
    injured: Toll | None = None
    captured: Toll | None = None
    evidence: tuple[Evidence, ...] = ()
    owner: str | None = None
    url: str | None = None
    outlet_country: str | None = None
    quote: str = ""
    """The sentence that tells it, for alerts; `quote_field`, `quote_start` and `quote_end` say where it stands."""
    quote_field: Field = "text"
    quote_start: int = 0
    quote_end: int = 0
    terms: tuple[int, ...] = ()
    """Hashed words that not every report of an attack uses, sorted: compared within one language."""
    names: tuple[int, ...] = ()
    """Hashed skeletons of the full names of persons, sorted: comparable across scripts."""
    streets: tuple[int, ...] = ()
    """The same of names of streets."""
    ages: tuple[int, ...] = ()
    """How old people are said to be, in years, sorted."""
    days: tuple[int, ...] = ()
    """Single days that are named beside it, as proleptic Gregorian ordinals (`date.toordinal`), sorted."""
    series_id: str | None = None
    """Equal for attacks that one article tells together: same day, same kind, different places."""
    copy_key: tuple[int, ...] = ()
    """Smallest shingle hashes of the article, sorted: near-equal sets are copies of one text."""


@dataclass(frozen=True, slots=True)
class ReportedToll:
    """One figure with its source, time and span."""

    value: Toll
    origin: str
    article_id: str
    at: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class TollRange:
    low: int | None
    current: int | None
    high: int | None
    series: tuple[ReportedToll, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct values; `saturated` names the fields that stopped counting at their cap."""

    articles: int
    outlets: int
    owners: int
    origins: int
    countries: int
    languages: int
    saturated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstReport:
    article_id: str
    outlet: str
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Who reported an incident, and when."""

    sighting_id: str
    article_id: str
    article_version: int
    outlet: str
    language: str | None
    published_at: str | None
    focus: Focus
    quote: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One attack in the world, as all its reports together tell it."""

    incident_id: str
    revision: int
    state: Literal["open", "corroborated", "contested", "retracted", "merged", "closed"]
    type: str
    weapon: tuple[str, ...]
    targets: tuple[Target, ...]
    perpetrators: tuple[Perpetrator, ...]
    responsibility_claims: tuple[str, ...]
    denials: tuple[str, ...]
    occurred: Occurred | None
    place: Place | None
    killed: TollRange | None
    injured: TollRange | None
    series_id: str | None
    first_reported: FirstReport
    first_seen: str | None
    last_seen: str | None
    origins: tuple[str, ...]
    counts: Counts
    mentions: tuple[Mention, ...]
    merged_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known claim that an occurrence was compared with; `veto` says why it is not the same."""

    claim_id: str
    score: float
    veto: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimOccurrence:
    """One sentence of one article that states a checkable proposition, with what matching compares."""

    article_id: str
    text: str
    field: Field
    start: int
    end: int
    voice: Voice
    outlet: str
    article_version: int = 1
    language: str | None = None
    published_at: str | None = None
    owner: str | None = None
    url: str | None = None
    outlet_country: str | None = None
    origin: str | None = None
    attributed_to: tuple[str, ...] = ()
    claim_id: str | None = None
    repeat: bool | None = None
    form: Form | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()
    fingerprint: int = 0
    """Hash of the lower-cased words: equal for verbatim repeats."""
    stems: tuple[int, ...] = ()
    """Hashed stems of the content words, sorted."""
    names: tuple[int, ...] = ()
    """Hashed skeletons of the proper names in it, sorted."""
    numbers: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """Who stated a claim, when, and how."""

    article_id: str
    outlet: str
    language: str | None
    published_at: str | None
    form: Form | None
    voice: Voice
    text: str
    field: Field
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    claim_id: str
    canonical_text: str
    first_seen: str | None
    last_seen: str | None
    first_outlet: str
    counts: Counts
    velocity: dict[str, float]
    variants: tuple[str, ...]
    contradicts: tuple[str, ...]
    incident_ids: tuple[str, ...]
    occurrences: tuple[ClaimMention, ...]
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    path: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence as an alert shows it."""

    article_id: str
    outlet: str
    url: str | None
    quote: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an owner of state decided to tell; the alerts feature makes the alert of it.

    `alert_id` is a hash of the subject, the kind and what is announced (contract: Ids).
    """

    alert_id: str
    kind: str
    subject_id: str
    revision: int
    published_at: str | None
    reasons: tuple[str, ...]
    changed: tuple[Change, ...]
    evidence: tuple[Quote, ...]
    rules_version: str
    incident: Incident | None = None
    claim: Claim | None = None
    claims: tuple[Claim, ...] = field(default=())
    """Further claims that the same article carried across a rung together with `claim`."""


@dataclass(frozen=True, slots=True)
class Alert:
    alert_id: str
    kind: str
    msg_type: Literal["Alert", "Update", "Cancel"]
    subject_id: str
    revision: int
    published_at: str | None
    occurred_at: str | None
    severity: Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
    headline: str
    reasons: tuple[str, ...]
    changed: tuple[Change, ...]
    evidence: tuple[Quote, ...]
    counts: Counts
    suppressed: int
    rules_version: str
    incident: Incident | None = None
    claim: Claim | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class SightingBatch:
    """One message of the sightings topic: what one batch of articles says about one partition's countries."""

    sightings: tuple[Sighting, ...] = ()
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class OccurrenceBatch:
    """One message of the claim-occurrences topic."""

    occurrences: tuple[ClaimOccurrence, ...] = ()
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnouncementBatch:
    """One message of the announcements topic."""

    announcements: tuple[Announcement, ...] = ()
