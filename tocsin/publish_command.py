"""`tocsin publish`: article files to the article topic."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from kafka.errors import KafkaError

from config.settings import Settings
from streams.codecs import ArticleLimits
from streams.names import topic_names
from tocsin.given_options import files_argument
from tocsin.inputs import Given, UnusableInput, open_records
from tocsin.options import (
    broker_option,
    config_option,
    read_settings,
    refuse,
    with_readable_errors,
)
from tocsin.publish import NotDelivered, Outgoing, Pace, Publisher, prepare


@click.command()
@config_option
@broker_option
@files_argument
@click.option("--rate", type=click.FloatRange(min=0.001), metavar="N", help="Articles a second (else all at once).")
@click.option("--raw", is_flag=True, help="Send each line untouched, also what is no article.")
@click.option("--dry-run", is_flag=True, help="Send nothing; say what would be sent and what it would alert.")
@with_readable_errors
def publish(
    config: Path | None,
    broker: str | None,
    files: tuple[str, ...],
    given: Given,
    rate: float | None,
    raw: bool,
    dry_run: bool,
) -> None:
    """Send the articles in FILES (.jsonl, .jsonl.gz, .txt, .html or -) and wait for delivery.

    Exit code 0: all delivered; 1: some lines were no articles and were skipped; 2: nothing could be done.
    """
    settings = read_settings(config, kafka={"bootstrap": broker})
    try:
        outgoing = prepare(open_records(files, given), limits=ArticleLimits(**settings.articles.model_dump()), raw=raw)
        skipped = _rehearse(outgoing, settings) if dry_run else _send(outgoing, settings, Pace(rate))
    except UnusableInput as error:
        refuse(str(error))
    except NotDelivered as error:
        refuse(str(error), ("start it again: articles that were sent already are recognised by their id",))
    sys.exit(1 if skipped else 0)


def _send(outgoing: Iterable[Outgoing], settings: Settings, pace: Pace) -> int:
    if settings.kafka.bootstrap is None:
        refuse("No broker is named:", ("give --broker HOST:PORT, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP)",))
    skipped = 0
    topic = topic_names(settings).articles
    try:
        with Publisher(str(settings.kafka.bootstrap), topic) as publisher:
            for item in outgoing:
                if item.fault:
                    skipped += 1
                    click.echo(f"{item.record.where}: skipped: {item.fault}", err=True)
                    continue
                pace.wait()
                publisher.send(item)
    except KafkaError as error:
        refuse(f"The broker at {settings.kafka.bootstrap} does not answer: {error}", ("start it, or give --broker",))
    click.echo(f"{publisher.delivered} articles delivered to {topic}, {skipped} skipped", err=True)
    return skipped


def _rehearse(outgoing: Iterable[Outgoing], settings: Settings) -> int:
    from streams.codecs import MalformedRecord, decode_article
    from tocsin.engine import make_engine

    engine, limits, skipped = make_engine(settings), ArticleLimits(**settings.articles.model_dump()), 0
    for item in outgoing:
        try:
            article = decode_article(item.record.raw, limits=limits)
        except MalformedRecord as error:
            skipped += not item.key
            click.echo(
                f"{item.record.where}: {'sent, then a dead letter' if item.fault is None else 'skipped'}: {error}"
            )
            continue
        click.echo(f"{item.record.where}: {article.id} ({len(item.record.raw)} bytes)")
        for alert in engine.receive(article).alerts:
            click.echo(f"  {alert.kind}: {alert.headline}")
    return skipped
