"""People beside the group that they belong to: "ELN guerrillas", "membres présumés de l'ELN", "عناصر من تنظيم داعش"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.phrases import MODIFIERS_FIRST, names_in
from agents.text.vocabulary import TRIGGERS

_WORD = re.compile(r"\w+")
_BETWEEN_WORDS = 3
_GROUP_WORDS = 10
_BEHIND_GROUPS = ("reporting", "passive", "claiming", "killed", "injured", "captured", "against", "weapon")
_PARTED = re.compile(r"[,;:()،؛]")


def belongs(document: Document, member: Found, group: Found) -> bool:
    """Whether the two stand together with no comma between them."""
    first, second = (member, group) if member.start < group.start else (group, member)
    if document.words_between(first.end, second.start) > _BETWEEN_WORDS - 1:
        return False
    return not _PARTED.search(document.text, first.end, second.start)


def members_named(document: Document, sentence: Sentence, groups: Sequence[Found]) -> Iterator[Found]:
    """The members that a group is named with, as individuals: they did it, and so did the group."""
    words = document.vocabulary.words("member_word")
    for group in groups:
        span = _inside(document, group, words) or _beside(document, sentence, group, words)
        if span is not None:
            yield Found(document.text[slice(*span)], *span, "individual")


def _inside(document: Document, group: Found, words: frozenset[str]) -> tuple[int, int] | None:
    """A name that the lexicon holds together with its people: "Taliban fighters", "guérilleros des FARC"."""
    named = document.folded[group.start : group.end].split()
    head = named[-1] if document.language in MODIFIERS_FIRST else named[0]
    return (group.start, group.end) if len(named) > 1 and head in words else None


def _beside(document: Document, sentence: Sentence, group: Found, words: frozenset[str]) -> tuple[int, int] | None:
    behind = _WORD.search(document.folded, group.end, sentence.end)
    if document.language in MODIFIERS_FIRST and behind is not None and behind.group() in words:
        return None if document.text[group.end : behind.start()].strip() else (group.start, behind.end())
    before = list(_WORD.finditer(document.folded, max(sentence.start, group.start - 60), group.start))
    for word in before[-1 - _BETWEEN_WORDS :]:
        if word.group() in words and not _PARTED.search(document.text, word.end(), group.start):
            return word.start(), group.end
    return None


def members_unlisted(
    document: Document, sentence: Sentence, ends_of_by: Sequence[int], listed: Sequence[Found]
) -> Iterator[Found]:
    """Members of a group that no list holds, behind "by": "by alleged members of the gang called the Owls"."""
    words = document.vocabulary.words("member_word")
    for end in ends_of_by:
        for word in islice(_WORD.finditer(document.folded, end, sentence.end), _BETWEEN_WORDS):
            if word.group() in words and not _PARTED.search(document.text, end, word.start()):
                last = _end_of_group(document, sentence, word.end())
                if not any(word.start() < found.end and found.start < last for found in listed):
                    yield Found(document.text[word.start() : last], word.start(), last, "individual")
                    yield from _group_in(document, word.end(), last)
                break


def _end_of_group(document: Document, sentence: Sentence, end: int) -> int:
    """Behind the name of the group in "members of …"; without one, behind the members themselves."""
    inside = document.vocabulary.words("of_word")
    # "membres présumés de …": a word may stand between.
    near = list(islice(_WORD.finditer(document.folded, end, sentence.end), 2))
    first = next((word for word in near if word.group() in inside), None)
    if first is None or _PARTED.search(document.text, end, first.start()):
        return end
    break_at = _PARTED.search(document.text, end, sentence.end)
    told = [hit.start for hit in sentence.of(*TRIGGERS, *_BEHIND_GROUPS) if hit.start >= end]
    last = min(break_at.start() if break_at else sentence.end, *told[:1], sentence.end)
    for number, word in enumerate(_WORD.finditer(document.folded, first.end(), last)):
        if number == _GROUP_WORDS or (number > 1 and word.group() in document.vocabulary.words("locative")):
            break
        end = word.end()
    return end


def _group_in(document: Document, start: int, end: int) -> Iterator[Found]:
    for first, last in names_in(document, start, end)[:1]:
        yield Found(document.text[first:last], first, last, "organization")
