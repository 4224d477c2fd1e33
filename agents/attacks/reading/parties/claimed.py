"""Which attacks a claim of responsibility is for: its sentence's own, the one told before it, or all of a series."""

from agents.attacks.reading.detection.totals import is_plural
from agents.attacks.reading.mentions import Event
from agents.attacks.reading.parties.blame import claimants, is_same_group
from agents.attacks.reading.siting.vicinity import is_local
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.matcher import Hit
from agents.text.vocabulary import Term

_ATTACKS = ("weak_event", "event")
_LOOK_BACK = 30
_GENERAL_WORDS = 2


def link_claims(document: Document, events: list[Event]) -> None:
    """A claim of responsibility belongs to its own sentence's attack, else to the one told last before it."""
    for sentence in document.sentences:
        if sentence.kind in SILENT or not sentence.of("claiming"):
            continue
        own = [event for event in events if any(m.sentence is sentence for m in event.mentions)]
        if sentence.of("generic") or _speaks_generally(document, sentence, bool(own)):
            continue
        for event in _claimed(document, sentence, own, events):
            named = [*claimants(document, sentence)]
            if not named and is_same_group(document, sentence):
                told = [found for mention in event.mentions for found in mention.perpetrators]
                named = [found for found in told if found.kind == "organization"][:1]
            event.opening.claimed_by.extend(named)


def _claimed(document: Document, sentence: Sentence, own: list[Event], events: list[Event]) -> list[Event]:
    placed = any(m.sentence is sentence and is_local(m.place) for event in own for m in event.mentions)
    if not placed and any(_is_of_several(document, hit) for hit in sentence.of(*_ATTACKS)):
        # "Les trois attaques ont été revendiquées", "claimed these bombings": all of which the page tells.
        return [event for event in events if not event.background] or own[-1:]
    before = [event for event in events if event.mentions[0].sentence.start < sentence.start]
    return own[-1:] or sorted(before, key=lambda event: _last_start(event, sentence))[-1:]


def _is_of_several(document: Document, hit: Hit[Term]) -> bool:
    """Attacks in the plural with an article or "these", perhaps counted: "les trois attaques"."""
    if not is_plural(document, hit):
        return False
    words = document.folded[max(0, hit.start - _LOOK_BACK) : hit.start].split()[-2:]
    if not document.vocabulary.words("all_word").isdisjoint(words):
        return False  # "a revendiqué toutes les attaques des derniers mois"
    before = document.vocabulary.words("definite") | document.vocabulary.words("demonstrative")
    joined = document.vocabulary.language.verb_first and document.folded[hit.start :].startswith("ال")
    counted = bool(document.numbers_in(max(0, hit.start - _LOOK_BACK), hit.start))
    return joined or bool(before & set(words[-1:])) or (counted and bool(before & set(words)))


def _last_start(event: Event, sentence: Sentence) -> int:
    return max((m.sentence.start for m in event.mentions if m.sentence.start < sentence.start), default=-1)


def _speaks_generally(document: Document, sentence: Sentence, own: bool) -> bool:
    """ "a jusqu'ici revendiqué des attaques", "تبنى العديد من الهجمات": a group's habit, not this attack."""
    claim = sentence.of("claiming")[-1]
    several = [number for number in document.numbers_in(claim.end, sentence.end) if number.low and number.high is None]
    near = any(document.words_between(claim.end, number.start) <= 1 for number in several[:1])
    if near and not document.dates_in(sentence.start, sentence.end):
        return True
    return not own and any(
        document.folded[hit.start : hit.end].split()[0].endswith("s")
        and document.words_between(claim.end, hit.start) <= _GENERAL_WORDS
        and not _is_of_several(document, hit)
        for hit in sentence.of(*_ATTACKS)
        if hit.start >= claim.end
    )
