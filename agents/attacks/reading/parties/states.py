"""The state whose arms strike, told by an adjective alone: "une frappe russe", "an Israeli drone", "غارة إسرائيلية".

And aircraft that strike, which are no target: "two planes attacked the village".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.attacks.reading.detection.means import flies
from agents.attacks.reading.mentions import Event, Found, Mention, Trigger
from agents.attacks.reading.parties.origins import named_terms
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import Term
from config.lexicon.loader import Actor

_ARMS = ("air_strike", "drone_strike", "missile_or_rocket", "shelling")
"""What only forces have: an "attentat turc" tells where, a "frappe turque" who."""
_NEAR_WORDS = 6
_FROM_THE_AIR = frozenset(["air_strike", "drone_strike"])
_BODIES = ("state", "organization")
_FLOWN = ("air_strike", "shelling", "armed_assault", "unknown")
"""Types that a word of attack may have which aircraft do."""


def striking_states(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Armed forces of the country whose adjective stands right beside the strike or beside what was fired."""
    aircraft = striking_aircraft(document, sentence, trigger)
    if aircraft is None and trigger.type not in _ARMS and (trigger.type != "unknown" or trigger.is_strong):
        return
    arms = [(hit.start, hit.end) for hit in sentence.of("weapon") if _is_fired(document, trigger, hit)]
    if aircraft is not None:
        arms.append((aircraft.start, aircraft.end))
    # "استهدفت مسيرة" names the arms in the phrase of its verb.
    if not trigger.is_verb or " " in document.folded[trigger.start : trigger.end].strip():
        arms.append((trigger.start, trigger.end))
    for found in _demonyms(document, sentence, trigger):
        army = found.payload.army
        if army is not None and any(_is_beside(document, found, *arm) for arm in arms):
            status = "alleged" if sentence.of("hedge", "accusing") else "confirmed"
            yield Found(army.name, found.start, found.end, "state", status=status, called=_call(document, army, found))
            return


def _call(document: Document, army: Actor, adjective: Hit[Term]) -> str:
    """What the article's language calls the forces, in the form of the adjective that it has printed."""
    names = army.aliases.get(document.language, ())
    printed = document.text[adjective.start : adjective.end].strip()
    return next((name for name in names if printed in name.split()), names[0] if names else "")


def _is_fired(document: Document, trigger: Trigger, hit: Hit[Term]) -> bool:
    first, second = (hit.end, trigger.start) if hit.end <= trigger.start else (trigger.end, hit.start)
    return hit.payload.type in _ARMS and document.words_between(first, second) <= _NEAR_WORDS


def share_striker(events: Sequence[Event]) -> None:
    """Further strikes from the air that a page tells without saying whose are those of the one state that it names."""
    news = [event for event in events if not event.background]
    guilty = [found for event in news for m in event.mentions for found in m.perpetrators if found.kind in _BODIES]
    names = {found.text for found in guilty}
    if len(news) < 2 or len(names) != 1 or guilty[0].kind != "state":
        return
    flown = any(_is_flown(m) and guilty[0].text in {f.text for f in m.perpetrators} for e in news for m in e.mentions)
    for event in news:
        told = any(m.perpetrators for m in event.mentions)
        if flown and not told and any(_is_flown(m) for m in event.mentions):
            event.opening.perpetrators.append(replace(guilty[0], status="alleged"))


def _is_flown(mention: Mention) -> bool:
    return mention.trigger.type in _FROM_THE_AIR


def striking_aircraft(document: Document, sentence: Sentence, trigger: Trigger) -> Hit[Term] | None:
    """ "Israeli planes attacked", "قصف للطائرات", "a raid by helicopters": aircraft that do what the trigger tells."""
    if trigger.type not in _FLOWN:
        return None
    return next((hit for hit in sentence.of("kind_aircraft") if flies(document, sentence, trigger.hit, hit)), None)


def _demonyms(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Hit[Term]]:
    yield from sentence.of("demonym")
    yield from (term for term in named_terms(sentence.names) if term.payload.concept == "demonym")
    # "frappes israéliennes" is a phrase of the lexicon, with the adjective in it.
    last = document.folded[trigger.start : trigger.end].rstrip().rsplit(" ", 1)[-1]
    for hit in document.vocabulary.phrases.find(last):
        if hit.payload.concept == "demonym":
            yield Hit(trigger.end - len(last), trigger.end, hit.payload)


def _is_beside(document: Document, found: Hit[Term], start: int, end: int) -> bool:
    if start <= found.start and found.end <= end:
        return True
    first, second = (end, found.start) if end <= found.start else (found.end, start)
    return first <= second and not document.text[first:second].strip()
