"""Of the several names that mentions give one person, thing or weapon, keeps the fullest."""

import re
from collections.abc import Iterable, Set
from dataclasses import replace

from agents.attacks.reading.mentions import Found

_WORD = re.compile(r"\w+")
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
    specific = [item for item in kept if not _is_vague(item, vague)]
    return (specific or kept)[:most]


def _are_same(first: Found, second: Found, *, head_last: bool) -> bool:
    """ "priests" and "Jesuit priests", "Samper" and "Senator Ernesto Samper", "convoi" and "convoi militaire"."""
    shorter, longer = sorted((first, second), key=lambda item: len(_words(item)))
    short, long = _words(shorter), _words(longer)
    if not short:
        return True
    if (head_last or shorter.text[:1].isupper()) and _are_alike(short, long[len(long) - len(short) :]):
        return True
    return not head_last and _are_alike(short, long[: len(short)])


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


def _is_vague(item: Found, vague: Set[str]) -> bool:
    return " ".join(_words(item)) in vague
