"""Whether a page tells enough of an attack to believe that it tells one."""

from collections.abc import Sequence

from agents.attacks.reading.detection.generality import is_announced
from agents.attacks.reading.mentions import Event, Found, Mention
from agents.attacks.reading.siting.vicinity import is_local
from agents.text.document import Document

_TOLD_ENOUGH = 3
_NOTE_SENTENCES = 3
_HARMING = ("perpetrator", "weapon", "killed", "injured", "casualties")
_VIOLENT = (*_HARMING, "actor", "kind_military", "kind_police")


def is_told_enough(document: Document, event: Event) -> bool:
    """Whether an event says enough of itself to be an attack: a word alone, with nobody, nowhere, is none."""
    if all(is_announced(document, mention) for mention in event.mentions):
        return False
    score = 0
    place = event.place()
    score += 0 if place is None else 1 if place.entry.kind == "country" or place.container else 2
    score += 2 * any(m.killed or m.injured or m.captured for m in event.mentions)
    score += 2 * any(m.trigger.is_strong for m in event.mentions)
    score += any(m.weapons for m in event.mentions)
    score += any(_are_known(m.perpetrators) or m.claimed_by for m in event.mentions)
    score += any(m.date is not None for m in event.mentions)
    score += any(_are_known(m.targets) or _are_known(m.victims) for m in event.mentions)
    # The page's news is that somebody does it: a note of one sentence says little more.
    score += any(_leads(document, m) for m in event.mentions)
    # A note of a sentence or two has no room for more.
    note = len(document.sentences) <= _NOTE_SENTENCES and any(_is_violent(m) for m in event.mentions)
    return score >= _TOLD_ENOUGH - note


def _leads(document: Document, mention: Mention) -> bool:
    """Done in headline or lede by somebody, with something or to somebody: enough where no list holds the place."""
    if mention.sentence.kind not in ("title", "lede"):
        return False
    if not mention.trigger.is_verb and not _has_sides(document, mention):
        return False
    if document.text[mention.sentence.start : mention.sentence.end].rstrip().endswith(("?", "؟")):
        return False
    return bool(_are_known(mention.perpetrators) or mention.weapons or mention.killed or mention.injured)


def _is_violent(mention: Mention) -> bool:
    """Somebody armed or hurt in its sentence, or a name that only an attack has."""
    if mention.trigger.is_strong and not mention.trigger.is_verb:
        return True
    telling = _VIOLENT if mention.trigger.type != "unknown" else _HARMING
    return bool(mention.sentence.of(*telling))


def _has_sides(document: Document, mention: Mention) -> bool:
    """ "Clashes between the army and rebels": who fights whom."""
    words = document.folded[mention.trigger.start : mention.trigger.end].split()
    sides = mention.sentence.of("perpetrator", "actor", "kind_military", "kind_police")
    return len(sides) > 1 and not document.vocabulary.words("fight_word").isdisjoint(words)


def _are_known(found: Sequence[Found]) -> bool:
    return any(item.known for item in found)


def is_aside(event: Event) -> bool:
    """A later sentence that names an attack on nobody and nothing, without place and day: context of other attacks."""
    if any(m.sentence.kind in ("title", "lede") or (m.trigger.is_strong and m.trigger.is_verb) for m in event.mentions):
        return False
    if any(m.targets or m.victims or m.killed or m.injured or m.weapons for m in event.mentions):
        return False
    return not (is_local(event.place()) and any(m.date for m in event.mentions))
