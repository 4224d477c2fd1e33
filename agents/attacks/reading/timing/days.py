"""Tells the days of a sentence that may be its attack's from those of speech, arrest, court and the page."""

import re

from agents.attacks.reading.timing.stamps import is_stamp
from agents.text.dates.dates import DateSpan
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.places.asides import is_said_of_place
from agents.text.vocabulary import TRIGGERS, Term

HARM = (*TRIGGERS, "killed", "injured", "weapon")
_SPEECH = ("reporting", "claiming", "denying", "accusing")
_NAMED_BY_DAYS = ("kind_place", "kind_building", "kind_business")
AFTERWARDS = ("captured", "trial", "aftermath")
_SPEECH_WORDS = 6
_NAME_CHARACTERS = 24
_POSSESSIVE = re.compile(r"['’]s\s|\s(?:\w+['’]s\s)")
_MODIFIER_WORDS = 2
ADJACENT_WORDS = 1.0


def usable_dates(document: Document, sentence: Sentence, trigger: Hit[Term] | None) -> list[DateSpan]:
    """Days of a sentence on which somebody may have been attacked: not those of speech, arrest, court or the page."""
    return [
        span
        for span in own_dates(document, sentence, trigger)
        if not (trigger is None and opens_speech(document, sentence, span))
        and not is_of_aftermath(document, sentence, span, trigger)
    ]


def own_dates(document: Document, sentence: Sentence, trigger: Hit[Term] | None) -> list[DateSpan]:
    """Days of what a sentence tells, be it an attack or an arrest."""
    return [
        span
        for span in document.dates_in(sentence.start, sentence.end)
        if (span.first_day or span.last_day)
        and not _is_to_come(document, sentence, span)
        and not (_is_in_name(sentence, span) or _is_name(document, span))
        and not (span.precision == "day" and _is_compared(document, sentence, span))
        and (span.kind != "later" or _is_counted_here(document, sentence, span))
        and not is_stamp(document, sentence, span)
        and not (trigger is not None and is_said_of_place(document, sentence, span.start, of=trigger.start))
        and not _is_told_as_speech(document, sentence, span, trigger)
        and not _is_of_other_act(document, sentence, span, trigger)
    ]


def _is_compared(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "A attaqué un convoi, comme le 22 juillet": the day of another attack that this one is like."""
    before = document.folded[max(sentence.start, span.start - 20) : span.start].split()
    if before and before[-1] in document.vocabulary.words("definite"):
        before.pop()
    return any(" ".join(before[-size:]) in document.vocabulary.words("comparison") for size in (1, 2) if before)


def _is_in_name(sentence: Sentence, span: DateSpan) -> bool:
    """ "At a Christmas market": a place that is called by a day."""
    return any(
        hit.start <= span.start and span.end <= hit.end and hit.end - hit.start > span.end - span.start
        for hit in sentence.of(*_NAMED_BY_DAYS)
    )


def _is_to_come(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """The day of an election or a summit; "more later today": nothing has happened after the page was written."""
    day, reference = span.first_day, document.reference
    if day is None or reference is None:
        return False
    if span.kind == "relative" and day == reference:
        return any(
            not document.text[hit.end : span.start].strip() for hit in sentence.of("later") if hit.end <= span.start
        )
    # A day more than it says: the page may have been written in another zone of time.
    return (day - reference).days > 1


def _is_name(document: Document, span: DateSpan) -> bool:
    """ "On 9 October Avenue", "l'hôpital du 20-Août", "Movimiento 19 de Abril": what is called by a day of the year."""
    if span.kind != "absolute" or span.precision != "day":
        return False
    words = document.vocabulary.words
    if document.language in MODIFIERS_FIRST:
        beside = document.folded[span.end : span.end + _NAME_CHARACTERS].split()[:1]
    else:
        beside = document.folded[max(0, span.start - _NAME_CHARACTERS) : span.start].split()
        while beside and beside[-1] in words("connector") and beside[-1] not in words("definite"):
            beside.pop()
    return any(word in words("street_word") or word in words("named_by_day") for word in beside[-1:])


def _is_counted_here(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "a revendiqué lundi l'attaque de la veille": from a day of its own sentence, not "trois jours après" another."""
    behind = document.folded[span.end : sentence.end].split()[:1]
    if behind and behind[0] in document.vocabulary.words("connector"):
        # "au lendemain d'une attaque": the day after that one.
        return False
    return any(
        told.end <= span.start and told.first_day is not None and told.precision == "day" and told.kind != "later"
        for told in document.dates_in(sentence.start, sentence.end)
    )


def _is_told_as_speech(document: Document, sentence: Sentence, span: DateSpan, trigger: Hit[Term] | None) -> bool:
    """ "informó este martes, 12 de febrero": also the second way of telling the day on which somebody spoke."""
    return any(
        is_of_speech(document, sentence, told, trigger)
        for told in document.dates_in(sentence.start, sentence.end)
        if told is span
        or (
            told.first_day == span.first_day
            and told.end <= span.start
            and not document.text[told.end : span.start].strip(" ,(")
        )
    )


def is_of_speech(document: Document, sentence: Sentence, span: DateSpan, trigger: Hit[Term] | None) -> bool:
    """ "a déclaré mardi", "police Wednesday said", "told the media today": the day on which somebody spoke."""
    if _belongs_to_attack(document, sentence, span):
        return False
    for hit in sentence.of(*_SPEECH):
        first, second = (hit, span) if hit.end <= span.start else (span, hit)
        near = second.start - first.end >= 0 and (
            document.words_between(first.end, second.start) <= 1 or _is_audience(document, first.end, second.start)
        )
        between = trigger is not None and first.end <= trigger.start < second.start
        # "a annoncé avoir repoussé dimanche": the day stands beside what was done, not beside the saying.
        between = between or (
            hit is first and _opens_deed(document, hit) and document.words_between(first.end, second.start) > 0
        )
        if near and not between and not _parted(document, first.end, second.start):
            return True
    return False


def _opens_deed(document: Document, hit: Hit[Term]) -> bool:
    """Whether a phrase of saying ends with the auxiliary of what is said: "a annoncé avoir", "dijo haber"."""
    last = document.folded[hit.start : hit.end].split()[-1]
    return last in document.vocabulary.words("perfect_infinitive")


def _is_audience(document: Document, start: int, end: int) -> bool:
    """ "Told the media today", "dijo el alcalde a la prensa el martes": who was told stands right before the day."""
    between = document.folded[start:end].split() if document.words_between(start, end) <= _SPEECH_WORDS else []
    while between and between[-1] in document.vocabulary.words("definite"):
        between.pop()
    return bool(between) and between[-1] in document.vocabulary.words("audience")


def _belongs_to_attack(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "Claimed Wednesday's terrorist attack", "this morning's shooting": in English a day owns what follows."""
    if not _POSSESSIVE.match(document.text, span.end):
        return False
    return any(
        hit.start >= span.end and document.words_between(span.end, hit.start) <= _MODIFIER_WORDS + 1
        for hit in sentence.of(*HARM)
    )


def opens_speech(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "وقالت الشرطة، الأربعاء، إن …": the day between a verb of saying and what is said is that of the saying."""
    behind = document.folded[span.end : span.end + 12].split()[:1]
    says = bool(behind) and behind[0] in document.vocabulary.words("complementizer")
    # "أعلن التنظيم، الأحد، مسؤوليته عن الهجوم"
    says = says or any(
        span.end <= hit.start and not document.words_between(span.end, hit.start) for hit in sentence.of("claiming")
    )
    return says and any(
        0 <= document.words_between(hit.end, span.start) <= _SPEECH_WORDS for hit in sentence.of("reporting")
    )


def is_of_aftermath(document: Document, sentence: Sentence, span: DateSpan, trigger: Hit[Term] | None) -> bool:
    """ "was arrested Sunday": the day belongs to the arrest or the hearing when that stands nearer than any harm."""
    after = sentence.of(*AFTERWARDS)
    if not after or (trigger is not None and trigger.payload.type == "abduction"):
        return False
    harm = [hit for hit in sentence.hits if hit.payload.concept in HARM]
    nearest = min((gap(document, hit, span) for hit in harm), default=100.0)
    own = min(after, key=lambda hit: gap(document, hit, span))
    if gap(document, own, span) >= nearest:
        return False
    # "killed two and detained three … yesterday" is one day of both; "was charged Monday" is only the charge's.
    return gap(document, own, span) <= ADJACENT_WORDS or not any(hit.start < own.start for hit in harm)


def is_of_dying(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "Died Thursday at the hospital": perhaps days after being shot."""
    dying = document.vocabulary.words("dying_verb")
    return any(
        document.folded[hit.start : hit.end] in dying and _is_beside(document, hit, span)
        for hit in sentence.of("killed")
    )


def _is_of_other_act(document: Document, sentence: Sentence, span: DateSpan, trigger: Hit[Term] | None) -> bool:
    """ "Today condemned the murder", "remained hospitalized Tuesday": a day beside what was done on it."""
    beside = [hit for hit in sentence.of("other_act", *HARM) if _is_beside(document, hit, span)]
    acts = [hit for hit in beside if hit.payload.concept == "other_act" or _is_state(document, hit)]
    if not acts or _belongs_to_attack(document, sentence, span):
        return False
    if any(hit.end <= span.start for hit in acts):
        # "Condenó hoy el asesinato": before the day, and what follows is only what was spoken of.
        return not any(hit.end <= span.start for hit in beside if hit not in acts)
    # "Gunmen attacked the village Monday and demanded money": beside an attack as well it is that one's.
    return len(acts) == len(beside) and (trigger is None or not _is_beside(document, trigger, span))


def _is_state(document: Document, hit: Hit[Term]) -> bool:
    """ "In critical condition Tuesday", "en estado grave": how the wounded were, and when nobody hurt them."""
    first = document.folded[hit.start : hit.end].split()[0]
    return hit.payload.concept == "injured" and first in document.vocabulary.words("locative")


def _is_beside(document: Document, hit: Hit[Term], span: DateSpan) -> bool:
    first, second = (hit, span) if hit.end <= span.start else (span, hit)
    near = second.start >= first.end and document.words_between(first.end, second.start) <= 1
    return near and not _parted(document, first.end, second.start)


def gap(document: Document, hit: Hit[Term], span: DateSpan) -> float:
    first, second = (hit, span) if hit.start < span.start else (span, hit)
    words = document.words_between(first.end, second.start) + (
        4.0 if _parted(document, first.end, second.start) else 0.0
    )
    return words + (0.5 if hit.start > span.start else 0.0)


def _parted(document: Document, start: int, end: int) -> bool:
    return any(mark in document.text[start:end] for mark in ",;:(،")
