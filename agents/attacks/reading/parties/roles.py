"""Who and what a sentence names around a trigger: targets, victims, weapons, perpetrators, claimants, sources."""

from collections.abc import Iterator, Sequence

from agents.attacks.reading.kinds import PEOPLE
from agents.attacks.reading.mentions import Found, Mention, Trigger
from agents.attacks.reading.parties.actors import found_at
from agents.attacks.reading.parties.fallen import DONE_TO_FIGHTERS
from agents.attacks.reading.parties.objects import objects_told
from agents.attacks.reading.parties.origins import sources
from agents.attacks.reading.parties.perpetrators import perpetrators
from agents.attacks.reading.parties.rows import listed
from agents.attacks.reading.parties.sides import fought
from agents.attacks.reading.parties.states import striking_states
from agents.attacks.reading.parties.victims import fallen, hurt
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit

_WEAPON_WORDS = 12


def fill_roles(document: Document, mention: Mention) -> None:
    """Fill the mention's slots from its own sentence."""
    trigger, sentence = mention.trigger, mention.trigger.sentence
    mention.weapons = list(used_weapons(document, sentence, trigger))
    mention.perpetrators = list(perpetrators(document, sentence, trigger))
    if not any(found.kind in ("organization", "state") for found in mention.perpetrators):
        mention.perpetrators += striking_states(document, sentence, trigger)
    taken = [(found.start, found.end) for found in mention.perpetrators]
    for found in objects_told(document, sentence, trigger):
        if _overlaps(found, taken) or any(_covers(other, found) for other in mention.targets):
            continue
        if _only_tells(document, sentence, found):
            continue
        if found.kind in PEOPLE:
            mention.victims.append(found)
        mention.targets.append(found)
    for found in (*hurt(document, sentence), *listed(document, sentence, harmed_before=False)):
        if not _overlaps(found, taken) and not any(_covers(other, found) for other in mention.victims):
            mention.victims.append(found)
    if trigger.type in DONE_TO_FIGHTERS:
        mention.victims += [found for found in fallen(document, sentence) if not _overlaps(found, taken)]
    if not (mention.targets or mention.victims):
        # Who fights is attacked too, if nobody else is.
        mention.targets += fought(document, sentence, trigger)
    mention.reported_by = list(sources(document, sentence))


def _only_tells(document: Document, sentence: Sentence, found: Found) -> bool:
    """ "near Mopti, the army said", "…, a indiqué l'armée.": right before a verb of saying, or ending its clause."""
    if found.kind not in PEOPLE:
        return False
    ends = document.text[found.end : sentence.end].lstrip()[:1] in ("", ".", ",", ";")
    for cue in sentence.of("reporting", "denying"):
        if found.end <= cue.start and not document.text[found.end : cue.start].strip():
            return True
        before = document.folded[cue.end : found.start].split()
        if ends and cue.end <= found.start and document.vocabulary.words("definite").issuperset(before):
            return True
    return False


def _overlaps(found: Found, taken: Sequence[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)


def _covers(wider: Found, found: Found) -> bool:
    return wider.start <= found.start and found.end <= wider.end


def weapons(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Means of attack, also those inside the name of one: "tir de roquette"."""
    folded = document.folded[sentence.start : sentence.end]
    for hit in document.vocabulary.weapons.find(folded):
        yield found_at(document, Hit(hit.start + sentence.start, hit.end + sentence.start, hit.payload))


def used_weapons(document: Document, sentence: Sentence, trigger: Trigger) -> Iterator[Found]:
    """Those near the trigger that are a means of attack and nobody's loot: "weapons" and "bullets" name none."""
    vague = document.vocabulary.words("no_instrument")
    for found in weapons(document, sentence):
        if document.folded[found.start : found.end].strip() in vague:
            continue
        inside = trigger.start <= found.start < trigger.end
        first, second = (found, trigger) if found.start < trigger.start else (trigger, found)
        if inside or document.words_between(first.end, second.start) <= _WEAPON_WORDS:
            yield found
