"""Who later sentences say did it: groups that are blamed, members that are named, and those who claim it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agents.attacks.reading.mentions import Found
from agents.attacks.reading.parties.actors import actors, found_at, is_speaker
from agents.attacks.reading.parties.members import belongs, members_named
from agents.attacks.reading.parties.perpetrators import CLAIM_WORDS, described, is_behind_by, is_modifier
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import names_in
from agents.text.vocabulary import Term

_NEXT_WORD = re.compile(r" +(\w+)")
_ACRONYM_BEHIND = re.compile(r" \([A-Z][A-Za-z-]*[A-Z]\)")
_BLAMED_WORDS = 7
_OPENING_WORDS = 4
_GUILTY = "guilty"
"""Marks words that say of whoever stands before them that they did it."""
_SUBJECT_BEHIND_WORDS = 1
_SAME_GROUP_WORDS, _DEFINITE_REACH = 2, 6


def accused(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Those whom a later sentence blames: "Police attributed it to the FARC", "the FARC are held responsible".

    Also "sources suspected separatists", and a group that no list holds where its letters tell it is one.
    """
    for cue in (*sentence.of("accusing"), *_suspicions(document, sentence)):
        if _blames_before(document, sentence, cue):
            named = [found for found in actors(document, sentence) if found.end <= cue.start][-1:]
        else:
            named = [found for found in actors(document, sentence) if found.start >= cue.end][:1]
        blamed = [found for found in named if found.kind == "organization" and _is_beside(document, cue, found)]
        if not blamed and not _blames_before(document, sentence, cue):
            blamed = [found for found in _unlisted(document, sentence, cue) if _is_beside(document, cue, found)][:1]
        for found in blamed:
            # "Police said X was behind the attack": the words of blame say that X is no speaker.
            if cue.payload.concept == _GUILTY or not is_speaker(document, sentence, found):
                yield replace(found, status="alleged")


def _suspicions(document: Document, sentence: Sentence) -> Iterator[Hit[Term]]:
    """ "Sources suspected X", "X was suspected", "it was believed that X was responsible"."""
    words, guilty = document.vocabulary.words("suspecting_word"), document.vocabulary.words("guilty_word")
    yield from (hit for hit in sentence.of("hedge") if document.folded[hit.start : hit.end] in words)
    for hit in sentence.of("passive"):
        said = _NEXT_WORD.match(document.folded, hit.end, sentence.end)
        behind = _NEXT_WORD.match(document.folded, said.end(), sentence.end) if said else None
        if said and said[1] in guilty and (behind is None or behind[1] in document.vocabulary.words("definite")):
            yield Hit(hit.start, said.end(), Term(_GUILTY))


def _is_beside(document: Document, cue: Hit[Term], found: Found) -> bool:
    first, second = (found, cue) if found.end <= cue.start else (cue, found)
    return document.words_between(first.end, second.start) <= _BLAMED_WORDS


def _unlisted(document: Document, sentence: Sentence, cue: Hit[Term]) -> Iterator[Found]:
    """ "Attributed the attack to Fulani extremists", "to the Army of the Hills (AH)": whom no list holds."""
    bodies = document.vocabulary.words("armed_body")
    for start, end in names_in(document, cue.end, sentence.end)[:1]:
        acronym = _ACRONYM_BEHIND.match(document.text, end, sentence.end)
        if acronym or not bodies.isdisjoint(document.folded[start:end].split()):
            yield Found(document.text[start:end], start, end, "organization")
    for hit in sentence.of("perpetrator"):
        if hit.start >= cue.end:
            found = found_at(document, hit, kind="individual")
            if not is_modifier(document, sentence, found):
                start, end = described(document, sentence, found)
                yield Found(document.text[start:end], start, end, "individual")


def _blames_before(document: Document, sentence: Sentence, cue: Hit[Term]) -> bool:
    """ "X are held responsible", "X is accused of", "X was suspected": who is blamed stands before the words."""
    said = " ".join(document.folded[cue.start : cue.end].split())
    behind = _NEXT_WORD.match(document.folded, cue.end, sentence.end)
    listed = document.vocabulary.words("blamed_before")
    if said in listed or (behind is not None and f"{said} {behind[1]}" in listed):
        return True
    return cue.payload.concept == _GUILTY


def attackers_after(document: Document, sentence: Sentence) -> Iterator[Found]:
    """Attackers of whom a later sentence tells without attacking again: "The gunmen fled on a motorcycle"."""
    for hit in sentence.of("perpetrator"):
        found = found_at(document, hit, kind="individual")
        if is_modifier(document, sentence, found) or is_speaker(document, sentence, found):
            continue
        if not _opens(document, sentence, found) and not is_behind_by(document, sentence, found.start):
            continue
        start, end = described(document, sentence, found)
        status = "alleged" if sentence.of("accusing", "hedge") else "confirmed"
        yield Found(document.text[start:end], start, end, "individual", status=status)


def _opens(document: Document, sentence: Sentence, found: Found) -> bool:
    """Whether a sentence begins with them, or with the clause of a verb that stands first: then it is about them."""
    before = document.folded[sentence.start : found.start].split()
    return len(before) <= _OPENING_WORDS


def groups_of_members(document: Document, sentence: Sentence) -> Iterator[Found]:
    """The group that a later sentence says the attackers are of, and they: "The FMLN rebels fled after an hour"."""
    members = [found_at(document, hit) for hit in sentence.of("perpetrator")]
    for group in actors(document, sentence):
        if group.kind != "organization" or is_speaker(document, sentence, group):
            continue
        own = [*members_named(document, sentence, [group])]
        killed = sentence.of("killed", "injured", "captured") and is_behind_by(document, sentence, group.start)
        if own or killed or any(belongs(document, member, group) for member in members):
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


def is_same_group(document: Document, sentence: Sentence) -> bool:
    """ "The group later claimed responsibility": whoever was told before to have done it."""
    definite = document.vocabulary.words("definite")
    return not sentence.of("negation") and any(
        noun.end <= claim.start
        and document.words_between(noun.end, claim.start) <= _SAME_GROUP_WORDS
        and not definite.isdisjoint(document.folded[max(0, noun.start - _DEFINITE_REACH) : noun.start].split())
        for claim in sentence.of("claiming")
        for noun in sentence.of("group_noun")
    )


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
