"""`tocsin topics`: what topics there are, making the missing ones, checking all."""

import json
from pathlib import Path

import click

from config.settings import Settings
from streams.names import topic_names
from streams.topics import check_topics, create_topics, list_topics
from tocsin.options import (
    broker_option,
    config_option,
    read_settings,
    refuse,
    with_readable_errors,
)


@click.group()
def topics() -> None:
    """List, create or check the topics."""


@topics.command(name="list")
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_readable_errors
def list_command(config: Path | None, as_json: bool) -> None:
    """Show each topic with its record, its key and its retention. Needs no broker."""
    settings = read_settings(config)
    for topic in list_topics(topic_names(settings)):
        said = {
            "name": topic.name,
            "record": topic.record,
            "key": topic.key,
            "partitions": settings.kafka.partitions,
            "retention_days": topic.retention_days,
            "cleanup": topic.cleanup,
            "writers": topic.writers,
            "readers": topic.readers,
        }
        click.echo(json.dumps(said) if as_json else _describe(said))


def _describe(said: dict[str, object]) -> str:
    lines = [str(said["name"]), *(f"  {key:<14} {value}" for key, value in said.items() if key != "name")]
    return "\n".join(lines)


@topics.command()
@config_option
@broker_option
@with_readable_errors
def create(config: Path | None, broker: str | None) -> None:
    """Make the topics that are missing; what exists stays as it is."""
    settings = read_settings(config, kafka={"bootstrap": broker})
    made = create_topics(_broker_of(settings), partitions=settings.kafka.partitions, names=topic_names(settings))
    click.echo("\n".join(f"created {name}" for name in made) or "all topics were there")
    _check(settings)


@topics.command()
@config_option
@broker_option
@with_readable_errors
def check(config: Path | None, broker: str | None) -> None:
    """Exit 0 when every topic is there with its partitions, else say what is not."""
    _check(read_settings(config, kafka={"bootstrap": broker}))
    click.echo("all topics are as they must be")


def _check(settings: Settings) -> None:
    check_topics(_broker_of(settings), partitions=settings.kafka.partitions, names=topic_names(settings))


def _broker_of(settings: Settings) -> str:
    if settings.kafka.bootstrap is None:
        refuse(
            "No broker is named:",
            ("give --broker HOST:PORT, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP)",),
        )
    return str(settings.kafka.bootstrap)
