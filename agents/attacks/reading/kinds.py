"""Which kinds of target and victim are people (contract.md: Sighting), and the lexicon's concepts of kinds."""

from collections.abc import Iterable

PEOPLE = frozenset(
    (
        "civilian",
        "police",
        "military",
        "official",
        "politician",
        "journalist",
        "religious",
        "diplomat",
        "worker",
        "student",
        "leader",
        "person",
    )
)


def concepts_of(kinds: Iterable[str]) -> frozenset[str]:
    """The concepts whose phrases name these kinds."""
    return frozenset(f"kind_{kind}" for kind in kinds)


PEOPLE_CONCEPTS = concepts_of(PEOPLE)
