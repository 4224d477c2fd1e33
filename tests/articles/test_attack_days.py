"""On which days an article's first attack happened, as its sentences tell it."""

import pytest

from agents.articles.reading import Reader
from streams.records import Article

# Published on Wednesday 13 March 2024.
UNTOLD = (None, "2024-03-13")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Gunmen have shot dead two councillors in the Colombian town of Arauca, police report.", UNTOLD),
        ("fr", "Des hommes armés ont tué deux conseillers municipaux à Arauca, en Colombie, selon la police.", UNTOLD),
        ("es", "Hombres armados mataron a dos concejales en Arauca, Colombia, según la policía.", UNTOLD),
        ("ar", "قتل مسلحون عضوين في المجلس البلدي بمدينة الموصل العراقية، بحسب الشرطة.", UNTOLD),
    ],
)
def test_day_of_the_attack_is_read(
    reader: Reader, language: str, text: str, days: tuple[str | None, str | None]
) -> None:
    article = Article("a", "Gulf Meridian", text=text, language=language, reference_at="2024-03-13T12:00:00Z")
    first = reader.read(article).sightings[0]
    assert first.occurred is not None
    assert (first.occurred.start, first.occurred.end) == days
