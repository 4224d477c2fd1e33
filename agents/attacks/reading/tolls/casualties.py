"""Reads tolls: which number belongs to the dead, the wounded and the captured of a sentence."""

from collections.abc import Sequence
from dataclasses import replace

from agents.attacks.reading.detection.modality import is_unmeant
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Count, Found
from agents.attacks.reading.parties.fallen import are_fallen
from agents.attacks.reading.tolls.attackersdead import with_attackers
from agents.attacks.reading.tolls.figures import (
    ATTACKERS,
    HARMED,
    interval,
    is_vague,
    plain_numbers,
    read_figures,
)
from agents.attacks.reading.tolls.nouncounts import Listed, count_alone, count_listed
from agents.attacks.reading.tolls.pairing import is_fight, is_from_the_air, pair_figures, tells_condition
from agents.attacks.reading.tolls.parts import is_one_of, is_part
from agents.attacks.reading.tolls.singles import count_single, is_further, is_uncounted
from agents.attacks.reading.tolls.sums import counts_attackers, sum_joined, total
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term
from streams.records import Toll

_DEADLY = ("deadly_act", "weak_deadly_act")
_WOUNDING = ("wounding_act", "weak_wounding_act")
_ABDUCTING = ("act", "weak_act")
_OBJECT_WORDS = 2
_OR = frozenset(["ou", "or", "o", "أو", "او"])
_ATTACKER_WORDS = 3
_SELF_WORDS, _SELF_CHARACTERS = 2, 24
_CAUSE_WORDS = 5
_SHOT_WORDS = 6
_BY_VERB = "verb"
"""Marks harm that a verb of attack tells ("shot"): who was shot may have died."""
FIGURE, _ROUGH_FIGURE, _CONDITION, _VAGUE = 2.0, 1.5, 1.2, 1.1
SINGLE, _NOBODY, OF_ATTACKERS, SURVIVED = 1.0, 1.0, 0.5, 0.1
"""How surely each way of telling gives the toll of the whole attack."""

_Counts = dict[str, list[Count]]


def read_tolls(document: Document, sentence: Sentence) -> _Counts:
    """What a sentence says of the dead, the wounded and the captured: whole figures first, then single victims.

    Parts ("dont trois enfants") and the attackers' own dead are left out.
    """
    numbers = plain_numbers(document, sentence)
    marks = _marks(document, sentence)
    counts: _Counts = {}
    listed = {mark.start: count_listed(document, sentence, mark) for mark in marks}
    _add_figures(counts, document, sentence, marks, numbers)
    for mark in marks:
        row = listed.get(mark.start)
        if row and row.nouns > 1 and not _is_joint(document, marks, mark):
            _add_row(counts, mark.payload.concept, listed_count(document, sentence, row, FIGURE, mark))
    for mark in marks:
        concept = mark.payload.concept
        if concept in counts or concept == "captured" or _is_harm_to_attacker(document, sentence, mark):
            continue
        if is_uncounted(document, sentence, mark):
            continue
        alone = listed.get(mark.start) or count_alone(document, sentence, mark)
        if alone is not None and not _is_joint(document, marks, mark):
            counts[concept] = [listed_count(document, sentence, alone, SINGLE, mark)]
        elif document.folded[mark.start : mark.end] not in document.vocabulary.words("counted_only"):
            _add_single(counts, document, sentence, mark, numbers)
    _add_nobody(counts, document, sentence)
    if "killed" in counts and sentence.of("perpetrator"):
        counts["killed"] = [with_attackers(document, sentence, counts["killed"][0])]
    return counts


def _add_figures(
    counts: _Counts, document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], numbers: list[NumberSpan]
) -> None:
    figures = read_figures(document, sentence, numbers, marks)
    people = [number for number in figures.counts if not figures.is_inset(number.start)]
    used: set[int] = set()
    counted: set[int] = set()
    parts = False
    for _, mark, number in pair_figures(document, sentence, marks, figures):
        concept = mark.payload.concept
        again = mark.start in counted and not (tells_condition(document, mark) and number.start > mark.start)
        if number.start in used or (again and concept in counts):
            continue
        if _is_joint(document, marks, mark):
            used.add(number.start)
            continue
        chain = sum_joined(document, sentence, people, number, mark)
        count = _figure(document, sentence, mark, number, chain)
        told = counts.get(concept)
        whole = count if told is None else _added(told[0], count)
        if whole is None:
            continue
        used.update((number.start, *(other.start for other in chain)))
        counted.add(mark.start)
        counts[concept] = [whole]
        parts |= concept == "killed" and (is_part(document, sentence, number) or is_one_of(document, number))
    if parts and "injured" in counts:
        # "seven were wounded, two of them fatally", "one of the seven wounded died": the dead are among those told.
        counts["injured"] = [replace(hurt, by_verb=True) for hurt in counts["injured"]]


def _figure(
    document: Document, sentence: Sentence, mark: Hit[Term], number: NumberSpan, chain: Sequence[NumberSpan]
) -> Count:
    start, end = min(number.start, mark.start), max(number.end, mark.end)
    strength = FIGURE if number.exact else _VAGUE if is_vague(number) else _ROUGH_FIGURE
    if tells_condition(document, mark):
        strength = _CONDITION
    if counts_attackers(document, sentence, number) and not is_from_the_air(sentence):
        strength = OF_ATTACKERS
    toll = interval(document, sentence, chain[0])
    joined = total(document, sentence, chain, mark) if toll.low and toll.high in (toll.low, None) else None
    if joined is not None:
        # "at least 49 policemen and four civilians": the bound holds for the sum.
        toll = Toll(joined, None if toll.high is None else joined)
    others = _counts_others(document, number)
    by_verb = _may_have_died(sentence, mark) and not others
    return Count(toll, Found(document.text[start:end], start, end), strength, sentence, by_verb, others)


def _added(told: Count, more: Count) -> Count | None:
    """ "one is in critical condition and four more are stable": five."""
    first, second = sorted((told, more), key=lambda count: count.found.start)
    if not second.further or first.further:
        return None
    if told.toll.low is None or more.toll.low is None or told.toll.high is None or told.toll.low != told.toll.high:
        return None
    high = None if more.toll.high is None else told.toll.high + more.toll.high
    return replace(told, toll=Toll(told.toll.low + more.toll.low, high), strength=max(told.strength, more.strength))


def _add_single(
    counts: _Counts, document: Document, sentence: Sentence, mark: Hit[Term], numbers: list[NumberSpan]
) -> None:
    single = count_single(document, sentence, mark, numbers)
    if single is None:
        return
    toll, found = single
    found = Found(document.text[found.start : found.end], found.start, found.end)
    strength = SINGLE - 0.3 * tells_condition(document, mark)
    by_verb, further = _may_have_died(sentence, mark), is_further(document, found, numbers)
    counts[mark.payload.concept] = [Count(toll, found, strength, sentence, by_verb, further)]


def _add_nobody(counts: _Counts, document: Document, sentence: Sentence) -> None:
    for concept, killed_only in (("no_casualties", False), ("no_death", True)):
        for hit in sentence.of(concept):
            if _is_of_others(document, sentence, hit):
                continue
            # "expected to survive" is said of those told with it: others may have died.
            strength = SURVIVED if killed_only else _NOBODY
            nobody = Count(
                Toll(0, 0), Found(document.text[hit.start : hit.end], hit.start, hit.end), strength, sentence
            )
            counts.setdefault("killed", [nobody])
            if not killed_only and not sentence.of("uncounted"):
                counts.setdefault("injured", [nobody])


def _add_row(counts: dict[str, list[Count]], concept: str, row: Count) -> None:
    """ "مقتل ضابط وثلاثة جنود": four; but a greater figure beside the list is the whole of which the list is told."""
    told = counts.get(concept)
    if told is None or (told[0].toll.low or 0) < (row.toll.low or 0):
        counts[concept] = [row]


def listed_count(document: Document, sentence: Sentence, listed: Listed, strength: float, mark: Hit[Term]) -> Count:
    found = Found(document.text[listed.start : listed.end], listed.start, listed.end)
    return Count(Toll(listed.count, listed.count), found, strength, sentence, mark.payload.type == _BY_VERB)


def _may_have_died(sentence: Sentence, mark: Hit[Term]) -> bool:
    """Who "was shot", where nothing says that they live: "shot in the leg and is expected to recover"."""
    return mark.payload.type == _BY_VERB and not sentence.of("no_death")


def _counts_others(document: Document, number: NumberSpan) -> bool:
    """ "shot four others": besides the dead."""
    others = document.vocabulary.words("others_word")
    return bool(others & set(document.folded[number.end : number.end + 24].split()[:2]))


def _is_harm_to_attacker(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "the gunman was killed": attackers are no victims."""
    if is_fight(document, sentence, mark):
        return False
    return any(
        hit.end <= mark.start
        and document.words_between(hit.end, mark.start) <= _ATTACKER_WORDS
        and any(hit.end <= verb.start < mark.start or verb.end == mark.end for verb in sentence.of("passive"))
        for hit in sentence.of(*ATTACKERS)
        if not are_fallen(document, sentence, hit)
    )


def strikes_self(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Killed himself", "fatally shooting herself": harm that an attacker does to himself."""
    behind = document.folded[hit.end : min(sentence.end, hit.end + _SELF_CHARACTERS)].split()[:_SELF_WORDS]
    return not document.vocabulary.words("reflexive").isdisjoint(behind)


def _is_of_others(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "les autres victimes sont hors de danger", "no other casualties": says nothing of those told before."""
    said = document.folded[max(sentence.start, hit.start - 40) : hit.end].split()
    return bool(document.vocabulary.words("others_word") & set(said))


def _marks(document: Document, sentence: Sentence) -> list[Hit[Term]]:
    """Casualty words in order; in "shot dead" the wounding verb says nothing of its own."""
    dead = sentence.of("killed", *_DEADLY)
    meant = not is_unmeant(sentence)
    return [
        _as_harm(hit)
        for hit in sentence.of(*HARMED, *_DEADLY, *_WOUNDING, *_ABDUCTING)
        if (hit.payload.concept not in _WOUNDING or not _wounds_nobody(document, sentence, hit, dead))
        and not any(_is_cause(document, hit, other) for other in dead)
        and (hit.payload.concept not in _ABDUCTING or hit.payload.type == "abduction")
        and not (meant and strikes_self(document, sentence, hit))
    ]


def _wounds_nobody(document: Document, sentence: Sentence, verb: Hit[Term], dead: Sequence[Hit[Term]]) -> bool:
    """ "shot dead" tells of the dead, "balearon una casa" of a house."""
    if any(_are_near(document, verb, other) or _shoots_dead(document, sentence, verb, other) for other in dead):
        return True
    behind = [hit for hit in sentence.hits if hit.start >= verb.end and hit.payload.concept.startswith("kind_")][:1]
    if not behind or behind[0].payload.concept in PEOPLE_CONCEPTS:
        return False
    between = document.folded[verb.end : behind[0].start].split()
    return len(between) <= _OBJECT_WORDS and document.vocabulary.words("locative").isdisjoint(between)


def _shoots_dead(document: Document, sentence: Sentence, verb: Hit[Term], dead: Hit[Term]) -> bool:
    """ "Shot four miners dead": nothing but those who died stands between."""
    if dead.start < verb.end or document.folded[dead.start : dead.end] not in document.vocabulary.words("dead_word"):
        return False
    words = document.folded[verb.end : dead.start].split()
    joints = document.vocabulary.words("conjunction")
    if len(words) > _SHOT_WORDS or joints & set(words) or "," in document.text[verb.end : dead.start]:
        return False
    return not any(verb.end <= hit.start < dead.start for hit in sentence.of("passive", "reporting"))


def _are_near(document: Document, first: Hit[Term], second: Hit[Term]) -> bool:
    if second.start < first.start:
        first, second = second, first
    between = document.text[first.end : second.start]
    return document.words_between(first.end, second.start) <= 1 and not any(mark in between for mark in ",;:0123456789")


def _is_cause(document: Document, hit: Hit[Term], dead: Hit[Term]) -> bool:
    """ "died of several gunshot wounds": the wounds of the dead."""
    if hit.start < dead.end or document.folded[hit.start : hit.end] not in document.vocabulary.words("wound_noun"):
        return False
    words = document.folded[dead.end : hit.start].split()
    joints = document.vocabulary.words("conjunction")
    return len(words) <= _CAUSE_WORDS and not joints & set(words) and "," not in document.text[dead.end : hit.start]


def _as_harm(hit: Hit[Term]) -> Hit[Term]:
    """Verbs of attack ("abattus", "stabbed", "kidnapped") count the dead, the wounded and the captured."""
    concept = hit.payload.concept
    harm = "killed" if concept in _DEADLY else "injured" if concept in _WOUNDING else None
    if concept in _ABDUCTING:
        harm = "captured"
    return Hit(hit.start, hit.end, Term(harm, _BY_VERB)) if harm else hit


def _is_joint(document: Document, marks: Sequence[Hit[Term]], mark: Hit[Term]) -> bool:
    """ "killed or wounded" is one figure for both: it is neither's."""
    for other in marks:
        if other.payload.concept == mark.payload.concept:
            continue
        first, second = (mark, other) if mark.start < other.start else (other, mark)
        between = document.folded[first.end : second.start].split()
        if len(between) == 1 and between[0] in _OR:
            return True
    return False
