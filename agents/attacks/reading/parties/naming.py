"""Of the several names that mentions give one person, thing or weapon, keeps the fullest."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from agents.attacks.reading.kinds import PEOPLE
from agents.attacks.reading.mentions import Found
from agents.text.document import Document
from agents.text.phrases import MODIFIERS_FIRST

_WORD = re.compile(r"\w+")
_ARTICLE_REACH = 16
_JOINT_REACH = 200
_PLURAL_ENDINGS = ("es", "s", "x")
_Words = tuple[str, ...]


def distinct(found: Iterable[Found], *, vague: Set[str], head_last: bool, most: int) -> list[Found]:
    """In the order told: the fullest name of each, and "others" only where nothing better is told.

    `head_last`: the language's nouns stand behind what modifies them.
    """
    kept: list[Found] = []
    for item in found:
        at = next((at for at, other in enumerate(kept) if _are_same(item, other, head_last=head_last)), None)
        if at is None:
            kept.append(item)
        elif len(_words(item)) > len(_words(kept[at])):
            kept[at] = replace(item, count=item.count or kept[at].count)
    specific = [item for item in kept if not _is_listed(item, vague)]
    # Beside what was hit in it, the village says no more than where.
    specific = [item for item in specific if item.kind != "place"] or specific
    return (specific or kept)[:most]


def attackers(
    told: Sequence[Sequence[Found]], *, vague: Set[str], nobody: Set[str], head_last: bool, most: int
) -> list[Found]:
    """Of the attackers that each mention tells: all groups and names, but the unnamed only once.

    "Gunmen", "the attackers" and "the young men" of three sentences are the same people, and the first sentence that
    says more than that they attacked says it best. `nobody` are words that say nothing at all: "the perpetrators".
    """
    unnamed = [[item for item in found if _is_unnamed(item) and not _is_listed(item, nobody)] for found in told]
    specific = [[item for item in found if not _is_listed(item, vague)] for found in unnamed]
    chosen = next(filter(None, specific), None) or next(filter(None, unnamed), [])
    kept = [item for found in told for item in found if not _is_unnamed(item) or item in chosen]
    return distinct(kept, vague=frozenset(), head_last=head_last, most=most)


def named_again(document: Document, item: Found, others: Sequence[Found]) -> bool:
    """Whether "the candidate" is somebody whom another sentence, or an apposition, calls by name."""
    if item.kind not in PEOPLE or item.count not in (None, 1) or _ends_in_name(item):
        return False
    space = max(0, document.folded.rfind(" ", 0, item.start))
    before = document.folded[max(0, space - _ARTICLE_REACH) : space].split()[-1:]
    head = _words(item)[-1 if document.language in MODIFIERS_FIRST else 0]
    plural = _stem(head) != head or head in document.vocabulary.words("plural_word")
    if plural or not before or before[0] not in document.vocabulary.words("definite"):
        return False
    joints = document.vocabulary.words("conjunction")
    names = [other for other in others if other.kind in PEOPLE and _ends_in_name(other)]
    between = [document.folded[min(item.end, name.end) : max(item.start, name.start)][:_JOINT_REACH] for name in names]
    return any(joints.isdisjoint(text.split()) for text in between)


def _is_unnamed(item: Found) -> bool:
    return item.kind == "individual"


def weapons_alone(found: Iterable[Found], *, vague: Set[str], most: int) -> list[Found]:
    """The same of weapons, whose names grow on both sides: "dynamite", "dynamite charge", "charges of dynamite"."""
    by_head = distinct(found, vague=vague, head_last=True, most=most)
    return distinct(by_head, vague=vague, head_last=False, most=most)


def _are_same(first: Found, second: Found, *, head_last: bool) -> bool:
    """ "priests" and "Jesuit priests", "Samper" and "Senator Ernesto Samper", "convoi" and "convoi militaire"."""
    if {first.kind, second.kind} == {"individual", "organization"}:
        # "Members of the ELN" and the ELN both did it.
        return False
    shorter, longer = sorted((first, second), key=lambda item: len(_words(item)))
    short, long = _words(shorter), _words(longer)
    if not short:
        return True
    if (head_last or shorter.text[:1].isupper()) and _are_alike(short, long[len(long) - len(short) :]):
        return True
    if not head_last and _are_alike(short, long[: len(short)]):
        return True
    if shorter.kind not in PEOPLE or longer.kind not in PEOPLE:
        return False
    return _are_one_person(shorter, longer) or _is_modifier_alone(short, long, head_last=head_last)


def _are_one_person(shorter: Found, longer: Found) -> bool:
    """ "Msgr Romero" and "Msgr Oscar Romero", "minister" and "interior minister Luis Vega"."""
    if not _ends_in_name(longer):
        return False
    rest = iter(_words(longer))
    return shorter.count in (None, 1) and all(word in rest for word in _words(shorter))


def _ends_in_name(item: Found) -> bool:
    words = _WORD.findall(item.text)
    return len(words) > 1 and all(word[0].isupper() for word in words[-2:])


def _is_modifier_alone(short: _Words, long: _Words, *, head_last: bool) -> bool:
    """ "Jesuits" and "Jesuit priests", "jésuites" and "prêtres jésuites"."""
    if len(short) != 1 or len(long) != len(short) + 1 or _stem(short[0]) == short[0]:
        return False
    return _stem(short[0]) == _stem(long[0] if head_last else long[-1])


def _are_alike(first: _Words, second: _Words) -> bool:
    """The same but for singular and plural."""
    return [_stem(word) for word in first] == [_stem(word) for word in second]


def _words(item: Found) -> _Words:
    return tuple(_WORD.findall(item.text.casefold()))


def _stem(word: str) -> str:
    for ending in _PLURAL_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _is_listed(item: Found, words: Set[str]) -> bool:
    return " ".join(_words(item)) in words
