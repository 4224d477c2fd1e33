"""Which sentences of an article state something checkable, and with what they are compared."""

from typing import Any

import pytest

from agents.articles.reading import Reader
from agents.claims.matching import compare
from streams.records import Article, ClaimOccurrence
from tests.claims.samples import RULES

LEDES = {
    "fr": "La commission des finances a publié mardi son rapport annuel sur les ports du sud.",
    "en": "The finance committee published its annual report on the southern ports on Tuesday.",
    "es": "La comisión de finanzas publicó el martes su informe anual sobre los puertos del sur.",
}


def read(reader: Reader, text: str, language: str = "en", **fields: Any) -> list[ClaimOccurrence]:
    article = Article("a", "Gulf Meridian", text=text, language=language, reference_at="2024-03-05T10:00:00Z", **fields)
    return list(reader.read(article).occurrences)


def stated(reader: Reader, sentence: str, language: str = "en") -> list[str]:
    """The claims among `sentence`, behind a lede that is one itself."""
    found = [one.text for one in read(reader, f"{LEDES[language]} {sentence}", language)]
    assert found[:1] == [LEDES[language]]
    return found[1:]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Parliament in Baghdad ratified a law in 2023 that ends the mandate of foreign advisers."),
        ("fr", "Le Parlement irakien a ratifié en novembre 2023 une loi fixant le départ des conseillers étrangers."),
        ("es", "El Parlamento de Colombia aprobó en 2023 una ley sobre la salida de los asesores extranjeros."),
        ("fr", "Les troupes américaines ne se sont toujours pas retirées des bases du nord de l'Irak."),
    ],
)
def test_checkable_sentence(reader: Reader, language: str, sentence: str) -> None:
    assert stated(reader, sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Will Parliament in Baghdad ratify the law on foreign advisers before the elections of 2026?"),
        ("fr", "Le Parlement irakien a-t-il ratifié la loi fixant le départ des conseillers en 2026 ?"),
        ("es", "¿Aprobará el Parlamento de Colombia la ley sobre los asesores extranjeros antes de 2026?"),
        ("en", "Parliament in Baghdad should ratify the law on foreign advisers before the elections of 2026."),
        ("fr", "Le Parlement irakien devrait ratifier la loi sur les conseillers étrangers avant la fin de 2026."),
        ("en", "We saw the trucks of the company cross the bridge at Mosul on 4 March without any escort."),
        ("fr", "Nous avons vu les camions de la société traverser le pont de Mossoul le 4 mars sans escorte."),
        ("fr", "J'ai vu les camions de la société traverser le pont de Mossoul le 4 mars sans aucune escorte."),
        ("en", "I think that Parliament in Baghdad ratified the law on foreign advisers in November 2023."),
        ("en", "You can find the report of the committee on the website of Parliament in Baghdad since 2023."),
        ("en", "It was a law of 2023."),
    ],
)
def test_no_claim(reader: Reader, language: str, sentence: str) -> None:
    """Questions, opinions, first and second person, and what is too short."""
    assert stated(reader, sentence, language) == []


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Parliament in Baghdad ratified a law in 2023 on the mandate of foreign advisers.",
        "Advisers leave a base north of Baghdad after the law of 2023 was ratified. (File photo)",
        "Sign up for our daily newsletter and get the top stories of Gulf Meridian in your inbox.",
    ],
)
def test_page_furniture_is_no_claim(reader: Reader, line: str) -> None:
    assert [one.text for one in read(reader, f"{LEDES['en']}\n{line}")] == [LEDES["en"]]


def test_lead_attack_is_no_claim(reader: Reader) -> None:
    """What reports the article's own attack belongs to the incident; the law of last year is a claim."""
    attack = "A roadside bomb killed two policemen in the Iraqi city of Mosul on Monday, police said."
    law = "Parliament in Baghdad ratified a law in 2023 that ends the mandate of foreign advisers."
    assert [one.text for one in read(reader, f"{attack}\n{law}")] == [law]


def test_occurrence_points_to_its_sentence(reader: Reader) -> None:
    """Field and offsets of the text as received; the article's own data go along."""
    text = f"{LEDES['en']}\nParliament in Baghdad ratified a law in 2023 that ends\nthe mandate of foreign advisers."
    for one in read(reader, text, title="Ports report", owner="Quayside", url="https://g.example/1", sources=("AP",)):
        assert one.field == "text"
        assert " ".join(text[one.start : one.end].split()) == one.text
        assert (one.outlet, one.owner, one.url, one.origin) == (
            "Gulf Meridian",
            "Quayside",
            "https://g.example/1",
            "AP",
        )
        assert (one.language, one.published_at) == ("en", "2024-03-05T10:00:00Z")


def pair(reader: Reader, one: str, two: str, language: str = "en") -> str | None:
    """The veto between the claims that two sentences state."""
    first, second = (read(reader, f"{LEDES[language]} {text}", language)[-1] for text in (one, two))
    return compare(first, second, RULES)[1]


LAW = "Parliament in Baghdad ratified a law in 2023 that ends the mandate of foreign advisers."


@pytest.mark.parametrize(
    ("other", "veto"),
    [
        ("The parliament in Baghdad ratified in 2023 a law that ends the mandate of foreign advisers.", None),
        ("Parliament in Baghdad ratified a law in 2022 that ends the mandate of foreign advisers.", "number"),
        ("Parliament in Tripoli ratified a law in 2023 that ends the mandate of foreign advisers.", "name"),
        ("Parliament in Baghdad never ratified a law in 2023 that ends the mandate of foreign advisers.", "polarity"),
        ("Exports of grain from the southern ports rose to 40,000 tonnes in February, the committee said.", "words"),
    ],
)
def test_two_sentences(reader: Reader, other: str, veto: str | None) -> None:
    """Beside "Parliament in Baghdad ratified a law in 2023 …"."""
    assert pair(reader, LAW, other) == veto


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        (LAW, "asserted"),
        ("The law of 2023 ends the mandate of foreign advisers in Baghdad, the ministry said.", "attributed"),
        ("The ministry denied that the law of 2023 ends the mandate of foreign advisers in Baghdad.", "rebutted"),
        ("The law of 2023 allegedly ends the mandate of all the foreign advisers in Baghdad.", "hedged"),
    ],
)
def test_voice(reader: Reader, sentence: str, voice: str) -> None:
    (*_, told) = read(reader, f"{LEDES['en']} {sentence}")
    assert told.voice == voice


def test_named_source_is_kept(reader: Reader) -> None:
    (*_, told) = read(reader, f"{LEDES['en']} The law ends the mandate of all advisers, Karim Haddad said on Tuesday.")
    assert "Karim Haddad" in told.attributed_to
