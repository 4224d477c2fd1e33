"""Tells the date that a page gives itself: a stamp of publication, a dateline."""

import re
from datetime import date

from agents.text.dates.dates import DateSpan
from agents.text.document import Document, Sentence

_DATELINE_CHARACTERS, _DATELINE_WORDS = 60, 5
_DATELINE_END = re.compile(r"[^.;:!?\n]{0,4}?(?:\)|\([^()\n]{2,40}\))?\s*(?:--|[-–—])\s")
_BRACKET_OPENS = re.compile(r"[^\W\d_a-z][\w.'’]*,?[ \xa0]\(\Z")
_BRACKET_CLOSES = re.compile(r"\)(?:[ \xa0]*(?:--|[-–—]|\n|\Z)|[ \xa0]{2})")
_BRACKET_REACH = 30
_ZONE_LETTERS = 4
_LINE_CHARACTERS = 40
"""What stands in a line beside its date: signs, a time and a zone, no more."""
_HEAD_END = re.compile(r"\)?(?::|\s(?:--|[-–—])\s)")
_NOTE_HEAD = re.compile(r"[ \xa0]?:\s+\S")
_PAGE_DAYS = 1
"""How far the day that a page gives itself may lie from the one on which it was published."""


def is_stamp(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "Posted: Monday, March 31", "Publié le 3 mai", "KABUL (Dec. 2) -", a line of its own: the page's own date."""
    if _is_in_dateline(document, sentence, span) or _is_line(document, sentence, span):
        return True
    return _heads_page(document, sentence, span) or any(
        (hit.end <= span.start and document.words_between(hit.end, span.start) <= 1)
        or _begins_stamps(document, sentence, span, hit.start)
        for hit in sentence.of("timestamp", "furniture_credit")
    )


def _begins_stamps(document: Document, sentence: Sentence, span: DateSpan, mark: int) -> bool:
    """ "July 6, 2015, 11:11 AM Last updated: …": the first of the stamps in a line."""
    opens = not document.text[document.lines[sentence.line].start : span.start].strip()
    return opens and span.end <= mark and document.words_between(span.end, mark) <= 1


def _is_line(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "February 4, 2013 11:14 AM": a date with nothing beside it but perhaps a zone of time."""
    if span.precision not in ("day", "minute"):
        return False
    line = document.lines[sentence.line]
    if span.start - line.start + line.end - span.end > _LINE_CHARACTERS:
        return False
    beside = document.text[line.start : span.start] + document.text[span.end : line.end]
    return sum(map(str.isalpha, beside)) <= _ZONE_LETTERS


def _heads_page(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "Dec. 9: Troops Strike Militants", "(07/21/15) - Police are investigating …": before all news of the page."""
    line = document.lines[sentence.line]
    if sentence.kind not in ("title", "heading", "lede") or span.kind != "absolute" or span.precision != "day":
        return False
    begins = not document.text[line.start : span.start].strip(" \t(")
    return begins and _HEAD_END.match(document.text, span.end) is not None and not _heads_note(document, sentence, span)


def _heads_note(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """ "03/14/2016: Assailants opened fire on …": a note opens with the day of what it tells.

    With a dash only where it is not that of the page: "2019-05-30 - Two traders were shot dead".
    """
    if sentence.kind != "lede":
        return False
    if _NOTE_HEAD.match(document.text, span.end):
        return True
    return document.reference is None or span.first_day is None or _is_far(document.reference, span.first_day)


def _is_far(reference: date, day: date) -> bool:
    return abs((reference - day).days) > _PAGE_DAYS


def own_day(document: Document) -> date | None:
    """The day that the page gives itself in its headline or lede, where that is before it was published."""
    for sentence in document.sentences:
        if sentence.kind not in ("title", "heading", "lede"):
            continue
        for span in document.dates_in(sentence.start, sentence.end):
            day = span.first_day
            if day is None or day != span.last_day or (document.reference is not None and day > document.reference):
                continue
            if is_stamp(document, sentence, span):
                return day
        if sentence.kind == "lede":
            break
    return None


def _is_in_dateline(document: Document, sentence: Sentence, span: DateSpan) -> bool:
    """A date near the beginning of its paragraph with a dash right behind it and its brackets.

    In its own brackets behind a name it is one anywhere: "For Release KABUL, Afghanistan (Oct. 18) - Forces …".
    """
    line = document.lines[sentence.line]
    if _BRACKET_CLOSES.match(document.text, span.end):
        head = document.text[max(line.start, span.start - _BRACKET_REACH) : span.start]
        if _BRACKET_OPENS.search(head):
            return True
    if (
        sentence.kind not in ("lede", "body")
        or span.start - line.start > _DATELINE_CHARACTERS
        or span.start == line.start
    ):
        return False
    behind = _DATELINE_END.match(document.text, span.end, min(line.end, span.end + _DATELINE_CHARACTERS))
    head = document.text[line.start : span.start].lstrip()
    return behind is not None and head[:1].isupper() and len(head.split()) <= _DATELINE_WORDS
