"""`tocsin dlq`: lists, shows and replays dead letters."""

import base64
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson
from kafka.errors import KafkaError

from config.settings import Settings
from streams.codecs import ArticleLimits
from streams.names import topic_names
from tocsin.dead_letter_box import (
    DeadLetter,
    DeadLetterBox,
    Position,
    UnknownPosition,
    as_record,
    read_position,
    still_refused,
    why_not_replayed,
)
from tocsin.dead_letter_text import describe, describe_fully
from tocsin.inputs import RawRecord
from tocsin.options import broker_option, config_option, read_settings, refuse, with_readable_errors
from tocsin.publish import NotDelivered, Outgoing, Publisher
from tocsin.safe_text import show_controls

_SHOWN_BYTES = 4096


class PositionType(click.ParamType):
    """partition:offset."""

    name = "position"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Position:
        try:
            return value if isinstance(value, Position) else read_position(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


reason_option = click.option("--reason", metavar="R", help="Only letters of this reason, such as invalid_json.")
stage_option = click.option("--stage", metavar="S", help="Only letters of this stage, such as articles.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group()
def dlq() -> None:
    """Dead letters: records that could not be read, kept byte for byte with the reason."""


@dlq.command(name="list")
@config_option
@broker_option
@reason_option
@stage_option
@json_option
@with_readable_errors
def list_command(config: Path | None, broker: str | None, reason: str | None, stage: str | None, as_json: bool) -> None:
    """Show each dead letter with its position, time, reason, stage, size and where it was received."""
    settings = read_settings(config, kafka={"bootstrap": broker})
    counts: Counter[str] = Counter()
    with _open_box(settings) as box:
        for letter in _select(box.read_all(), reason, stage):
            counts[letter.reason or "no reason"] += 1
            click.echo(orjson.dumps(as_record(letter)).decode() if as_json else describe(letter))
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    click.echo(f"{counts.total()} dead letters in {topic_names(settings).dead_letters}: {told or 'none'}", err=True)


@dlq.command()
@config_option
@broker_option
@click.argument("position", type=PositionType())
@click.option(
    "--bytes",
    "limit",
    type=click.IntRange(min=0),
    default=_SHOWN_BYTES,
    show_default=True,
    help="Show so many at most.",
)
@click.option("--raw", is_flag=True, help="Write the original bytes to standard output, and nothing else.")
@json_option
@with_readable_errors
def show(config: Path | None, broker: str | None, position: Position, limit: int, raw: bool, as_json: bool) -> None:
    """Show one dead letter (POSITION as `list` gives it, such as 3:42) with its headers and its bytes."""
    settings = read_settings(config, kafka={"bootstrap": broker})
    with _open_box(settings) as box:
        letter = next(box.read_at([position]))
    if raw:
        sys.stdout.buffer.write(letter.value or b"")
        sys.stdout.flush()
    elif as_json:
        value = None if letter.value is None else base64.b64encode(letter.value).decode()
        click.echo(orjson.dumps({**as_record(letter), "headers": letter.said, "value_base64": value}).decode())
    else:
        click.echo(describe_fully(letter, limit))


@dlq.command()
@config_option
@broker_option
@click.argument("positions", type=PositionType(), nargs=-1, metavar="POSITION…")
@click.option(
    "--all", "everything", is_flag=True, help="All letters (of --reason) that are articles, each record once."
)
@reason_option
@click.option("--only-readable", is_flag=True, help="Leave out what this version would set aside again.")
@click.option("--dry-run", is_flag=True, help="Send nothing; say what would be sent.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@with_readable_errors
def replay(
    config: Path | None,
    broker: str | None,
    positions: tuple[Position, ...],
    everything: bool,
    reason: str | None,
    only_readable: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Put the original bytes and key of dead letters back to the article topic, unchanged.

    Letters of internal stages are refused: they are no articles. The letters themselves stay where they are.
    Exit code 0: all were sent; 1: some were refused or left out; 2: nothing could be done.
    """
    if bool(positions) == everything:
        raise click.UsageError("give positions as `tocsin dlq list` shows them, or --all")
    settings = read_settings(config, kafka={"bootstrap": broker})
    with _open_box(settings) as box:
        found = _each_once(box.read_all()) if everything else box.read_at(list(dict.fromkeys(positions)))
        letters = list(_select(found, reason, None))
    limits = ArticleLimits(**settings.articles.model_dump())
    chosen = [letter for letter in letters if _admit(letter, limits, only_readable=only_readable)]
    topic = topic_names(settings).articles
    if chosen and not dry_run:
        if not yes:
            click.confirm(f"Send {len(chosen)} records to {topic}?", abort=True, err=True)
        _send(chosen, settings, topic)
    click.echo(
        f"{len(chosen)} {'would be sent' if dry_run else 'sent'} to {topic}, {len(letters) - len(chosen)} not", err=True
    )
    sys.exit(0 if len(chosen) == len(letters) else 1)


def _admit(letter: DeadLetter, limits: ArticleLimits, *, only_readable: bool) -> bool:
    """Whether a letter is sent; says on standard error what stands against it."""
    refusal = why_not_replayed(letter)
    if refusal:
        click.echo(f"{letter.position}: refused: {refusal}", err=True)
        return False
    again = still_refused(letter, limits)
    if again:
        outcome = "left out" if only_readable else "note"
        click.echo(f"{letter.position}: {outcome}: this version sets it aside again: {show_controls(again)}", err=True)
    return not (again and only_readable)


def _send(letters: Sequence[DeadLetter], settings: Settings, topic: str) -> None:
    try:
        with Publisher(str(settings.kafka.bootstrap), topic) as publisher:
            for letter in letters:
                publisher.send(Outgoing(RawRecord(letter.value or b"", f"dead letter {letter.position}"), letter.key))
    except NotDelivered as error:
        refuse(str(error), ("start it again: articles that were sent already are recognised by their id",))
    except KafkaError as error:
        refuse(f"The broker at {settings.kafka.bootstrap} does not answer: {error}", ("start it, or give --broker",))


@contextmanager
def _open_box(settings: Settings) -> Iterator[DeadLetterBox]:
    """The dead letters of the named broker; what stands in the way becomes a message and exit code 2."""
    if settings.kafka.bootstrap is None:
        refuse("No broker is named:", ("give --broker HOST:PORT, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP)",))
    topic = topic_names(settings).dead_letters
    try:
        with DeadLetterBox(str(settings.kafka.bootstrap), topic) as box:
            if not box.exists():
                refuse(f"There is no topic {topic}:", ("run `tocsin topics create`, or set kafka.topic_prefix",))
            yield box
    except UnknownPosition as error:
        refuse(f"{error}.", ("`tocsin dlq list` shows the positions",))
    except KafkaError as error:
        refuse(f"The broker at {settings.kafka.bootstrap} does not answer: {error}", ("start it, or give --broker",))


def _select(letters: Iterator[DeadLetter], reason: str | None, stage: str | None) -> Iterator[DeadLetter]:
    return (one for one in letters if reason in (None, one.reason) and stage in (None, one.stage))


def _each_once(letters: Iterator[DeadLetter]) -> Iterator[DeadLetter]:
    """After a crash a letter can stand twice: its origin tells."""
    seen: set[str] = set()
    for letter in letters:
        known = letter.origin in seen and "?" not in letter.origin
        seen.add(letter.origin)
        if not known:
            yield letter
