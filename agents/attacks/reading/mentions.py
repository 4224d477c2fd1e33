"""The working form of one mention of an attack while an article is read, and the events that mentions add up to."""

from dataclasses import dataclass, field, replace
from datetime import date

from agents.text.dates.dates import DateSpan
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.places.mentions import PlaceMention
from agents.text.vocabulary import Term
from streams.records import Evidence, Modality, Toll


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that names or does an attack, as the sentence around it makes it mean."""

    hit: Hit[Term]
    sentence: Sentence
    modality: Modality
    passive: bool
    generic: bool

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end

    @property
    def type(self) -> str:
        return self.hit.payload.type or "unknown"

    @property
    def is_verb(self) -> bool:
        return self.hit.payload.concept.endswith("act")

    @property
    def is_strong(self) -> bool:
        return not self.hit.payload.concept.startswith("weak")


@dataclass(frozen=True, slots=True)
class Found:
    """Something read, with the characters it was read from."""

    text: str
    start: int
    end: int
    kind: str = ""
    count: int | None = None
    status: str = ""
    called: str = ""
    """The article's own name for it, where `text` is the lexicon's."""
    known: bool = True
    """Whether a word says what it is; else only its place in the clause."""


@dataclass(frozen=True, slots=True)
class Count:
    """A toll that a sentence states, and how surely it is the toll of the whole attack."""

    toll: Toll
    found: Found
    strength: float
    sentence: Sentence
    by_verb: bool = False
    """Told by a verb of attack ("four were shot"): the dead may be among them."""
    further: bool = False
    """Besides those told before: "two others", "a third man"."""


@dataclass(slots=True)
class Mention:
    """One trigger with the slots that its sentence gives it."""

    trigger: Trigger
    place: PlaceMention | None = None
    region: PlaceMention | None = None
    """A wider place beside a narrower one: "à Nassiriya, dans le sud de l'Irak"."""
    date: DateSpan | None = None
    later_dates: list[tuple[DateSpan, Sentence]] = field(default_factory=list)
    """Days that the sentences after it name."""
    killed: list[Count] = field(default_factory=list)
    injured: list[Count] = field(default_factory=list)
    captured: list[Count] = field(default_factory=list)
    weapons: list[Found] = field(default_factory=list)
    targets: list[Found] = field(default_factory=list)
    victims: list[Found] = field(default_factory=list)
    perpetrators: list[Found] = field(default_factory=list)
    claimed_by: list[Found] = field(default_factory=list)
    reported_by: list[Found] = field(default_factory=list)
    hedged: bool = False
    another: bool = False
    another_person: bool = False
    """One more victim, which is another attack only at a place or time of its own."""
    recap: bool = False
    aside: bool = False
    """Parted from the news of its own sentence: "…, a week after the massacre"."""
    fresh: bool = False
    refers_back: bool = False
    """"cette attaque", "the attack": told before."""
    beside: frozenset[int] = frozenset()
    """All local places that its sentence names: "in East Elmhurst, Queens"."""
    definite: bool = False
    """ "The shooting happened …": told before, perhaps with its quarter now."""
    number: int | None = None
    """How many such attacks or attacked things the sentence counts."""

    @property
    def sentence(self) -> Sentence:
        return self.trigger.sentence

    @property
    def is_another_attack(self) -> bool:
        return self.another and not (self.another_person and self.place is None and self.date is None)

    def at(self, place: PlaceMention) -> "Mention":
        """The same mention at one of several places."""
        return replace(self, place=place)


@dataclass(slots=True)
class Event:
    """Mentions of one attack within an article, first one first."""

    mentions: list[Mention]
    background: bool
    segment: int
    """Number of the discourse segment in which it was first told."""
    principal: PlaceMention | None = None
    """Where the page as a whole is about, for news that names no place of its own."""
    home: PlaceMention | None = None
    """The country that the page speaks of, for news whose place nothing says."""
    dated: DateSpan | None = None
    """The day that was chosen in the end."""

    @property
    def opening(self) -> Mention:
        return self.mentions[0]

    def place(self) -> PlaceMention | None:
        """The narrowest place that a mention gives."""
        places = [mention.place for mention in self.mentions if mention.place]
        if self.principal is not None and all(_holds(place, self.principal) for place in places):
            places.append(self.principal)
        order = {"facility": 0, "city": 0, "admin1": 1, "country": 2}
        vague = [place.container is not None and place.container.kind != "city" for place in places]
        ranked = sorted(
            zip(places, vague, strict=True), key=lambda held: (order[held[0].entry.kind], held[0].bearing, held[1])
        )
        best = ranked[0][0] if ranked else None
        # "in Lima … in the Miraflores neighbourhood"
        within = (place for place in places if best and place.container and place.container == best.entry)
        return next(within, best)

    def day(self) -> tuple[date, date] | None:
        if self.dated is not None and self.dated.first_day and self.dated.last_day:
            return self.dated.first_day, self.dated.last_day
        for mention in self.mentions:
            if mention.date and mention.date.first_day and mention.date.last_day:
                return mention.date.first_day, mention.date.last_day
        return None


def _holds(wider: PlaceMention, place: PlaceMention) -> bool:
    """Whether a place lies in a country or region."""
    same_country = wider.entry.country == place.entry.country
    if wider.entry.kind == "country":
        return same_country
    return wider.entry.kind == "admin1" and same_country and wider.entry.admin1_code == place.entry.admin1_code


def evidence(document: Document, slot: str, start: int, end: int) -> Evidence:
    """The span of a slot, in the article's own fields and offsets."""
    where, first, last = document.locate(start, end)
    return Evidence(slot, where, first, last)
