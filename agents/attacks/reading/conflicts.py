"""What speaks against two mentions telling one attack: place, day, type, modality."""

from datetime import date

from agents.attacks.reading.mentions import Event, Mention
from agents.attacks.reading.siting.vicinity import clashing_places, is_local, is_nearer, same_place
from agents.attacks.rules import ReadingRules
from agents.text.dates.calendar import days_before

_FAMILIES = {
    "bombing": "blast",
    "suicide_bombing": "blast",
    "vehicle_ramming": "ramming",
    "armed_assault": "assault",
    "ambush": "assault",
    "assassination": "killing",
    "stabbing": "stabbing",
    "abduction": "abduction",
    "arson": "arson",
    "missile_or_rocket": "fire",
    "shelling": "fire",
    "air_strike": "air",
    "drone_strike": "air",
    "chemical": "chemical",
    "sabotage": "sabotage",
}
_COMPATIBLE = frozenset(
    frozenset(pair)
    for pair in (
        ("blast", "assault"),
        ("blast", "fire"),
        ("blast", "air"),
        ("fire", "air"),
        ("blast", "sabotage"),
        ("assault", "arson"),
        ("assault", "sabotage"),
        ("assault", "stabbing"),
        ("assault", "ramming"),
        ("ramming", "stabbing"),
        ("assault", "abduction"),
        ("stabbing", "arson"),
        ("blast", "ramming"),
        ("arson", "sabotage"),
        ("blast", "arson"),
        ("assault", "fire"),
        ("abduction", "arson"),
        ("fire", "arson"),
        ("air", "arson"),
        ("chemical", "blast"),
        ("chemical", "fire"),
        ("chemical", "air"),
        *(
            ("killing", other)
            for other in ("assault", "blast", "fire", "air", "stabbing", "ramming", "abduction", "arson")
        ),
    )
)


def conflict(event: Event, mention: Mention, rules: ReadingRules, reference: date | None) -> bool:
    """A clash of date, place or kind; what is missing clashes with nothing."""
    return (
        clashing_days(event, mention, rules, reference)
        or _is_elsewhere_on_another_day(event, mention)
        or (clashing_places(event.place(), mention.place) and not is_nearer(event, mention))
        or clashing_types(event, mention)
        or _clashing_modality(event, mention)
    )


def _clashing_modality(event: Event, mention: Mention) -> bool:
    happened = {"reported", "attempted"}
    return (event.opening.trigger.modality in happened) != (mention.trigger.modality in happened)


def clashing_types(event: Event, mention: Mention) -> bool:
    """Kinds that no one attack is of: a kidnapping and a strike from the air."""
    mine = _family(mention)
    if mine is None:
        return False
    families = {_family(other) for other in event.mentions} - {None}
    if not families or mine in families:
        return False
    return not any(frozenset((mine, other)) in _COMPATIBLE for other in families if other)


def _family(mention: Mention) -> str | None:
    """What kinds of attack it may be one with: in any kind something "was destroyed"."""
    family = _FAMILIES.get(mention.trigger.type)
    is_effect = not (mention.trigger.is_strong or mention.perpetrators)
    return None if family == "sabotage" and is_effect else family


def clashing_days(event: Event, mention: Mention, rules: ReadingRules, reference: date | None) -> bool:
    """Days apart, also of news that tells none and happened shortly before it was printed."""
    days = _days(mention)
    if days is None:
        return False
    told = event.day()
    if told is None:
        if event.background or reference is None:
            return False
        # News without a date of its own happened shortly before it was printed; a weekday is of the last seven.
        weekday = mention.date is not None and mention.date.kind == "weekday"
        told = (days_before(reference, rules.recent_days if weekday else rules.undated_days), reference)
    slack = 1 if mention.date and mention.date.precision == "day" else 0
    return max((told[0] - days[1]).days, (days[0] - told[1]).days) > slack


def _is_elsewhere_on_another_day(event: Event, mention: Mention) -> bool:
    """ "… ce mardi à Angol. Hier à Temuco, …": a day apart is one attack only where it may be at one place."""
    days, told = _days(mention), event.day()
    if days is None or told is None or mention.date is None or mention.date.precision not in ("day", "minute"):
        return False
    apart = days[1] < told[0] or told[1] < days[0]
    return apart and is_local(mention.place) and not same_place(event.place(), mention.place)


def _days(mention: Mention) -> tuple[date, date] | None:
    if mention.date is None or mention.date.first_day is None or mention.date.last_day is None:
        return None
    return mention.date.first_day, mention.date.last_day
