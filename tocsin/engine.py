"""The whole logic without Kafka: articles in, records out. What the worker spreads over topics stands here in a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.alerts.rules import AlertRules
from agents.alerts.state import Alerts
from agents.articles.reading import Reader
from agents.articles.routing import version_of
from agents.attacks.owner import Incidents
from agents.attacks.rules import IncidentRules
from agents.claims.owner import Claims
from agents.claims.rules import ClaimRules
from agents.loading import alert_rules, claim_rules, incident_rules, load_reader
from config.settings import Settings
from streams.records import (
    Alert,
    AnnouncementBatch,
    Article,
    Claim,
    ClaimOccurrence,
    Incident,
    OccurrenceBatch,
    Sighting,
    SightingBatch,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one article came to."""

    sightings: tuple[Sighting, ...]
    occurrences: tuple[ClaimOccurrence, ...]
    alerts: tuple[Alert, ...]
    language: str | None


@dataclass
class Engine:
    """One owner of each kind, fed article by article."""

    reader: Reader
    incident_rules: IncidentRules = field(default_factory=IncidentRules)
    claim_rules: ClaimRules = field(default_factory=ClaimRules)
    alert_rules: AlertRules = field(default_factory=AlertRules)

    def __post_init__(self) -> None:
        self._incidents = Incidents(self.incident_rules)
        self._claims = Claims(self.claim_rules)
        self._alerts = Alerts(self.alert_rules)

    def receive(self, article: Article) -> Step:
        """Read an article, merge what it says, decide."""
        reading = self.reader.read(article)
        version = version_of(article)
        versions = () if version is None else (version,)
        attacks = self._incidents.receive(SightingBatch(reading.sightings, versions))
        claims = self._claims.receive(OccurrenceBatch(reading.occurrences, versions))
        told = self._alerts.receive(AnnouncementBatch((*attacks.told, *claims.told)))
        return Step(attacks.resolved, claims.resolved, told.told, reading.language)

    def incidents(self) -> Iterator[Incident]:
        """All incidents as they stand."""
        return self._incidents.incidents()

    def claims(self) -> Iterator[Claim]:
        """All claims as they stand."""
        return self._claims.claims()


def make_engine(settings: Settings) -> Engine:
    """An engine with the rules that a worker with these settings has."""
    return Engine(load_reader(settings), incident_rules(settings), claim_rules(settings), alert_rules(settings))
