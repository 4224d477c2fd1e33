"""Reads tolls: which number belongs to the dead, the wounded and the captured of a sentence."""

import re
from collections.abc import Sequence

from agents.attacks.reading.figures import (
    ATTACKERS,
    HARMED,
    Figures,
    counts_attackers,
    is_part,
    plain_numbers,
    read_figures,
)
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Count, Found
from agents.attacks.reading.modality import is_unmeant
from agents.attacks.reading.nouncounts import Listed, count_alone, count_listed
from agents.attacks.reading.singles import count_single
from agents.attacks.reading.sums import OTHERS, sum_joined, total
from agents.attacks.reading.triggers import suffers
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term
from streams.records import Toll

_DEADLY = ("deadly_act", "weak_deadly_act")
_WOUNDING = ("wounding_act", "weak_wounding_act")
_ABDUCTING = ("act", "weak_act")
_LEFT_WORDS = 7
_RIGHT_WORDS = 5
_WORD = re.compile(r"\S+")
_OR = frozenset(["ou", "or", "o", "أو", "او"])
_ATTACKER_WORDS = 3
_BY_VERB = "verb"
"""Marks harm that a verb of attack tells ("shot"): who was shot may have died."""
FIGURE, _ROUGH_FIGURE, _SINGLE, _NOBODY, OF_ATTACKERS = 2.0, 1.5, 1.0, 1.0, 0.5
"""How surely each way of telling gives the toll of the whole attack."""


def read_tolls(document: Document, sentence: Sentence) -> dict[str, list[Count]]:
    """What a sentence says of the dead, the wounded and the captured: whole figures first, then single victims.

    Parts ("dont trois enfants") and the attackers' own dead are left out.
    """
    numbers = plain_numbers(document, sentence)
    marks = _marks(document, sentence)
    counts: dict[str, list[Count]] = {}
    used: set[int] = set()
    figures = read_figures(document, sentence, numbers, marks)
    people = [number for number in figures.counts if not figures.is_inset(number.start)]
    listed = {mark.start: count_listed(document, sentence, mark) for mark in marks}
    pairs = _without_context(sentence, marks, _pairs(document, sentence, marks, people, figures))
    for _, mark, number in sorted(pairs, key=lambda pair: pair[0]):
        concept = mark.payload.concept
        if concept in counts or number.start in used:
            continue
        used.add(number.start)
        if _is_joint(document, marks, mark):
            continue
        start, end = min(number.start, mark.start), max(number.end, mark.end)
        found = Found(document.text[start:end], start, end)
        strength = FIGURE if number.exact else _ROUGH_FIGURE
        if counts_attackers(document, sentence, number):
            strength = OF_ATTACKERS
        chain = sum_joined(document, sentence, people, number, mark)
        toll = interval(document, sentence, chain[0])
        joined = total(document, sentence, chain, mark) if toll.low and toll.high in (toll.low, None) else None
        if joined is not None:
            # "at least 49 policemen and four civilians": the bound holds for the sum.
            toll = Toll(joined, None if toll.high is None else joined)
            used.update(other.start for other in chain)
        by_verb = mark.payload.type == _BY_VERB and not _counts_others(document, number)
        counts[concept] = [Count(toll, found, strength, sentence, by_verb)]
    for mark in marks:
        row = listed.get(mark.start)
        if row and row.nouns > 1 and not _is_joint(document, marks, mark):
            _add_row(counts, mark.payload.concept, listed_count(document, sentence, row, FIGURE, mark))
    for mark in marks:
        concept = mark.payload.concept
        if concept in counts or concept == "captured" or _is_harm_to_attacker(document, sentence, mark):
            continue
        alone = listed.get(mark.start) or count_alone(document, sentence, mark)
        if alone is not None and not _is_joint(document, marks, mark):
            counts[concept] = [listed_count(document, sentence, alone, _SINGLE, mark)]
            continue
        if document.folded[mark.start : mark.end] in document.vocabulary.words("counted_only"):
            continue
        single = count_single(document, sentence, mark, numbers)
        if single is not None:
            toll, found = single
            found = Found(document.text[found.start : found.end], found.start, found.end)
            counts[concept] = [Count(toll, found, _SINGLE, sentence, mark.payload.type == _BY_VERB)]
    for concept, killed_only in (("no_casualties", False), ("no_death", True)):
        for hit in sentence.of(concept):
            if _is_of_others(document, sentence, hit):
                continue
            nobody = Count(Toll(0, 0), Found(document.text[hit.start : hit.end], hit.start, hit.end), _NOBODY, sentence)
            counts.setdefault("killed", [nobody])
            if not killed_only:
                counts.setdefault("injured", [nobody])
    return counts


def _add_row(counts: dict[str, list[Count]], concept: str, row: Count) -> None:
    """ "مقتل ضابط وثلاثة جنود": four; but a greater figure beside the list is the whole of which the list is told."""
    told = counts.get(concept)
    if told is None or (told[0].toll.low or 0) < (row.toll.low or 0):
        counts[concept] = [row]


def listed_count(document: Document, sentence: Sentence, listed: Listed, strength: float, mark: Hit[Term]) -> Count:
    found = Found(document.text[listed.start : listed.end], listed.start, listed.end)
    return Count(Toll(listed.count, listed.count), found, strength, sentence, mark.payload.type == _BY_VERB)


def _counts_others(document: Document, number: NumberSpan) -> bool:
    """ "shot four others": besides the dead."""
    return bool(OTHERS & set(document.folded[number.end : number.end + 24].split()[:2]))


def _is_harm_to_attacker(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "the gunman was killed", "killed himself": attackers are no victims."""
    after = document.folded[mark.end : mark.end + 20].split()[:1]
    if after and after[0] in document.vocabulary.words("reflexive"):
        return not is_unmeant(sentence)
    if _is_fight(document, sentence, mark):
        return False
    return any(
        hit.end <= mark.start
        and document.words_between(hit.end, mark.start) <= _ATTACKER_WORDS
        and any(hit.end <= verb.start < mark.start or verb.end == mark.end for verb in sentence.of("passive"))
        for hit in sentence.of(*ATTACKERS)
    )


def _is_of_others(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "les autres victimes sont hors de danger": says nothing of those told before."""
    return bool(OTHERS & set(document.folded[max(sentence.start, hit.start - 40) : hit.start].split()))


def _marks(document: Document, sentence: Sentence) -> list[Hit[Term]]:
    """Casualty words in order; in "shot dead" the wounding verb says nothing of its own."""
    dead = sentence.of("killed", *_DEADLY)
    return [
        _as_harm(hit)
        for hit in sentence.of(*HARMED, *_DEADLY, *_WOUNDING, *_ABDUCTING)
        if (hit.payload.concept not in _WOUNDING or not any(_are_near(document, hit, other) for other in dead))
        and (hit.payload.concept not in _ABDUCTING or hit.payload.type == "abduction")
    ]


def _are_near(document: Document, first: Hit[Term], second: Hit[Term]) -> bool:
    if second.start < first.start:
        first, second = second, first
    between = document.text[first.end : second.start]
    return document.words_between(first.end, second.start) <= 1 and not any(mark in between for mark in ",;:0123456789")


def _as_harm(hit: Hit[Term]) -> Hit[Term]:
    """Verbs of attack ("abattus", "stabbed", "kidnapped") count the dead, the wounded and the captured."""
    concept = hit.payload.concept
    harm = "killed" if concept in _DEADLY else "injured" if concept in _WOUNDING else None
    if concept in _ABDUCTING:
        harm = "captured"
    return Hit(hit.start, hit.end, Term(harm, _BY_VERB)) if harm else hit


def _without_context(
    sentence: Sentence, marks: Sequence[Hit[Term]], pairs: list[tuple[float, Hit[Term], NumberSpan]]
) -> list[tuple[float, Hit[Term], NumberSpan]]:
    """ "cinq tués …, au lendemain d'une attaque qui avait fait 14 morts": behind words of looking back is the past."""
    cues = [cue.start for cue in sentence.of("recap")]
    if not cues:
        return pairs
    first = min(cues)
    # "قتل شخص …، ليرتفع عدد القتلى منذ بدء الحرب إلى 30 ألفا": who died before is the news, not the total.
    told = [marks[0] is not mark and marks[0].end <= first for _, mark, _ in pairs]
    news = [
        pair
        for pair, after in zip(pairs, told, strict=True)
        if (pair[2].start if after else min(pair[1].start, pair[2].start)) <= first
    ]
    return news if news or any(told) else pairs


def _pairs(
    document: Document,
    sentence: Sentence,
    marks: Sequence[Hit[Term]],
    people: Sequence[NumberSpan],
    figures: Figures,
) -> list[tuple[float, Hit[Term], NumberSpan]]:
    """Each number with each casualty word that it can count, and how far they are apart (lower is surer)."""
    pairs = []
    for mark in marks:
        for number in people:
            if is_part(document, sentence, number):
                continue
            if counts_attackers(document, sentence, number) and not _is_fight(document, sentence, mark):
                continue
            cost = _distance(document, sentence, marks, mark, number, figures)
            if cost is not None:
                pairs.append((cost, mark, number))
    return pairs


def _is_risen(document: Document, number: NumberSpan) -> bool:
    """ "the death toll from a bombing at … has risen to 31"."""
    before = document.folded[max(0, number.start - 24) : number.start].split()
    return " ".join(before[-2:]) in document.vocabulary.words("rising_word")


def _has_risen(document: Document, number: NumberSpan, mark: Hit[Term]) -> bool:
    """ "A siete se elevó la cifra de muertos": the same with the figure first."""
    before = document.folded[max(0, number.start - 4) : number.start].split()[-1:]
    between = f" {' '.join(document.folded[number.end : mark.start].split())} "
    return any(
        f" {verb} " in between and before == [preposition]
        for verb, _, preposition in (word.rpartition(" ") for word in document.vocabulary.words("rising_word"))
        if verb
    )


def _is_elsewhere(document: Document, sentence: Sentence, mark: Hit[Term], number: NumberSpan) -> bool:
    """ "killed at 2806 Long Lane", "shot in the 3100 block", "wounded Sunday when two men …": counts something else."""
    if any(
        0 <= document.words_between(number.end, hit.start) <= 1
        for hit in sentence.of(*PEOPLE_CONCEPTS)
        if hit.start >= number.end
    ):
        return False
    bounds = [(hit.start, hit.end) for hit in sentence.of("at_least", "at_most", "about")]
    locative = document.vocabulary.words("locative")
    start = mark.start if document.words_between(mark.end, number.start) == 0 else mark.end
    for word in _WORD.finditer(document.folded, start, number.start):
        if word.group() in locative and not any(begin <= word.start() < end for begin, end in bounds):
            return word.start() > mark.start
    return bool(document.dates_in(mark.end, number.start))


def _distance(
    document: Document,
    sentence: Sentence,
    marks: Sequence[Hit[Term]],
    mark: Hit[Term],
    number: NumberSpan,
    figures: Figures,
) -> float | None:
    if mark.payload.concept == "killed" and mark.end <= number.start and _is_risen(document, number):
        return 0.5
    if mark.payload.concept == "killed" and number.end <= mark.start and _has_risen(document, number, mark):
        return 0.5
    if number.end <= mark.start:
        inset = figures.inset_between(number.end, mark.start)
        gap_start, gap_end, reach = inset[1] if inset else number.end, mark.start, _LEFT_WORDS
    elif mark.end <= number.start:
        gap_start, gap_end, reach = mark.end, number.start, _RIGHT_WORDS
        if _is_elsewhere(document, sentence, mark, number):
            return None
    else:
        return 0.0
    words = document.words_between(gap_start, gap_end)
    if words > reach or any(gap_start <= other.start < gap_end for other in marks):
        return None
    breaks = sum(document.text[gap_start:gap_end].count(mark) for mark in ",;:(،؛")
    if breaks > 1:
        return None
    joined = bool(document.vocabulary.words("conjunction") & set(document.folded[gap_start:gap_end].split()))
    return words + 3.0 * breaks + (2.5 if joined else 0.0) + (0.4 if mark.end <= number.start else 0.0)


def _bounds_behind(document: Document, sentence: Sentence, number: NumberSpan, hit: Hit[Term]) -> bool:
    """ "11 شخصا على الأقل": the bound stands behind its number, and before no other."""
    if not (number.end <= hit.start and document.words_between(number.end, hit.start) <= 1):
        return False
    return not any(
        hit.end <= other.start and document.words_between(hit.end, other.start) <= 1
        for other in document.numbers_in(sentence.start, sentence.end)
    )


def interval(document: Document, sentence: Sentence, number: NumberSpan) -> Toll:
    """At least, at most and about turn a figure into an interval."""
    low, high = number.low, number.high
    for hit in sentence.of("at_least", "at_most"):
        near = hit.end <= number.start and document.words_between(hit.end, number.start) <= 1
        near = near or _bounds_behind(document, sentence, number, hit)
        if near or hit.start < number.start < hit.end:
            return (
                Toll(low, None) if hit.payload.concept == "at_least" else Toll(None, high if high is not None else low)
            )
    return Toll(low, high)


def _is_fight(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """Attackers whom forces attack are counted like any victims."""
    return any(suffers(document, sentence, attacker, mark) for attacker in sentence.of(*ATTACKERS))


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
