"""An engine like the one of `tocsin scan`, over the reader that the session shares."""

import pytest

from agents.articles.reading import Reader
from tocsin.engine import Engine


@pytest.fixture
def engine(reader: Reader) -> Engine:
    """New owners for each test; the reader is pure and shared."""
    return Engine(reader)
