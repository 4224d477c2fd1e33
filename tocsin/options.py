"""What commands share: settings from the command line, and errors as one readable message with an exit code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from config.settings import InvalidConfiguration, Settings, load_settings
from streams.topic_faults import BrokerUnreachable, TopicMismatch

P = ParamSpec("P")
R = TypeVar("R")

UNUSABLE = 2
"""Exit code: nothing was done, something has to be mended first."""

config_option = click.option(
    "--config",
    "-c",
    type=click.Path(exists=False, dir_okay=False, path_type=Path),
    help="Settings file (TOML); also TOCSIN_CONFIG.",
)
broker_option = click.option(
    "--broker", "-b", metavar="HOST:PORT", help="Broker to use; also kafka.bootstrap in the settings."
)


def read_settings(config: Path | None, **overrides: dict[str, Any]) -> Settings:
    """Settings, with the values of options (None: not given) over them."""
    given = {
        section: {key: value for key, value in values.items() if value is not None}
        for section, values in overrides.items()
    }
    return load_settings(config, overrides={section: values for section, values in given.items() if values})


@contextmanager
def readable_errors() -> Iterator[None]:
    """Turn what a person can mend into a message and exit code 2."""
    try:
        yield
    except InvalidConfiguration as error:
        refuse("The settings are not usable:", error.faults)
    except TopicMismatch as error:
        refuse("The topics are not as they must be:", error.faults)
    except BrokerUnreachable as error:
        refuse(
            f"{error}.",
            ("start the broker, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP) to its address",),
        )


def refuse(headline: str, lines: tuple[str, ...] = ()) -> None:
    """Say what is wrong and leave with exit code 2."""
    click.echo(headline, err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)
    raise SystemExit(UNUSABLE)


def with_readable_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Decorate a command: see `readable_errors`."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with readable_errors():
            return command(*args, **kwargs)
        raise AssertionError("readable_errors raises or lets the command return")

    return run
