"""How phrases and names of the lexicon are written in texts."""

import pytest

from agents.articles.reading import Reader
from agents.text.normal import blank_punctuation, fold
from agents.text.vocabulary import Vocabularies, Vocabulary
from config.gazetteer.loader import load_gazetteer
from config.lexicon.loader import Language, Lexicon, Phrase


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """A lexicon of a few phrases, so that no other can be in the way."""
    phrases = [("fr", "voiture piégée", "event"), ("fr", "bombe", "weapon"), ("fr", "explosion d'une bombe", "event")]
    phrases += [("ar", "هجوم", "event"), ("ar", "العبوة", "weapon")]
    lists = {"stopword": frozenset({"le"})}
    languages = {code: Language(code, code, lists, code == "ar", {}, {}) for code in ("fr", "ar")}
    lexicon = Lexicon(
        languages, tuple(Phrase(text, concept, code, None) for code, text, concept in phrases), (), (), ()
    )
    return Vocabularies(lexicon, load_gazetteer())


def concepts(vocabulary: Vocabulary, text: str) -> list[str]:
    return [hit.payload.concept for hit in vocabulary.phrases.find(fold(text)) if hit.payload.concept != "demonym"]


@pytest.mark.parametrize(
    "text", ["Une voiture piégée", "UNE VOITURE PIÉGÉE", "une voiture piegee", "la voiture\npiégée", "voiture-piégée"]
)
def test_accents_case_and_breaks(vocabularies: Vocabularies, text: str) -> None:
    assert concepts(vocabularies["fr"], text) == ["event"]


def test_apostrophes_of_both_kinds(vocabularies: Vocabularies) -> None:
    for text in ("explosion d'une bombe", "explosion d’une bombe"):
        assert concepts(vocabularies["fr"], text) == ["event"]


def test_weapon_is_found_inside_a_longer_phrase(vocabularies: Vocabularies) -> None:
    weapons = vocabularies["fr"].weapons.find(fold("explosion d'une bombe"))
    assert [hit.start for hit in weapons] == [16]


@pytest.mark.parametrize("text", ["هجوم", "الهجوم", "وهجوم", "بالهجوم", "والهجوم", "للهجوم", "لهجوم", "فالهجوم"])
def test_arabic_clitics(vocabularies: Vocabularies, text: str) -> None:
    """And, with, for, as and the article are written onto the word."""
    assert concepts(vocabularies["ar"], f"وقع {text} امس") == ["event"]


@pytest.mark.parametrize("text", ["العبوة", "والعبوة", "للعبوة", "بالعبوه"])
def test_arabic_phrase_with_article(vocabularies: Vocabularies, text: str) -> None:
    assert concepts(vocabularies["ar"], text) == ["weapon"]


def test_longer_word_is_not_the_phrase(vocabularies: Vocabularies) -> None:
    assert concepts(vocabularies["fr"], "des bombements") == []
    assert concepts(vocabularies["ar"], "هجومية") == []


def test_word_lists(vocabularies: Vocabularies) -> None:
    assert vocabularies["fr"].words("stopword") == {"le"}
    assert vocabularies["fr"].words("none of that name") == frozenset()


def names(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [
        (hit.payload.kind, text[hit.start : hit.end]) for hit in reader.annotator.names.find(blank_punctuation(text))
    ]


def test_names_need_their_capital(reader: Reader) -> None:
    """Places, groups and peoples; "Turkey" is a country, "turkey" is not."""
    assert ("place", "Nassiriya") in names(reader, "une bombe à Nassiriya, lundi")
    assert ("place", "Turkey") in names(reader, "in Turkey on Monday")
    assert names(reader, "they ate turkey on a monday") == []


def test_arabic_names_take_clitics(reader: Reader) -> None:
    for text in ("وقع انفجار ببغداد", "وقع انفجار في بغداد", "موسكو وبغداد"):
        assert names(reader, text)[-1] == ("place", "بغداد")
