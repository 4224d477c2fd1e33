"""Decides which mentions of an article are one attack, which are several, and which are only context."""

from dataclasses import replace
from datetime import date

from agents.attacks.reading.conflicts import clashing_days, clashing_types, conflict
from agents.attacks.reading.detection.context import is_anchor, is_of_record, is_of_trial
from agents.attacks.reading.detection.modality import is_unmeant
from agents.attacks.reading.detection.policing import is_policed
from agents.attacks.reading.fullness import is_aside, is_told_enough
from agents.attacks.reading.mentions import Event, Mention
from agents.attacks.reading.siting.vicinity import are_apart, clashing_places, is_local, is_nearer, same_place
from agents.attacks.rules import ReadingRules
from agents.text.document import Document
from agents.text.places.mentions import PlaceMention

# Types that cannot be one attack with another of a different family; anything else may be told in several words.


_TOLD_FIRST = 2
_AFTERWARDS = ("captured", "trial", "aftermath")
_MENTIONS_KEPT = 60
"""Mentions that an event remembers: a page that says it more often adds nothing, and each is compared with each."""


def group_mentions(document: Document, mentions: list[Mention], rules: ReadingRules) -> list[Event]:
    """Events in the order in which the article first tells them.

    Body before headline and captions: those repeat, and only where nothing else tells it do they open an event.
    """
    unmeant = [mention for mention in mentions if is_unmeant(mention.sentence)]
    told = [mention for mention in mentions if not is_unmeant(mention.sentence)]
    body = [mention for mention in told if mention.sentence.kind not in ("title", "caption")]
    demoted = [mention for mention in told if mention.sentence.kind in ("title", "caption") and not mention.aside]
    events: list[Event] = []
    discourse = _Discourse(document, rules)
    for mention in body:
        background = discourse.step(mention)
        _place_mention(events, mention, background, discourse.segment, rules, document.reference)
    for mention in demoted:
        _place_demoted(document, events, mention, discourse, rules)
    for mention in unmeant:
        _place_unmeant(events, mention, rules, document.reference)
    _join_aftermath(events, rules)
    enough = [event for event in events if is_told_enough(document, event)]
    return [event for event in enough if not is_aside(event)] or enough


def _join_aftermath(events: list[Event], rules: ReadingRules) -> None:
    """The news of an arrest, a charge or a burial tells the attack again, and its day: that is no other attack."""
    news = [event for event in events if not event.background]
    if len(news) != 1:
        return
    lead = news[0]
    follows = any(mention.sentence.of(*_AFTERWARDS) for mention in lead.mentions[:_TOLD_FIRST])
    if not follows and lead.day() is not None:
        return
    for event in [event for event in events if event.background]:
        if any(m.another or m.sentence.of("recap", "generic") for m in event.mentions):
            continue
        if (lead.day() and event.day()) or any(conflict(lead, m, rules, None) for m in event.mentions):
            continue
        lead.mentions.extend(event.mentions[: _MENTIONS_KEPT - len(lead.mentions)])
        events.remove(event)


class _Discourse:
    """Walks through the article: after a dated recap, what has no date is context too, until news resumes."""

    def __init__(self, document: Document, rules: ReadingRules) -> None:
        self._document = document
        self._rules = rules
        # "Five years on, survivors remember …": the page looks back, whatever its sentences say.
        self._in_recap = any(s.kind == "title" and s.of("recap") for s in document.sentences)
        self._policed = is_policed(document)
        self._last_line = -1
        self._told = False
        self.segment = 0

    def step(self, mention: Mention) -> bool:
        """Whether this mention is background."""
        crossed = any(
            line.kind == "crosslink"
            for line in self._document.lines[self._last_line + 1 : mention.sentence.line]
            if self._last_line >= 0
        )
        self._last_line = mention.sentence.line
        if crossed:
            self.segment += 1
        if mention.aside:
            return True
        told, self._told = self._told, True
        if is_anchor(self._document, mention):
            # "After the attack they fled": the one told before; else one that only says since when.
            return self._in_recap or not (told and (mention.definite or mention.refers_back))
        explicit = self.is_background(mention)
        if explicit is None:
            return self._in_recap and not mention.fresh
        if explicit != self._in_recap:
            self.segment += 1
        self._in_recap = explicit
        return explicit

    def is_background(self, mention: Mention) -> bool | None:
        """True or False where the sentence itself says so, else None."""
        lead = mention.sentence.kind in ("title", "lede") and not self._in_recap
        if mention.fresh and not mention.recap:
            return False
        if mention.recap or is_of_trial(self._document, mention):
            return True
        if self._policed and is_of_record(self._document, mention):
            return True
        age = age_days(mention.date.last_day if mention.date else None, self._document.reference)
        if age is None:
            return False if lead else None
        if mention.date is not None and mention.date.precision in ("month", "year") and not lead:
            return True
        return age > self._rules.recent_days and not lead


def age_days(day: date | None, reference: date | None) -> int | None:
    """Days from the event to the article's reference time."""
    return None if day is None or reference is None else (reference - day).days


def _place_mention(
    events: list[Event],
    mention: Mention,
    background: bool,
    segment: int,
    rules: ReadingRules,
    reference: date | None,
) -> None:
    match = _find_event(events, mention, background, segment, rules, reference)
    if match is None:
        events.append(Event([mention], background, segment))
    elif len(match.mentions) < _MENTIONS_KEPT:
        match.mentions.append(mention)


def _find_event(
    events: list[Event],
    mention: Mention,
    background: bool,
    segment: int,
    rules: ReadingRules,
    reference: date | None,
) -> Event | None:
    """The event that a mention speaks of: the one at its place, else the last one that nothing speaks against."""
    fitting = [
        event
        for event in events
        if event.background == background
        and (not background or event.segment == segment or mention.refers_back)
        and not conflict(event, mention, rules, reference)
    ]
    there = [event for event in fitting if same_place(event.place(), mention.place)]
    if there:
        return there[-1]
    if mention.is_another_attack:
        return None
    unplaced = [event for event in fitting if not are_apart(event.place(), mention.place) or is_nearer(event, mention)]
    if not unplaced:
        return None
    if background and not _follows(unplaced[-1], mention):
        return None
    return unplaced[-1] if mention.place or len(unplaced) == 1 or mention.refers_back else _nearest(unplaced, mention)


def _nearest(events: list[Event], mention: Mention) -> Event:
    """Without a place of its own a mention continues what the sentences before it told."""
    return max(events, key=lambda event: event.mentions[-1].trigger.start)


def _follows(event: Event, mention: Mention) -> bool:
    """In a recap, only a neighbouring sentence or an explicit "cette attaque" continues an event."""
    if mention.refers_back:
        return True
    return mention.sentence.index - event.mentions[-1].sentence.index <= 1


def _place_demoted(
    document: Document, events: list[Event], mention: Mention, discourse: _Discourse, rules: ReadingRules
) -> None:
    """A headline or caption supports the events that it fits; a headline alone opens one."""
    leads = [event for event in events if not event.background]
    if any(_names_region_of(mention.place, event.place()) for event in leads):
        mention = replace(mention, place=None)
    fitting = [event for event in leads if not conflict(event, mention, rules, document.reference)]
    if is_local(mention.place):
        local = [event for event in fitting if same_place(event.place(), mention.place)]
        fitting = local or [event for event in fitting if not are_apart(event.place(), mention.place)]
    if fitting:
        several = mention.number is not None and mention.number > 1
        for event in (
            fitting if several or mention.sentence.kind == "caption" else [_most_alike(document, fitting, mention)]
        ):
            event.mentions.append(mention)
    elif mention.sentence.kind == "title" and not leads:
        background = discourse.is_background(mention) is True
        first = events[0] if events and events[0].opening.sentence.kind == "lede" else None
        if first is not None and not background and not conflict(first, mention, rules, None):
            # What headline and lede tell is the news, however old: an arrest, a verdict.
            first.background = False
            first.mentions.append(mention)
        else:
            events.insert(0, Event([mention], background, 0))


def _most_alike(document: Document, events: list[Event], mention: Mention) -> Event:
    """The attack whose sentences share most words with a headline; of equals the one that the page tells first."""
    words = _content(document, mention)
    return max(
        events, key=lambda event: max(len(words & _content(document, told)) for told in event.mentions[:_TOLD_FIRST])
    )


def _content(document: Document, mention: Mention) -> frozenset[str]:
    words = document.folded[mention.sentence.start : mention.sentence.end].split()
    return frozenset(words) - document.vocabulary.words("stopword")


def _names_region_of(place: PlaceMention | None, narrower: PlaceMention | None) -> bool:
    """A headline's "Daraa" for a village of Daraa province."""
    if place is None or narrower is None or not (is_local(place) and is_local(narrower)):
        return False
    return place.entry.country == narrower.entry.country and place.entry.name == narrower.entry.admin1


def _place_unmeant(events: list[Event], mention: Mention, rules: ReadingRules, reference: date | None) -> None:
    """An accident with a weapon adds to what the page tells as an attack, else is an event that was none."""
    for event in events:
        if event.background or clashing_days(event, mention, rules, reference):
            continue
        if not (clashing_places(event.place(), mention.place) or clashing_types(event, mention)):
            event.mentions.append(mention)
            return
    events.append(Event([mention], False, 0))
