"""Each example that a lexicon file carries is read as the file says."""

import pytest

from agents.articles.reading import Reader
from config.lexicon.loader import Example, load_lexicon
from streams.records import Article
from tests.lexicon.expectations import faults


@pytest.mark.parametrize("example", load_lexicon().examples, ids=lambda example: example.file)
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
