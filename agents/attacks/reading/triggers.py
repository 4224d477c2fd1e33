"""Decides which words of a sentence tell an attack, and in which modality. Every refusal has a named reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.attacks.reading.kinds import PEOPLE, concepts_of
from agents.attacks.reading.mentions import Trigger
from agents.text.document import Document, Sentence
from agents.text.lines import SILENT
from agents.text.matcher import Hit
from agents.text.phrases import persons_in
from agents.text.vocabulary import TRIGGERS, Term
from streams.records import Modality

# What beside a weak trigger makes it an attack: something that only violence has.
_COMPANY = frozenset(
    [
        "killed",
        "injured",
        "captured",
        "missing",
        "no_death",
        "perpetrator",
        "actor",
        "claiming",
        "event",
        "act",
        "weapon",
        "kind_military",
        "kind_police",
        "kind_convoy",
        "kind_base",
        "kind_checkpoint",
        "kind_weapon",
    ]
)
_THINGS = ("vehicle", "building", "infrastructure", "business", "aircraft", "ship", "place", "other")
_ATTACKED = concepts_of((PEOPLE - {"police", "military"}) | set(_THINGS)) | {"casualties", "no_casualties"}
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
_DOMAINS = _VETOES - {"veto_figurative", "veto_accident", "veto_history"}
_FORCES = ("kind_military", "kind_police", "actor", "perpetrator")
_SUFFER_WORDS = 6
_NEAR_WORDS = 6
_PERSON_GAP_WORDS = 3
_ATTACKED_PEOPLE = concepts_of(PEOPLE - {"police", "military", "person"})
_PASSIVE_GAP_WORDS = 2
_AGENT_GAP_WORDS = 4
_HARM_SENTENCES = 3
_AGAINST_GAP_WORDS = 6
_NEGATION_GAP_WORDS = 2
_PURPOSE_GAP_WORDS = 2
_HYPOTHETICAL_GAP_WORDS = 10
_THREAT_GAP_WORDS = 14
_STOPPED_GAP_WORDS = 9
_WEAPON_GAP_WORDS = 12
_IMAGINED_GAP_WORDS = 2
_DOWNED_GAP_WORDS = 4
_FIRED = ("drone_strike", "missile_or_rocket")
_DISPROOF_GAP_WORDS = 8
_INTERCEPTED_GAP_WORDS = 14
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
_SPEAKERS = concepts_of(("politician", "official", "journalist", "leader", "religious", "diplomat"))
_DRILL_LINES = frozenset({"title", "lede"})


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
    drill = _is_drill(document)
    violent = _tells_violence(document)
    domain = _domain(document)
    for sentence in document.sentences:
        for hit in _candidates(document, sentence):
            reason = _refusal(document, sentence, hit, drill=drill, violent=violent, domain=domain)
            if reason:
                refused.append(Refusal(hit.start, hit.end, reason))
                continue
            downed = _shot_down(document, sentence, hit)
            accepted.append(
                Trigger(
                    hit=downed or hit,
                    sentence=sentence,
                    modality="attempted" if downed else _modality(document, sentence, hit),
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
        if fired.payload.type in _FIRED and right_side and _gap(document, fired, hit) <= _DOWNED_GAP_WORDS:
            return Hit(hit.start, hit.end, Term("weak_act", fired.payload.type))
    return None


def _candidates(document: Document, sentence: Sentence) -> Sequence[Hit[Term]]:
    """Phrases that tell an attack; where a sentence has none, a weapon or an attacker that kills or wounds.

    "A roadside bomb killed two", "des hommes armés ont tué", "une bombe a été désamorcée".
    """
    named = sentence.of(*TRIGGERS)
    if named:
        return named
    weapons = [hit for hit in sentence.of("weapon") if hit.payload.type]
    hurt = sentence.of("killed", "injured")
    stopped = sentence.of("attempted", "foiled")
    for weapon in weapons:
        if any(_gap(document, weapon, other) <= _WEAPON_GAP_WORDS for other in (*hurt, *stopped)):
            return [Hit(weapon.start, weapon.end, Term("weak_event", weapon.payload.type))]
    for attacker in sentence.of("perpetrator", "actor"):
        for verb in sentence.of("killed"):
            if _does(document, sentence, attacker, verb) or suffers(document, sentence, attacker, verb):
                return [Hit(verb.start, verb.end, Term("weak_act", "armed_assault"))]
    if hurt and document.dates_in(sentence.start, sentence.end):
        return [several for told in sentence.of("generic") if (several := _several(document, told))][:1]
    return []


def _several(document: Document, told: Hit[Term]) -> Hit[Term] | None:
    """ "Twenty were killed on Monday in several attacks": a general phrase that ends with the name of an attack."""
    last = document.folded[told.start : told.end].rsplit(" ", 1)[-1]
    for hit in document.vocabulary.phrases.find(last):
        if hit.payload.concept in TRIGGERS and not hit.payload.concept.endswith("act"):
            return Hit(told.start, told.end, Term("weak_event", hit.payload.type))
    return None


def suffers(document: Document, sentence: Sentence, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    """ "Forces killed two insurgents", "two insurgents were killed by the army": attackers are attacked themselves."""
    if attacker.payload.concept != "perpetrator":
        return False
    if attacker.end <= verb.start:
        if not any(hit is not attacker for hit in sentence.of(*_FORCES)):
            return False
        return (
            is_passive(document, sentence, verb) and document.words_between(attacker.end, verb.start) <= _SUFFER_WORDS
        )
    return document.words_between(verb.end, attacker.start) <= _SUFFER_WORDS


def _does(document: Document, sentence: Sentence, attacker: Hit[Term], verb: Hit[Term]) -> bool:
    """Subject right before an active verb, or after "par", "by" behind a passive one."""
    passive = is_passive(document, sentence, verb)
    if attacker.end <= verb.start:
        return not passive and document.words_between(attacker.end, verb.start) <= 3
    return any(
        verb.end <= mark.start < attacker.start and document.words_between(mark.end, attacker.start) <= 4
        for mark in sentence.of("agent_by")
    )


def _refusal(
    document: Document, sentence: Sentence, hit: Hit[Term], *, drill: bool, violent: bool, domain: str | None
) -> str | None:
    if sentence.kind in SILENT:
        return sentence.kind
    if hit.payload.type == "unknown" and sentence.of("unmeant"):
        return "veto_accident"
    if drill or sentence.of("veto_drill"):
        return "veto_drill"
    strong = not hit.payload.concept.startswith("weak")
    if not strong and _is_traffic(document, sentence, hit):
        return "veto_accident"
    vetoes = [other.payload.concept for other in sentence.hits if other.payload.concept in _VETOES]
    if domain and (vetoes or not sentence.of("killed", "injured")):
        return domain
    if strong:
        culture = [veto for veto in vetoes if veto in ("veto_culture", "veto_history")]
        return culture[0] if culture else None
    if vetoes:
        return vetoes[0]
    if _has_company(document, sentence, hit, violent):
        return None
    return "no_company"


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


def _has_company(document: Document, sentence: Sentence, hit: Hit[Term], violent: bool) -> bool:
    """A weak trigger needs a victim, weapon or armed actor in its sentence, or an attacked thing as its object."""
    if document.folded[hit.start : hit.end] in document.vocabulary.words("undergoing"):
        # "تعرض طفل لعضة كلب": the verb alone does not say what was suffered.
        return any(other is not hit for other in sentence.of(*TRIGGERS, "weapon"))
    for other in sentence.hits:
        concept = other.payload.concept
        if other is hit:
            continue
        if concept in _COMPANY or concept == "unmeant":
            return True
        if concept in _ATTACKED and (violent or _relates(document, sentence, hit, other)):
            return True
    if _harms_person(document, sentence, hit):
        return True
    return violent and (sentence.kind in ("title", "lede") or bool(sentence.of("another", "later", "reporting")))


def _harms_person(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "the attack on Ali Hassan", "Ali Hassan was shot", "the magistrate's murder": somebody is attacked."""
    verb = hit.payload.concept.endswith("act")
    deadly = document.vocabulary.words("deadly_word") & set(document.folded[hit.start : hit.end].split())
    if deadly and not verb:
        people = [other for other in sentence.hits if other.payload.concept in _ATTACKED_PEOPLE]
        if any(_gap(document, hit, other) <= _PERSON_GAP_WORDS for other in people):
            return True
    against = [mark.end for mark in sentence.of("against") if hit.end <= mark.start]
    for start, end in persons_in(document, sentence):
        if verb and end <= hit.start and is_passive(document, sentence, hit):
            return document.words_between(end, hit.start) <= _PERSON_GAP_WORDS
        if deadly and end <= hit.start and owns(document, end, hit.start):
            return True
        if any(0 <= document.words_between(mark, start) <= _PERSON_GAP_WORDS and mark <= start for mark in against):
            return True
        if not verb and is_against(document, hit.end, start):
            return True
    return False


def owns(document: Document, person: int, event: int) -> bool:
    """ "Ali Hassan's murder": nothing but the mark of possession stands between."""
    return not document.folded[person:event].removeprefix(" s").strip()


def is_against(document: Document, event: int, person: int) -> bool:
    """ "yesterday's attack in Vera on Ali Hassan": the word right before a name behind the name of an attack."""
    if not 0 <= document.words_between(event, person) <= _AGAINST_GAP_WORDS or person < event:
        return False
    last = document.folded[event:person].split()[-1:]
    return bool(last) and last[0] in document.vocabulary.words("against_word")


def _relates(document: Document, sentence: Sentence, hit: Hit[Term], other: Hit[Term]) -> bool:
    """Whether `other` is what was attacked: after "contre", or subject of the passive, and near."""
    first, second = (hit, other) if hit.start < other.start else (other, hit)
    if document.words_between(first.end, second.start) > _NEAR_WORDS:
        return False
    if hit.start < other.start:
        if _is_doer(document, hit, other):
            return False
        return any(hit.end <= mark.start < other.start for mark in sentence.of("against")) or hit.payload.concept in (
            "weak_act",
            "weak_deadly_act",
            "weak_wounding_act",
        )
    return is_passive(document, sentence, hit)


def _is_doer(document: Document, hit: Hit[Term], other: Hit[Term]) -> bool:
    """ "هاجم النائب الحكومة": right behind a verb of any attack whoever speaks for a living does it, in words."""
    if not document.vocabulary.language.verb_first or hit.payload.type != "unknown":
        return False
    return other.payload.concept in _SPEAKERS and document.words_between(hit.end, document.word_start(other.start)) == 0


def is_passive(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A passive auxiliary right before the verb, or "par", "by", "por" right after it."""
    for mark in sentence.of("passive"):
        if mark.end <= hit.start and document.words_between(mark.end, hit.start) <= _PASSIVE_GAP_WORDS:
            return True
    return any(_leads_to_agent(document, sentence, hit, mark) for mark in sentence.of("agent_by"))


def _leads_to_agent(document: Document, sentence: Sentence, hit: Hit[Term], mark: Hit[Term]) -> bool:
    """ "kidnapped by", "kidnapped last Tuesday by": nothing that could be an object stands between."""
    if mark.start < hit.end:
        return False
    words = document.words_between(hit.end, mark.start)
    if words <= 1 or words > _AGENT_GAP_WORDS or any(sign in document.text[hit.end : mark.start] for sign in ",;:"):
        return words <= 1
    between = [other for other in sentence.hits if hit.end <= other.start < mark.start]
    if any(other.payload.concept.startswith("kind_") or other.payload.concept in TRIGGERS for other in between):
        return False
    return not any(hit.end <= start < mark.start for start, _ in persons_in(document, sentence))


def _modality(document: Document, sentence: Sentence, hit: Hit[Term]) -> Modality:
    if is_unmeant(sentence):
        return "denied"
    for modality, reach in (("foiled", _STOPPED_GAP_WORDS), ("attempted", _STOPPED_GAP_WORDS)):
        for cue in sentence.of(modality):
            if _gap(document, cue, hit) <= reach:
                return modality  # type: ignore[return-value]
    if any(_gap(document, cue, hit) <= _NEGATION_GAP_WORDS and cue.end <= hit.start for cue in sentence.of("negation")):
        return "denied"
    if any(_is_denied(document, cue, hit) for cue in sentence.of("denying")):
        return "denied"
    if any(_gap(document, cue, hit) <= _DISPROOF_GAP_WORDS for cue in sentence.of("disproving")):
        return "denied"
    harms = sentence.of("killed", "injured")
    if not harms and any(_intercepts(document, sentence, cue) for cue in sentence.of("attempted")):
        return "attempted"
    happened = any(not _is_imagined(document, sentence, harm) for harm in harms)
    for modality, reach in (
        ("threatened", _THREAT_GAP_WORDS),
        ("hypothetical", _HYPOTHETICAL_GAP_WORDS),
        ("purpose", _PURPOSE_GAP_WORDS),
    ):
        for cue in sentence.of(modality):
            if cue.end <= hit.start and document.words_between(cue.end, hit.start) <= reach:
                if modality == "hypothetical" and (happened or _dated_before(document, sentence, hit)):
                    continue
                return "hypothetical" if modality == "purpose" else modality  # type: ignore[return-value]
    return "reported"


def _intercepts(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "Deux roquettes tirées sur …, dans …, ont été interceptées": what was fired is what was stopped."""
    if not is_passive(document, sentence, cue):
        return False
    fired = [hit for hit in sentence.of("weapon", *TRIGGERS) if hit.payload.type in _FIRED and hit.end <= cue.start]
    return any(document.words_between(hit.end, cue.start) <= _INTERCEPTED_GAP_WORDS for hit in fired)


def is_unmeant(sentence: Sentence) -> bool:
    """ "A boy accidentally shot his sister": a weapon did harm that nobody meant."""
    return bool(sentence.of("unmeant"))


def _is_imagined(document: Document, sentence: Sentence, harm: Hit[Term]) -> bool:
    """ "could kill hundreds" hurt nobody."""
    return any(
        cue.end <= harm.start and document.words_between(cue.end, harm.start) <= _IMAGINED_GAP_WORDS
        for cue in sentence.of("hypothetical")
    )


def _is_denied(document: Document, cue: Hit[Term], hit: Hit[Term]) -> bool:
    return cue.end <= hit.start and document.words_between(cue.end, hit.start) <= 5


def _dated_before(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """A past date right after the trigger makes a fact of it: "pouvait bombarder comme en décembre 2019"."""
    return any(
        span.start >= hit.end
        and span.last_day is not None
        and document.reference is not None
        and span.last_day < document.reference
        and document.words_between(hit.end, span.start) <= 2
        for span in document.dates_in(sentence.start, sentence.end)
    )


def _gap(document: Document, cue: Hit[Term], hit: Hit[Term]) -> int:
    if cue.start < hit.end and hit.start < cue.end:
        return 0
    first, second = (cue, hit) if cue.start < hit.start else (hit, cue)
    return document.words_between(first.end, second.start)


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
