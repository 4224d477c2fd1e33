"""Any text gives a reading: no exception, spans inside the text, and work that grows as the text does."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.articles.reading import Reader
from streams.records import Article
from tests.fuzz.pieces import LANGUAGES, SEPARATORS, TIMES, odd_pieces, pieces
from tests.fuzz.reading import check_span, read_record
from tests.work import count_calls

SEEDS = sorted((Path(__file__).parents[1] / "fuzz" / "seeds").glob("*.json"))
SENTENCE = "Trois policiers ont été tués mardi par une bombe à Kirkouk, dans le nord de l'Irak, selon la police. "
SHAPES = {
    "sentences": SENTENCE,
    "one sentence": SENTENCE.replace(".", ",").replace("selon", "et selon"),
    "no punctuation": "trois policiers tués mardi par une bombe à Kirkouk deux blessés à Mossoul ",
    "digits": "1 234 567,8 2021 ",
    "one long number": "1234567890",
    "one long word": "attentat",
    "one long capital word": "ATTENTAT",
    "one long arabic word": "ا",
    "capitals": "ATTENTAT À KIRKOUK, MOSSOUL ET BAGDAD ",
    "names": "Ali Hassan Karim Al-Mansour de Bagdad ",
    "towns": "Kirkouk, Mossoul, Bagdad, Bassora, ",
    "dates": "le 12 mars 2024, mardi dernier, ",
    "marks": "... - « ( ",
    "lines": "Attentat à Kirkouk\n",
    "arabic": "مقتل ثلاثة من رجال الشرطة في انفجار عبوة ناسفة في كركوك ",
    "html": "<p><b>bombe</b> <a href='x'>Kirkouk</a> &amp; ",
}
SHORT, TIMES_LONGER, SLACK, FIXED = 6_000, 8, 1.25, 2_000


def texts(pieces_of: Any, most: int) -> st.SearchStrategy[str]:
    parts = st.tuples(pieces_of, st.sampled_from(SEPARATORS), st.booleans())
    return st.lists(parts, max_size=most).map(
        lambda found: "".join((word.capitalize() if capital else word) + gap for word, gap, capital in found)
    )


def any_text(most: int) -> st.SearchStrategy[str]:
    """Words of the lexicon, places, digits, marks, scripts, controls and very long words, mixed; or anything."""
    words = st.deferred(lambda: st.sampled_from(pieces()))
    return texts(words | st.sampled_from(odd_pieces()), most) | texts(words, most) | st.text(max_size=300)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    title=any_text(6),
    text=any_text(40),
    language=st.sampled_from(LANGUAGES),
    published_at=st.sampled_from(TIMES),
    in_html=st.booleans(),
)
def test_any_record_is_read(
    reader: Reader, title: str, text: str, language: str | None, published_at: str | None, in_html: bool
) -> None:
    """What the decoder lets through is read, and what was read can be sent."""
    content = {"html": f"<html><body><p>{text}"} if in_html else {"text": text}
    read_record(reader, {"id": "a", "title": title, "language": language, "published_at": published_at} | content)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_what_once_broke_the_reader(reader: Reader, seed: Path) -> None:
    """Records that the fuzzer found."""
    read_record(reader, json.loads(seed.read_text("utf-8")))


@pytest.mark.parametrize("text", ["\ud800", "une bombe a tué trois \udfff policiers à Kirkouk, en Irak, mardi."])
def test_half_surrogates_are_read(reader: Reader, text: str) -> None:
    """The decoder replaces them; a caller of the reader may not."""
    article = Article("a", "b", title=text, text=text, language="fr", reference_at="2024-03-14T12:00:00Z")
    for sighting in reader.read(article).sightings:
        for evidence in sighting.evidence:
            check_span(article, evidence.field, evidence.start, evidence.end)


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_as_the_text_does(reader: Reader, shape: str) -> None:
    """Eight times the text is about eight times the work, whatever it is made of; seconds are the benchmark's."""
    language = "ar" if "arabic" in shape else "fr"
    short, long = (
        (SHAPES[shape] * (length // len(SHAPES[shape]) + 1))[:length] for length in (SHORT, SHORT * TIMES_LONGER)
    )
    articles = [
        Article("a", "b", text=text, language=language, reference_at="2024-03-14T12:00:00Z") for text in (short, long)
    ]
    reader.read(articles[1])
    once, more = (count_calls(lambda: reader.read(article)) for article in articles)  # noqa: B023
    assert more < SLACK * TIMES_LONGER * once + FIXED
