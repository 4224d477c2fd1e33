"""Date expressions of four languages, seen from Wednesday 20 January 2021."""

import tomllib
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.text.dates.dates import Dates, DateSpan
from config.lexicon.calendar import calendar_names, complete_dates
from tests.work import count_calls

LANGUAGES = Path(__file__).parents[2] / "config" / "lexicon" / "languages"
REFERENCE = date(2021, 1, 20)


@cache
def dates() -> Dates:
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in LANGUAGES.glob("*.toml")}
    return Dates({language: complete_dates(table["dates"], language) for language, table in tables.items()})


def find(text: str, language: str, reference: date | None = REFERENCE) -> list[DateSpan]:
    return dates().find(text, language, reference)


ONE_SPAN = [
    ("en", "Ten were killed over the past 24 hours.", "2021-01-19", "2021-01-20", "past 24 hours"),
    ("fr", "Dix morts au cours des 24 dernières heures.", "2021-01-19", "2021-01-20", "24 dernières heures"),
    ("es", "Murieron diez en las últimas 48 horas.", "2021-01-18", "2021-01-20", "últimas 48 horas"),
    ("fr", "L'embuscade a eu lieu lundi près du pont.", "2021-01-18", "2021-01-18", "lundi"),
    ("fr", "Mercredi, un engin a explosé.", "2021-01-20", "2021-01-20", "Mercredi"),
    ("fr", "Le poste a été visé mercredi dernier.", "2021-01-13", "2021-01-13", "mercredi dernier"),
    ("fr", "Le procès s'ouvrira jeudi prochain.", "2021-01-21", "2021-01-21", "jeudi prochain"),
    ("fr", "Un marché a été frappé hier soir.", "2021-01-19", "2021-01-19", "hier soir"),
    ("fr", "Deux roquettes sont tombées avant-hier.", "2021-01-18", "2021-01-18", "avant-hier"),
    ("fr", "Dans la nuit de samedi à dimanche, des tirs.", "2021-01-16", "2021-01-17", "samedi à dimanche"),
    ("fr", "L'attaque du 4 novembre avait fait six morts.", "2020-11-04", "2020-11-04", "4 novembre"),
    ("fr", "Touché vendredi 6 novembre à l'aube.", "2020-11-06", "2020-11-06", "vendredi 6 novembre"),
    ("fr", "Du 1er au 3 décembre 2019, trois raids.", "2019-12-01", "2019-12-03", "1er au 3 décembre 2019"),
    ("fr", "Depuis mars 2018, la route est fermée.", "2018-03-01", "2018-03-31", "Depuis mars 2018"),
    ("fr", "Un raid mené il y a cinq jours.", "2021-01-15", "2021-01-15", "il y a cinq jours"),
    ("fr", "La semaine dernière, un raid.", "2021-01-11", "2021-01-17", "semaine dernière"),
    ("fr", "Rapport daté du 07/11/2020.", "2020-11-07", "2020-11-07", "07/11/2020"),
    ("fr", "Fin octobre 2020, la trêve a cédé.", "2020-10-21", "2020-10-31", "Fin octobre 2020"),
    ("en", "A bomb went off on Tuesday.", "2021-01-19", "2021-01-19", "Tuesday"),
    ("en", "A bomb went off last Wednesday.", "2021-01-13", "2021-01-13", "last Wednesday"),
    ("en", "Troops came under fire overnight.", "2021-01-19", "2021-01-20", "overnight"),
    ("en", "The Nov. 4, 2019 raid killed nine.", "2019-11-04", "2019-11-04", "Nov. 4, 2019"),
    (
        "en",
        "Fighting between 9 and 12 December killed many.",
        "2020-12-09",
        "2020-12-12",
        "9 and 12 December",
    ),
    ("en", "The camp was hit four days ago.", "2021-01-16", "2021-01-16", "four days ago"),
    ("en", "The 11/07/2020 report.", "2020-11-07", "2020-11-07", "11/07/2020"),
    ("en", "LIMA, 14 FEB 88 (EFE) -- A tower fell.", "1988-02-14", "1988-02-14", "14 FEB 88"),
    ("en", "In early January 2020 it began.", "2020-01-01", "2020-01-10", "early January 2020"),
    ("es", "El ataque ocurrió el pasado jueves.", "2021-01-14", "2021-01-14", "pasado jueves"),
    ("es", "Anteayer murieron dos policías.", "2021-01-18", "2021-01-18", "Anteayer"),
    ("es", "Sucedió el 9 de diciembre de 2020.", "2020-12-09", "2020-12-09", "9 de diciembre de 2020"),
    (
        "es",
        "Entre el 9 y el 12 de diciembre hubo tiros.",
        "2020-12-09",
        "2020-12-12",
        "9 y el 12 de diciembre",
    ),
    ("es", "Hace tres días cayó un cohete.", "2021-01-17", "2021-01-17", "Hace tres días"),
    ("ar", "انفجرت عبوة ناسفة يوم الأحد قرب السوق", "2021-01-17", "2021-01-17", "يوم الأحد"),
    ("ar", "قتل جنديان أمس في كمين", "2021-01-19", "2021-01-19", "أمس"),
    ("ar", "وقع الهجوم في ٤ تشرين الثاني ٢٠٢٠", "2020-11-04", "2020-11-04", "٤ تشرين الثاني ٢٠٢٠"),
    ("ar", "وقع الهجوم في 4 جويلية 2020", "2020-07-04", "2020-07-04", "4 جويلية 2020"),
    ("ar", "سقطت قذيفة قبل أربعة أيام", "2021-01-16", "2021-01-16", "قبل أربعة أيام"),
    ("ar", "سقطت قذيفة منذ يومين", "2021-01-18", "2021-01-18", "منذ يومين"),
    ("ar", "الأسبوع الماضي قصفت القرية", "2021-01-11", "2021-01-17", "الأسبوع الماضي"),
    ("ar", "وقع أمس الأول هجوم قرب السوق", "2021-01-18", "2021-01-18", "أمس الأول"),
]


@pytest.mark.parametrize(("language", "text", "first", "last", "words"), ONE_SPAN)
def test_one_expression(language: str, text: str, first: str, last: str, words: str) -> None:
    """An expression in a sentence is found alone, with its words and its days."""
    (span,) = find(text, language)
    assert text[span.start : span.end] == words
    assert (str(span.first_day), str(span.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le convoi a été attaqué ; le bilan est de 12 morts et 5 blessés."),
        ("fr", "Quelques minutes plus tard, une autre explosion a retenti."),
        ("fr", "Le fusil de 7,62 mm a tiré 30 fois."),
        ("en", "Gunmen may have fled; they march on, and a second man fell."),
        ("en", "The score was 2-1 after extra time."),
        ("es", "Dos soldados fueron atacados en la ruta 5."),
        ("ar", "قال أحد المسلحين إن خمسة جنود قتلوا"),
    ],
)
def test_no_date(language: str, text: str) -> None:
    """Numbers, auxiliaries and words that only look like dates are none."""
    assert find(text, language) == []


def test_years_agree_with_the_weekday() -> None:
    """A weekday chooses the year of a day that is said without one."""
    (span,) = find("Un convoi a été visé lundi 4 novembre.", "fr")
    assert span.first_day == date(2019, 11, 4)
    assert span.sure


def test_disagreement_keeps_the_day_of_the_month() -> None:
    """Where weekday and full date disagree, the date stands and is not sure."""
    (span,) = find("On Monday, November 4, 2020, two died.", "en")
    assert span.first_day == date(2020, 11, 4)
    assert not span.sure


@pytest.mark.parametrize(
    ("language", "text", "day", "clock"),
    [
        ("fr", "Mardi vers 5h20, des tirs ont éclaté.", "2021-01-19", "05:20"),
        ("fr", "Mardi, à 21 heures, des tirs ont éclaté.", "2021-01-19", "21:00"),
        ("en", "Shots were heard at 11:40 p.m. on Sunday.", "2021-01-17", "23:40"),
        ("es", "El domingo a las 6:10 horas hubo disparos.", "2021-01-17", "06:10"),
        ("ar", "وقع الانفجار يوم الأحد الساعة 6:10 مساء", "2021-01-17", "18:10"),
    ],
)
def test_clock_joins_its_day(language: str, text: str, day: str, clock: str) -> None:
    """A time of day beside a day makes one span of that minute."""
    (span,) = find(text, language)
    assert (str(span.first_day), span.clock, span.precision) == (day, clock, "minute")


def test_later_counts_from_the_day_told() -> None:
    """The next day is seen from the day told before, not from publication."""
    _, span = find("Le 4 décembre, un pont a sauté. Le lendemain, un dépôt a brûlé.", "fr")
    assert (span.kind, span.first_day) == ("later", date(2020, 12, 5))


def test_hijri_day_is_no_gregorian_day() -> None:
    """The Islamic date beside the Gregorian one gives no second date."""
    (span,) = find("في 18 يناير 2021 الموافق 5 جمادى الآخرة 1442", "ar")
    assert span.first_day == date(2021, 1, 18)


def test_without_reference_only_full_dates_are_days() -> None:
    """Relative expressions stay unresolved when publication is unknown."""
    hier, jour = find("Hier, puis le 4 mai 2019.", "fr", None)
    assert hier.first_day is None
    assert jour.first_day == date(2019, 5, 4)


def test_sentence_end_ends_an_expression() -> None:
    """A day and a month in two sentences are not one date."""
    spans = find("Ils étaient 5. Mars reste le pire mois.", "fr")
    assert spans == []


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("fr", "le 9", "2021-01-09", "2021-01-09"),
        ("fr", "le premier dimanche de mai 2020", "2020-05-03", "2020-05-03"),
        ("en", "the last week of May 2020", "2020-05-25", "2020-05-31"),
        ("en", "summer 2019", "2019-06-21", "2019-09-23"),
        ("es", "la próxima semana", "2021-01-25", "2021-01-31"),
        ("es", "9 12 2020", "2020-12-09", "2020-12-09"),
        ("ar", "الشهر الماضي", "2020-12-01", "2020-12-31"),
        ("ar", "الثالث والعشرين من أيار 2020", "2020-05-23", "2020-05-23"),
    ],
)
def test_whole_expressions(language: str, text: str, first: str, last: str) -> None:
    """An expression that stands alone may be shorter than one in a text."""
    parsed = dates().parse(text, language, REFERENCE)
    assert parsed == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar"])
def test_every_month_and_weekday_name_is_known(language: str) -> None:
    """Every CLDR name of a month makes a date with a day and a year."""
    refused = tomllib.loads((LANGUAGES / f"{language}.toml").read_text(encoding="utf-8"))["dates"].get("not_names", ())
    for name, month in calendar_names(language)["month"].items():
        if name not in refused:
            parsed = dates().parse(f"9 {name.capitalize()} 2019", language, REFERENCE)
            assert parsed is not None, name
            assert parsed[0].day == 9
            assert parsed[0].month == month or name in ("jui",), name


PIECES = st.sampled_from(
    [
        "lundi",
        "5",
        "mai",
        "2020",
        "de",
        "à",
        "et",
        "du",
        "31",
        "18/01/2021",
        "ce",
        "mois",
        "dernier",
        "Monday",
        "May",
        "last",
        "next",
        "two",
        "days",
        "ago",
        "to",
        "el",
        "lunes",
        "hace",
        "14h30",
        "ans",
        "الاثنين",
        "يوم",
        "من",
        "كانون",
        "الثاني",
        "3",
        "9999",
        "0",
        "000",
        "٣",
        ".",
        ",",
        "-",
        "/",
        ":",
        "\n",
    ]
)


def test_two_months_that_nothing_joins() -> None:
    """ "MAI MOIS 1": a month beside the number of another is no range, and no failure."""
    assert find("MAI MOIS 1", "fr", None) == []


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)),
    st.sampled_from(["fr", "en", "es", "ar"]),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_is_read(text: str, language: str, reference: date | None) -> None:
    """No text raises; spans lie inside it, in order, and last days never precede first days."""
    spans = find(text, language, reference)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.start <= two.start for one, two in pairwise(spans))
    assert all(span.first_day <= span.last_day for span in spans if span.first_day and span.last_day)
    dates().parse(text, language, reference)


@pytest.mark.parametrize("piece", ["lundi 5 ", "5 à ", "de la ", "mai ", "14:30 ", "il y a ", "5 ", "le le le le "])
def test_work_is_linear(piece: str) -> None:
    """Ten times the text is about ten times the work."""
    find(piece, "fr")
    short, long = (count_calls(lambda: find(piece * count, "fr")) for count in (200, 2000))  # noqa: B023
    assert long < 15 * short


def test_relative_days_shift_with_the_reference() -> None:
    """The same words a week later mean a week later."""
    (one,) = find("hier", "fr")
    (two,) = find("hier", "fr", REFERENCE + timedelta(days=7))
    assert one.first_day
    assert two.first_day
    assert two.first_day - one.first_day == timedelta(days=7)
