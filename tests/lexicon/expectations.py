"""Compares a reading with the partial sighting that an example expects. The vocabulary of `expect` is all here."""

from collections.abc import Mapping, Sequence
from typing import Any

from streams.records import Sighting, Toll


def faults(sightings: Sequence[Sighting], expect: Mapping[str, Any]) -> list[str]:
    """What differs; empty when some sighting (the count, where one is given) is as expected."""
    incidents = [s for s in sightings if s.modality in ("reported", "attempted")]
    count = expect.get("sightings")
    if count is not None:
        told = sightings if expect.get("modality") not in (None, "reported", "attempted") else incidents
        if len(told) != count:
            return [f"sightings {len(told)}, expected {count}"]
    wanted = {key: value for key, value in expect.items() if key != "sightings"}
    if not wanted:
        return []
    if not sightings:
        return ["nothing read"]
    differences = [_differences(sighting, wanted) for sighting in sightings]
    return min(differences, key=len)


def _differences(sighting: Sighting, wanted: Mapping[str, Any]) -> list[str]:
    return [
        f"{key} {_value(sighting, key)!r}, expected {value!r}"
        for key, value in wanted.items()
        if not _agrees(sighting, key, value)
    ]


def _value(sighting: Sighting, key: str) -> Any:
    place = sighting.place
    match key:
        case "place":
            return place and (place.city, place.admin1, place.name)
        case "country":
            return place and place.country
        case "targets":
            return [target.kind for target in (*sighting.targets, *sighting.victims)]
        case "harmed":
            return {part.text for part in (*sighting.targets, *sighting.victims)}
        case "perpetrators":
            return [name for one in sighting.perpetrators for name in dict.fromkeys((one.name, one.known_as))]
        case "occurred":
            return sighting.occurred and (sighting.occurred.start, sighting.occurred.end)
    return getattr(sighting, key)


def _agrees(sighting: Sighting, key: str, wanted: Any) -> bool:
    value = _value(sighting, key)
    if key in ("killed", "injured", "captured"):
        return _same_toll(value, wanted)
    if key == "place":
        return wanted in (value or ())
    if key == "occurred":
        return value is not None and value[0] == wanted
    if key == "targets":
        return set(wanted) <= set(value)
    if key == "harmed":
        return bool(value == set(wanted))
    if key in ("weapon", "perpetrators", "claimed_by", "reported_by"):
        return all(any(part.casefold() in item.casefold() for item in value) for part in wanted)
    return bool(value == wanted)


def _same_toll(value: Toll | None, wanted: Any) -> bool:
    """[low, high]; a missing or negative side is open. An expectation of [] is: unknown."""
    if not wanted:
        return value is None
    low, high = (side if side is not None and side >= 0 else None for side in (*wanted, None, None)[:2])
    return value is not None and (value.low, value.high) == (low, high)
