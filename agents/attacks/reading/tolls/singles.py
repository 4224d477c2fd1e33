"""Reads tolls that no figure states: one named or single victim, or several by name."""

import re
from collections.abc import Iterator

from agents.attacks.reading.detection.killing import suffers
from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found
from agents.attacks.reading.parties.origins import named_terms
from agents.attacks.reading.tolls.nouncounts import locates
from agents.attacks.reading.tolls.rows import HEADLINES, Person, count_row, dies, is_single, row_before, row_behind
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.numbers import NumberSpan
from agents.text.phrases import persons_in
from agents.text.vocabulary import Term
from streams.records import Toll

_WORD = re.compile(r"\S+")
_SUBJECT_WORDS = 4
_OBJECT_WORDS = 3
_NAME_WORDS = 2
_AUXILIARY_WORDS = 2
_LISTED_WORDS = 3
_ANOTHER_WORDS = 2
_NAMES_REACH = 6
_LEAD_IN, _BOTH_CHARACTERS = 12, 48
_DATELINE = 60
_SUBJECT_CHARACTERS = 48
_UNCOUNTED_WORDS = 5


def count_single(
    document: Document, sentence: Sentence, mark: Hit[Term], numbers: list[NumberSpan]
) -> tuple[Toll, Found] | None:
    """One for "a policeman was killed", "killing his wife", "Ali Hassan, 24, was shot"; more for a list of names."""
    row = _row(document, sentence, mark)
    if (people := count_row(row)) > 1:
        return Toll(people, people), Found("", min(row[0].start, mark.start), max(row[-1].end, mark.end))
    if not has_plural_verb(document, sentence, mark):
        person = _one_person(document, sentence, mark)
        if person is not None:
            return Toll(1, 1), _span(document, person, mark)
    names = _named(document, sentence, mark)
    if names:
        return Toll(len(names), len(names)), Found("", min(names[0][0], mark.start), max(names[-1][1], mark.end))
    if _is_another(document, sentence, mark):
        return Toll(1, 1), Found("", mark.start, mark.end)
    if (place := _place_in_row(document, sentence, mark, numbers)) is not None:
        return Toll(place, place), Found("", mark.start, mark.end)
    if _is_both(document, sentence, mark):
        return Toll(2, 2), Found("", mark.start, mark.end)
    if any(_is_one_more(document, mark, number) for number in numbers):
        return Toll(1, 1), Found("", mark.start, mark.end)
    if (
        _has_singular_verb(document, sentence, mark)
        or _is_one_told(document, sentence, mark)
        or (_is_one_object(document, sentence, mark))
    ):
        return Toll(1, 1), Found("", mark.start, mark.end)
    return None


def _span(document: Document, person: Hit[Term], mark: Hit[Term]) -> Found:
    start, end = min(person.start, mark.start), max(person.end, mark.end)
    return Found(document.text[start:end], start, end)


def _one_person(document: Document, sentence: Sentence, mark: Hit[Term]) -> Hit[Term] | None:
    """A single person right before or behind the casualty word."""
    people = [hit for hit in sentence.hits if hit.payload.concept in PEOPLE_CONCEPTS]
    if any(suffers(document, sentence, attacker, mark) for attacker in sentence.of("perpetrator")):
        people = [*people, *sentence.of("perpetrator")]
    people += _of_nation(document, sentence, mark)
    for person in sorted(people, key=lambda hit: abs(hit.start - mark.start)):
        before = person.end <= mark.start
        gap = (person.end, mark.start) if before else (mark.end, person.start)
        near = document.words_between(*gap) <= (_SUBJECT_WORDS if before else _OBJECT_WORDS)
        if near and is_single(document, sentence, person) and not _breaks(document, *gap):
            return person
    first = people[0] if people else None
    # "Un homme de 61 ans, …, est mort": the sentence is about one person.
    opens = (
        first is not None
        and first.end <= mark.start
        and document.words_between(_opening(document, sentence), first.start) <= 2
    )
    if first is not None and opens and is_single(document, sentence, first) and _alone(document, first, mark):
        return first
    return None


def _of_nation(document: Document, sentence: Sentence, mark: Hit[Term]) -> list[Hit[Term]]:
    """ "Un Palestinien tué par …", "a Palestinian was killed": called by the nation alone, with nobody behind it."""
    nations = [
        *sentence.of("demonym"),
        *(hit for hit in named_terms(sentence.names) if hit.payload.concept == "demonym"),
    ]
    verbs = {mark.start, *(hit.start for hit in sentence.of("passive"))}
    return [hit for hit in nations if hit.end <= mark.start and hit.end + 1 in verbs]


def _opening(document: Document, sentence: Sentence) -> int:
    """Where the sentence begins, behind a dateline: "FRESNO (AP) — A man …"."""
    lead_in = document.text[sentence.start : min(sentence.end, sentence.start + _DATELINE)]
    ends = [lead_in.rfind(dash) + len(dash) for dash in ("—", "–", "--", ") -", " - ") if dash in lead_in]
    return sentence.start + max(ends, default=0)


def has_plural_verb(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    plural = document.vocabulary.words("plural_verb")
    return any(
        (
            hit.end <= mark.start
            and document.words_between(hit.end, mark.start) <= 1
            and document.folded[hit.start : hit.end].split()[-1] in plural
        )
        or (document.folded[hit.start : hit.end].split()[0] in plural and hit.end <= mark.start <= hit.end + 1)
        for hit in sentence.of("passive")
    )


def _row(document: Document, sentence: Sentence, mark: Hit[Term]) -> list[Person]:
    """ "The mayor and his bodyguard were shot dead", "killing a nurse, a guard and a bystander": told in order."""
    if has_plural_verb(document, sentence, mark) or _has_bare_row(document, sentence, mark):
        row = row_before(document, sentence, mark.start)[::-1]
        near = row and document.words_between(row[-1].end, mark.start) <= _SUBJECT_WORDS
        return row if near and not _breaks(document, row[-1].end, mark.start) else []
    row = row_behind(document, sentence, mark.end, sentence.end)
    while len(row) > 1 and not _ends_row(document, sentence, row):
        row.pop()
    return row


def _has_bare_row(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "Woman, boyfriend killed in drive-by shooting": in a headline several stand right before their verb."""
    if sentence.kind not in HEADLINES:
        return False
    row = row_before(document, sentence, mark.start)
    return len(row) > 1 and document.words_between(row[0].end, mark.start) == 0


def _ends_row(document: Document, sentence: Sentence, row: list[Person]) -> bool:
    """Joined by "and", and not with a verb of its own: "killing a man, and his son was wounded"."""
    words = document.folded[row[-2].end : row[-1].start].split()
    own = any(
        row[-1].end <= hit.start and document.words_between(row[-1].end, hit.start) <= _SUBJECT_WORDS
        for hit in sentence.of("killed", "injured", "passive")
    )
    return bool(document.vocabulary.words("conjunction") & set(words)) and not own


def _alone(document: Document, first: Hit[Term], mark: Hit[Term]) -> bool:
    """ "A boy and six others were shot": not one."""
    return not document.vocabulary.words("conjunction") & set(document.folded[first.end : mark.start].split())


def _breaks(document: Document, start: int, end: int) -> bool:
    return any(mark in document.text[start:end] for mark in ";:(،")


def _named(document: Document, sentence: Sentence, mark: Hit[Term]) -> list[tuple[int, int]]:
    """The names right behind the word, or all those listed right before it."""
    runs = persons_in(document, sentence)
    after = [run for run in runs if run[0] >= mark.end]
    if (
        after
        and document.words_between(mark.end, after[0][0]) <= _NAME_WORDS
        and not locates(document, mark.end, after[0][0])
    ):
        return [*_listed(document, after)]
    before = [run for run in runs if run[1] <= mark.start]
    if (
        before
        and _words_from_name(document, before[-1][1], mark.start) <= _NAMES_REACH
        and _has_verb(document, sentence, mark)
    ):
        listed = [*_listed(document, before[::-1])]
        return listed[::-1]
    return []


def _words_from_name(document: Document, start: int, end: int) -> int:
    """Without who somebody is: "Ali Hassan, the chairman of a village council, was shot dead"."""
    comma = document.text.rfind(",", start, end)
    apposed = comma > start and document.text[start] == ","
    return document.words_between(comma if apposed else start, end)


def _listed(document: Document, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first name and those joined to it by nothing but ages, commas and "and"."""
    joints = document.vocabulary.words("conjunction")
    last: tuple[int, int] | None = None
    for run in runs:
        if last is not None:
            between = document.folded[min(last[1], run[1]) : max(last[0], run[0])].split()
            if len(between) > _LISTED_WORDS or any(word not in joints and not word.isdigit() for word in between):
                return
        yield run
        last = run


def _has_verb(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """A passive right before: who stands before it suffered it."""
    return any(
        hit.end <= mark.start and document.words_between(hit.end, mark.start) <= _AUXILIARY_WORDS
        for hit in sentence.of("passive")
    ) or (mark.payload.concept == "killed" and dies(document, mark))


def _place_in_row(document: Document, sentence: Sentence, mark: Hit[Term], numbers: list[NumberSpan]) -> int | None:
    """ "A third victim has died": three are dead, where the sentence tells no other harm."""
    if sentence.of("injured") or not dies(document, mark):
        return None
    victims = document.vocabulary.words("victim_word")
    for number in numbers:
        behind = document.folded[number.end : number.end + _LEAD_IN].split()[:1]
        before = document.folded[max(sentence.start, number.start - _LEAD_IN) : number.start].split()[-1:]
        if number.role == "ordinal" and victims & {*behind, *before} and number.end <= mark.start:
            return int(number.value) if number.value else None
    return None


def is_further(document: Document, found: Found, numbers: list[NumberSpan]) -> bool:
    """ "another man", "a third victim": besides those told before."""
    start = max(0, found.start - _LEAD_IN)
    if any(number.role == "ordinal" and start <= number.start < found.end for number in numbers):
        return True
    return bool(document.vocabulary.words("another_one") & set(document.folded[start : found.end].split()))


def _is_another(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "killing two and wounding another": one more."""
    another = document.vocabulary.words("another_one")
    after = document.folded[mark.end : mark.end + 16].split()[:1]
    if after and after[0] in another:
        return True
    # "Teen killed, another wounded", "and another is fighting for her life"
    start = max(sentence.start, mark.start - 24)
    before = [*_WORD.finditer(document.folded, start, mark.start)][-_ANOTHER_WORDS:]
    told = [word for word in before if word.group() in another]
    return bool(told) and not _breaks(document, told[-1].end(), mark.start)


def _has_singular_verb(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "She was shot", "he died": one person, told before; not "it was the deadliest"."""
    before = document.folded[max(sentence.start, mark.start - 40) : mark.start].split()
    vocabulary = document.vocabulary
    verbs = vocabulary.words("singular_verb")
    if len(before) >= 2 and before[-1] in verbs and (before[-2] in vocabulary.words("singular_person")):
        return True
    return dies(document, mark) and bool(before) and before[-1] in vocabulary.words("singular_person")


def _is_both(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "Both men inside the car were killed", "killing both"."""
    both = document.vocabulary.words("both_word")
    if both & set(document.folded[mark.end : min(sentence.end, mark.end + _LEAD_IN)].split()[:1]):
        return True
    if not has_plural_verb(document, sentence, mark):
        return False
    before = document.folded[max(sentence.start, mark.start - _BOTH_CHARACTERS) : mark.start].split()
    return bool(both & set(before)) and not _breaks(
        document, max(sentence.start, mark.start - _BOTH_CHARACTERS), mark.start
    )


def _is_one_told(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "The publisher was killed", "son associé a été blessé": one of whom no list of nouns need know."""
    words = document.vocabulary.words
    verb = next((h for h in sentence.of("passive") if h.end <= mark.start <= h.end + _LEAD_IN), None)
    if verb is not None and document.words_between(verb.end, mark.start) <= 1:
        at = verb.start
        single = document.folded[verb.start : verb.end].split()[0] in words("singular_verb")
    else:
        at, single = mark.start, dies(document, mark)
    before = document.folded[max(sentence.start, at - _SUBJECT_CHARACTERS) : at].split()[-_SUBJECT_WORDS:]
    if not single or len(before) < 2 or not document.text[at - 2 : at - 1].isalpha():
        return False
    noun, small = before[-1], words("definite") | words("singular_determiner")
    if noun.endswith(("s", "x")) or noun in words("plural_word"):
        return False
    if noun in words("stopword") - words("singular_person"):
        return False
    things = [hit for hit in sentence.hits if hit.end == at - 1 and hit.payload.concept not in PEOPLE_CONCEPTS]
    return not things and any(word in small for word in before[-3:-1])


def _is_one_object(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "Hirieron a un cuidador": the mark of the person to whom it is done, then a singular article."""
    words = document.vocabulary.words
    behind = document.folded[mark.end : min(sentence.end, mark.end + _LEAD_IN)].split()[:2]
    return len(behind) == 2 and behind[0] in words("object_marker") and behind[1] in words("singular_determiner")


def is_uncounted(document: Document, sentence: Sentence, mark: Hit[Term]) -> bool:
    """ "Wounding an unknown number of others": it says that nobody counted them."""
    for hit in sentence.of("uncounted"):
        first, second = (hit, mark) if hit.end <= mark.start else (mark, hit)
        if document.words_between(first.end, second.start) <= _UNCOUNTED_WORDS:
            return True
    return False


def _is_one_more(document: Document, mark: Hit[Term], number: NumberSpan) -> bool:
    """ "et un quatrième a été blessé", "wounded a third": one more."""
    near = number.end <= mark.start and document.words_between(number.end, mark.start) <= 2
    near = near or (mark.end <= number.start and document.words_between(mark.end, number.start) <= 1)
    before = document.folded[max(0, number.start - 8) : number.start].split()
    single = bool(before) and before[-1] in document.vocabulary.words("singular_determiner")
    return number.role == "ordinal" and near and single
