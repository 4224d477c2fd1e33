"""What kind of attack the means make of a verb that says too little: who flies and strikes, what is fired and falls."""

from collections.abc import Iterator

from agents.attacks.reading.detection.voice import is_passive
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.vocabulary import TRIGGERS, Term

FIRED = frozenset({"missile_or_rocket", "shelling", "drone_strike", "air_strike"})
"""Types whose weapons are sent through the air, and may be stopped on their way."""
FLOWN = ("drone_strike", "air_strike")
_OPEN = ("unknown", "shelling", "bombing", "armed_assault", "missile_or_rocket")
"""Types of verbs that leave open by what it is done."""
_PARTING = frozenset((*TRIGGERS, "killed", "injured", "perpetrator", "weapon"))
"""What between aircraft and a verb may be who does it, or what the aircraft do."""
_SENT_WORDS = 4
_SENT_BEFORE_WORDS = 1
_FLIER_WORDS = 4
_STRUCK_WORDS = 6
_AGENT_WORDS = 3


def by_means(document: Document, sentence: Sentence, hit: Hit[Term]) -> tuple[Hit[Term], bool]:
    """The word of attack with the type that its means give it, and whether they say that it tells an attack.

    "Jets struck", "was hit by a drone", "fired two missiles at", "aircraft dropped a bomb on".
    """
    if hit.payload.type not in _OPEN:
        return hit, False
    sent = _sent(document, sentence, hit)
    flier = next(_fliers(document, sentence, hit), None)
    if flier is None:
        return (_typed(hit, sent), True) if sent else (hit, False)
    if sent is None and _sends(document, hit) and not _is_named_behind(document, sentence, hit):
        return hit, False  # "the air force launched a satellite"
    armed = sent is not None or flier.payload.concept == "weapon" or _is_force(document, flier)
    return _typed(hit, flier.payload.type if flier.payload.type in FLOWN else "air_strike"), armed


def _sends(document: Document, hit: Hit[Term]) -> bool:
    sending = document.vocabulary.words("sending") | document.vocabulary.words("no_strike")
    return hit.payload.type == "unknown" and not sending.isdisjoint(document.folded[hit.start : hit.end].split())


def _is_named_behind(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Warplanes launched ten strikes"."""
    return any(
        other.start >= hit.end and document.words_between(hit.end, other.start) <= _SENT_WORDS
        for other in sentence.of(*TRIGGERS)
    )


def strengthen(hit: Hit[Term]) -> Hit[Term]:
    """What nothing speaks against and flies needs no more to be told enough: "planes struck a post"."""
    concept = hit.payload.concept
    return Hit(hit.start, hit.end, Term(concept.removeprefix("weak_"), hit.payload.type))


def _typed(hit: Hit[Term], kind: str | None) -> Hit[Term]:
    return Hit(hit.start, hit.end, Term(hit.payload.concept, kind))


def _sent(document: Document, sentence: Sentence, hit: Hit[Term]) -> str | None:
    """The type of what was fired: "ont tiré deux missiles sur un pétrolier", "deux obus tirés par des rebelles"."""
    verb = set(document.folded[hit.start : hit.end].split())
    if not hit.payload.concept.endswith("act"):
        return None
    if hit.payload.type != "armed_assault" and not verb & document.vocabulary.words("sending"):
        return None
    passive = is_passive(document, sentence, hit)
    for weapon in sentence.of("weapon"):
        if passive and weapon.end <= hit.start and document.words_between(weapon.end, hit.start) <= _SENT_BEFORE_WORDS:
            return weapon.payload.type if weapon.payload.type in FIRED else None
        if weapon.start < hit.end or document.words_between(hit.end, weapon.start) > _SENT_WORDS:
            continue
        if weapon.payload.type in FIRED:
            return weapon.payload.type
        if weapon.payload.type == "bombing" and verb & document.vocabulary.words("dropping"):
            return "air_strike"
    return None


def _fliers(document: Document, sentence: Sentence, hit: Hit[Term]) -> Iterator[Hit[Term]]:
    """What flies, where the doer stands."""
    if document.vocabulary.words("no_strike").intersection(document.folded[hit.start : hit.end].split()):
        return
    for other in sentence.of("weapon", "kind_aircraft", "kind_military", "actor"):
        flying = other.payload.type in FLOWN or other.payload.concept == "kind_aircraft" or _is_force(document, other)
        if flying and flies(document, sentence, hit, other):
            yield other


def flies(document: Document, sentence: Sentence, hit: Hit[Term], flier: Hit[Term]) -> bool:
    """Whether it does what the word of attack tells: "planes attacked", "قصف للطائرات", "a raid by helicopters"."""
    verb = hit.payload.concept.endswith("act")
    if flier.end <= hit.start:
        if not verb:
            # "Afghan air force raids killed 30."
            return document.language in MODIFIERS_FIRST and not document.words_between(flier.end, hit.start)
        if is_passive(document, sentence, hit) or "," in document.text[flier.end : hit.start]:
            return False
        nouns = [other for other in sentence.hits if flier.end <= other.start < hit.start]
        if document.vocabulary.words("owner_word").intersection(document.folded[flier.end : hit.start].split()[:1]):
            nouns = nouns[1:]  # "des hélicoptères de l'armée ont tiré"
        parted = any(other.payload.concept in _PARTING or other.payload.concept[:5] == "kind_" for other in nouns)
        return not parted and document.words_between(flier.end, hit.start) <= _FLIER_WORDS
    if flier.start < hit.end:
        return False
    if document.vocabulary.language.verb_first and not document.words_between(
        hit.end, document.word_start(flier.start)
    ):
        # "استهدفت طائرة تركية سيارة" has an object of its own, "استهدفت طائرة في المطار" none.
        own = flier.payload.concept != "kind_aircraft" or _is_force(document, flier)
        return not verb or own or _strikes_something(document, sentence, flier)
    if not verb and document.language not in MODIFIERS_FIRST:
        owned = document.folded[hit.end : flier.start].split()
        return 0 < len(owned) <= _AGENT_WORDS - 1 and owned[0] in document.vocabulary.words("owner_word")
    marks = [mark for mark in sentence.of("agent_by") if hit.end <= mark.start and mark.end <= flier.start]
    return any(document.words_between(mark.end, flier.start) <= _AGENT_WORDS for mark in marks)


def _strikes_something(document: Document, sentence: Sentence, flier: Hit[Term]) -> bool:
    """Whether what is attacked stands behind the aircraft, with no word of place before it."""
    locative = document.vocabulary.words("locative")
    things = (hit for hit in sentence.hits if hit.payload.concept.startswith("kind_") and hit.start > flier.end)
    struck = next(things, None)
    if struck is None or document.words_between(flier.end, struck.start) > _STRUCK_WORDS:
        return False
    return locative.isdisjoint(document.folded[flier.end : struck.start].split())


def _is_force(document: Document, flier: Hit[Term]) -> bool:
    """Aircraft that are there to strike, told by their number or their owner: "planes", "the air force"."""
    told = document.folded[flier.start : flier.end].strip()
    forces = document.vocabulary.words("flying_force")
    # "Nigerian air force", "سلاح الجو العراقي": the name of a country's.
    return told in forces or (flier.payload.actor is not None and any(" " in one and one in told for one in forces))
