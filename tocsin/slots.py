"""The slots of a sighting for people: their names, colours and values in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from streams.records import Evidence, Occurred, Place, Sighting, Toll


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot's name for people, its style in a terminal and its hue (degrees) on a page."""

    label: str
    style: str
    hue: int


SLOTS: dict[str, Slot] = {
    "type": Slot("attack", "bold white on red", 0),
    "weapon": Slot("weapon", "black on bright_yellow", 28),
    "targets": Slot("target", "white on blue", 215),
    "victims": Slot("victim", "black on bright_cyan", 190),
    "perpetrators": Slot("perpetrator", "white on magenta", 300),
    "claimed_by": Slot("claimed by", "black on bright_magenta", 325),
    "reported_by": Slot("reported by", "black on cyan", 172),
    "place": Slot("place", "black on green", 130),
    "occurred": Slot("time", "black on yellow", 52),
    "killed": Slot("killed", "white on dark_red", 345),
    "injured": Slot("injured", "black on orange3", 14),
    "captured": Slot("captured", "black on grey70", 255),
}
UNKNOWN = "unknown"
_ALWAYS_SHOWN = frozenset({"place", "occurred", "killed", "injured"})


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot with its values and the spans that they were read from; no values: unknown."""

    slot: str
    values: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def slot_rows(sighting: Sighting) -> Iterator[SlotRow]:
    """The filled slots in a fixed order; place, time and toll also when they are unknown."""
    for slot in SLOTS:
        values = tuple(_values(sighting, slot))
        if values or slot in _ALWAYS_SHOWN:
            yield SlotRow(slot, values, tuple(span for span in sighting.evidence if span.slot == slot))


def describe_sighting(sighting: Sighting) -> str:
    """What the article alone says of it, in one line."""
    told: str = sighting.novelty or "no incident"
    if sighting.novelty_class:
        told = f"{told}, {sighting.novelty_class}"
    certainty = "hedged" if sighting.hedged else "told as a fact"
    facts = dict.fromkeys([sighting.type, sighting.focus, told, sighting.modality, certainty])
    return " · ".join([*facts, f"confidence {sighting.confidence:.2f}"])


def _values(sighting: Sighting, slot: str) -> Iterator[str]:
    match slot:
        case "targets":
            for target in sighting.targets:
                yield f"{target.text} ({target.kind}{f', {target.count}' if target.count is not None else ''})"
        case "victims":
            yield from (f"{victim.text} ({victim.kind})" for victim in sighting.victims)
        case "perpetrators":
            yield from (f"{one.name} ({one.kind}, {one.status})" for one in sighting.perpetrators)
        case "type":
            yield sighting.type
        case _:
            yield from _plain_values(getattr(sighting, slot))


def _plain_values(value: Place | Occurred | Toll | tuple[str, ...] | None) -> Iterator[str]:
    match value:
        case Place():
            yield _describe_place(value)
        case Occurred():
            days = value.start if value.start == value.end else f"{value.start or '?'} to {value.end or '?'}"
            yield f"{days} ({value.precision})"
        case Toll():
            yield describe_toll(value)
        case tuple():
            yield from value


def _describe_place(place: Place) -> str:
    names = [place.name, place.city, place.admin1, place.country_name or place.country]
    distinct = list(dict.fromkeys(name for name in names if name))
    # Below zero are the gazetteer's own numbers, for places that GeoNames' extract lacks.
    geoname = f", GeoNames {place.geonameid}" if place.geonameid is not None and place.geonameid > 0 else ""
    return f"{', '.join(distinct)} ({place.precision}{geoname})"


def describe_toll(toll: Toll) -> str:
    """ "3", "at least 3", "at most 7", "5 to 7"."""
    if toll.low == toll.high:
        return UNKNOWN if toll.low is None else str(toll.low)
    if toll.high is None:
        return f"at least {toll.low}"
    return f"at most {toll.high}" if toll.low is None else f"{toll.low} to {toll.high}"
