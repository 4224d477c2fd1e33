"""From a document to its sightings: triggers, then mentions with slots, then events, then records."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.attacks.reading.detection.generality import is_charge, is_general
from agents.attacks.reading.detection.triggers import Refusal, find_triggers
from agents.attacks.reading.events import group_mentions
from agents.attacks.reading.following import add_following, search_tolls
from agents.attacks.reading.mentions import Event, Mention, Trigger
from agents.attacks.reading.parties.claimed import link_claims
from agents.attacks.reading.parties.known import add_known_group
from agents.attacks.reading.parties.states import share_striker
from agents.attacks.reading.series import link_series
from agents.attacks.reading.sightings import make_sightings
from agents.attacks.reading.siting.placing import fill_place, split_by_place
from agents.attacks.reading.telling import looks_back, make_mention
from agents.attacks.reading.timing.dating import (
    add_earlier_date,
    fill_date,
    inherit_dates,
    search_date,
    settle_date,
)
from agents.attacks.rules import ReadingRules
from agents.text.document import Document, Sentence
from agents.text.places.mentions import PlaceMention
from agents.text.places.places import Places
from streams.records import Sighting


@dataclass(frozen=True, slots=True)
class AttackReading:
    """`told` are the spans of sentences that tell lead attacks: they are no claims."""

    sightings: tuple[Sighting, ...] = ()
    told: tuple[tuple[int, int], ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class AttackReader:
    """Reads attacks; built once."""

    places: Places
    rules: ReadingRules = field(default_factory=ReadingRules)

    def read(self, document: Document) -> AttackReading:
        """All sightings of the article, lead ones first."""
        triggers, refusals = find_triggers(document)
        if not triggers:
            return AttackReading(refusals=tuple(refusals))
        places = self.places.resolve(document)
        principal = self.places.focus.principal(places, document)
        mentions = list(self._mentions(document, triggers, places, about=principal is not None))
        # "Une enquête pour tentative de meurtre": how the law calls what the page tells elsewhere.
        mentions = [mention for mention in mentions if not is_charge(document, mention.trigger)] or mentions
        events = group_mentions(document, mentions, self.rules)
        news = [event for event in events if not event.background]
        for event in news or events:
            event.principal = principal
        for event in events:
            event.home = self.places.focus.home(places, document, region=not event.background)
        share_striker(events)
        link_claims(document, events)
        continuing = add_following(document, events, triggers, places)
        add_known_group(document, events)
        for event in events:
            add_earlier_date(document, event)
            settle_date(document, event)
        search_tolls(document, events)
        inherit_dates(document, events)
        search_date(document, events, self.rules.recent_days)
        # What happened leads; what was denied, planned or only imagined stands behind it.
        # Of several the one that the headline tells is the page's news.
        events.sort(
            key=lambda event: (
                event.background,
                not _happened(event),
                not _is_headline(event),
                event.opening.trigger.start,
            )
        )
        sightings = link_series(make_sightings(document, events, self.places, self.rules))
        told = (*_spans(events), *continuing)
        return AttackReading(sightings, told, tuple(refusals))

    def _mentions(
        self, document: Document, triggers: list[Trigger], places: dict[int, list[PlaceMention]], *, about: bool
    ) -> Iterator[Mention]:
        for sentence, group in _by_sentence(triggers):
            for trigger in _distinct(document, group):
                mention = make_mention(document, trigger)
                fill_date(document, mention)
                fill_place(document, mention, places, self.places, about=about)
                if is_general(document, mention):
                    continue
                yield from split_by_place(document, mention, places.get(sentence.index, []))


def _happened(event: Event) -> bool:
    return event.opening.trigger.modality in ("reported", "attempted")


def _is_headline(event: Event) -> bool:
    return any(mention.sentence.kind == "title" for mention in event.mentions)


def _by_sentence(triggers: list[Trigger]) -> Iterator[tuple[Sentence, list[Trigger]]]:
    group: list[Trigger] = []
    for trigger in triggers:
        if group and group[-1].sentence is not trigger.sentence:
            yield group[0].sentence, group
            group = []
        group.append(trigger)
    if group:
        yield group[0].sentence, group


def _distinct(document: Document, group: list[Trigger]) -> list[Trigger]:
    """One trigger per sentence speaks for it, unless another begins a further attack or a different modality."""
    news = [trigger for trigger in group if not looks_back(document, trigger)]
    best = max(news or group, key=lambda trigger: (trigger.is_strong, trigger.type != "unknown", -trigger.start))
    chosen = [best]
    for trigger in group:
        if trigger is best:
            continue
        further = any(
            hit.end <= trigger.start and document.words_between(hit.end, trigger.start) <= 4
            for hit in trigger.sentence.of("another")
        )
        if further and abs(trigger.start - best.start) > 20:
            chosen.append(trigger)
    return sorted(chosen, key=lambda trigger: trigger.start)


def _spans(events: list[Event]) -> Iterator[tuple[int, int]]:
    for event in events:
        if not event.background:
            yield from ((mention.sentence.start, mention.sentence.end) for mention in event.mentions)
