"""Passages in capitals are read as a page would print them."""

import pytest

from agents.articles.reading import Reader
from streams.records import Article

_MIXED = "Gunmen on a motorcycle killed four policemen there on Monday, officials said."


def recased(reader: Reader, *, title: str = "", text: str, language: str) -> str:
    article = Article("a", "paper", title=title, text=text, published_at="2024-03-05T09:00:00Z", language=language)
    return reader.annotator.annotate(article, language).text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "BOGOTA, 18 AUG 89 -- THE ELN CLAIMED THAT RICARDO CRUZ LOPEZ WAS KILLED ON 3 MAY IN LIMA.",
            "en",
            "Bogota, 18 Aug 89 -- The ELN claimed that Ricardo Cruz Lopez was killed on 3 May in Lima.",
        ),
        (
            "A MAN'S CAR EXPLODED NEAR THE U.S. EMBASSY. IT MAY HAVE HELD AN M-14 RIFLE.",
            "en",
            "A man's car exploded near the U.S. Embassy. It may have held an M-14 rifle.",
        ),
        (
            "TROIS BLESSES A BEZIERS. DES HOMMES ARMES ONT OUVERT LE FEU SUR LA MAIRIE DE BEZIERS.",
            "fr",
            "Trois blesses a Beziers. Des hommes armes ont ouvert le feu sur la mairie de Beziers.",
        ),
        (
            "CUATRO MUERTOS AL ESTALLAR UN COCHE BOMBA EN MEDELLIN. EL EJERCITO ACUSA AL ELN.",
            "es",
            "Cuatro muertos al estallar un coche bomba en Medellin. El ejercito acusa al ELN.",
        ),
    ],
)
def test_names_keep_their_capital(reader: Reader, text: str, language: str, expected: str) -> None:
    """Ordinary words lose it; initials, codes and known short names stay as they are."""
    assert recased(reader, text=text, language=language) == expected


def test_one_line_in_capitals_is_recased(reader: Reader) -> None:
    seen = recased(reader, title="GUNMEN KILL FOUR IN ATTACK IN QUETTA", text=_MIXED, language="en")
    assert seen == f"Gunmen kill four in attack in Quetta\n{_MIXED}"


def test_mixed_text_stays(reader: Reader) -> None:
    """A dateline or a short name in capitals is no passage in capitals."""
    text = f"RICHMOND, Ind. (AP) - {_MIXED}"
    assert recased(reader, text=text, language="en") == text
