"""`tocsin parse`: what the reader makes of date and number expressions."""

import os
import sys
from collections.abc import Iterable
from datetime import date

import click
import orjson

from config.faults import suggest
from config.lexicon.loader import load_lexicon
from tocsin.expressions import Expression, MalformedExpression, Parse, make_parser, read_day, read_expressions
from tocsin.options import refuse


@click.command()
@click.argument("kind", type=click.Choice(["dates", "numbers"]))
@click.option("--language", metavar="CODE", help="Language of lines without the field `language`.")
@click.option("--reference", metavar="DAY", help="Day (ISO 8601) that lines without `reference` are seen from.")
def parse(kind: str, language: str | None, reference: str | None) -> None:
    """Read JSON lines {id, text, language, reference} on standard input; write {id, start, end} or {id, value}.

    Days are inclusive; null says that nothing was understood. Exit code 0: all lines were read; 1: some were
    malformed, each named on standard error; 2: nothing could be done.
    """
    day = _read_reference(reference)
    lexicon = load_lexicon()
    if language is not None and language not in lexicon.languages:
        near = suggest(language, lexicon.languages)
        refuse(f"No reader knows the language {language}{near}", (f"known are {', '.join(lexicon.languages)}",))
    if sys.stdin.isatty():
        click.echo('type lines such as {"id": 1, "text": "hier"}; Ctrl-D ends', err=True)
    try:
        sys.exit(_answer(sys.stdin.buffer, make_parser(kind, lexicon), language=language, reference=day))
    except BrokenPipeError:  # `tocsin parse … | head`: whoever reads has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _read_reference(reference: str | None) -> date | None:
    try:
        return read_day(reference) if reference else None
    except MalformedExpression as error:
        refuse(f"--reference cannot be used: {error}")
        raise


def _answer(lines: Iterable[bytes], parser: Parse, *, language: str | None, reference: date | None) -> int:
    """Write one answer a line; exit code 1 when a line was malformed."""
    code = 0
    for number, line in read_expressions(lines, language=language, reference=reference):
        match line:
            case Expression():
                sys.stdout.buffer.write(orjson.dumps(parser(line), option=orjson.OPT_APPEND_NEWLINE))
                sys.stdout.buffer.flush()
            case MalformedExpression():
                click.echo(f"line {number}: {line}", err=True)
                code = 1
    return code
