"""Where sentences end in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.text.sentences import cut_sentences
from config.lexicon.loader import load_lexicon

LANGUAGES = load_lexicon().languages


def cut(text: str, language: str) -> list[str]:
    abbreviations = LANGUAGES[language].word_lists.get("abbreviation", frozenset())
    return [text[start:end] for start, end in cut_sentences(text, 0, len(text), abbreviations)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fr", ["Un engin a explosé.", "Trois soldats sont morts."]),
        ("fr", ["M. Dupuis et Mme. Roy l'ont dit au gén. Morel le 3 janv. Selon eux, rien n'est sûr."]),
        ("fr", ["« Nous avons vu la fumée. »", "Le maire s'est tu."]),
        ("fr", ["Qui a tiré ?", "Personne ne le sait !", "Une enquête est ouverte…", "Elle durera."]),
        ("en", ["Gen. J. Abbot met Mr. Cole of the U.S. Army at 6 a.m. Monday."]),
        ("en", ["The blast shook St. Mark's at 9.30 on Feb. 3.", "Nobody was hurt."]),
        ("en", ['"We ran."', "He stopped."]),
        ("en", ["It cost 2.5 million.", "1,200 people fled."]),
        ("es", ["El Sr. Lugo y la Dra. Paz viajaron a EE.UU. con el Gral. Soto.", "Volvieron ayer."]),
        ("es", ["Hubo disparos.", "¿Quién disparó?", "¡Nadie!", "Nadie lo sabe."]),
        ("ar", ["وقع الانفجار صباح اليوم.", "وقتل ثلاثة جنود."]),
        ("ar", ["من أطلق النار؟", "لا أحد يعلم."]),
        ("ar", ["قال د. سامي إن الوضع هادئ."]),
    ],
)
def test_sentences(language: str, sentences: list[str]) -> None:
    """A mark ends a sentence unless it belongs to an abbreviation, an initial or a number."""
    assert cut(" ".join(sentences), language) == sentences


def test_stop_that_lost_its_space() -> None:
    """A stop between a small word and a capital one ends a sentence; one inside a host or a name does not."""
    text = "Trois soldats sont morts.Quinze autres sont blessés, selon Actu.fr et le chef du S.Lan."
    assert cut(text, "fr") == ["Trois soldats sont morts.", text[len("Trois soldats sont morts.") :]]


def test_spans_lie_in_the_passage() -> None:
    text = "Before. One here. Two there. After."
    assert [text[s:e] for s, e in cut_sentences(text, 8, 28, frozenset())] == ["One here.", "Two there."]


def test_lower_case_goes_on() -> None:
    """What follows in lower case belongs to the sentence."""
    assert cut("He came from approx. two miles away.", "en") == ["He came from approx. two miles away."]
    assert cut("The firm Acme Inc. and others left.", "en") == ["The firm Acme Inc. and others left."]


@given(st.text(alphabet=st.sampled_from("ab A.?!؟…؛»\"' \n1"), max_size=60))
def test_nothing_but_space_is_lost(text: str) -> None:
    """Sentences are in order, do not overlap, and hold every character that is no space."""
    spans = cut_sentences(text, 0, len(text), frozenset({"a."}))
    assert spans == sorted(spans)
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
