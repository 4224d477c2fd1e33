"""Writes the one sentence that a person reads, from the record alone. Pure."""

from streams.records import Announcement, Claim, Incident, Place, TollRange

_TYPES = {
    "bombing": "Bombing",
    "suicide_bombing": "Suicide bombing",
    "armed_assault": "Armed assault",
    "ambush": "Ambush",
    "assassination": "Assassination",
    "abduction": "Abduction",
    "arson": "Arson attack",
    "stabbing": "Stabbing",
    "vehicle_ramming": "Vehicle ramming",
    "missile_or_rocket": "Missile or rocket attack",
    "shelling": "Shelling",
    "air_strike": "Air strike",
    "drone_strike": "Drone strike",
    "chemical": "Chemical attack",
    "sabotage": "Sabotage",
    "unknown": "Attack",
}
_QUOTE_CHARACTERS = 140


def headline(announcement: Announcement) -> str:
    """One sentence in English, whatever the language of the reports."""
    if announcement.incident is not None:
        return _incident_headline(announcement, announcement.incident)
    if announcement.claim is not None:
        return _claim_headline(announcement.claim, len(announcement.claims))
    return announcement.kind


def _incident_headline(announcement: Announcement, incident: Incident) -> str:
    what = f"{_TYPES.get(incident.type, 'Attack')} {_where(incident.place)}{_when(incident)}"
    tail = _origin(incident) if announcement.kind == "attack.new" else ""
    if announcement.kind == "attack.retracted":
        return f"Withdrawn: {what[0].lower()}{what[1:]}"
    if announcement.kind == "attack.corroborated":
        return f"{what}: now told by {incident.counts.origins} independent origins"
    if announcement.changed:
        label = "corrected" if announcement.kind == "attack.corrected" else "now"
        changes = ", ".join(_change(c.path, c.old, c.new) for c in announcement.changed)
        return f"{what}: {label} {changes}"
    target = f" on {incident.targets[0].text}" if incident.targets else ""
    return f"{what}{target}: {_tolls(incident)}{tail}"


def _where(place: Place | None) -> str:
    if place is None:
        return "at an unknown place"
    if place.country_name and place.precision != "country":
        return f"in {place.spoken}, {place.country_name}"
    return f"in {place.country_name or place.spoken}"


def _when(incident: Incident) -> str:
    if incident.occurred is None or incident.occurred.start is None:
        return ""
    end = incident.occurred.end
    return (
        f" on {incident.occurred.start}"
        if end in (None, incident.occurred.start)
        else f" ({incident.occurred.start} to {end})"
    )


def _tolls(incident: Incident) -> str:
    told = [text for text in (_toll(incident.killed, "killed"), _toll(incident.injured, "injured")) if text]
    return ", ".join(told) if told else "casualties unknown"


def _toll(toll: TollRange | None, word: str) -> str:
    if toll is None or toll.current is None:
        return ""
    return f"nobody {word}" if toll.current == 0 else f"{toll.current} {word}"


def _change(path: str, old: object, new: object) -> str:
    slot = path.split(".")[0].replace("_", " ")
    new_text = ", ".join(map(str, new)) if isinstance(new, list | tuple) else str(new)
    return f"{slot} {new_text}" if old in (None, (), []) else f"{slot} {new_text} (was {_plain(old)})"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _origin(incident: Incident) -> str:
    return f" (origin: {incident.origins[0]})" if incident.origins else ""


def _claim_headline(claim: Claim, others: int) -> str:
    text = claim.canonical_text
    short = text if len(text) <= _QUOTE_CHARACTERS else text[: _QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
    more = f" (and {others} more claims of the same articles)" if others else ""
    return f"Stated by {claim.counts.outlets} outlets since {claim.first_outlet}: “{short}”{more}"
