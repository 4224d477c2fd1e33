"""Articles as documents: every span points to the characters that were received."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.articles.reading import Reader
from agents.text.document import Document
from streams.records import Article

TITLE = "Irak : un convoi visé"
TEXT = (
    "Une bombe a explosé lundi à Nassiriya. Trois soldats ont été blessés, selon la police.\n"
    "Lire aussi : Irak, le budget enfin débattu"
)


def annotate(reader: Reader, title: str = TITLE, text: str = TEXT, language: str = "fr") -> Document:
    article = Article("a", "o", title=title, text=text, reference_at="2024-03-05T10:00:00Z")
    return reader.annotator.annotate(article, language)


def test_title_and_text_are_one(reader: Reader) -> None:
    document = annotate(reader)
    assert document.text == f"{TITLE}\n{TEXT}"
    assert document.body_from == len(TITLE) + 1
    assert len(document.folded) == len(document.text)
    assert str(document.reference) == "2024-03-05"


def test_sentences_have_the_kind_of_their_line(reader: Reader) -> None:
    """Of the lede only its first sentence leads."""
    assert [sentence.kind for sentence in annotate(reader).sentences] == ["title", "lede", "body", "crosslink"]


def test_hits_belong_to_their_sentence(reader: Reader) -> None:
    document = annotate(reader)
    for sentence in document.sentences:
        starts = [hit.start for hit in sentence.hits] + [name.start for name in sentence.names]
        assert all(sentence.start <= start < sentence.end for start in starts)
    lede = document.sentences[1]
    assert "bombe a explosé" in {document.text[hit.start : hit.end] for hit in lede.hits}
    assert [document.text[name.start : name.end] for name in lede.names] == ["Nassiriya"]


def test_dates_and_numbers_of_a_passage(reader: Reader) -> None:
    document = annotate(reader)
    lede, second = document.sentences[1:3]
    assert [str(span.first_day) for span in document.dates_in(lede.start, lede.end)] == ["2024-03-04"]
    assert [span.low for span in document.numbers_in(second.start, second.end)] == [3]


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (TITLE, TEXT, "fr"),
        ("", TEXT, "fr"),
        ("هُجُوم على رتل", "انفجـــرت عبوةٌ ناسفةٌ في بغداد يوم الاثنين. وقُتل ثلاثة جنود.", "ar"),
        ("BOMB KILLS TWO IN İZMİR AND BAGHDAD", "TWO SOLDIERS DIED IN BAGHDAD ON MONDAY, POLICE SAID.", "en"),
    ],
    ids=["title", "no title", "arabic marks", "capitals that grow"],
)
def test_spans_are_those_of_the_received_fields(reader: Reader, title: str, text: str, language: str) -> None:
    """Whatever was stripped or folded: field and offsets give back the sentence and the name."""
    document = annotate(reader, title, text, language)
    received = {"title": title, "text": text}
    bare = document.printed
    for sentence in document.sentences:
        field, start, end = document.locate(sentence.start, sentence.end)
        found = "".join(char for char in received[field][start:end] if char in bare)
        assert found[:3] == bare[sentence.start : sentence.end][:3]
        assert found[-3:] == bare[sentence.start : sentence.end][-3:]
    places = {bare[name.start : name.end] for one in document.sentences for name in one.names}
    assert places & {"Nassiriya", "Irak", "بغداد", "BAGHDAD"}


def test_text_in_capitals_has_names(reader: Reader) -> None:
    """Old wires: names get the capital that a page would print, and what is quoted stays as it came."""
    document = annotate(reader, "", "THE BOMB EXPLODED IN BAGHDAD ON MONDAY NEAR A MARKET.", "en")
    assert [document.text[name.start : name.end] for name in document.sentences[0].names] == ["Baghdad"]


def test_words_between(reader: Reader) -> None:
    document = annotate(reader)
    start = document.text.index("bombe")
    assert document.words_between(start, document.text.index("lundi")) == 4 - 1


PIECES = st.sampled_from(
    [
        "Une bombe",
        " a explosé",
        "\n",
        ". ",
        "Irak",
        " : ",
        "لم",
        "هُجوم",
        "\u200f",
        "İ",
        "ß",
        "M. ",
        "« ",
        " »",
        "12",
        "TV",
    ]
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_annotated(reader: Reader, title: str, text: str) -> None:
    """Sentences lie in order inside the text, and every one of them can be located in what was received."""
    for language in ("fr", "ar"):
        document = annotate(reader, title, text, language)
        end = 0
        for sentence in document.sentences:
            assert end <= sentence.start < sentence.end <= len(document.text)
            end = sentence.end
            field, start, stop = document.locate(sentence.start, sentence.end)
            assert 0 <= start < stop <= len(title if field == "title" else text)
