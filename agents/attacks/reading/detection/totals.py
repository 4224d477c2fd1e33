"""Tells totals over a long time, which are claims about many attacks, from the toll of one attack."""

import re
from collections.abc import Iterator

from agents.attacks.reading.mentions import Mention, Trigger
from agents.attacks.reading.timing.days import own_dates
from agents.text.dates.dates import DateSpan
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST
from agents.text.vocabulary import TRIGGERS, Term

_LONG_DAYS = 20
_OF_LATE_DAYS = 14
_HUGE = 500
"""Dead that no single attack of which the page does not say the day has had."""
_MANY_BOMBS, _BOMB_CHARACTERS = 40, 24
_RATE_WORDS = 6
_OPENING_WORDS = 2
_SINCE_WORDS, _SINCE_CHARACTERS = 2, 32
_WITHIN_WORDS, _WITHIN_CHARACTERS = 3, 40
_UNIT_CHARACTERS = 24
_BEGINNING_WORDS = 5
_ONE_ATTACK_WORDS = 3
_WORD = re.compile(r"\S+")


def is_total(document: Document, mention: Mention) -> bool:
    """ "Since 2009 nearly 600 of its members have been murdered", "every day four people are abducted"."""
    trigger, sentence = mention.trigger, mention.sentence
    if _is_rate(document, sentence):
        return True
    if not (trigger.is_verb or is_plural(document, trigger)) or _is_of_late(document, mention):
        return False
    huge = any((count.toll.low or 0) >= _HUGE for count in mention.killed)
    if sentence.kind == "body" and (huge or _counts_bombs(document, sentence)):
        return True
    return any(
        (_is_counted(document, sentence, start, end) or document.words_between(sentence.start, start) <= _OPENING_WORDS)
        and not (_is_of_one(document, sentence, start) or _is_aside(document, trigger, start, end))
        for start, end in _long_times(document, sentence)
    )


def is_plural(document: Document, named: Trigger | Hit[Term]) -> bool:
    """Whether the name of an attack stands in the plural."""
    words = document.folded[named.start : named.end].split()
    if document.language == "ar":
        return any(word.endswith("ات") for word in words)
    head = words[-1] if document.language in MODIFIERS_FIRST else words[0]
    return head.endswith(("s", "x")) and not head.endswith("ss")


def _is_rate(document: Document, sentence: Sentence) -> bool:
    """ "Four people are abducted every day": right beside what is done."""
    for hit in sentence.of("rate"):
        for told in sentence.of("killed", *TRIGGERS):
            first, second = sorted(((hit.start, hit.end), (told.start, told.end)))
            between = document.text[first[1] : second[0]]
            near = document.words_between(first[1], second[0]) <= _RATE_WORDS
            if near and not any(sign in between for sign in ",;:"):
                return True
    return False


def _counts_bombs(document: Document, sentence: Sentence) -> bool:
    """ "Have set off more than 260 bombs": more than one day has."""
    named = [
        hit
        for hit in sentence.of("weapon", "event", "weak_event")
        if hit.payload.type in ("bombing", "suicide_bombing") and is_plural(document, hit)
    ]
    return any(
        number.role == "count"
        and (number.low or 0) >= _MANY_BOMBS
        and document.words_between(number.end, hit.start) <= 1
        for hit in named
        for number in document.numbers_in(max(sentence.start, hit.start - _BOMB_CHARACTERS), hit.start)
    )


def _is_of_late(document: Document, mention: Mention) -> bool:
    """A day of the last weeks that is none from which something is counted: then it is the news of that day."""
    return any(
        span.precision in ("day", "minute")
        and span.first_day is not None
        and document.reference is not None
        and (document.reference - span.first_day).days <= _OF_LATE_DAYS
        and not _is_counted_from(document, mention.sentence, span)
        for span in own_dates(document, mention.sentence, mention.trigger.hit)
    )


def _is_counted_from(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    before = document.folded[max(sentence.start, span.start - _SINCE_CHARACTERS) : span.start].split()
    return bool(document.vocabulary.words("since_word").intersection(before[-_SINCE_WORDS:]))


def _long_times(document: Document, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """ "Since the party was founded", "since 2009", "in three months"."""
    yield from _since_beginnings(document, sentence)
    for span in document.dates_in(sentence.start, sentence.end):
        if span.first_day is None or document.reference is None:
            continue
        long = (document.reference - span.first_day).days > _LONG_DAYS
        if long and _is_counted_from(document, sentence, span):
            yield span.start, span.end
    units = document.vocabulary.words("long_unit")
    for number in document.numbers_in(sentence.start, sentence.end):
        behind = document.folded[number.end : number.end + _UNIT_CHARACTERS].split()[:1]
        before = document.folded[max(sentence.start, number.start - _WITHIN_CHARACTERS) : number.start].split()
        within = document.vocabulary.words("time_within").intersection(before[-_WITHIN_WORDS:])
        if behind and behind[0] in units and within:
            yield number.start, number.end + len(behind[0]) + 1


def _since_beginnings(document: Document, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """ "Depuis la création du parti": from what began, and no day of it is told."""
    words = list(_WORD.finditer(document.folded, sentence.start, sentence.end))
    since, beginnings = (document.vocabulary.words(name) for name in ("since_word", "beginning_word"))
    for at, word in enumerate(words):
        if word[0] in since:
            for other in words[at + 1 : at + 1 + _BEGINNING_WORDS]:
                if other[0] in beginnings:
                    yield word.start(), other.end()
                    break


def _is_counted(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    """A number of people or of attacks beside the time itself."""
    return any(
        number.role == "count" and not number.ordinal and not number.article and (number.low is None or number.low > 1)
        for number in document.numbers_in(sentence.start, sentence.end)
        if number.end <= start or number.start >= end
    )


def _is_aside(document: Document, trigger: Trigger, start: int, end: int) -> bool:
    """ "The rebels, active there since 2013, killed nine": parted by signs from all that is told."""
    before, behind = document.text[trigger.sentence.start : start], document.text[end : max(end, trigger.start)]
    return any(sign in before for sign in ",(–") and any(sign in behind for sign in ",)–")


def _is_of_one(document: Document, sentence: Sentence, start: int) -> bool:
    """ "The deadliest attack since 2015", "the third bombing in two months": the time of one attack among others."""
    named = [hit for hit in sentence.of(*TRIGGERS) if not hit.payload.concept.endswith("act")]
    return any(
        hit.end <= start and document.words_between(hit.end, start) <= _ONE_ATTACK_WORDS
        for hit in (*named, *sentence.of("another"))
        if not is_plural(document, hit)
    )
