"""Pairs each number of a sentence with the casualty word that it may count, and says how far they are apart."""

import re
from collections.abc import Sequence

from agents.attacks.reading.detection.killing import suffers
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.tolls.ages import age_words, ages_between
from agents.attacks.reading.tolls.figures import ATTACKERS, Figures
from agents.attacks.reading.tolls.parts import is_one_of, is_part, is_whole
from agents.attacks.reading.tolls.rows import dies, is_joined_to, row_behind
from agents.attacks.reading.tolls.sums import counts_attackers, counts_people
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.vocabulary import TRIGGERS, Term

Pair = tuple[float, Hit[Term], NumberSpan]

_LEFT_WORDS = 7
_RIGHT_WORDS = 5
_PART_WORDS = 4
_SUBJECT_REACH = 16
_AUXILIARY_CHARACTERS = 12
_DEAD_WORDS = 3
_MARKER_REACH = 4
_FARTHEST = 400
"""Characters within which a word of harm has its figure, over a row of people and all."""
_WORD = re.compile(r"\S+")
_BREAKS = ",;:(،؛"
_OF_PART, _OF_CONDITION = 20.0, 4.0
"""How much farther a part stands than any whole, and a word of how the wounded are than one of being wounded."""
_FROM_THE_AIR = frozenset(["air_strike", "drone_strike"])


def pair_figures(document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], figures: Figures) -> list[Pair]:
    """Number and casualty word with their distance (lower is surer), surest first."""
    pairs: list[Pair] = []
    for mark in marks:
        if _are_dead(document, marks, mark):
            continue
        fight = is_fight(document, sentence, mark)
        for number in figures.counts:
            if max(mark.start - number.end, number.start - mark.end) > _FARTHEST:
                continue
            if _is_running_total(document, sentence, marks, number):
                continue
            if figures.is_inset(mark.start) or figures.is_inset(number.start) or is_part(document, sentence, number):
                cost = _distance_to_part(document, marks, mark, number, figures)
            elif counts_attackers(document, sentence, number) and not fight:
                continue
            else:
                cost = _distance(document, sentence, marks, mark, number, figures)
            if cost is not None:
                pairs.append((cost + _OF_CONDITION * tells_condition(document, mark), mark, number))
    return sorted(_without_context(sentence, marks, pairs), key=lambda pair: pair[0])


def tells_condition(document: Document, mark: Hit[Term]) -> bool:
    """ "in critical condition", "hospitalisés": perhaps of some of the wounded only."""
    return document.folded[mark.start : mark.end] in document.vocabulary.words("condition_word")


def is_fight(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """Attackers whom forces attack, or whom a strike from the air hits, are counted like any victims."""
    if is_from_the_air(sentence):
        return True
    return any(suffers(document, sentence, attacker, mark) for attacker in sentence.of(*ATTACKERS))


def is_from_the_air(sentence: Sentence) -> bool:
    """Only forces strike from the air: armed men whom that kills are its victims."""
    return any(hit.payload.type in _FROM_THE_AIR for hit in sentence.of(*TRIGGERS))


def _is_running_total(document: Document, sentence: Sentence, marks: Sequence[Hit[Term]], number: NumberSpan) -> bool:
    """ "قتل أربعة في غارة …، لترتفع الحصيلة إلى 24": all so far, where an attack is told with its own figure before."""
    rising = document.vocabulary.words("total_word")
    if not rising:
        return False
    first = marks[0]
    attacks = [hit.start for hit in sentence.of(*TRIGGERS) if first.end <= hit.start < number.start]
    own = document.numbers_in(first.end, attacks[0]) if attacks else []
    if not own or document.words_between(first.end, own[0].start):
        return False
    return any(word.group() in rising for word in _WORD.finditer(document.folded, attacks[0], number.start))


def _are_dead(document: Document, marks: Sequence[Hit[Term]], mark: Hit[Term]) -> bool:
    """ "le décès de deux blessés", "dos heridos murieron": who were wounded are dead."""
    if mark.payload.concept != "injured":
        return False
    joints = document.vocabulary.words("conjunction")
    for dead in marks:
        if dead.payload.concept != "killed":
            continue
        first, second = (mark, dead) if mark.start < dead.start else (dead, mark)
        words = document.folded[first.end : second.start].split()
        parted = _breaks(document, first.end, second.start) or joints & set(words)
        connected = set(words) & (document.vocabulary.words("connector") | document.vocabulary.words("plural_verb"))
        if not parted and connected and len(words) <= _DEAD_WORDS and words[0] in connected:
            return True
    return False


def _without_context(sentence: Sentence, marks: Sequence[Hit[Term]], pairs: list[Pair]) -> list[Pair]:
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


def _distance_to_part(
    document: Document, marks: Sequence[Hit[Term]], mark: Hit[Term], number: NumberSpan, figures: Figures
) -> float | None:
    """ "eight were shot, two of them fatally": a part says something of its own only where it died."""
    if mark.payload.concept != "killed" or not number.end <= mark.start:
        return None
    if figures.inset_of(number.start) != figures.inset_of(mark.start):
        return None
    words = document.words_between(number.end, mark.start)
    if words > _PART_WORDS or _breaks(document, number.end, mark.start):
        return None
    return None if _has_between(marks, number.end, mark.start) else _OF_PART + words


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
    if number.end <= mark.start and _is_done_by_subject(document, mark):
        return None
    if mark.payload.concept == "killed" and number.end <= mark.start:
        if is_whole(document, number):
            return None
        if _opens_with_part(document, sentence, mark, number):
            return 0.5
    if mark.payload.concept == "killed" and number.end <= mark.start and _has_risen(document, number, mark):
        return 0.5
    if number.end <= mark.start:
        inset = figures.inset_between(number.end, mark.start)
        gaps = [(number.end, inset[0]), (inset[1], mark.start)] if inset else [(number.end, mark.start)]
        reach = _LEFT_WORDS
    elif mark.end <= number.start:
        row = row_behind(document, sentence, mark.end, number.start)
        joined_row = row and is_joined_to(document, row[-1], number.start)
        start = row[-1].end if joined_row else _behind_marker(document, mark)
        gaps, reach = [(start, number.start)], _RIGHT_WORDS
        if _is_elsewhere(document, sentence, mark, number) or _does_it(sentence, mark, number):
            return None
    else:
        return 0.0
    words = sum(document.words_between(*gap) for gap in gaps)
    if words > reach:
        words = max(reach - 1, words - sum(age_words(document, *gap) for gap in gaps))
    if words > reach and _is_subject(document, sentence, mark, number):
        words = reach
    if words > reach or any(_has_between(marks, *gap) for gap in gaps):
        return None
    breaks = sum(_parting(document, *gap) for gap in gaps)
    if breaks > 1:
        return None
    joints = document.vocabulary.words("conjunction")
    joined = any(joints & set(document.folded[start:end].split()) for start, end in gaps)
    return words + 3.0 * breaks + (2.5 if joined else 0.0) + (0.4 if mark.end <= number.start else 0.0)


def _is_done_by_subject(document: Document, mark: Hit[Term]) -> bool:
    """ "Un homme a tué deux voisins", "un padre mató a sus hijas": the figure before such a verb is the doers'."""
    words = document.vocabulary.words
    verb = document.folded[mark.start : mark.end]
    if verb in words("active_verb"):
        return True
    if " " in verb or (mark.payload.concept == "killed" and verb not in words("killing_verb")):
        return False
    before = document.folded[max(0, mark.start - _AUXILIARY_CHARACTERS) : mark.start].split()[-1:]
    return not words("active_auxiliary").isdisjoint(before)


def _opens_with_part(document: Document, sentence: Sentence, mark: Hit[Term], number: NumberSpan) -> bool:
    """ "One of the five people hospitalized after a shooting in Overbrook has died": of the whole a part."""
    first = document.words_between(sentence.start, number.start) <= 1 and is_one_of(document, number)
    near = first and document.words_between(number.end, mark.start) <= _SUBJECT_REACH
    if not near or not dies(document, mark) or ";" in document.text[number.end : mark.start]:
        return False
    # "One of the three wounded was treated and two died": of others.
    others = [other for other in document.numbers_in(number.end, mark.start) if other.role == "count"]
    return len(others) <= 1


def _is_subject(document: Document, sentence: Sentence, mark: Hit[Term], number: NumberSpan) -> bool:
    """ "Four men attending a party at a home in Buffalo were hurt": who opens the sentence suffers its first verb."""
    if number.end > mark.start or document.words_between(number.end, mark.start) > _SUBJECT_REACH:
        return False
    if document.words_between(_opening(document, sentence), number.start):
        return False
    if _breaks(document, number.end, mark.start):
        return False
    passives = [hit for hit in sentence.of("passive") if number.end <= hit.start < mark.start]
    first = document.folded[mark.start : mark.end].split()[0]
    own = len(passives) == 1 and _is_verb_of(document, sentence, passives[0], mark)
    own = own or (not passives and first in document.vocabulary.words("plural_verb"))
    return own and counts_people(document, sentence, number)


def _opening(document: Document, sentence: Sentence) -> int:
    """Where a sentence begins, behind the day that heads a note: "15 December 2009 - Six guards …"."""
    days = [span for span in document.dates_in(sentence.start, sentence.end) if span.start == sentence.start]
    return days[0].end if days else sentence.start


def _is_verb_of(document: Document, sentence: Sentence, passive: Hit[Term], mark: Hit[Term]) -> bool:
    """Right behind its auxiliary, but for the verb of "were shot dead"."""
    between = document.words_between(passive.end, mark.start)
    verbs = any(passive.end <= hit.start < mark.start for hit in sentence.of("wounding_act", "weak_wounding_act"))
    return between == 0 or (between == 1 and verbs)


def _does_it(sentence: Sentence, mark: Hit[Term], number: NumberSpan) -> bool:
    """ "Shot dead by two men": they are no victims."""
    return any(mark.end <= by.start and by.end <= number.start for by in sentence.of("agent_by"))


def _parting(document: Document, start: int, end: int) -> int:
    """How many signs part two words, without those between ages: "quatre lycéens de 15, 16, 17 et 18 ans"."""
    ages = ages_between(document, start, end)
    return _breaks(document, start, end) - (_breaks(document, ages[0].start, ages[-1].end) if ages else 0)


def _has_between(marks: Sequence[Hit[Term]], start: int, end: int) -> bool:
    return any(start <= mark.start < end for mark in marks)


def _breaks(document: Document, start: int, end: int) -> int:
    return sum(document.text[start:end].count(mark) for mark in _BREAKS)


def _behind_marker(document: Document, mark: Hit[Term]) -> int:
    """Behind "a" in "mató a cuatro": it only says that those to whom it is done come next."""
    word = _WORD.search(document.folded, mark.end, mark.end + _MARKER_REACH)
    if word is None or word.group() not in document.vocabulary.words("object_marker"):
        return mark.end
    return word.end()


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
    start = mark.start if document.words_between(mark.end, number.start) == 0 else _behind_marker(document, mark)
    for word in _WORD.finditer(document.folded, start, number.start):
        if word.group() in locative and not any(begin <= word.start() < end for begin, end in bounds):
            return word.start() > mark.start
    return bool(document.dates_in(mark.end, number.start))
