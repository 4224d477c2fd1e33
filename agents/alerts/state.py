"""What is remembered of the alerts about one subject, and the owner of one partition of subjects."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from agents.alerts.decision import quiet_reason, render
from agents.alerts.rules import AlertRules
from streams.owners import Outcome
from streams.records import Alert, Announcement, AnnouncementBatch


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Ids that were published (newest last), and how many alerts were held back since."""

    subject_id: str
    told: tuple[str, ...] = ()
    suppressed: int = 0
    held: tuple[str, ...] = ()


ROW_TYPE = SubjectRow


class Alerts:
    """Turns announcements into alerts: each id once, quiet rules applied, held-back ones counted."""

    def __init__(self, rules: AlertRules) -> None:
        self._rules = rules
        self._rows: dict[str, SubjectRow] = {}

    def restore(self, rows: Iterable[tuple[str, SubjectRow]]) -> None:
        """Take over saved rows."""
        self._rows.update(rows)

    def rows(self) -> dict[str, SubjectRow]:
        """Everything that is saved, by subject."""
        return dict(self._rows)

    def receive(self, message: AnnouncementBatch) -> Outcome[Alert]:
        """Alerts in the order of their announcements."""
        alerts: list[Alert] = []
        touched: dict[str, SubjectRow | None] = {}
        counts: Counter[str] = Counter()
        for announcement in message.announcements:
            row = self._rows.get(announcement.subject_id, SubjectRow(announcement.subject_id))
            if announcement.alert_id in row.told or announcement.alert_id in row.held:
                counts["repeated"] += 1
                continue
            alert, row = self._decide(announcement, row, counts)
            self._rows[row.subject_id] = touched[row.subject_id] = row
            if alert is not None:
                alerts.append(alert)
        return Outcome(tuple(alerts), touched, dict(counts))

    def _decide(
        self, announcement: Announcement, row: SubjectRow, counts: Counter[str]
    ) -> tuple[Alert | None, SubjectRow]:
        kept = self._rules.told_kept
        alert = render(announcement, suppressed=row.suppressed, rules=self._rules)
        reason = quiet_reason(alert, self._rules)
        if reason is not None:
            counts[f"suppressed.{reason}"] += 1
            held = (*row.held, alert.alert_id)[-kept:]
            return None, SubjectRow(row.subject_id, row.told, row.suppressed + 1, held)
        counts["published"] += 1
        return alert, SubjectRow(row.subject_id, (*row.told, alert.alert_id)[-kept:], 0, row.held)
