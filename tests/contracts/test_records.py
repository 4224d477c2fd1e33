"""Field names that consumers, scorers and dashboards rely on. Renaming or dropping one is a new topic version."""

from dataclasses import fields
from typing import get_args

import pytest

from streams import records

FIELDS = {
    "Article": "id outlet owner url title text language published_at fetched_at version status sources",
    "Sighting": "sighting_id article_id article_version outlet language published_at incident_id novelty focus type "
    "weapon targets victims perpetrators claimed_by reported_by place occurred killed injured captured modality "
    "hedged confidence evidence",
    "Target": "text kind count",
    "Victim": "text kind",
    "Perpetrator": "name kind status",
    "Place": "name city admin1 country country_name geonameid lat lon precision",
    "Occurred": "start end precision expression",
    "Toll": "low high",
    "Evidence": "slot field start end",
    "Incident": "incident_id revision state type weapon targets perpetrators responsibility_claims denials occurred "
    "place killed injured series_id first_reported first_seen last_seen origins counts mentions merged_from",
    "TollRange": "low current high series",
    "ReportedToll": "value origin article_id at start end",
    "FirstReport": "article_id outlet published_at",
    "Counts": "articles outlets owners origins countries languages",
    "ClaimOccurrence": "article_id claim_id text field start end repeat form voice attributed_to score candidates",
    "Candidate": "claim_id score veto",
    "Claim": "claim_id canonical_text first_seen last_seen first_outlet counts velocity variants contradicts "
    "incident_ids occurrences",
    "Alert": "alert_id kind msg_type subject_id revision published_at occurred_at severity urgency certainty headline "
    "reasons changed evidence counts suppressed rules_version incident claim",
    "Change": "path old new",
    "Quote": "article_id outlet url quote field start end",
}

VALUES = {
    ("Sighting", "modality"): "reported attempted foiled threatened denied hypothetical",
    ("Sighting", "focus"): "lead background",
    ("Place", "precision"): "exact city district admin1 country unknown",
    ("Occurred", "precision"): "minute day month year unknown",
    ("Perpetrator", "kind"): "individual organization state",
    ("Perpetrator", "status"): "alleged claimed confirmed denied",
    ("Incident", "state"): "open corroborated contested retracted merged closed",
    ("ClaimOccurrence", "voice"): "asserted attributed hedged rebutted",
    ("Article", "status"): "usable corrected canceled",
    ("Alert", "msg_type"): "Alert Update Cancel",
    ("Alert", "severity"): "Extreme Severe Moderate Minor Unknown",
}

TYPES = (
    "bombing suicide_bombing armed_assault ambush assassination abduction arson stabbing vehicle_ramming "
    "missile_or_rocket shelling air_strike drone_strike chemical sabotage unknown"
)


@pytest.mark.parametrize("record", FIELDS)
def test_record_has_the_fields_of_the_contract(record: str) -> None:
    """Others may be added freely."""
    names = {field.name for field in fields(getattr(records, record))}
    assert set(FIELDS[record].split()) <= names


@pytest.mark.parametrize(("record", "name"), VALUES, ids=str)
def test_field_has_the_values_of_the_contract(record: str, name: str) -> None:
    (kind,) = (field.type for field in fields(getattr(records, record)) if field.name == name)
    assert set(get_args(kind)) == set(VALUES[record, name].split())


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (records.Novelty, "new update known background"),
        (records.Form, "verbatim near paraphrase translation"),
        (records.Field, "title text"),
    ],
)
def test_optional_values(kind: object, values: str) -> None:
    assert set(get_args(kind)) == set(values.split())


def test_attack_types() -> None:
    assert set(TYPES.split()) == records.ATTACK_TYPES


@pytest.mark.parametrize("record", FIELDS)
def test_records_are_frozen(record: str) -> None:
    assert getattr(records, record).__dataclass_params__.frozen
