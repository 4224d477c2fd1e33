"""Makes the record of an event: merges its mentions' slots, each with its evidence."""

from dataclasses import replace
from datetime import date
from typing import Literal

from agents.attacks.reading.events import age_days
from agents.attacks.reading.features import Features, features_of
from agents.attacks.reading.kinds import PEOPLE
from agents.attacks.reading.mentions import Count, Event, Found, Mention, evidence
from agents.attacks.reading.parties.naming import attackers, distinct, named_again, weapons_alone
from agents.attacks.reading.timing.stamps import own_day
from agents.attacks.reading.tolls.settling import settle_tolls
from agents.attacks.rules import ReadingRules
from agents.text.document import Document
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.places.mentions import PlaceMention, place_record
from agents.text.places.places import Places
from agents.text.vocabulary import TRIGGERS
from streams.ids import stable_id
from streams.records import (
    Evidence,
    Novelty,
    Occurred,
    Perpetrator,
    Place,
    Sighting,
    Target,
    Toll,
    Victim,
)

_NO_INCIDENT = frozenset({"foiled", "threatened", "hypothetical", "denied"})
_TYPE_WEIGHT = {"title": 2.0, "lede": 2.0}
_GENERAL = {"unknown": 0.0, "armed_assault": 0.6, "bombing": 0.9, "arson": 0.5, "shelling": 0.6, "sabotage": 0.4}
"""Types that other attacks involve or are called by: a bomb sets fire, an ambush is an assault."""
_DELIVERY = ("bombing", "shelling", "missile_or_rocket", "air_strike", "drone_strike", "assassination")
_MAX_LISTED = 8


def make_sightings(
    document: Document, events: list[Event], places: Places, rules: ReadingRules
) -> tuple[Sighting, ...]:
    """One sighting per event. Where the article tells one attack as its news, its headline is all about that one."""
    alone = sum(not event.background for event in events) <= 1
    features = features_of(document, events)
    return tuple(
        _make_sighting(document, event, places, rules, alone=alone, features=own)
        for event, own in zip(events, features, strict=True)
    )


def _make_sighting(
    document: Document, event: Event, places: Places, rules: ReadingRules, *, alone: bool, features: Features
) -> Sighting:
    """One sighting, with everything that the owner of incidents needs to match it."""
    article, opening = document.article, event.opening
    spans: list[Evidence] = [evidence(document, "type", opening.trigger.start, opening.trigger.end)]
    modality = opening.trigger.modality
    occurred = _occurred(document, event, spans)
    counts = settle_tolls(document, event, alone=alone)
    novelty, novelty_class = _novelty(document, event, rules, modality)
    field_name, quote_start, quote_end = document.locate(opening.sentence.start, opening.sentence.end)
    return Sighting(
        sighting_id=stable_id(article.id, opening.trigger.start, _place_key(event)),
        article_id=article.id,
        article_version=article.version,
        outlet=article.outlet,
        language=document.language,
        published_at=article.reference_at,
        focus="background" if event.background else "lead",
        type=_type(document, event, alone),
        modality=modality,
        hedged=any(mention.hedged for mention in event.mentions[:1]),
        confidence=_confidence(event),
        novelty=novelty,
        novelty_class=novelty_class,
        weapon=tuple(_weapons(document, event, spans)),
        targets=tuple(_targets(document, event, spans)),
        victims=tuple(_victims(document, event, spans)),
        perpetrators=tuple(_perpetrators(document, event, spans)),
        claimed_by=tuple(_texts(document, "claimed_by", [f for m in event.mentions for f in m.claimed_by], spans)),
        reported_by=tuple(_sources(document, event, spans)),
        place=_place(document, event, places, spans),
        occurred=occurred,
        killed=_toll(document, counts, "killed", spans),
        injured=_toll(document, counts, "injured", spans),
        captured=_toll(document, counts, "captured", spans),
        evidence=tuple(spans),
        owner=article.owner,
        url=article.url,
        quote=" ".join(document.printed[opening.sentence.start : opening.sentence.end].split()),
        quote_field=field_name,
        quote_start=quote_start,
        quote_end=quote_end,
        terms=features.terms,
        names=features.names,
        streets=features.streets,
        ages=features.ages,
        days=features.days,
        copy_key=features.copy_key,
    )


def _place_key(event: Event) -> str:
    """Two attacks told by one trigger ("à Nassiriya et à Samawa") differ by place."""
    place = event.opening.place
    return str(place.start) if place is not None and event.opening.number else ""


def _type(document: Document, event: Event, alone: bool) -> str:
    """The most specific type that headline, lede and body agree on."""
    scores: dict[str, float] = {}
    by_hand = _is_by_hand(event)
    for mention in event.mentions:
        weight = _TYPE_WEIGHT.get(mention.sentence.kind, 1.0)
        kind = mention.trigger.type
        kind = "armed_assault" if kind == "unknown" and mention.perpetrators and by_hand else kind
        scores[kind] = scores.get(kind, 0.0) + weight * _GENERAL.get(kind, 1.0)
        for other in mention.sentence.hits if alone or mention.sentence.kind != "title" else ():
            if other.payload.type and other.payload.concept in ("weapon", "perpetrator", *TRIGGERS):
                share = 1.0 if other.payload.concept == "perpetrator" else 0.5
                scores[other.payload.type] = scores.get(other.payload.type, 0.0) + share * weight * _GENERAL.get(
                    other.payload.type, 1.0
                )
    if scores.get("suicide_bombing") and scores.get("bombing"):
        scores["suicide_bombing"] += scores["bombing"]
    if scores.get("chemical"):
        # Gas comes in shells, bombs and rockets.
        scores["chemical"] += sum(scores.get(kind, 0.0) for kind in _DELIVERY)
    if scores.get("drone_strike") and scores.get("air_strike"):
        scores["drone_strike"] += scores["air_strike"]
    best = max(scores, key=lambda kind: (scores[kind], kind))
    return best if scores[best] > 0 else "unknown"


def _is_by_hand(event: Event) -> bool:
    """ "Militiamen attacked a camp. Fourteen people were killed": people who hurt people, with no means of it told."""
    hurt = any((count.toll.low or 0) > 0 for m in event.mentions for count in (*m.killed, *m.injured))
    arms = {hit.payload.type for m in event.mentions for hit in m.sentence.of("weapon") if hit.payload.type}
    states = any(found.kind == "state" for m in event.mentions for found in m.perpetrators)
    return hurt and not states and arms <= {"armed_assault"}


def _novelty(
    document: Document, event: Event, rules: ReadingRules, modality: str
) -> tuple[Novelty | None, Literal["breaking", "recent", "late"] | None]:
    if modality in _NO_INCIDENT:
        return None, None
    if event.background or document.reference is None:
        return "background", None
    day = event.day()
    age = age_days(day[1] if day else None, document.reference)
    if age is None:
        return "new", "breaking" if document.article.published_at else "late"
    if age * 24 <= rules.breaking_hours:
        return "new", "breaking"
    return "new", "recent" if age <= rules.recent_days else "late"


def _occurred(document: Document, event: Event, spans: list[Evidence]) -> Occurred | None:
    """The day told; of what happened without one only that it was by the day of the report."""
    span = event.dated
    if span is None or not (span.first_day or span.last_day):
        happened = event.opening.trigger.modality not in _NO_INCIDENT
        # "BANGUI, 26 October -": what a page tells happened before it was written, whenever it was published.
        by = (own_day(document) or document.reference) if happened else None
        return Occurred(None, _iso(by), "unknown") if by else None
    spans.append(evidence(document, "occurred", span.start, span.end))
    return Occurred(_iso(span.first_day), _iso(span.last_day), span.precision, document.text[span.start : span.end])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(document: Document, event: Event, places: Places, spans: list[Evidence]) -> Place | None:
    mention = event.place()
    region = next((m.region for m in event.mentions if m.region), None)
    if mention is None:
        mention = region or event.home
    elif mention.entry.kind == "country" and _narrows(event.home, mention):
        mention = event.home
    if mention is None:
        return None
    if mention.container is not None and mention.container.kind == "country":
        # A village of which the page only says elsewhere in which region it lies.
        wider = next((m for m in (region, event.home) if m is not None and _narrows(m, mention)), None)
        mention = replace(mention, container=wider.entry) if wider else mention
    if mention.end > mention.start:
        spans.append(evidence(document, "place", mention.start, mention.end))
    mention = places.focus.at_home(mention, document)
    return place_record(mention, document.text[mention.start : mention.end] if mention.named else "")


def _narrows(home: PlaceMention | None, country: PlaceMention) -> bool:
    """Whether the page is at home in one region of the country that the attack's sentences name."""
    return home is not None and home.entry.kind == "admin1" and home.entry.country == country.entry.country


def _toll(document: Document, counts: dict[str, Count | None], slot: str, spans: list[Evidence]) -> Toll | None:
    count = counts[slot]
    if count is None:
        return None
    spans.append(evidence(document, slot, count.found.start, count.found.end))
    return count.toll


def _weapons(document: Document, event: Event, spans: list[Evidence]) -> list[str]:
    vague = document.vocabulary.words("vague_weapon")
    kept = weapons_alone([f for m in event.mentions for f in m.weapons], vague=vague, most=_MAX_LISTED)
    spans.extend(evidence(document, "weapon", item.start, item.end) for item in kept)
    return [item.text for item in kept]


def _texts(document: Document, slot: str, found: list[Found], spans: list[Evidence]) -> list[str]:
    texts: dict[str, Found] = {}
    for item in found:
        texts.setdefault(item.text, item)
    kept = list(texts.values())[:_MAX_LISTED]
    spans.extend(evidence(document, slot, item.start, item.end) for item in kept)
    return [item.text for item in kept]


def _targets(document: Document, event: Event, spans: list[Evidence]) -> list[Target]:
    found = _distinct(document, [f for m in event.mentions for f in m.targets])
    spans.extend(evidence(document, "targets", item.start, item.end) for item in found)
    return [Target(item.text, item.kind, item.count) for item in found]


def _victims(document: Document, event: Event, spans: list[Evidence]) -> list[Victim]:
    found = _distinct(document, [f for m in event.mentions for f in m.victims if f.kind in PEOPLE])
    spans.extend(evidence(document, "victims", item.start, item.end) for item in found)
    return [Victim(item.text, item.kind) for item in found]


def _perpetrators(document: Document, event: Event, spans: list[Evidence]) -> list[Perpetrator]:
    found = attackers(
        [mention.perpetrators for mention in event.mentions],
        vague=document.vocabulary.words("vague_attacker"),
        nobody=document.vocabulary.words("no_attacker"),
        head_last=document.language in MODIFIERS_FIRST,
        most=_MAX_LISTED,
    )
    claimed = {f.text for m in event.mentions for f in m.claimed_by}
    spans.extend(evidence(document, "perpetrators", item.start, item.end) for item in found)
    listed = [
        Perpetrator(
            item.called or item.text,
            item.kind or "individual",  # type: ignore[arg-type]
            "claimed" if item.text in claimed else item.status,  # type: ignore[arg-type]
            item.text if item.called else None,
        )
        for item in found
    ]
    missing = claimed - {item.text for item in found}
    return listed + [Perpetrator(name, "organization", "claimed") for name in sorted(missing)]


def _sources(document: Document, event: Event, spans: list[Evidence]) -> list[str]:
    named = _texts(document, "reported_by", [f for m in event.mentions for f in m.reported_by], spans)
    credited = [source for source in document.article.sources if source not in named]
    return named + credited


def _distinct(document: Document, found: list[Found]) -> list[Found]:
    vague = document.vocabulary.words("vague_person")
    found = [item for item in found if not named_again(document, item, found)]
    return distinct(found, vague=vague, head_last=document.language in MODIFIERS_FIRST, most=_MAX_LISTED)


def _confidence(event: Event) -> float:
    """Share of what a full report has; nothing is learned from it, it orders what a person reviews."""
    opening: Mention = event.opening
    place: PlaceMention | None = event.place()
    score = 0.35 + 0.2 * opening.trigger.is_strong
    score += 0.15 * (place is not None and place.entry.kind != "country")
    score += 0.1 * (event.day() is not None)
    score += 0.1 * any(m.killed or m.injured for m in event.mentions)
    score += 0.1 * any(m.targets or m.victims for m in event.mentions)
    return round(score - 0.15 * opening.hedged, 2)
