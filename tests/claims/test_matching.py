"""Which sentences state one claim."""

from dataclasses import replace
from typing import Any

import pytest

from agents.claims.matching import compare, rank
from tests.claims.samples import RULES, SENTENCE, occurrence

NAMES: dict[str, Any] = {"names": (11, 12)}


@pytest.mark.parametrize(
    ("text", "fields", "veto"),
    [
        (SENTENCE, {}, None),
        ("parliament yesterday ratified law ending foreign advisers mandate before 2026 elections", {}, None),
        ("parliament ratified law ending foreign advisers mandate before elections", {}, None),
        ("parliament ratified law ending foreign advisers mandate before 2027 elections", {}, "number"),
        (SENTENCE, {"negated": True}, "polarity"),
        (SENTENCE, {"names": (11, 13)}, "name"),
        (SENTENCE, {"names": (11,)}, None),
        ("grain exports from southern ports doubled since spring despite drought", {}, "words"),
        (SENTENCE, {"language": "fr"}, "language"),
    ],
)
def test_another_sentence(text: str, fields: dict[str, Any], veto: str | None) -> None:
    """Beside "parliament ratified law ending foreign advisers mandate before 2026 elections"."""
    score, found = compare(occurrence("b", text, **NAMES | fields), occurrence("a", **NAMES), RULES)
    assert found == veto
    assert 0 <= score <= 1
    assert (score <= 0.5) == (veto in ("words", "language"))


def test_missing_number_or_name_is_no_veto() -> None:
    """Only where each has something that the other lacks do they differ."""
    told = occurrence("a", **NAMES)
    assert compare(replace(told, numbers=()), told, RULES) == (1.0, None)
    assert compare(replace(told, names=()), told, RULES) == (1.0, None)


def test_polarity_is_named_before_number() -> None:
    other = occurrence("b", SENTENCE.replace("2026", "2030"), negated=True)
    assert compare(other, occurrence("a"), RULES)[1] == "polarity"


def test_short_sentence_is_not_contained() -> None:
    """A few words that a long sentence also has are another statement."""
    assert compare(occurrence("a", "parliament ratified law"), occurrence("b"), RULES)[1] == "words"


def test_comparison_is_symmetric() -> None:
    one, two = occurrence("a", **NAMES), occurrence("b", SENTENCE.replace("ratified", "rejected"), negated=True)
    assert compare(one, two, RULES) == compare(two, one, RULES)


def test_nearest_comes_first() -> None:
    """Equal scores go by id, so that the order of arrival does not matter."""
    known = [(key, occurrence(key)) for key in ("b", "a")]
    far = ("c", occurrence("c", "grain exports from southern ports doubled since spring despite drought"))
    assert [one.claim_id for one in rank(occurrence("x"), [far, *known], RULES)] == ["a", "b", "c"]
