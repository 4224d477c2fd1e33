"""Cuts a passage into sentences. Decides by punctuation and abbreviations alone."""

import re
from collections.abc import Set

# A mark that may end a sentence, closing quotes (a space before them in French), then space and something that
# can open the next one; or a stop between a small word and a capital one that lost its space ("sur Twitter.Quinze").
_END = re.compile(
    r"[.!?؟۔…]+(?:[\"'»”’)\]]|[ \xa0\u202f]»)*(?=\s+[\"'«“‘(\[¿¡—–-]*\s*[^\W_])|[؛]\s+(?=\S)"
    r"|(?<=[ء-ي]{3})\.(?=و?[ء-ي]{4})"
    r"|(?<=[a-zà-öø-ÿ]{3})\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+[ ,'’])"
)
_DOTTED = re.compile(r"[\d:]*(?:\w\.)+\w")
_WORD = re.compile(r"[^\W\d_]+(?!\S)")
_OPENER_REACH = 12
_LAST_WORD = re.compile(r"[^\s(\[«“\"']+$")


def cut_sentences(
    text: str, start: int, end: int, abbreviations: Set[str], openers: Set[str] = frozenset()
) -> list[tuple[int, int]]:
    """Spans of the sentences of text[start:end], without surrounding white space.

    `openers` are small words that with a capital begin a sentence even behind "p.m.".
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for mark in _END.finditer(text, start, end):
        if not _ends_sentence(text, begin, mark, abbreviations, openers):
            continue
        spans.append((begin, mark.end()))
        begin = mark.end()
    spans.append((begin, end))
    return [stripped for span in spans if (stripped := _strip(text, *span))[0] < stripped[1]]


def _ends_sentence(text: str, begin: int, mark: "re.Match[str]", abbreviations: Set[str], openers: Set[str]) -> bool:
    if mark.group()[0] != ".":
        return True
    following = text[mark.end() : mark.end() + 8].lstrip(" \n\t\r\xa0\u202f\"'«“‘([¿¡—–-")
    if following[:1].islower():
        return False
    word = _LAST_WORD.search(text, max(begin, mark.start() - 20), mark.start())
    if word is None:
        return True
    last = word.group()
    if last.casefold() + "." in abbreviations or last + "." in abbreviations:
        return False
    # One capital is an initial ("J. Dupont"), dots inside are "U.S.": both rarely end a sentence.
    if len(last) == 1 and last.isupper():
        return False
    # "Around 5:30p.m. Thursday", but "around 11:30 p.m. A man was hurt".
    return not _DOTTED.fullmatch(last) or _next_word(text, mark.end()) in openers


def _next_word(text: str, start: int) -> str:
    word = _WORD.search(text, start, start + _OPENER_REACH)
    return word.group().casefold() if word else ""


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
