"""Numbers of four languages in words and digits."""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from agents.text.numbers import Numbers, NumberSpan
from tests.work import count_calls

LANGUAGES = Path(__file__).parents[2] / "config" / "lexicon" / "languages"


@cache
def numbers() -> Numbers:
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in LANGUAGES.glob("*.toml")}
    return Numbers({language: table["numbers"] for language, table in tables.items()})


def find(text: str, language: str) -> list[NumberSpan]:
    return numbers().find(text, language)


COUNTS = [
    ("fr", "Deux cent trente villageois", 230, 230, "Deux cent trente"),
    ("fr", "soixante et onze otages", 71, 71, "soixante et onze"),
    ("fr", "quatre-vingt-treize maisons", 93, 93, "quatre-vingt-treize"),
    ("fr", "1 450 déplacés", 1450, 1450, "1 450"),
    ("fr", "1\u202f450 déplacés", 1450, 1450, "1\u202f450"),
    ("fr", "une quinzaine de corps", 15, None, "une quinzaine"),
    ("fr", "trois douzaines de véhicules", 36, 36, "trois douzaines"),
    ("fr", "plusieurs centaines de maisons", 200, None, "plusieurs centaines"),
    ("fr", "centaines de milliers de déplacés", 200000, None, "centaines de milliers"),
    ("fr", "entre 8 et 11 combattants", 8, 11, "8 et 11"),
    ("fr", "huit à dix hommes", 8, 10, "huit à dix"),
    ("fr", "2,5 millions d'habitants", 2500000, 2500000, "2,5 millions"),
    ("fr", "1500 soldats", 1500, 1500, "1500"),
    ("en", "two hundred and twelve hostages", 212, 212, "two hundred and twelve"),
    ("en", "eleven hundred troops", 1100, 1100, "eleven hundred"),
    ("en", "dozens of homes", 24, None, "dozens"),
    ("en", "tens of thousands of people", 20000, None, "tens of thousands"),
    ("en", "12,400 people", 12400, 12400, "12,400"),
    ("en", "between 8 and 11 fighters", 8, 11, "8 and 11"),
    ("en", "8-11 fighters", 8, 11, "8-11"),
    ("es", "veintiún soldados", 21, 21, "veintiún"),
    ("es", "ciento cuarenta y dos casas", 142, 142, "ciento cuarenta y dos"),
    ("es", "12.400 personas", 12400, 12400, "12.400"),
    ("es", "decenas de viviendas", 20, None, "decenas"),
    ("es", "mil doscientas viviendas", 1200, 1200, "mil doscientas"),
    ("ar", "ثلاثة عشر جنديا", 13, 13, "ثلاثة عشر"),
    ("ar", "مئة وأربعة وثلاثون قتيلا", 134, 134, "مئة وأربعة وثلاثون"),
    ("ar", "٤٥ جريحا", 45, 45, "٤٥"),
    ("ar", "عشرات المدنيين", 20, None, "عشرات"),
    ("ar", "عشرات الآلاف من النازحين", 20000, None, "عشرات الآلاف"),
    ("ar", "أربعة آلاف ومئتان نازح", 4200, 4200, "أربعة آلاف ومئتان"),
    ("ar", "بين 8 و11 مقاتلا", 8, 11, "8 و11"),
]


@pytest.mark.parametrize(("language", "text", "low", "high", "words"), COUNTS)
def test_counts(language: str, text: str, low: int, high: int | None, words: str) -> None:
    """A number before what it counts is found alone, with its bounds."""
    (span,) = find(text, language)
    assert (span.low, span.high, span.role) == (low, high, "count")
    assert text[span.start : span.end] == words


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("fr", "en 2019", ["year"]),
        ("fr", "le troisième convoi", ["ordinal"]),
        ("fr", "la 4e brigade", ["ordinal"]),
        ("fr", "vers 14h30", ["clock"]),
        ("fr", "12,5 % des voix", ["percent"]),
        ("fr", "trente pour cent des voix", ["percent"]),
        ("fr", "3 millions de dollars", ["money"]),
        ("fr", "un homme âgé de 41 ans", ["count", "age"]),
        ("fr", "à 35 km de la ville", ["measure"]),
        ("fr", "un AK-47", ["count", "label"]),
        ("fr", "le 9 novembre", ["date"]),
        ("en", "$40 million", ["money"]),
        ("en", "a 19-year-old student", ["age"]),
        ("en", "a 7.62 calibre rifle", ["measure"]),
        ("en", "at 5:45", ["clock", "clock"]),
        ("en", "an F-16 jet", ["label"]),
        ("en", "won 3-1", ["label", "label"]),
        ("en", "March 9", ["date"]),
        ("es", "el 15 por ciento", ["percent"]),
        ("es", "el 9 de mayo", ["date"]),
        ("ar", "٢٥ بالمئة", ["percent"]),
        ("ar", "بعد 30 كيلومترا", ["measure"]),
    ],
)
def test_roles(language: str, text: str, roles: list[str]) -> None:
    """The words and signs beside a number say what it is."""
    assert [span.role for span in find(text, language)] == roles


def test_articles_are_marked() -> None:
    """A lone article may count one, and says that it is an article."""
    (span,) = find("une maison", "fr")
    assert (span.low, span.high, span.article) == (1, 1, True)


def test_commas_separate_numbers() -> None:
    """Numbers of a list stay apart."""
    assert [span.low for span in find("mille deux cents, trois et deux mille, dix", "fr")] == [
        1200,
        3,
        2000,
        10,
    ]


@pytest.mark.parametrize("language", ["fr", "en", "es"])
@pytest.mark.parametrize(
    "value", [*range(131), 199, 200, 271, 580, 999, 1000, 1001, 1100, 2021, 10342, 80000, 345678, 1000000]
)
def test_words_of_every_number(language: str, value: int) -> None:
    """What num2words writes is read back."""
    assert numbers().parse(num2words(value, lang=language).replace(",", ""), language) == value


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999_999_999), st.sampled_from(["fr", "en", "es", "ar"]))
def test_digits_with_separators(value: int, language: str) -> None:
    """Digits in groups of three are one number."""
    separator = {"fr": "\u202f", "en": ",", "es": ".", "ar": "٬"}[language]
    assert numbers().parse(f"{value:,}".replace(",", separator), language) == value


PIECES = st.sampled_from(
    [
        "deux",
        "cent",
        "mille",
        "et",
        "un",
        "dizaines",
        "5",
        "1",
        "000",
        "2,5",
        "%",
        "two",
        "hundred",
        "and",
        "dozens",
        "thousand",
        "1,200",
        "veinte",
        "y",
        "mil",
        "cientos",
        "مئة",
        "وخمسة",
        "وعشرون",
        "آلاف",
        "٣",
        "3e",
        "14h30",
        "$",
        "-",
        ".",
        ",",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)),
    st.sampled_from(["fr", "en", "es", "ar"]),
)
def test_any_text_is_read(text: str, language: str) -> None:
    """No text raises; spans lie inside it, apart and in order, and bounds are the right way round."""
    spans = find(text, language)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.low <= span.high for span in spans if span.low is not None and span.high is not None)


@pytest.mark.parametrize("piece", ["deux cent ", "dizaines de ", "1 000 ", "et ", "mille ", "5, "])
def test_work_is_linear(piece: str) -> None:
    """Ten times the text is about ten times the work."""
    find(piece, "fr")
    short, long = (count_calls(lambda: find(piece * count, "fr")) for count in (200, 2000))  # noqa: B023
    assert long < 15 * short
