"""Compares the places of two mentions: the same, near, or such that both cannot be one attack's."""

from agents.attacks.reading.mentions import Event, Mention
from agents.text.places.mentions import PlaceMention, kilometres

_NEAR_KM = 40.0
_IN_TOWN_KM = 8.0


def clashing_places(first: PlaceMention | None, second: PlaceMention | None) -> bool:
    """Another country, region or town; what is missing clashes with nothing."""
    if first is None or second is None:
        return False
    if first.entry.country != second.entry.country:
        return not _is_part_of(first, second)
    if _may_hold(first, second) or _may_hold(second, first) or _lies_in_town(first, second):
        return False
    if is_local(first) and is_local(second):
        # "in Dana", "north of Idlib": one may lie in the other's neighbourhood.
        exact = is_exact(first) and is_exact(second)
        return not same_place(first, second) and (exact or _other_regions(first, second))
    if {first.entry.kind, second.entry.kind} == {"admin1", "city"} or first.entry.kind == second.entry.kind == "admin1":
        return _other_regions(first, second)
    return False


def _may_hold(place: PlaceMention, other: PlaceMention) -> bool:
    """A village that no list holds may lie in any listed town of its region."""
    if other.container is None or place.container is not None or place.entry.country != other.entry.country:
        return False
    return other.container.admin1_code == place.entry.admin1_code and other.container.kind != "country"


def _lies_in_town(first: PlaceMention, second: PlaceMention) -> bool:
    """ "Gare de Lyon" and "Paris": a site at a town's centre is in it, whatever region it is listed under."""
    kinds = {first.entry.kind, second.entry.kind}
    return kinds == {"city", "facility"} and kilometres(first.entry, second.entry) <= _IN_TOWN_KM


def _other_regions(first: PlaceMention, second: PlaceMention) -> bool:
    codes = {first.entry.admin1_code, second.entry.admin1_code}
    return None not in codes and len(codes) > 1


def _is_part_of(first: PlaceMention, second: PlaceMention) -> bool:
    """ "East Jerusalem" and "Jerusalem", whichever state each is listed under."""
    names = [set(place.entry.name.split()) for place in (first, second)]
    return is_local(first) and is_local(second) and (names[0] < names[1] or names[1] < names[0])


def same_place(first: PlaceMention | None, second: PlaceMention | None) -> bool:
    """One town or facility, by id or by name."""
    if first is None or second is None or not (is_local(first) and is_local(second)):
        return False
    return first.entry.geonameid == second.entry.geonameid or first.entry.name == second.entry.name


def is_nearer(event: Event, mention: Mention) -> bool:
    """ "… in Chicago. The shooting took place in Englewood", "in East Elmhurst, Queens": a part of the place told."""
    place, other = event.place(), mention.place
    if place is None or other is None or mention.is_another_attack or (mention.number or 1) > 1:
        return False
    named = place.entry.geonameid in mention.beside or any(other.entry.geonameid in m.beside for m in event.mentions)
    if not (mention.definite or named):
        return False
    return is_local(place) and is_local(other) and kilometres(place.entry, other.entry) <= _NEAR_KM


def are_apart(first: PlaceMention | None, second: PlaceMention | None) -> bool:
    """Both towns or facilities themselves, of which neither may lie in the other."""
    if first is None or second is None or not (is_exact(first) and is_exact(second)):
        return False
    return not (_may_hold(first, second) or _may_hold(second, first) or _lies_in_town(first, second))


def is_local(place: PlaceMention | None) -> bool:
    """Narrower than a region."""
    return place is not None and place.entry.kind in ("city", "facility")


def is_exact(place: PlaceMention | None) -> bool:
    """A town or facility itself, not "north of" it."""
    return place is not None and is_local(place) and not place.bearing
