"""Whether the one wounded whom a page tells of is the one who died: "found a man with a gunshot wound. … He died"."""

from agents.attacks.reading.kinds import PEOPLE_CONCEPTS
from agents.attacks.reading.mentions import Count
from agents.text.document import Document
from agents.text.matcher import Hit
from agents.text.vocabulary import ARTICLE, Term

_ASIDE = 12
_ARTICLE_REACH = 8


def is_same_person(document: Document, wounded: Count, dead: Count) -> bool:
    """One of each, told in two sentences, where nothing says that they are two people.

    "A judge was shot dead. … The judge was wounded in the head": who was told of before and has an article now.
    """
    if not (_is_one(wounded) and _is_one(dead)) or wounded.further or dead.further:
        return False
    if wounded.sentence is dead.sentence:
        return False
    if any(_is_told_before(document, wounded, person) for person in _people(wounded)):
        return True
    if wounded.sentence.of("killed", "deadly_act", "weak_deadly_act", "another"):
        # "Killing his wife and wounding a neighbour": beside somebody's death.
        return False
    first, second = _noun(document, wounded), _noun(document, dead)
    vague = document.vocabulary.words("vague_person") | document.vocabulary.words("victim_word")
    return not (first and second) or first == second or bool({first, second} & vague)


def _is_one(count: Count) -> bool:
    return count.toll.low == count.toll.high == 1


def _people(count: Count) -> list[Hit[Term]]:
    """The nouns in or right before what tells a count."""
    start, end = max(count.sentence.start, count.found.start - _ASIDE), count.found.end
    people = count.sentence.of(*PEOPLE_CONCEPTS, "person_title")
    return [hit for hit in people if start <= hit.start and hit.end <= end]


def _noun(document: Document, count: Count) -> str:
    """By what its sentence calls the person: the last noun that says something."""
    small = document.vocabulary.words("vague_person")
    nouns = [document.folded[hit.start : hit.end].split()[-1] for hit in _people(count)]
    return next((noun for noun in reversed(nouns) if noun not in small), "")


def _is_told_before(document: Document, count: Count, person: Hit[Term]) -> bool:
    """A noun with its definite article that an earlier sentence has."""
    word = document.word_start(person.start)
    before = document.folded[max(count.sentence.start, word - _ARTICLE_REACH) : word].split()[-1:]
    definite = document.folded[word : person.end].lstrip().startswith((ARTICLE, f"و{ARTICLE}"))
    definite = definite or not document.vocabulary.words("definite").isdisjoint(before)
    head = document.folded[person.start : person.end].split()[0]
    return definite and head.removeprefix(ARTICLE) in document.folded[: count.sentence.start]
