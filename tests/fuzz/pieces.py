"""What odd articles are made of: words that the grammar knows, in any order, between anything at all."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from config.gazetteer.loader import load_gazetteer
from config.lexicon.loader import load_lexicon

LANGUAGES = (None, "fr", "en", "es", "ar", "de", "xx", "fr-CA", "")
TIMES = (
    None,
    "2024-03-14T12:00:00Z",
    "2024-02-29T23:59:59+14:00",
    "1989-11-16",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "yesterday",
)
SEPARATORS = (
    " ",
    "",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "-",
    "’",
    " \xa0",
    "\t",
    " – ",
    ": ",
    "; ",
    " (",
    ") ",
    "\r\n",
    "،",
    "؟ ",
)
_NUMBERS = "0 1 2 7 12 13 31 32 007 1.5 1,5 3.000 1,000,000 12h30 12:30 2021 1999 18/01/2021 2021-01-18 31.02. 1st 50%"
_ODD = (
    *_NUMBERS.split(),
    "٣", "١٢٣٤", "۵", "²", "①", "Ⅳ", "½", "9" * 400, "a" * 3000, "A" * 700, "ا" * 500, ". " * 60, ", " * 60, "- " * 60,
    "\x00", "\x1b[31m", "\u200f", "\u202e", "\u0640" * 40, "\u064b", "\ufeff", "\u2028", "\ufffd", "\ud800",
    "\U0001f4a3",
    "İ", "ß", "ǅ", "ŉ", "ﬁ", "é", "ΑΣ", "Ϊ́", "Москва", "北京市", "한국", "नमस्ते", "กรุงเทพ",
    "<p>", "</p>", "<script>alert(1)</script>", "&amp;", "&#0;", "<!--", "]]>", "<a href='x'>", "{{", "%s", "\\u0000",
    "«", "»", "“", "”", '"', "'", "(", ")", "[", "]", "...", "…", "!", "?!", "¿", "¡", "—", "--", "/", "|",
    "•", "*", "_",
    "St. Louis", "U.S.", "J. R. R.", "al-", "-al", "d'", "l’", "O'Neill", "REUTERS", "(AP) —", "KABUL (AFP) -",
    "https://a.example/b?c=d",
)  # fmt: skip
_EVERY_PLACE = 400


@cache
def pieces() -> tuple[str, ...]:
    """Phrases of all languages, words of dates and numbers, some places, and what is no word."""
    lexicon = load_lexicon()
    words = {phrase.text for phrase in lexicon.phrases}
    for language in lexicon.languages.values():
        words.update(*language.word_lists.values())
        for tables in (language.dates, language.numbers):
            for listed in tables.values():
                words.update(
                    word for word in (listed if isinstance(listed, (dict, list)) else ()) if isinstance(word, str)
                )
    places = (name for name, _ in islice(load_gazetteer().names(), 0, None, _EVERY_PLACE))
    actors = (actor.name for actor in lexicon.actors)
    return (*sorted(words), *places, *actors, *_ODD)


def _words(listed: object) -> Iterator[str]:
    return (word for word in listed if isinstance(word, str)) if isinstance(listed, (dict, list)) else iter(())


def odd_pieces() -> tuple[str, ...]:
    """Only what is no word."""
    return _ODD
