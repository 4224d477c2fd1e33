"""Decides which words of a sentence tell an attack, and in which modality. Every refusal has a named reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.attacks.reading.detection.capture import find_capture, find_led_away
from agents.attacks.reading.detection.company import has_company
from agents.attacks.reading.detection.killing import find_killing
from agents.attacks.reading.detection.launching import find_launch
from agents.attacks.reading.detection.means import FLOWN, by_means, strengthen
from agents.attacks.reading.detection.modality import FIRED, read_modality
from agents.attacks.reading.detection.policing import is_police_work, is_policed
from agents.attacks.reading.detection.voice import gap, is_passive
from agents.attacks.reading.mentions import Trigger
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.matcher import Hit
from agents.text.vocabulary import AFFIXES, TRIGGERS, Term

_VETOES = frozenset(
    [
        "veto_sport",
        "veto_markets",
        "veto_health",
        "veto_software",
        "veto_culture",
        "veto_history",
        "veto_figurative",
        "veto_accident",
    ]
)
_TOLD_AS_STORY = frozenset({"veto_culture", "veto_history"})
_SUFFERED = (
    "killed",
    "injured",
    "casualties",
    "weapon",
    "perpetrator",
    "actor",
    "kind_military",
    "kind_police",
    "kind_building",
    "passive",
)
"""Without any of these in its sentence a verb of attack may be one of sport: "fusiló al portero"."""
_DOMAINS = _VETOES - {"veto_figurative", "veto_accident", "veto_history"}
_HARM_SENTENCES = 3
_WEAPON_GAP_WORDS = 12
_DOWNED_GAP_WORDS = 4
_PLACED_WORDS, _VERB_CHARACTERS = 2, 24
_MEANT = (
    "perpetrator",
    "actor",
    "claiming",
    "weapon",
    "event",
    "act",
    "another",
    "attempted",
    "foiled",
    "kind_civilian",
    "kind_military",
    "kind_police",
    "kind_checkpoint",
    "kind_base",
    "no_casualties",
)
_MEANT_AFTER_ALL = ("perpetrator", "actor", "claiming", "another")
_WEAK = tuple(concept for concept in TRIGGERS if concept.startswith("weak"))
_DRILL_LINES = frozenset({"title", "lede"})


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page as a whole is about, for the refusals of its sentences."""

    drill: bool
    violent: bool
    policed: bool
    domain: str | None
    accidents: frozenset[str]
    """Types that the page's lede tells as an accident."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A trigger that tells no attack, and why: shown by `tocsin read`."""

    start: int
    end: int
    reason: str


def find_triggers(document: Document) -> tuple[list[Trigger], list[Refusal]]:
    """Accepted triggers in the order of the text, and the refused ones."""
    accepted: list[Trigger] = []
    refused: list[Refusal] = []
    violent, policed, domain = _tells_violence(document), is_policed(document), _domain(document)
    page = _Page(_is_drill(document), violent, policed, domain, _accidents(document))
    for sentence in document.sentences:
        for told in _candidates(document, sentence):
            hit, meant = by_means(document, sentence, told)
            reason = _refusal(document, sentence, hit, page, meant=meant)
            if reason:
                refused.append(Refusal(hit.start, hit.end, reason))
                continue
            if meant and hit.payload.type in FLOWN:
                hit = strengthen(hit)
            downed = _shot_down(document, sentence, hit)
            accepted.append(
                Trigger(
                    hit=downed or hit,
                    sentence=sentence,
                    modality="attempted" if downed else read_modality(document, sentence, hit),
                    passive=is_passive(document, sentence, hit),
                    generic=bool(sentence.of("generic")),
                )
            )
    return accepted, refused


def _shot_down(document: Document, sentence: Sentence, hit: Hit[Term]) -> Hit[Term] | None:
    """ "douze drones ont été abattus", "abattu 78 drones": what was fired was stopped, nobody was killed."""
    if hit.payload.concept != "weak_deadly_act":
        return None
    passive = is_passive(document, sentence, hit)
    for fired in sentence.of("weapon"):
        right_side = fired.end <= hit.start if passive else fired.start >= hit.end
        if fired.payload.type in FIRED and right_side and gap(document, fired, hit) <= _DOWNED_GAP_WORDS:
            return Hit(hit.start, hit.end, Term("weak_act", fired.payload.type))
    return None


def _candidates(document: Document, sentence: Sentence) -> Sequence[Hit[Term]]:
    """Phrases that tell an attack; where a sentence has none, a weapon or an attacker that kills or wounds.

    "A roadside bomb killed two", "des hommes armés ont tué", "une bombe a été désamorcée".
    """
    named = sentence.of(*TRIGGERS)
    led_away = find_led_away(document, sentence)
    if named or led_away:
        return [*named, led_away] if led_away else named
    weapons = [hit for hit in sentence.of("weapon") if hit.payload.type]
    if weapons and (launched := find_launch(document, sentence, weapons)):
        return [launched]
    hurt = sentence.of("killed", "injured", "no_casualties", "no_death")
    stopped = sentence.of("attempted", "foiled")
    for weapon in weapons:
        near = any(gap(document, weapon, other) <= _WEAPON_GAP_WORDS for other in (*hurt, *stopped))
        if near or _is_placed(document, sentence, weapon):
            return [Hit(weapon.start, weapon.end, Term("weak_event", weapon.payload.type))]
    untold = find_killing(document, sentence) or find_capture(document, sentence)
    if untold:
        return [untold]
    if hurt and document.dates_in(sentence.start, sentence.end):
        return [several for told in sentence.of("generic") if (several := _several(document, told))][:1]
    return []


def _is_placed(document: Document, sentence: Sentence, weapon: Hit[Term]) -> bool:
    """ "A parcel bomb was sent to a police station", "un colis piégé a été déposé": somebody meant it to go off."""
    for verb in sentence.of("passive"):
        if weapon.end <= verb.start and document.words_between(weapon.end, verb.start) <= _PLACED_WORDS:
            behind = document.folded[verb.end : verb.end + _VERB_CHARACTERS].split()[:1]
            return not document.vocabulary.words("placing_word").isdisjoint(behind)
    return False


def _several(document: Document, told: Hit[Term]) -> Hit[Term] | None:
    """ "Twenty were killed on Monday in several attacks": a general phrase that ends with the name of an attack."""
    last = document.folded[told.start : told.end].rsplit(" ", 1)[-1]
    for hit in document.vocabulary.phrases.find(last):
        if hit.payload.concept in TRIGGERS and not hit.payload.concept.endswith("act"):
            return Hit(told.start, told.end, Term("weak_event", hit.payload.type))
    return None


def _refusal(document: Document, sentence: Sentence, hit: Hit[Term], page: _Page, *, meant: bool) -> str | None:
    """`meant`: its own means say that the word tells an attack."""
    if sentence.kind in SILENT:
        return sentence.kind
    if hit.payload.type == "unknown" and sentence.of("unmeant"):
        return "veto_accident"
    if page.drill or sentence.of("veto_drill"):
        return "veto_drill"
    strong = not hit.payload.concept.startswith("weak")
    if not strong and _is_traffic(document, sentence, hit):
        return "veto_accident"
    if not strong and hit.payload.concept.endswith("act") and _has_article(document, hit):
        return "adjective"
    vetoes = [other.payload.concept for other in sentence.hits if other.payload.concept in _VETOES]
    if not strong and hit.payload.type in page.accidents and not sentence.of(*_MEANT_AFTER_ALL):
        return "veto_accident"
    if page.domain and (vetoes or not sentence.of("killed", "injured")):
        return page.domain
    if strong:
        bare = hit.payload.concept.endswith("act") and not sentence.of(*_SUFFERED)
        refused = _VETOES - {"veto_accident"} if bare else _TOLD_AS_STORY
        return next((veto for veto in vetoes if veto in refused), None)
    if vetoes:
        return vetoes[0]
    if _is_protest(document, sentence):
        return "protest"
    if meant:
        return None
    if is_police_work(document, sentence, hit, policed=page.policed):
        return "law_enforcement"
    return None if has_company(document, sentence, hit, page.violent) else "no_company"


def _accidents(document: Document) -> frozenset[str]:
    """ "A gas leak caused an explosion …": nobody meant what the page goes on to call "the explosion"."""
    lede = next((sentence for sentence in document.sentences if sentence.kind == "lede"), None)
    if lede is None or not lede.of("veto_accident") or lede.of(*_MEANT_AFTER_ALL):
        return frozenset()
    return frozenset(hit.payload.type for hit in lede.of(*_WEAK) if hit.payload.type not in (None, "unknown"))


def _has_article(document: Document, hit: Hit[Term]) -> bool:
    """ "العجلة المستهدفة": a participle with the article written on it tells again what was told."""
    word = document.word_start(hit.start)
    return AFFIXES.get(document.folded[word : hit.start], False) if word < hit.start else False


def _is_protest(document: Document, sentence: Sentence) -> bool:
    """ "Residents blocked the road in protest": nobody armed, nobody hurt."""
    if sentence.of("perpetrator", "actor", "weapon", "killed", "injured", "casualties", "kind_police", "kind_military"):
        return False
    words = document.folded[sentence.start : sentence.end].split()
    return not document.vocabulary.words("protest_word").isdisjoint(words)


def _is_traffic(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "دهست شاحنة طفلا", "a truck ran over a girl": a vehicle does it, and nothing says that anybody meant it to."""
    if hit.payload.type != "vehicle_ramming" or sentence.of(*_MEANT):
        return False
    vehicles = sentence.of("kind_vehicle")
    return any(
        0 <= document.words_between(other.end, hit.start) <= 1 and other.end <= hit.start for other in vehicles
    ) or (
        document.vocabulary.language.verb_first
        and any(hit.end <= other.start and document.words_between(hit.end, other.start) <= 1 for other in vehicles)
    )


def _is_drill(document: Document) -> bool:
    """An exercise in headline or lede: its dead are invented, all through the page."""
    return any(sentence.kind in _DRILL_LINES and sentence.of("veto_drill") for sentence in document.sentences)


def _tells_violence(document: Document) -> bool:
    """A strong trigger with somebody or something hurt anywhere: then weak words of the page mean attacks too."""
    told = [*_speaking(document)]
    return any(
        hit.payload.concept in ("event", "act", "deadly_act", "wounding_act")
        for sentence in told
        for hit in sentence.hits
    ) or any(_tells_harm(told[at : at + _HARM_SENTENCES]) for at in range(len(told)))


def _tells_harm(sentences: Sequence[Sentence]) -> bool:
    """A trigger with people killed or wounded in its sentence; of a lede also in those after it."""
    first = sentences[0]
    if not first.of(*TRIGGERS) or _vetoed(first):
        return False
    if first.of("killed", "injured"):
        return True
    leads = first.kind in ("title", "lede") and not any(_vetoed(sentence) for sentence in sentences)
    return leads and any(sentence.of("killed", "injured") for sentence in sentences)


def _vetoed(sentence: Sentence) -> bool:
    return any(hit.payload.concept in _VETOES for hit in sentence.hits)


def _domain(document: Document) -> str | None:
    """The domain that a page is about, when its headline or lede says so or words of it abound."""
    counts: dict[str, int] = {}
    for sentence in _speaking(document):
        weight = 2 if sentence.kind in ("title", "lede") else 1
        for hit in sentence.hits:
            if hit.payload.concept in _DOMAINS:
                counts[hit.payload.concept] = counts.get(hit.payload.concept, 0) + weight
    best = max(counts, key=lambda concept: counts[concept], default=None)
    return best if best is not None and counts[best] >= 3 else None


def _speaking(document: Document) -> Iterator[Sentence]:
    return (sentence for sentence in document.sentences if sentence.kind not in SILENT)
