"""Announcements for tests of alerts: a convoy bombed at Tarqa, unless a test says otherwise."""

from dataclasses import replace
from typing import Any

from agents.attacks.state import report_of, row_of
from agents.attacks.summary import summarise
from agents.claims.state import add_statement, open_claim, statement_of
from agents.claims.summary import summarise as summarise_claim
from streams.ids import stable_id
from streams.records import Announcement, Claim, Incident, Quote
from tests.attacks.samples import sighting
from tests.claims.samples import occurrence


def incident(subject: str = "i", **slots: Any) -> Incident:
    return summarise(row_of(subject, [report_of(sighting("a", **slots))], {}))


def claim(subject: str = "c", text: str = "Parliament ratified the law in 2023.") -> Claim:
    row = open_claim(subject, occurrence("a", text))
    return summarise_claim(add_statement(row, statement_of(occurrence("a", text), None), 1, kept=9, counted=9))


def announcement(kind: str = "attack.new", **fields: Any) -> Announcement:
    """About incident `i`; `about` tells apart announcements of one kind."""
    about = fields.pop("about", ())
    told = incident()
    base = Announcement(
        alert_id=stable_id("i", kind, *about),
        kind=kind,
        subject_id="i",
        revision=1,
        published_at="2024-03-04T12:00:00Z",
        reasons=("first_report_as_news",),
        changed=(),
        evidence=(Quote("a", "outlet of a", None, "As a tells it.", "text", 0, 20),),
        rules_version="attacks-1",
        incident=told,
    )
    return replace(base, **fields)
