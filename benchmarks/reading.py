"""How fast one core reads, beside decoding and one automaton pass over the same articles."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from agents.articles.reading import Reader
from agents.text.normal import fold
from config.lexicon.loader import load_lexicon
from streams.codecs import ArticleLimits, decode_article
from streams.records import Article

_ROUNDS = 3
_SENTENCE = (
    "Trois policiers ont été tués mardi par l'explosion d'une bombe à Kirkouk, "
    "dans le nord de l'Irak, selon la police. "
)
_SHAPES = {
    "sentences": _SENTENCE,
    "one sentence": _SENTENCE.replace(".", ","),
    "no punctuation": "trois policiers tués mardi par une bombe à Kirkouk deux blessés à Mossoul ",
    "digits": "1 234 567,8 2021 ",
    "one long word": "ATTENTAT",
    "HTML": "<p><b>bombe</b> <a href='x'>Kirkouk</a> &amp; ",
}
_LENGTHS = (1_000, 12_000, 120_000)


def _best_seconds(work: Callable[[], object]) -> float:
    """The fastest of a few rounds: what the machine can do when nobody else has it."""
    seconds = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def measure_reading(reader: Reader, stream: Sequence[bytes]) -> Iterator[str]:
    """Lines with articles a second and their share of the limit."""
    limits = ArticleLimits()
    phrases = [fold(phrase.text) for phrase in load_lexicon().phrases]
    automaton = AhoCorasick(phrases, implementation=Implementation.ContiguousNFA)

    def bare() -> None:
        for raw in stream:
            automaton.find_matches_as_indexes(decode_article(raw, limits=limits).text.lower(), overlapping=True)

    def whole() -> None:
        for raw in stream:
            reader.read(decode_article(raw, limits=limits))

    def attacks() -> None:
        for raw in stream:
            article = decode_article(raw, limits=limits)
            language = reader.annotator.language_of(article)
            if language in reader.annotator.vocabularies and article.status != "canceled":
                reader.read_attacks(article, language)

    def claims() -> None:
        for article, language in known:
            reader.claims.read(reader.annotator.annotate(article, language), ())

    articles = [decode_article(raw, limits=limits) for raw in stream]
    languages = [reader.annotator.language_of(article) for article in articles]
    known = [
        (article, language)
        for article, language in zip(articles, languages, strict=True)
        if language in reader.annotator.vocabularies
    ]
    whole()
    limit = len(stream) / _best_seconds(bare)
    for name, work in (("attacks and claims", whole), ("attacks alone", attacks), ("claim features alone", claims)):
        speed = len(stream) / _best_seconds(work)
        yield f"{name}: {speed:,.0f} articles/s, {speed / limit:.1%} of the bare limit"
    yield f"bare limit (decode + one automaton pass): {limit:,.0f} articles/s; {len(stream)} articles"


def measure_linearity(reader: Reader) -> Iterator[str]:
    """Time per character of one article that grows, whatever it is made of: it must not grow."""
    yield f"µs/character at {', '.join(f'{length / 1000:,.0f} kB' for length in _LENGTHS)}"
    for name, shape in _SHAPES.items():
        times = []
        for length in _LENGTHS:
            text = (shape * (length // len(shape) + 1))[:length]
            article = Article("long", "bench", text=text, language="fr", reference_at="2024-03-14T12:00:00Z")
            seconds = _best_seconds(lambda article=article: reader.read(article))  # type: ignore[misc]
            times.append(f"{seconds * 1e6 / length:.1f}")
        yield f"{name}: {', '.join(times)}"


def measure_startup() -> str:
    """Seconds and memory of a process that loads all words and places and compiles every language."""
    code = (
        "import resource, time; started = time.perf_counter();"
        "from config.gazetteer.loader import load_gazetteer; from config.lexicon.loader import load_lexicon;"
        "from agents.articles.reading import make_reader;"
        "make_reader(load_lexicon(), load_gazetteer()).warm();"
        "print(f'{time.perf_counter() - started:.1f} s with imports, '"
        "f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident')"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
