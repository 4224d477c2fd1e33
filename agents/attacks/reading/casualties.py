"""Reads tolls: which number belongs to the dead, the wounded and the captured of a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import Term
from streams.records import Toll

_COUNTED = ("killed", "injured", "captured")
_DEADLY = ("deadly_act", "weak_deadly_act")
_WOUNDING = ("wounding_act", "weak_wounding_act")
_LEFT_WORDS = 7
_RIGHT_WORDS = 5
_PARTITIVE_WORDS = 3
_AGE_MARKS = frozenset([",", ";", ".", ":", ")", ""])
_SINGULAR = frozenset(["un", "une", "a", "an", "one", "uno", "una"])
_OR = frozenset(["ou", "or", "o", "أو", "او"])
_OTHERS = frozenset(["autre", "autres", "other", "others", "otro", "otros", "otra", "otras", "الاخرين", "اخرين"])
_ATTACKERS = ("perpetrator",)


@dataclass(frozen=True, slots=True)
class Tolls:
    """Tolls by concept, each with the characters that it was read from."""

    killed: tuple[Toll, Found] | None = None
    injured: tuple[Toll, Found] | None = None
    captured: tuple[Toll, Found] | None = None


def read_tolls(document: Document, sentence: Sentence) -> Tolls:
    """The first whole figure of each kind; parts ("dont trois enfants") and attackers' own dead are left out."""
    numbers = [n for n in _numbers(document, sentence) if _is_count(document, sentence, n)]
    marks = _marks(document, sentence)
    found: dict[str, tuple[Toll, Found]] = {}
    used: set[int] = set()
    for _, mark, number in sorted(_pairs(document, sentence, marks, numbers), key=lambda pair: pair[0]):
        concept = mark.payload.concept
        if concept in found or number.start in used:
            continue
        used.add(number.start)
        if _is_joint(document, marks, mark):
            continue
        start, end = min(number.start, mark.start), max(number.end, mark.end)
        found[concept] = (_toll(document, sentence, number), Found(document.text[start:end], start, end))
    for mark in marks:
        if mark.payload.concept not in found and (toll := _unnumbered(document, sentence, mark)):
            found[mark.payload.concept] = (toll, Found(document.text[mark.start : mark.end], mark.start, mark.end))
    for concept, killed_only in (("no_casualties", False), ("no_death", True)):
        for hit in sentence.of(concept):
            if _is_of_others(document, sentence, hit):
                continue
            nobody = (Toll(0, 0), Found(document.text[hit.start : hit.end], hit.start, hit.end))
            found.setdefault("killed", nobody)
            if not killed_only:
                found.setdefault("injured", nobody)
    return Tolls(found.get("killed"), found.get("injured"), found.get("captured"))


def _is_of_others(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "les autres victimes sont hors de danger": says nothing of those told before."""
    return bool(_OTHERS & set(document.folded[max(sentence.start, hit.start - 40) : hit.start].split()))


def _marks(document: Document, sentence: Sentence) -> list[Hit[Term]]:
    """Casualty words in order; in "shot dead" the wounding verb says nothing of its own."""
    dead = sentence.of("killed", *_DEADLY)
    return [
        _as_harm(hit)
        for hit in sentence.of(*_COUNTED, *_DEADLY, *_WOUNDING)
        if hit.payload.concept not in _WOUNDING or not any(_are_near(document, hit, other) for other in dead)
    ]


def _are_near(document: Document, first: Hit[Term], second: Hit[Term]) -> bool:
    if second.start < first.start:
        first, second = second, first
    return document.words_between(first.end, second.start) <= 1


def _as_harm(hit: Hit[Term]) -> Hit[Term]:
    """Verbs that kill or wound whoever they are done to ("abattus", "stabbed") count the dead and the wounded."""
    harm = "killed" if hit.payload.concept in _DEADLY else "injured" if hit.payload.concept in _WOUNDING else None
    return Hit(hit.start, hit.end, Term(harm)) if harm else hit


def _is_count(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    """A number of people; "un", "a" count only right before a person or a casualty word: else they are articles."""
    if number.role != "count" or _is_age(document, number):
        return False
    if not number.article and document.folded[number.start : number.end] not in _SINGULAR:
        return True
    return any(
        hit.start >= number.end and document.words_between(number.end, hit.start) == 0
        for hit in sentence.hits
        if hit.payload.concept in _PEOPLE or hit.payload.concept in _COUNTED
    )


def _is_age(document: Document, number: NumberSpan) -> bool:
    """ "Nicolas, 24, was also killed": a bare number between marks behind a name."""
    text = document.text
    bare = text[number.start : number.end].isdigit() and text[max(0, number.start - 2) : number.start] in (", ", "، ")
    return bare and text[number.end : number.end + 1] in _AGE_MARKS


def _pairs(
    document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], numbers: Sequence[NumberSpan]
) -> list[tuple[float, Hit[Term], NumberSpan]]:
    """Each number with each casualty word that it can count, and how far they are apart (lower is surer)."""
    pairs = []
    for mark in marks:
        for number in numbers:
            if _is_part(document, sentence, number) or _counts_attackers(document, sentence, number, mark):
                continue
            cost = _distance(document, marks, mark, number)
            if cost is not None:
                pairs.append((cost, mark, number))
    return pairs


def _distance(document: Document, marks: Sequence[Hit[Term]], mark: Hit[Term], number: NumberSpan) -> float | None:
    if number.end <= mark.start:
        gap_start, gap_end, reach = number.end, mark.start, _LEFT_WORDS
    elif mark.end <= number.start:
        gap_start, gap_end, reach = mark.end, number.start, _RIGHT_WORDS
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


def _toll(document: Document, sentence: Sentence, number: NumberSpan) -> Toll:
    """At least, at most and about turn a figure into an interval."""
    low, high = number.low, number.high
    for hit in sentence.of("at_least", "at_most"):
        near = hit.end <= number.start and document.words_between(hit.end, number.start) <= 1
        if near or hit.start < number.start < hit.end:
            return Toll(low, None) if hit.payload.concept == "at_least" else Toll(None, high if high is not None else low)
    return Toll(low, high)


def _is_part(document: Document, sentence: Sentence, number: NumberSpan) -> bool:
    return any(
        hit.end <= number.start and document.words_between(hit.end, number.start) <= _PARTITIVE_WORDS
        for hit in sentence.of("partitive")
    )


def _counts_attackers(document: Document, sentence: Sentence, number: NumberSpan, mark: Hit[Term]) -> bool:
    """ "trois assaillants ont été tués": the number counts attackers, not victims of the attack."""
    return any(
        number.end <= hit.start and document.words_between(number.end, hit.start) == 0
        for hit in sentence.of(*_ATTACKERS)
    )


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


def _unnumbered(document: Document, sentence: Sentence, mark: Hit[Term]) -> Toll | None:
    """One named or single victim counts one: "un policier a été tué", "the mayor was shot dead"."""
    if mark.payload.concept == "captured":
        return None
    people = [
        hit
        for hit in sentence.hits
        if hit.payload.concept.startswith("kind_")
        and hit.payload.concept in _PEOPLE
        and (
            (hit.end <= mark.start and document.words_between(hit.end, mark.start) <= 4)
            or (mark.end <= hit.start and document.words_between(mark.end, hit.start) <= 2)
        )
    ]
    for person in sorted(people, key=lambda hit: abs(hit.start - mark.start)):
        lead_in = document.folded[max(sentence.start, person.start - 30) : person.start].split()[-2:]
        if any(word in _SINGULAR for word in lead_in):
            return Toll(1, 1)
    first = next((hit for hit in sentence.hits if hit.payload.concept in _PEOPLE), None)
    if first is not None and first.end <= mark.start and _opens_sentence(document, sentence, first):
        return Toll(1, 1)
    # "et un quatrième a été blessé": one more.
    return Toll(1, 1) if any(_is_one_more(document, mark, number) for number in _numbers(document, sentence)) else None


def _numbers(document: Document, sentence: Sentence) -> list[NumberSpan]:
    """Numbers that are no part of a date."""
    dates = document.dates_in(sentence.start, sentence.end)
    return [
        number
        for number in document.numbers_in(sentence.start, sentence.end)
        if not any(date.start <= number.start < date.end for date in dates)
    ]


def _opens_sentence(document: Document, sentence: Sentence, person: Hit[Term]) -> bool:
    """ "Un homme de 61 ans, …, est mort": the sentence is about one person."""
    words = document.folded[sentence.start : person.start].split()
    return 0 < len(words) <= 2 and words[0] in _SINGULAR


def _is_one_more(document: Document, mark: Hit[Term], number: NumberSpan) -> bool:
    near = number.end <= mark.start and document.words_between(number.end, mark.start) <= 2
    before = document.folded[max(0, number.start - 8) : number.start].split()
    return number.role == "ordinal" and near and bool(before) and before[-1] in _SINGULAR


_PEOPLE = frozenset(
    ["kind_civilian", "kind_police", "kind_military", "kind_official", "kind_politician", "kind_journalist", "kind_religious", "kind_diplomat", "kind_worker", "kind_student", "kind_leader", "kind_person"]
)
