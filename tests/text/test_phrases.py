"""How far noun phrases and proper names reach."""

import pytest

from agents.articles.reading import Reader
from agents.text.document import Document
from agents.text.phrases import names_in, noun_phrase
from streams.records import Article


def annotate(reader: Reader, text: str, language: str) -> Document:
    return reader.annotator.annotate(Article("a", "o", text=text), language)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "A spokesman, Karim Haddad, met John F. Miller.", ["Karim Haddad", "John F. Miller"]),
        ("fr", "Le ministre Jean de La Tour a reçu Ali Hassan.", ["Jean de La Tour", "Ali Hassan"]),
        ("en", "On Monday the police spoke.", []),
        ("en", "The White House spoke, and the White House denied.", ["White House", "White House"]),
        ("en", "They spoke with Haddad, Miller and others.", []),
        ("fr", "Le maire est venu à Paris.", []),
    ],
)
def test_names(reader: Reader, language: str, text: str, names: list[str]) -> None:
    """At least two capitals in a row, small words between them allowed; a comma ends a name."""
    document = annotate(reader, text, language)
    assert [text[start:end] for start, end in names_in(document, 0, len(text))] == names


@pytest.mark.parametrize(
    ("language", "text", "head", "phrase"),
    [
        ("en", "It hit an American logistics convoy on Monday.", "convoy", "American logistics convoy"),
        ("en", "Shortly after, convoy traffic stopped.", "convoy", "convoy"),
        ("fr", "Elle visait un convoi logistique américain à Nassiriya.", "convoi", "convoi logistique américain"),
        ("es", "Atacaron un convoy militar, dijo la policía.", "convoy", "convoy militar"),
        ("fr", "Elle visait un convoi de 12 camions.", "convoi", "convoi"),
    ],
)
def test_noun_phrase(reader: Reader, language: str, text: str, head: str, phrase: str) -> None:
    """Modifiers stand before the head in English and behind it in the others; breaks and small words end it."""
    document = annotate(reader, text, language)
    at = text.index(head)
    start, end = noun_phrase(document, document.sentences[0], at, at + len(head), frozenset())
    assert text[start:end] == phrase


def test_phrase_stops_before_another(reader: Reader) -> None:
    text = "It hit an American logistics convoy."
    document = annotate(reader, text, "en")
    at, stop = text.index("convoy"), text.index("American")
    start, end = noun_phrase(document, document.sentences[0], at, at + 6, {stop})
    assert text[start:end] == "logistics convoy"
