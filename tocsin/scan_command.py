"""`tocsin scan`: alerts, sightings, incidents and claims of article files, without Kafka."""

import os
import sys
from pathlib import Path

import click

from streams.codecs import ArticleLimits
from tocsin.engine import make_engine
from tocsin.given_options import files_argument
from tocsin.inputs import Given, UnusableInput
from tocsin.options import config_option, read_settings, refuse, with_readable_errors
from tocsin.scan import EMITS, scan


@click.command()
@config_option
@files_argument
@click.option("--emit", type=click.Choice(EMITS), default="alerts", show_default=True, help="Which records to write.")
@with_readable_errors
def scan_command(config: Path | None, files: tuple[str, ...], given: Given, emit: str) -> None:
    """Read FILES (.jsonl, .jsonl.gz, .txt, .html or -) in order and write JSON lines.

    Exit code 0: all read; 1: some lines were skipped, each named on standard error; 2: nothing could be done.
    """
    settings = read_settings(config)
    try:
        code = scan(
            files,
            engine=make_engine(settings),
            emit=emit,
            given=given,
            limits=ArticleLimits(**settings.articles.model_dump()),
            out=sys.stdout.buffer,
        )
        sys.stdout.flush()
    except UnusableInput as error:
        refuse(str(error))
    except BrokenPipeError:  # `tocsin scan … | head`: whoever reads has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
