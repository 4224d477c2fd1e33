"""Chooses the day on which an attack happened among the days that its sentences name."""

from dataclasses import replace
from datetime import date

from agents.attacks.reading.mentions import Event, Mention
from agents.attacks.reading.timing.days import (
    ADJACENT_WORDS,
    AFTERWARDS,
    HARM,
    gap,
    is_of_aftermath,
    is_of_dying,
    opens_speech,
    own_dates,
    usable_dates,
)
from agents.attacks.reading.timing.stamps import is_stamp
from agents.text.dates.dates import DateSpan
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.vocabulary import TRIGGERS, Term

_SPOKEN_WORDS, _DYING_WORDS = 6, 4
_VAGUE_WORDS = {"day": 0, "minute": 0, "month": 3, "year": 5}
_VAGUEST_WORDS = 12
_LINE_SCORE = {"title": 0.5, "lede": 1.5, "body": 1.0, "heading": 0.5, "caption": 0.0}
_CLOCK_SCORE = 2.0
_ONE_DAY_SCORE = 2.0
_LONG_DAYS = 3
_NIGHT_DAYS = 2
_DISTANCE_SCORE = 0.1
_LATER_SCORE, _ASIDE_SCORE = 0.4, 1.6
_NEAR_SENTENCES = 3
_UNTOLD_SCORE = 4.0
"""How much farther a day stands in a sentence that tells no harm and nothing that happened."""
_MIDDAY = "12:00"
_EVENING = "17:00"


def fill_date(document: Document, mention: Mention) -> None:
    """The day nearest to the trigger in its sentence; a vague word only where nothing better stands."""
    spans = _narrowest(usable_dates(document, mention.sentence, mention.trigger.hit))

    def cost(span: DateSpan) -> float:
        spoken = _SPOKEN_WORDS if opens_speech(document, mention.sentence, span) else 0
        died = _DYING_WORDS if is_of_dying(document, mention.sentence, span) else 0
        return _words_to(document, mention.trigger.hit, span) + spoken + died

    mention.date = min(spans, key=cost, default=None)


def _narrowest(spans: list[DateSpan]) -> list[DateSpan]:
    """ "The second such attack this year: in February, gunmen …": no year where the sentence names a time in it."""
    return [
        span
        for span in spans
        if span.precision != "year"
        or not any(
            span.first_day
            and other.first_day
            and span.last_day
            and other.last_day
            and other.precision != "year"
            and span.first_day <= other.first_day
            and other.last_day <= span.last_day
            for other in spans
        )
    ]


def add_later_date(document: Document, mention: Mention, sentence: Sentence) -> None:
    """ "It happened around 3 a.m. Saturday": a sentence that goes on about the attack and names one day."""
    if sentence.of(*AFTERWARDS):
        if sentence.line == mention.sentence.line and sentence.index == mention.sentence.index + 1:
            mention.later_dates.extend((span, sentence) for span in _dates_of_both(document, mention, sentence)[:1])
        return
    spans = [
        span
        for span in usable_dates(document, sentence, None)
        if _days(span) <= _NIGHT_DAYS and not is_of_dying(document, sentence, span)
    ]
    mention.later_dates.extend((span, sentence) for span in spans[:1])


def _dates_of_both(document: Document, mention: Mention, sentence: Sentence) -> list[DateSpan]:
    """ "… killed two gunmen, | and detained one man in Wardak, yesterday": a clause that goes on with what they did."""
    captures = sentence.of("captured")
    begins = (
        document.text[mention.sentence.end : sentence.start].strip() or document.folded[sentence.start :][:6].strip()
    )
    joined = begins.split()[0] in document.vocabulary.words("conjunction") if begins else False
    if not joined or mention.date is not None or sentence.of("trial", "aftermath"):
        return []
    return [
        span
        for span in document.dates_in(sentence.start, sentence.end)
        if _is_one_day(span) and all(gap(document, hit, span) > ADJACENT_WORDS for hit in captures)
    ]


def _words_to(document: Document, trigger: Hit[Term], span: DateSpan) -> float:
    first, second = (span.end, trigger.start) if span.start < trigger.start else (trigger.end, span.start)
    return document.words_between(first, second) + _VAGUE_WORDS.get(span.precision, _VAGUEST_WORDS)


def inherit_dates(document: Document, events: list[Event]) -> None:
    """News without a day told right after other news of the page happened on that one's day: "À Mopti, …"."""
    last: Event | None = None
    for event in sorted(events, key=lambda event: event.opening.trigger.start):
        if event.background:
            continue
        near = last is not None and event.opening.sentence.index - _last_index(last) <= _NEAR_SENTENCES
        if event.dated is None and last is not None and near and _is_same_series(document, last, event):
            event.dated = last.dated
        last = event if event.dated is not None else last


def _is_same_series(document: Document, first: Event, second: Event) -> bool:
    """ "Le même jour", "an hour later", or a place that the first one's sentence names beside its own."""
    own = second.opening.sentence
    if document.dates_in(own.start, own.end):
        # A day that could not be read: "trois jours après celle de …".
        return False
    if own.of("later"):
        return True
    place, lead = second.opening.place, first.opening.sentence
    return place is not None and document.text[place.start : place.end] in document.text[lead.start : lead.end]


def _last_index(event: Event) -> int:
    return max((m.sentence.index for m in event.mentions if m.sentence.kind not in ("title", "caption")), default=0)


def add_earlier_date(document: Document, event: Event) -> None:
    """ "In Kunduz last night, a patrol went to a village. … They opened fire": the day stands before the attack."""
    if event.background or any(m.recap or m.date or m.later_dates for m in event.mentions):
        return
    told = [m.sentence for m in event.mentions if m.sentence.kind not in ("title", "heading", "caption")]
    opening = min(told or [event.opening.sentence], key=lambda sentence: sentence.index)
    if any(span.kind != "clock" for span in document.dates_in(opening.start, opening.end)):
        # It has a day of its own that could not be read: "trois jours après celle de …".
        return
    before = document.sentences[: opening.index]
    near = list(reversed(before[-_NEAR_SENTENCES:]))
    # "Troops detained three men in Farah on Tuesday": the news of the page, where it tells no attack by itself.
    near += [lede for lede in before[:-_NEAR_SENTENCES] if lede.kind == "lede" and not lede.of(*TRIGGERS)]
    for sentence in near:
        if sentence.kind not in ("lede", "body") or sentence.of("recap", "trial", "aftermath"):
            continue
        # "A patrol detained several men in Farah on Wednesday. … They were attacked": one day of both.
        spans = [s for s in own_dates(document, sentence, None) if _is_one_day(s) and s.kind != "later"]
        if spans:
            event.opening.later_dates.append((spans[0], sentence))
            return


def search_date(document: Document, events: list[Event], recent_days: int) -> None:
    """The page's one attack without a day has that of any harm the page dates: of late, or long ago in a follow-up."""
    news = [event for event in events if not event.background]
    lead = news[0] if news else None
    if lead is None or (lead.dated is not None and _is_one_day(lead.dated)):
        return
    others = {m.sentence.index for event in news[1:] for m in event.mentions}
    follow_up = any(
        sentence.of(*AFTERWARDS) for sentence in document.sentences if sentence.kind in ("title", "lede")
    ) or bool(lead.opening.sentence.of(*AFTERWARDS))
    # "In a shooting last month … It happened on Feb. 19": a day within the time told is of it, however old.
    oldest = None if follow_up or lead.dated is not None else recent_days
    found: list[tuple[float, DateSpan]] = []
    for sentence in document.sentences:
        if sentence.kind not in _LINE_SCORE or sentence.index in others:
            continue
        if sentence.of("recap") and not follow_up:
            continue
        weight = _LINE_SCORE[sentence.kind] - 0.1 * min(30, sentence.index)
        weight -= _UNTOLD_SCORE * (not sentence.of(*HARM, "happening"))
        found.extend(
            (weight, span)
            for span in usable_dates(document, sentence, None)
            if _can_be_of(document, lead, span, oldest)
        )
    if found:
        lead.dated = max(found, key=lambda entry: entry[0])[1]


def _can_be_of(document: Document, event: Event, span: DateSpan, recent_days: int | None) -> bool:
    """A single past day, of late where that is asked, within what is known of the event's time."""
    if not _is_one_day(span) or span.first_day is None or document.reference is None:
        return False
    age = (document.reference - span.first_day).days
    if age < 0 or (recent_days is not None and age > recent_days):
        return False
    told = event.dated
    if told is None or told.first_day is None or told.last_day is None:
        return True
    return told.first_day <= span.first_day <= told.last_day


def is_of_other_day(document: Document, mention: Mention, sentence: Sentence) -> bool:
    """A sentence that goes on with another day or looks back over years: not about the attack told before it."""
    told = mention.date
    for span in usable_dates(document, sentence, None):
        if told is not None and _holds(span, told):
            continue
        if span.precision in ("month", "year"):
            return True
        if told is not None and _are_apart(told, span) and not is_of_dying(document, sentence, span):
            return bool(sentence.of(*HARM))
    return False


def _holds(period: DateSpan, span: DateSpan) -> bool:
    if not (period.first_day and period.last_day and span.first_day and span.last_day):
        return False
    return period.first_day <= span.first_day and span.last_day <= period.last_day


def _are_apart(first: DateSpan, second: DateSpan) -> bool:
    """More than a day between them, from whichever end one looks."""
    if not (first.first_day and first.last_day and second.first_day and second.last_day):
        return False
    return abs((second.first_day - first.first_day).days) > 1 and abs((second.last_day - first.last_day).days) > 1


def settle_date(document: Document, event: Event) -> None:
    """Of all days that its sentences name the one that says most surely when; a clock decides a night's day."""
    told = [
        (_score(document, mention, mention.date, mention.sentence), mention.date)
        for mention in event.mentions
        if mention.date is not None
    ]
    told += [
        (_score(document, mention, span, sentence) - _later_score(sentence, span), span)
        for mention in event.mentions
        for span, sentence in mention.later_dates
    ]
    if told:
        event.dated = _of_night(document, event, max(told, key=lambda entry: entry[0])[1])
    elif not event.background:
        event.dated = _of_clock(document, event)


def _later_score(sentence: Sentence, span: DateSpan) -> float:
    """ "The boy had not been to school on Tuesday": without harm or a time, only where no better day is told."""
    return _LATER_SCORE if span.clock or sentence.of(*HARM, "happening") else _ASIDE_SCORE


def _score(document: Document, mention: Mention, span: DateSpan, sentence: Sentence) -> float:
    score = _LINE_SCORE.get(sentence.kind, 0.0)
    score += _CLOCK_SCORE * (span.precision == "minute") + _ONE_DAY_SCORE * _is_one_day(span)
    score -= 2.0 * (_days(span) > _LONG_DAYS) + 1.0 * (not span.sure)
    if sentence is mention.sentence:
        score -= _DISTANCE_SCORE * _words_to(document, mention.trigger.hit, span)
    if document.reference is not None and span.first_day is not None and span.first_day > document.reference:
        score -= 4.0
    return score - 0.1 * min(10, sentence.index)


def _days(span: DateSpan) -> int:
    return (span.last_day - span.first_day).days + 1 if span.first_day and span.last_day else 100


def _is_one_day(span: DateSpan) -> bool:
    return span.first_day is not None and span.first_day == span.last_day


def _of_night(document: Document, event: Event, span: DateSpan) -> DateSpan:
    """ "overnight" with "around 1 a.m." is the second of the two days, with "11 p.m." the first."""
    if _days(span) != 2:
        return span
    clock = span.clock or _clock(document, event)
    if clock is None or _MIDDAY <= clock < _EVENING:
        return span
    day = span.last_day if clock < _MIDDAY else span.first_day
    return replace(span, first_day=day, last_day=day)


def _clock(document: Document, event: Event) -> str | None:
    """ "Four people were shot overnight. Officers received a call just after 1:30 a.m."."""
    told = [mention.sentence for mention in event.mentions]
    told += [sentence for mention in event.mentions for _, sentence in mention.later_dates]
    behind = event.opening.sentence.index + 1
    told += [s for s in document.sentences[behind : behind + _NEAR_SENTENCES] if not s.of("recap", *AFTERWARDS)]
    for sentence in told:
        for span in document.dates_in(sentence.start, sentence.end):
            if span.clock:
                return span.clock
    return None


def _of_clock(document: Document, event: Event) -> DateSpan | None:
    """News with a time in the small hours and no day happened on the day of its printing."""
    for mention in event.mentions:
        for span in document.dates_in(mention.sentence.start, mention.sentence.end):
            early = span.kind == "clock" and span.clock is not None and span.clock < _MIDDAY
            if not early or is_of_aftermath(document, mention.sentence, span, mention.trigger.hit):
                continue
            if document.reference is not None and not is_stamp(document, mention.sentence, span):
                day: date = document.reference
                return replace(span, first_day=day, last_day=day, precision="day", sure=False)
    return None
