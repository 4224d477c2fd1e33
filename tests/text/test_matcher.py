"""Phrases in text: whole words, longest first, left to right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.text.matcher import AffixMatcher, Matcher


def find(phrases: list[str], text: str) -> list[str]:
    matcher = Matcher((phrase, phrase) for phrase in phrases)
    return [hit.payload for hit in matcher.find(text)]


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["car"], "a car bomb", ["car"]),
        (["car"], "a carbon card scar", []),
        (["car"], "car", ["car"]),
        (["car", "bomb"], "car bomb", ["car", "bomb"]),
        (["car", "car bomb"], "a car bomb went off", ["car bomb"]),
        (["car bomb", "bomb went off"], "a car bomb went off", ["car bomb"]),
        (["a b", "b c d"], "a b c d", ["a b"]),
        (["car bomb"], "car  bomb", []),
        (["bombe"], "bombe bombe", ["bombe", "bombe"]),
        (["انفجار"], "وقع انفجار كبير", ["انفجار"]),
        ([" car   bomb "], "a car bomb", [" car   bomb "]),
        ([], "a car bomb", []),
        (["", " "], "a car bomb", []),
        (["car"], "", []),
    ],
)
def test_hits(phrases: list[str], text: str, found: list[str]) -> None:
    """Boundaries on both sides; a phrase inside a longer one or across one that began earlier is not found."""
    assert find(phrases, text) == found


@pytest.mark.parametrize(
    ("joined", "found"),
    [
        ("longer", [("victim of an attack with a knife", "longer")]),
        (None, [("victim of an attack", "first")]),
    ],
)
def test_phrase_that_runs_on(joined: str | None, found: list[tuple[str, str]]) -> None:
    """A phrase that begins inside another and runs on makes one hit of both where the two are told to join."""
    text = "the victim of an attack with a knife"
    phrases = [("victim of an attack", "first"), ("attack with a knife", "second")]
    for matcher in (Matcher(phrases, join=lambda _, __: joined), affixless(phrases, joined)):
        assert [(text[hit.start : hit.end], hit.payload) for hit in matcher.find(text)] == found


def affixless(phrases: list[tuple[str, str]], joined: str | None) -> AffixMatcher[str]:
    return AffixMatcher(phrases, article="ال", affixes={"": False}, join=lambda _, __: joined)


def test_offsets_are_those_of_the_text() -> None:
    text = "a truck bomb and a car bomb"
    hits = Matcher([("truck bomb", 1), ("car bomb", 2)]).find(text)
    assert [(text[hit.start : hit.end], hit.payload) for hit in hits] == [("truck bomb", 1), ("car bomb", 2)]


def test_first_of_equal_phrases_stands() -> None:
    matcher = Matcher([("car", "first"), ("car ", "second")])
    assert len(matcher) == 1
    assert [hit.payload for hit in matcher.find("car")] == ["first"]


WORDS = st.sampled_from(["a", "aa", "b", "ab", "ba", "é", "ال", "بال"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=8)
TEXTS = st.lists(st.sampled_from(["a", "aa", "b", "ab", "ba", "é", "ال", "بال", "", "c"]), max_size=14).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(PHRASES, TEXTS)
def test_same_hits_as_word_by_word(phrases: list[str], text: str) -> None:
    """A slow search that tries every phrase at every word finds the same."""
    hits = [(hit.start, hit.end) for hit in Matcher((phrase, None) for phrase in phrases).find(text)]
    assert hits == slow_search(phrases, text)


def slow_search(phrases: list[str], text: str) -> list[tuple[int, int]]:
    spans, position = [], 0
    while position < len(text):
        starts_word = text[position] != " " and (position == 0 or text[position - 1] == " ")
        ends = [position + len(one) for one in phrases if starts_word and text.startswith(one, position)]
        ends = [end for end in ends if end == len(text) or text[end] == " "]
        if ends:
            spans.append((position, max(ends)))
        position = max([*ends, position + 1])
    return spans


AFFIXES = {"": False, "و": False, "ب": False, "ال": True, "وال": True, "لل": True}


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["هجوم"], "وهجوم", ["هجوم"]),
        (["هجوم"], "والهجوم", ["هجوم"]),
        (["هجوم"], "سهجوم", []),
        (["هجوم"], "هجومي", []),
        (["الموصل"], "بين الموصل وبغداد", ["الموصل"]),
        (["الموصل"], "والموصل", ["الموصل"]),
        (["الموصل"], "للموصل", ["موصل"]),
        (["الموصل"], "موصل", []),
        (["هجوم", "هجوم مسلح"], "بهجوم مسلح امس", ["هجوم مسلح"]),
        (["هجوم"], "هجوم هجوم", ["هجوم", "هجوم"]),
        ([], "هجوم", []),
    ],
)
def test_affixes(phrases: list[str], text: str, found: list[str]) -> None:
    """Short words written onto a phrase are passed over; a phrase with the article wants one that has it."""
    hits = AffixMatcher(((phrase, phrase) for phrase in phrases), article="ال", affixes=AFFIXES).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == found


@settings(max_examples=200, deadline=None)
@given(PHRASES, TEXTS)
def test_without_affixes_both_find_the_same(phrases: list[str], text: str) -> None:
    affixed = AffixMatcher(((phrase, phrase) for phrase in phrases), article="ـ", affixes={"": False})
    assert affixed.find(text) == Matcher((phrase, phrase) for phrase in phrases).find(text)
