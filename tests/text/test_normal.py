"""Folding moves no character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.text.normal import blank_punctuation, fold, fold_case, strip_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Armée d'Irak", "l armée d irak"),
        ("L'ÉTAT-MAJOR", "l état major"),
        ("snake_case, 12.5 %", "snake case  12 5  "),
        ("إطلاق النار على أبراج", "اطلاق النار علي ابراج"),
        ("مدرسة", "مدرسه"),
        ("İzmir", "İzmir"),
        ("ثلاثة\nقتلى", "ثلاثه قتلي"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Lower case, no punctuation, letters of Arabic in one spelling; what would grow stays as it is."""
    assert fold(text) == folded


@given(st.text())
def test_offsets_stay(text: str) -> None:
    """Every offset in the folded text is one in the original."""
    assert len(fold(text)) == len(fold_case(text)) == len(blank_punctuation(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "stripped"),
    [("هُجُوم", "هجوم"), ("انفـــجار", "انفجار"), ("\u200fمقتل\u200e", "مقتل"), ("attaque", "attaque")],
)
def test_marks_are_dropped(text: str, stripped: str) -> None:
    """Vowel signs, tatweel and direction marks."""
    assert strip_marks(text)[0] == stripped


@given(st.text(alphabet=st.sampled_from("هجومab \u064f\u0640\u200f")))
def test_each_character_knows_its_place(text: str) -> None:
    stripped, places = strip_marks(text)
    if places is None:
        assert stripped == text
    else:
        assert [text[place] for place in places] == list(stripped)
        assert places == sorted(set(places))
