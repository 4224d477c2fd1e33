"""The nouns that name who or what was hit, each with what modifies it, its name and its owner."""

import re
from collections.abc import Set

from agents.attacks.reading.kinds import PEOPLE, PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Found
from agents.text.document import Document, Sentence
from agents.text.matcher import Hit
from agents.text.phrases import MODIFIERS_FIRST, is_function_word, noun_phrase, with_name, with_owner
from agents.text.vocabulary import Term

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?\s+")
_BODY_WORDS = 2
_BODY_REACH = 40
_INSERTED_REACH = 120


def heads(document: Document, sentence: Sentence, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Without nouns that only qualify another, name a body or a place, or stand in an inserted explanation."""
    return [
        hit
        for hit in _nearest_nouns(document, kinds)
        if not is_inserted(document, sentence, hit.start)
        and not _is_in_place(sentence, hit)
        and not (hit.payload.concept in PEOPLE_CONCEPTS and _only_qualifies(document, sentence, hit))
    ]


def _nearest_nouns(document: Document, kinds: list[Hit[Term]]) -> list[Hit[Term]]:
    """Without nouns that stand right before the one that they modify: "police" in "a police car"."""
    if document.language not in MODIFIERS_FIRST:
        return kinds
    starts = {hit.start for hit in kinds}
    owning = document.vocabulary.words("owner_word")
    return [
        hit
        for hit in kinds
        if hit.end + 1 not in starts
        or document.text[hit.end] != " "
        or document.folded[hit.start : hit.end].split()[-1] in owning
    ]


def is_inserted(document: Document, sentence: Sentence, start: int) -> bool:
    """In brackets that explain a name: "the FTU [Workers National Federation]", "FTU (Fédération des travailleurs)"."""
    text, begin = document.text, max(sentence.start, start - _INSERTED_REACH)
    opening = max(text.rfind("[", begin, start), text.rfind("(", begin, start))
    if opening < 0 or text.find("]" if text[opening] == "[" else ")", opening, start) >= 0:
        return False
    before = text[begin:opening].split()[-1:]
    return text[opening] == "[" or bool(before and before[0].isupper() and len(before[0]) > 1)


def _is_in_place(sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Pueblo" in "Pueblo Nuevo": a word of a place's own name. Works are called by what they are: "Erbil airport"."""
    people = hit.payload.concept in PEOPLE_CONCEPTS or hit.payload.concept == "kind_place"
    return people and any(
        name.start <= hit.start and hit.end <= name.end and name.end - name.start > hit.end - hit.start
        for name in sentence.names
        if name.payload.kind == "place"
    )


def _only_qualifies(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Workers National Union", "Unión de Trabajadores", "military actions", "opération militaire": nobody is told."""
    if document.language in MODIFIERS_FIRST:
        return _opens_body(document, hit) or _qualifies_next(document, sentence, hit)
    return _closes_body(document, sentence, hit) or _qualifies_last(document, sentence, hit)


def _opens_body(document: Document, hit: Hit[Term]) -> bool:
    """ "people's movement", "Workers National Union Federation": the words of a body follow."""
    bodies = document.vocabulary.words("body_word")
    owned = _POSSESSIVE.match(document.text, hit.end)
    after = document.text[owned.end() if owned else hit.end : hit.end + _BODY_REACH]
    words = after.split()[: _BODY_WORDS + 1]
    if owned:
        return any(word.casefold() in bodies for word in words[:_BODY_WORDS])
    names = words[:_BODY_WORDS]
    return len(names) == _BODY_WORDS and all(word[0].isupper() for word in names) and names[1].casefold() in bodies


def _closes_body(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    """ "Sindicato de Trabajadores", "Union des travailleurs": a body's capital word and "of" stand before."""
    bodies, small = document.vocabulary.words("body_word"), document.vocabulary.words("of_word")
    begin = max(sentence.start, document.word_start(hit.start) - _BODY_REACH)
    words = list(_WORD.finditer(document.text, begin, hit.start))
    while words and is_function_word(document, words[-1]):
        if document.folded[words[-1].start() : words[-1].end()] in small:
            before = words[-2:-1]
            return bool(before) and before[0].group()[0].isupper() and before[0].group().casefold() in bodies
        words.pop()
    return False


def _qualifies_next(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    if document.folded[hit.start : hit.end] not in document.vocabulary.words("person_adjective"):
        return False
    after = _WORD.match(document.text, hit.end + 1)
    if after is None or document.text[hit.end] != " " or after.group()[-2:] in ("ly", "ed") or after.group().isdigit():
        return False
    return not is_function_word(document, after) and not _begins_other(sentence, after.start())


def _qualifies_last(document: Document, sentence: Sentence, hit: Hit[Term]) -> bool:
    if document.folded[hit.start : hit.end] not in document.vocabulary.words("person_adjective"):
        return False
    before = list(_WORD.finditer(document.text, max(sentence.start, hit.start - _BODY_REACH), hit.start))[-1:]
    if not before or document.text[before[0].end() : hit.start] != " " or before[0].group().isdigit():
        return False
    folded = document.folded[before[0].start() : before[0].end()]
    if folded in document.vocabulary.words("person_qualifier") or is_function_word(document, before[0]):
        return False
    return not any(other.start < before[0].end() <= other.end for other in sentence.hits)


def _begins_other(sentence: Sentence, start: int) -> bool:
    """Whether a word of another part in the sentence begins there: "civilian killed", "official said"."""
    return any(other.start == start and not other.payload.concept.startswith("kind_") for other in sentence.hits)


def named_whole(document: Document, sentence: Sentence, hit: Hit[Term], stops: Set[int]) -> Found:
    """What a noun names, with what modifies it, its name and its owner."""
    kind = hit.payload.concept.removeprefix("kind_")
    start, end = noun_phrase(document, sentence, hit.start, hit.end, stops - {hit.start})
    start, end = with_name(document, sentence, start, end)
    if kind not in PEOPLE or document.language not in MODIFIERS_FIRST:
        start, end = with_owner(document, sentence, start, end)
    return Found(document.text[start:end], start, end, kind, _count(document, start))


def _count(document: Document, start: int) -> int | None:
    for number in document.numbers_in(max(0, start - 30), start):
        if number.role == "count" and number.low == number.high and document.words_between(number.end, start) == 0:
            return number.low
    return None
