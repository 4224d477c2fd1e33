"""Each example that a lexicon file carries is read as the file says."""

from pathlib import Path

import pytest

from agents.articles.reading import Reader
from config.lexicon.loader import Example, load_lexicon
from streams.records import Article
from tests.known_gaps import load_gaps, marks_of
from tests.lexicon.expectations import faults

EXAMPLES = load_lexicon().examples
GAPS = load_gaps(Path(__file__).parent / "known_gaps.toml")


@pytest.mark.parametrize(
    "example",
    [pytest.param(example, id=example.file, marks=marks_of(example.text, GAPS)) for example in EXAMPLES],
)
def test_example(reader: Reader, example: Example) -> None:
    article = Article(
        example.file,
        "Example",
        text=example.text,
        language=example.language,
        published_at=example.published_at,
        reference_at=example.published_at,
    )
    assert faults(reader.read(article).sightings, example.expect) == []


def test_gaps_are_examples() -> None:
    """Every listed gap is an example that exists."""
    assert set(GAPS) <= {example.text for example in EXAMPLES}
