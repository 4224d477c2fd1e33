"""What must stand beside a weak word of attack for it to tell one."""

from agents.attacks.reading.detection.voice import gap, is_passive
from agents.attacks.reading.kinds import PEOPLE, concepts_of
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import persons_in
from agents.text.vocabulary import TRIGGERS, Term

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
_HANDLED = (
    "weapon",
    "event",
    "weak_event",
    "killed",
    "injured",
    "casualties",
    "no_casualties",
    "no_death",
    "attempted",
)
_NEAR_WORDS = 6
_PERSON_GAP_WORDS = 3
_ATTACKED_PEOPLE = concepts_of(PEOPLE - {"police", "military", "person"})
_AGAINST_GAP_WORDS = 6
_STRUCK_WORDS = 3
_SIDE_WORDS = 4
_SIDES = concepts_of(PEOPLE)
_FROM_AFAR = ("air_strike", "shelling", "missile_or_rocket", "drone_strike", "bombing")
_THINGS = ("vehicle", "building", "infrastructure", "business", "aircraft", "ship", "place", "other")
_ATTACKED = concepts_of((PEOPLE - {"police", "military"}) | set(_THINGS)) | {"casualties", "no_casualties"}
_SPEAKERS = concepts_of(("politician", "official", "journalist", "leader", "religious", "diplomat"))


def has_company(document: Document, sentence: Sentence, hit: Hit[Term], violent: bool) -> bool:
    """A weak trigger needs a victim, weapon or armed actor in its sentence, or an attacked thing as its object."""
    if document.folded[hit.start : hit.end] in document.vocabulary.words("undergoing"):
        # "تعرض طفل لعضة كلب": the verb alone does not say what was suffered.
        return any(other is not hit for other in sentence.of(*TRIGGERS, "weapon"))
    if document.folded[hit.start : hit.end].split()[0] in document.vocabulary.words("handling_word"):
        # "The ministers were placed under guard", "the plane landed": what was placed says whether it is an attack.
        return any(other is not hit for other in sentence.of(*_HANDLED))
    for other in sentence.hits:
        concept = other.payload.concept
        if other is hit:
            continue
        if concept in _COMPANY or concept == "unmeant":
            return True
        if concept in _ATTACKED and (violent or _relates(document, sentence, hit, other)):
            return True
    if any(name.payload.kind == "actor" for name in sentence.names) or _strikes_place(document, sentence, hit):
        return True
    if _is_fight(document, sentence, hit):
        return True
    if _harms_person(document, sentence, hit):
        return True
    return violent and (sentence.kind in ("title", "lede") or bool(sentence.of("another", "later", "reporting")))


def _is_fight(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "enfrentamientos entre partidarios y detractores": a fight that tells people as its sides."""
    if document.vocabulary.words("fight_word").isdisjoint(document.folded[hit.start : hit.end].split()):
        return False
    people = [other for other in sentence.hits if other.payload.concept in _SIDES and other.start >= hit.end]
    if not people or document.words_between(hit.end, people[0].start) > _SIDE_WORDS:
        return False
    told = document.folded[hit.start : people[0].start].split()
    return not document.vocabulary.words("between_word").isdisjoint(told)


def _strikes_place(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "attacked the city of", "bombardeó Járkov": a town as a verb's object, of fire from afar also by its name."""
    if not hit.payload.concept.endswith("act"):
        return False
    struck = [mark.start for mark in sentence.of("place_noun")]
    if hit.payload.type in _FROM_AFAR:
        struck += [name.start for name in sentence.names if name.payload.kind == "place"]
    located = document.vocabulary.words("locative") - document.vocabulary.words("object_marker")
    return any(
        hit.end <= start
        and document.words_between(hit.end, start) <= _STRUCK_WORDS
        and located.isdisjoint(document.folded[hit.end : start].split())
        for start in struck
    )


def _harms_person(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "the attack on Ali Hassan", "Ali Hassan was shot", "the magistrate's murder": somebody is attacked."""
    verb = hit.payload.concept.endswith("act")
    deadly = document.vocabulary.words("deadly_word") & set(document.folded[hit.start : hit.end].split())
    if deadly and not verb:
        people = [other for other in sentence.hits if other.payload.concept in _ATTACKED_PEOPLE]
        if any(gap(document, hit, other) <= _PERSON_GAP_WORDS for other in people):
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
