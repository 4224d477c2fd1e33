"""The one armed group that a page names, for attackers whom it calls only guerrillas or rebels."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agents.attacks.reading.mentions import Event, Found
from agents.attacks.reading.parties.actors import actors, is_speaker
from agents.text.document import Document
from agents.text.lines import SILENT

_WORD = re.compile(r"\w+")


def add_known_group(document: Document, events: Iterable[Event]) -> None:
    """Says of news whose attackers are rebels of no told group that they are of the page's only one."""
    rebels = document.vocabulary.words("rebel_word")
    nameless = [event for event in events if not event.background and _has_rebels_only(event, rebels)]
    group = _only_group(document) if nameless else None
    if group is not None:
        for event in nameless:
            event.opening.perpetrators.append(replace(group, status="alleged"))


def _has_rebels_only(event: Event, rebels: frozenset[str]) -> bool:
    told = [found for mention in event.mentions for found in (*mention.perpetrators, *mention.claimed_by)]
    if any(found.kind in ("organization", "state") for found in told):
        return False
    return any(not rebels.isdisjoint(_WORD.findall(found.text.casefold())) for found in told)


def _only_group(document: Document) -> Found | None:
    groups: dict[str, Found] = {}
    for sentence in document.sentences:
        if sentence.kind not in SILENT:
            for found in actors(document, sentence):
                if found.kind == "organization" and not is_speaker(document, sentence, found):
                    groups.setdefault(found.text, found)
    return next(iter(groups.values())) if len(groups) == 1 else None
