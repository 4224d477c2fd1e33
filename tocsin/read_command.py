"""`tocsin read`: what was read in one article, and why."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from streams.codecs import ArticleLimits, MalformedRecord, decode_article
from streams.records import Article
from tocsin.inputs import Given, RawRecord, UnusableInput, open_records
from tocsin.options import config_option, read_settings, refuse, with_readable_errors

if TYPE_CHECKING:
    from tocsin.explanation import Explanation


@click.command()
@config_option
@click.argument("file")
@click.option("--line", type=click.IntRange(min=1), metavar="N", help="Of a .jsonl: the article on this line.")
@click.option("--published-at", metavar="TIME", help="For .txt and .html: when it was published (ISO 8601).")
@click.option("--outlet", metavar="NAME", help="For .txt and .html: who published it.")
@click.option("--language", metavar="CODE", help="For .txt and .html: its language (else detected).")
@click.option("--title", metavar="TEXT", help="For .txt and .html: its headline.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="Write a page.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, each with its kind in `record`.")
@with_readable_errors
def read(
    config: Path | None,
    file: str,
    line: int | None,
    published_at: str | None,
    outlet: str | None,
    language: str | None,
    title: str | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Show what is read in one article (FILE: .jsonl, .jsonl.gz, .txt, .html or -), and why.

    The text with the words that each slot was read from, page furniture, captions and refused words with the
    reason; then the slots of each attack, and the claims. With --html OUT as one page that needs no network.

    Exit code 0: read; 1: the article is withdrawn or no reader knows its language; 2: nothing could be done.
    """
    settings = read_settings(config)
    given = Given(published_at, outlet, language, title)
    article = _choose(file, line, given, ArticleLimits(**settings.articles.model_dump()))

    # Late, since it loads languages and places: errors of files show at once.
    from agents.loading import load_reader
    from tocsin.explanation import explain

    reader = load_reader(settings)
    known = reader.annotator.vocabularies
    code = reader.annotator.language_of(article)
    if article.status == "canceled":
        _stop("the article is withdrawn (status: canceled): nothing is read in it")
    if code is None or code not in known:
        _stop(f"nothing is read: no reader knows the language {code or '(not detected)'}; known are {', '.join(known)}")
    _show(explain(article, reader, str(code)), page=page, as_json=as_json)


def _choose(file: str, line: int | None, given: Given, limits: ArticleLimits) -> Article:
    try:
        record = _find(file, line, given)
        return decode_article(record.raw, limits=limits)
    except MalformedRecord as error:
        refuse(f"{file} holds no usable article{f' on line {line}' if line else ''}: {error}")
    except UnicodeDecodeError as error:
        refuse(f"{file} is not UTF-8: {error}", ("convert it first, for example with iconv -t UTF-8",))
    except UnusableInput as error:
        refuse(str(error))
    raise AssertionError("refuse leaves")


def _find(file: str, line: int | None, given: Given) -> RawRecord:
    """The record on a line, or the first one; says on standard error when there are more."""
    records = open_records([file], given)
    if line is not None:
        for record in records:
            if record.where == f"{file}:{line}":
                return record
        raise UnusableInput(f"{file}: there is no article on line {line}")
    first = next(records, None)
    if first is None:
        raise UnusableInput(f"{file}: there is no article in it")
    if next(records, None) is not None:
        click.echo(f"{file} holds several articles: this is the first; --line N shows another", err=True)
    return first


def _show(explanation: "Explanation", *, page: Path | None, as_json: bool) -> None:
    if page is not None:
        _write_page(explanation, page)
    if as_json:
        for record in list_records(explanation):
            sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.flush()
    elif page is None:
        from tocsin.read_terminal import make_console, render

        console = make_console()
        for part in render(explanation, coloured=console.color_system is not None):
            console.print(part, markup=False, highlight=False, emoji=False)


def _write_page(explanation: "Explanation", page: Path) -> None:
    from tocsin.read_page import render_page

    try:
        page.write_text(render_page(explanation), "utf-8", errors="replace")
    except OSError as error:
        refuse(f"{page} cannot be written: {error.strerror}")
    click.echo(f"wrote {page}: open it in a browser", err=True)


def list_records(explanation: "Explanation") -> Iterator[dict[str, Any]]:
    """Lines of the page, sightings, refused words and claim occurrences, in this order."""
    for passage in explanation.passages:
        span = {"field": passage.field, "start": passage.start, "end": passage.end}
        yield {"record": "line", "kind": passage.kind, **span, "note": passage.note}
    for sighting in explanation.sightings:
        yield {"record": "sighting", **asdict(sighting)}
    for refused in explanation.refused:
        yield {"record": "refusal", **asdict(refused), "note": refused.note}
    for occurrence in explanation.occurrences:
        yield {"record": "occurrence", **asdict(occurrence)}


def _stop(line: str) -> None:
    click.echo(line, err=True)
    sys.exit(1)
