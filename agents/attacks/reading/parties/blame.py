"""Who later sentences say did it: groups that are blamed, members that are named, and those who claim it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agents.attacks.reading.mentions import Found
from agents.attacks.reading.parties.members import belongs, members_named
from agents.attacks.reading.parties.perpetrators import (
    CLAIM_WORDS,
    actors,
    described,
    found_at,
    is_behind_by,
    is_modifier,
    is_speaker,
)
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import names_in
from agents.text.vocabulary import Term

_NEXT_WORD = re.compile(r" +(\w+)")
_BLAMED_WORDS = 6
_SUBJECT_BEHIND_WORDS = 1


def accused(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Groups that a later sentence blames: "The police attributed it to the FARC", "the FARC are held responsible"."""
    for cue in sentence.of("accusing"):
        if _blames_before(document, sentence, cue):
            named = [found for found in actors(document, sentence) if found.end <= cue.start][-1:]
        else:
            named = [found for found in actors(document, sentence) if found.start >= cue.end][:1]
        for found in named:
            first, second = (found, cue) if found.end <= cue.start else (cue, found)
            near = document.words_between(first.end, second.start) <= _BLAMED_WORDS
            if near and found.kind == "organization" and not is_speaker(document, sentence, found):
                yield replace(found, status="alleged")


def _blames_before(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "X are held responsible", "X is accused of": whoever is blamed stands before the words that blame."""
    said = " ".join(document.folded[cue.start : cue.end].split())
    behind = _NEXT_WORD.match(document.folded, cue.end, sentence.end)
    listed = document.vocabulary.words("blamed_before")
    return said in listed or (behind is not None and f"{said} {behind[1]}" in listed)


def attackers_after(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Attackers of whom a later sentence tells without attacking again: "The gunmen fled on a motorcycle"."""
    for hit in sentence.of("perpetrator"):
        found = found_at(document, hit, kind="individual")
        if is_modifier(document, sentence, found) or is_speaker(document, sentence, found):
            continue
        start, end = described(document, sentence, found)
        status = "alleged" if sentence.of("accusing", "hedge") else "confirmed"
        yield Found(document.text[start:end], start, end, "individual", status=status)


def groups_of_members(document: Document, sentence: Sentence) -> Iterator[Found]:
    """The group that a later sentence says the attackers are of, and they: "The FMLN rebels fled after an hour"."""
    members = [found_at(document, hit) for hit in sentence.of("perpetrator")]
    for group in actors(document, sentence):
        if group.kind != "organization" or is_speaker(document, sentence, group):
            continue
        own = [*members_named(document, sentence, [group])]
        if own or any(belongs(document, member, group) for member in members):
            yield replace(group, status="confirmed")
            yield from (replace(one, status="confirmed") for one in own)


def claimants(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Groups that claim responsibility in this sentence: subject of the claiming verb, or after "par"."""
    for claim in sentence.of("claiming"):
        named = actors(document, sentence)
        before = [
            a for a in named if a.end <= claim.start and document.words_between(a.end, claim.start) <= CLAIM_WORDS
        ]
        after = [a for a in named if claim.end <= a.start and _is_subject_behind(document, sentence, claim, a)]
        chosen = after[:1] or before[-1:]
        if not chosen:
            chosen = [*_unknown_groups(document, sentence, claim)][:1]
        yield from chosen


def _is_subject_behind(document: Document, sentence: Sentence, claim: Hit[Term], found: Found) -> bool:
    if is_behind_by(document, sentence, found.start):
        return True
    near = document.words_between(claim.end, found.start) <= _SUBJECT_BEHIND_WORDS
    return document.vocabulary.language.verb_first and near


def _unknown_groups(document: Document, sentence: Sentence, claim: Hit[Term]) -> Iterator[Found]:
    """A named group that no list holds: "un groupe … qui se fait appeler Qassem al-Jabbarin"."""
    begin = sentence.start
    for start, end in reversed(names_in(document, begin, claim.start)):
        yield Found(document.text[start:end], start, end, "organization")
