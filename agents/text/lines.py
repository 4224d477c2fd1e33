"""Says what each line of a page is: headline, lede, body, caption, link to another story, credit or furniture.

Captions are kept and weighed less; links, credits and furniture never tell the article's news.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["title", "lede", "body", "caption", "crosslink", "furniture", "credit", "heading"]
SILENT: frozenset[str] = frozenset({"crosslink", "furniture", "credit"})
"""Kinds whose sentences tell neither incidents nor claims."""

_LINE = re.compile(r"[^\r\n\u2028]+")
_TERMINAL = re.compile(r"[.!?؟۔…:][\"'»”’)\]]*\s*$")
_WRAP_MIN, _WRAP_MAX = 45, 95
_WRAP_LINES = 6
_SHORT_WORDS = 13
_OPENING_CHARACTERS = 3
_TAIL = 12
"""Characters at the end of a line that show how it ends; looking at all of it would cost its square."""
_MENU_WORDS = 3
_CAPTION_MAX = 420
_LEDE_MIN_WORDS = 7
_TAIL_MARK = re.compile(r" (?:[-–—|«»]|::) ")
_TAIL_END = re.compile(r" (?:[-–—|«»]|::) \Z")
_SITE = re.compile(r"\b[KW][A-Z]{2,3}(?:-TV)?\b|\w\.(?:com|net|org|tv|fr|es)\b", re.ASCII)
"""A call sign or a host."""
_HEADLINE_MIN_WORDS, _SITE_WORDS = 3, 4
_LINKS_WORDS = 5
_MENU = re.compile(r"(?: [|·•›»] [^|·•›»\n]{1,24}){2,}\s*\Z")
_RIGHTS = re.compile(r"[©®]")
_PLAYLIST = re.compile(r"\d{1,2}:[0-5]\d [^\W\d_]{3}")
_PLAYLIST_WORDS = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or several that were wrapped by hand, at [start, end) of the text."""

    start: int
    end: int
    kind: LineKind


def cut_lines(text: str, body_from: int = 0, furniture: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Spans of lines; lines of the body broken by hand at a column (old wires) are joined to their paragraph.

    `furniture`: where phrases of furniture begin, in order; a line that opens with one stands alone.
    """
    raw = [found.span() for found in _LINE.finditer(text) if not found.group().isspace()]
    body = [span for span in raw if span[0] >= body_from]
    if not _is_wrapped(text, body):
        return raw
    joined = [span for span in raw if span[0] < body_from]
    begun = len(joined)
    last_start = 0
    for start, end in body:
        alone = _opens(furniture, start) or _opens(furniture, last_start)
        if len(joined) > begun and not alone and _continues(text, (last_start, joined[-1][1]), start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        last_start = start
    return joined


def _names_outlet(tail: str, outlet: str) -> bool:
    """ "« CBS Sacramento" on sacramento.cbslocal.com."""
    words = tail.casefold().split()
    return 0 < len(words) <= _SITE_WORDS and all(word in outlet for word in words)


def _opens(furniture: Sequence[int], start: int) -> bool:
    position = bisect_left(furniture, start)
    return position < len(furniture) and furniture[position] - start <= _OPENING_CHARACTERS


def classify_lines(
    spans: list[tuple[int, int]], *, text: str, body_from: int, furniture: list[tuple[int, int, str]], outlet: str = ""
) -> list[Line]:
    """`furniture` are hits of the furniture concepts, in order; everything before `body_from` is the headline.

    `outlet`: its host or name, which headlines have in their tails.
    """
    lines: list[Line] = []
    lede_seen = False
    listed = False
    position = 0
    for start, end in _part_title(spans, text, body_from, furniture, outlet.casefold()):
        while position < len(furniture) and furniture[position][0] < start:
            position += 1
        last = position
        while last < len(furniture) and furniture[last][0] < end:
            last += 1
        kind = _kind(text, start, end, body_from, furniture[position:last])
        if listed and (kind == "heading" or _asks(text, start, end)):
            kind = "crosslink"
        elif kind != "crosslink":
            # A dash or bullet on a line of its own parts the links below it.
            listed = listed and not any(sign.isalnum() for sign in text[start:end])
        else:
            # "More stories", "À lire aussi": what it announces stands below it.
            listed = listed or (lede_seen and len(text[start:end].split()) <= _LINKS_WORDS)
        if kind == "body" and not lede_seen and len(text[start:end].split()) >= _LEDE_MIN_WORDS:
            kind, lede_seen = "lede", True
        lines.append(Line(start, end, kind))
    return lines


def _part_title(
    spans: list[tuple[int, int]], text: str, body_from: int, furniture: list[tuple[int, int, str]], outlet: str
) -> Iterator[tuple[int, int]]:
    """The headline without the site's name behind it: "Two shot in Akron | WXYZ News, Weather" are two lines."""
    for start, end in spans:
        if start < body_from:
            for mark in _TAIL_MARK.finditer(text, start, end):
                if len(text[start : mark.start()].split()) < _HEADLINE_MIN_WORDS:
                    continue
                named = any(mark.end() <= at < end and kind == "furniture_site" for at, _, kind in furniture)
                if named or _SITE.search(text, mark.end(), end) or _names_outlet(text[mark.end() : end], outlet):
                    yield start, mark.start()
                    start = mark.end()
                    break
        yield start, end


def _kind(text: str, start: int, end: int, body_from: int, hits: list[tuple[int, int, str]]) -> LineKind:
    if start < body_from:
        return "title" if _opens_title(text, start) else "credit"
    words = len(text[start:end].split())
    terminal = bool(_TERMINAL.search(text, max(start, end - _TAIL), end))
    for hit_start, _, concept in hits:
        at_start = hit_start - start <= 3
        if concept == "furniture_crosslink" and at_start:
            return "crosslink"
        if concept == "furniture_credit" and at_start and words <= _SHORT_WORDS:
            return "credit"
        if concept == "furniture_caption" and end - start <= _CAPTION_MAX:
            return "caption"
        if concept == "furniture_share" and (at_start or words <= _SHORT_WORDS or not terminal):
            return "furniture"
    if _PLAYLIST.match(text, start) and words <= _PLAYLIST_WORDS and not terminal:
        # "1:42 Police seek two men": a film of another story.
        return "crosslink"
    if words <= _MENU_WORDS and not terminal:
        return "furniture"
    if words <= _SHORT_WORDS and not terminal and (_RIGHTS.match(text, start) or _MENU.search(text, start, end)):
        return "furniture"
    return "heading" if words <= _SHORT_WORDS and not terminal else "body"


def _asks(text: str, start: int, end: int) -> bool:
    """ "La langue des signes est-elle en train de mourir ?": a headline that ends like a sentence."""
    return text[start:end].rstrip().endswith(("?", "؟", "…")) and len(text[start:end].split()) <= _SHORT_WORDS


def _opens_title(text: str, start: int) -> bool:
    """Whether the line is the headline itself; what was parted from it is the site's name."""
    return _TAIL_END.search(text[max(0, start - 4) : start]) is None


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Many lines of nearly one length that end inside a sentence were broken at a column."""
    if len(lines) < _WRAP_LINES:
        return False
    broken = sum(_is_broken(text, span) for span in lines)
    return broken * 2 >= len(lines)


def _is_broken(text: str, span: tuple[int, int]) -> bool:
    return _WRAP_MIN <= span[1] - span[0] <= _WRAP_MAX and not _TERMINAL.search(
        text, max(span[0], span[1] - _TAIL), span[1]
    )


def _continues(text: str, previous: tuple[int, int], start: int) -> bool:
    """The line before is full and no empty line stands between: a sentence may end at the column too."""
    full = previous[1] - previous[0] >= _WRAP_MIN
    return full and text[previous[1] : start].count("\n") <= 1
