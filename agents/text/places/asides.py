"""What is said of a place between two commas: "Kherson, dont les forces se sont emparées il y a un an, …"."""

from agents.text.document import Document, Sentence


def aside_around(document: Document, sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The relative clause right behind a place's name that holds a passage; what it tells is the place's own."""
    opening = max(document.text.rfind(mark, sentence.start, at) for mark in ",،")
    if opening < 0:
        return None
    relative = document.vocabulary.words("relative_word") - document.vocabulary.words("locative")
    if relative.isdisjoint(document.folded[opening + 1 : at + 1].split()[:1]):
        return None
    if not any(name.end == opening and name.payload.kind == "place" for name in sentence.names):
        return None
    closing = min((end for mark in ",،" if (end := document.text.find(mark, at, sentence.end)) >= 0), default=-1)
    return (opening, closing) if closing >= 0 else None


def is_said_of_place(document: Document, sentence: Sentence, at: int, *, of: int) -> bool:
    """Whether a passage is in such an aside, and the attack at `of` is not."""
    aside = aside_around(document, sentence, at)
    return aside is not None and not aside[0] <= of < aside[1]
