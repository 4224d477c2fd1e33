"""From a document to its sightings: triggers, then mentions with slots, then events, then records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agents.attacks.reading.detection.generality import is_charge, is_general
from agents.attacks.reading.detection.triggers import Refusal, find_triggers
from agents.attacks.reading.events import group_mentions
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Event, Mention, Trigger
from agents.attacks.reading.parties.blame import accused, attackers_after, groups_of_members
from agents.attacks.reading.parties.claimed import link_claims
from agents.attacks.reading.parties.known import add_known_group
from agents.attacks.reading.parties.objects import damaged_later
from agents.attacks.reading.parties.roles import fill_roles
from agents.attacks.reading.parties.rows import listed
from agents.attacks.reading.parties.states import share_striker
from agents.attacks.reading.parties.victims import hurt
from agents.attacks.reading.series import link_series
from agents.attacks.reading.sightings import make_sightings
from agents.attacks.reading.siting.placing import fill_place, split_by_place
from agents.attacks.reading.siting.vicinity import same_place
from agents.attacks.reading.timing.dating import (
    add_earlier_date,
    add_later_date,
    fill_date,
    inherit_dates,
    is_of_other_day,
    search_date,
    settle_date,
)
from agents.attacks.reading.tolls.casualties import read_tolls
from agents.attacks.rules import ReadingRules
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.matcher import Hit
from agents.text.places.asides import is_said_of_place
from agents.text.places.mentions import PlaceMention
from agents.text.places.places import Places
from agents.text.vocabulary import TRIGGERS, Term
from streams.records import Sighting

_CONTINUES_SENTENCES = 3
_OF_ATTACK = ("killed", "injured", "captured", "casualties", "no_casualties", "no_death", "weapon", "perpetrator")
"""What a sentence that goes on about an attack tells of it."""
_OPENING_CHARACTERS = 3
_AGE_WORDS = 3
_YEAR_CHARACTERS = 8
_OTHER_WORDS = 6
_ENDS = frozenset(["", ".", "!", "?", "…", "»", '"', "”", ":", ")"])
_SCENE_CHARACTERS = 16


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
        continuing = _add_following(document, events, triggers, places)
        add_known_group(document, events)
        for event in events:
            add_earlier_date(document, event)
            settle_date(document, event)
        _search_tolls(document, events)
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
                mention = _mention(document, trigger)
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
    news = [trigger for trigger in group if not _looks_back(document, trigger)]
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


def _mention(document: Document, trigger: Trigger) -> Mention:
    sentence = trigger.sentence
    tolls = read_tolls(document, sentence)
    mention = Mention(
        trigger,
        killed=tolls.get("killed", []),
        injured=tolls.get("injured", []),
        captured=tolls.get("captured", []),
        hedged=bool(sentence.of("hedge")),
        another=_begins_another(document, trigger),
        another_person=_tells_another_person(document, trigger),
        recap=_looks_back(document, trigger),
        aside=_is_behind_other(document, trigger),
        fresh=bool(sentence.of("fresh")),
        refers_back=_refers_back(document, trigger),
        definite=_is_definite(document, trigger),
    )
    fill_roles(document, mention)
    if not any(one.kind == "organization" for one in mention.perpetrators):
        known = {found.end for found in mention.perpetrators}
        mention.perpetrators.extend(found for found in accused(document, sentence) if found.end not in known)
    mention.number = _number(document, mention)
    return mention


def _begins_another(document: Document, trigger: Trigger) -> bool:
    """ "In a separate attack", and of an adjective right behind its noun: "هجوم مماثل"."""
    return any(
        (hit.end <= trigger.start and document.words_between(hit.end, trigger.start) <= 8)
        or (trigger.end <= hit.start and document.words_between(trigger.end, hit.start) == 0)
        or _opens(document, trigger.sentence, hit)
        for hit in trigger.sentence.of("another")
        if not _is_of_scene(document, trigger.sentence, hit)
    )


def _is_of_scene(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "Assailants in another car opened fire": from where it was done, no further attack."""
    before = document.folded[max(sentence.start, cue.start - _SCENE_CHARACTERS) : cue.start].split()[-1:]
    opening = document.folded[cue.start : cue.end].split()[:1]
    return bool(document.vocabulary.words("locative").intersection((*before, *opening))) and any(
        cue.end <= thing.start and document.words_between(cue.end, thing.start) == 0
        for thing in sentence.of("kind_vehicle", "kind_building", "kind_aircraft")
    )


def _opens(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Par ailleurs, plusieurs soldats …": what opens a sentence and stands before a comma is said of all of it."""
    return hit.start - sentence.start <= _OPENING_CHARACTERS and document.text[hit.end : hit.end + 1] == ","


def _tells_another_person(document: Document, trigger: Trigger) -> bool:
    """ "Another 24-year-old man was shot": one more victim, perhaps of this attack."""
    people = [*trigger.sentence.of(*PEOPLE_CONCEPTS, "casualties")]
    hits = [hit for hit in trigger.sentence.of("another") if hit.end <= trigger.start]
    return bool(hits) and all(
        any(
            hit.end <= person.start and document.words_between(hit.end, person.start) <= _AGE_WORDS for person in people
        )
        for hit in hits
    )


def _looks_back(document: Document, trigger: Trigger) -> bool:
    """Words of looking back, unless they end a sentence that has told its news and the day of it before them."""
    sentence = trigger.sentence
    if _is_of_other_year(document, trigger) or _is_behind_other(document, trigger):
        return True
    harm = sentence.of("killed", "injured")
    for cue in sentence.of("recap"):
        if is_said_of_place(document, sentence, cue.start, of=trigger.start):
            continue
        if cue.start < trigger.start or not document.dates_in(sentence.start, cue.start):
            return True
        own = any(trigger.end <= hit.start < cue.start for hit in (*sentence.of(*TRIGGERS), *harm))
        if own or any(hit.end <= trigger.start for hit in harm):
            # "Five were killed Tuesday at …, a day after an attack that had killed 14": the cue is the second one's.
            continue
        return True
    return False


def _is_of_other_year(document: Document, trigger: Trigger) -> bool:
    """ "The 2018 shooting": a year that stands where an adjective does."""
    return not trigger.is_verb and any(
        number.role == "year"
        and document.words_between(number.end, trigger.start) == 0
        and document.reference is not None
        and (number.low or 0) < document.reference.year
        for number in document.numbers_in(trigger.start - _YEAR_CHARACTERS, trigger.start)
    )


def _is_behind_other(document: Document, trigger: Trigger) -> bool:
    """ "…, a week after the massacre": an attack that the news, which was parted from it, only comes after."""
    sentence = trigger.sentence
    parted = document.text[sentence.end - 1] in ",،" or document.text[: sentence.start][-2:].strip()[-1:] not in _ENDS
    return parted and any(
        cue.end <= trigger.start and document.words_between(cue.end, trigger.start) <= _OTHER_WORDS
        for cue in sentence.of("after_another")
    )


def _refers_back(document: Document, trigger: Trigger) -> bool:
    words = document.folded[max(trigger.sentence.start, trigger.start - 16) : trigger.start].split()
    return bool(words) and words[-1] in document.vocabulary.words("demonstrative")


def _is_definite(document: Document, trigger: Trigger) -> bool:
    """ "The shooting happened in …", "the attack took place": a noun with a definite article."""
    start = trigger.start
    before = document.folded[max(trigger.sentence.start, start - 8) : start].split()
    return not trigger.is_verb and bool(before) and before[-1] in document.vocabulary.words("definite")


def _number(document: Document, mention: Mention) -> int | None:
    """How many attacks or attacked things: "deux convois", "double attaque", "three bombings"."""
    trigger = mention.trigger
    heads = [trigger.start, *(found.start for found in (*mention.targets, *mention.weapons))]
    for head in heads:
        for number in document.numbers_in(max(trigger.sentence.start, head - 24), head):
            near = document.words_between(number.end, head) <= 1
            if near and number.role == "count" and number.low == number.high and number.low and number.low > 1:
                return number.low
    words = set(document.folded[trigger.sentence.start : trigger.end].split())
    return 2 if words & document.vocabulary.words("twofold_word") else None


def _add_following(
    document: Document, events: list[Event], triggers: list[Trigger], places: dict[int, list[PlaceMention]]
) -> list[tuple[int, int]]:
    """Sentences without a trigger of their own go on about the attack told just before, or about that at their place.

    Returns the spans of those that tell harm, arms or attackers of a lead attack: they are no claims.
    """
    told: list[tuple[int, int]] = []
    triggered = {trigger.sentence.index for trigger in triggers}
    current: tuple[Event, Mention] | None = None
    owners = {m.sentence.index: (event, m) for event in events for m in event.mentions}
    since = 0
    for sentence in document.sentences:
        if sentence.kind in SILENT:
            continue
        if sentence.index in triggered:
            if sentence.index not in owners and current is not None:
                # "Officers responding to reports of shots found the victims": a trigger that tells no attack itself.
                if _continues(current[0], sentence):
                    told.append((sentence.start, sentence.end))
                _add_accused(document, sentence, *current)
            current, since = owners.get(sentence.index), 0
            continue
        since += 1
        if current is None or since > _CONTINUES_SENTENCES or sentence.kind in ("title", "caption"):
            continue
        current = _at_place(events, places.get(sentence.index, ()), current)
        if sentence.of("recap", "trial") or is_of_other_day(document, _dated(*current), sentence):
            current = None
            continue
        if sentence.of("generic"):
            # "une violence qui fait 4.500 morts par an": figures of many attacks.
            continue
        _add_tolls(document, sentence, current[1])
        _add_group(document, sentence, *current)
        current[1].victims.extend(listed(document, sentence, harmed_before=_told_harm(document, sentence)))
        current[1].targets.extend(damaged_later(document, sentence))
        add_later_date(document, current[1], sentence)
        if _continues(current[0], sentence):
            told.append((sentence.start, sentence.end))
    return told


def _told_harm(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence before tells of dead or wounded."""
    return sentence.index > 0 and bool(document.sentences[sentence.index - 1].of("killed", "injured"))


def _dated(event: Event, mention: Mention) -> Mention:
    """The mention that tells the day of the attack: the one gone on about, else the first that has one."""
    return mention if mention.date else next((told for told in event.mentions if told.date), mention)


def _continues(event: Event, sentence: Sentence) -> bool:
    """Whether a sentence tells harm, arms or attackers of news, or opens with a part of its toll."""
    if event.background or sentence.of("generic", "recap"):
        return False
    opens = any(hit.start - sentence.start <= _OPENING_CHARACTERS for hit in sentence.of("partitive"))
    return opens or bool(sentence.of(*_OF_ATTACK))


def _at_place(
    events: list[Event], places: Sequence[PlaceMention], current: tuple[Event, Mention]
) -> tuple[Event, Mention]:
    """ "A warehouse caught fire in Odesa": of several attacks the one at the only place that the sentence names."""
    if len(events) == 1 or len(places) != 1 or places[0].excluded is not None:
        return current
    if same_place(current[0].place(), places[0]):
        return current
    there = [event for event in events if event.background == current[0].background]
    return next(((event, event.opening) for event in there if same_place(event.place(), places[0])), current)


def _add_accused(document: Document, sentence: Sentence, event: Event, mention: Mention) -> None:
    """ "Police said the rebels were behind the killings"."""
    if not any(found.kind == "organization" for m in event.mentions for found in m.perpetrators):
        mention.perpetrators.extend(accused(document, sentence))


def _add_group(document: Document, sentence: Sentence, event: Event, mention: Mention) -> None:
    """The group of an attack whose own sentences name none."""
    guilty = [found for m in event.mentions for found in m.perpetrators]
    if any(found.kind == "organization" for found in guilty):
        return
    mention.perpetrators.extend(accused(document, sentence))
    if guilty or sentence.of("hedge", "accusing"):
        mention.perpetrators.extend(groups_of_members(document, sentence))
    if not guilty:
        mention.perpetrators.extend(attackers_after(document, sentence))


def _search_tolls(document: Document, events: list[Event]) -> None:
    """The page's one attack without a toll has the first that a later sentence of no other attack states."""
    news = [event for event in events if not event.background]
    if len(news) != 1 or any(m.killed or m.injured for m in news[0].mentions):
        return
    taken = {m.sentence.index for event in events for m in event.mentions}
    opening = news[0].opening
    for sentence in document.sentences:
        if sentence.index in taken or sentence.kind in SILENT or sentence.of("recap", *TRIGGERS):
            continue
        if not sentence.of("killed", "injured") or is_of_other_day(document, _dated(news[0], opening), sentence):
            continue
        _add_tolls(document, sentence, opening)
        if opening.killed or opening.injured:
            return


def _add_tolls(document: Document, sentence: Sentence, mention: Mention) -> None:
    tolls = read_tolls(document, sentence)
    mention.killed.extend(tolls.get("killed", ()))
    mention.injured.extend(tolls.get("injured", ()))
    mention.captured.extend(tolls.get("captured", ()))
    if tolls or sentence.of("no_casualties"):
        known = {found.text for found in mention.victims}
        mention.victims.extend(found for found in hurt(document, sentence) if found.text not in known)


def _spans(events: list[Event]) -> Iterator[tuple[int, int]]:
    for event in events:
        if not event.background:
            yield from ((mention.sentence.start, mention.sentence.end) for mention in event.mentions)
