"""Options of the commands that take article files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from tocsin.inputs import Given


def files_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILES and what is said of those that carry no fields; the command gets `files` and `given`."""

    @click.argument("files", nargs=-1, required=True, metavar="FILES…")
    @click.option("--published-at", metavar="TIME", help="For .txt and .html: when it was published (ISO 8601).")
    @click.option("--outlet", metavar="NAME", help="For .txt and .html: who published it.")
    @click.option("--language", metavar="CODE", help="For .txt and .html: its language (else detected).")
    @click.option("--title", metavar="TEXT", help="For .txt and .html: its headline.")
    @wraps(command)
    def run(
        *args: Any,
        published_at: str | None,
        outlet: str | None,
        language: str | None,
        title: str | None,
        **kwargs: Any,
    ) -> Any:
        return command(*args, given=Given(published_at, outlet, language, title), **kwargs)

    return run
