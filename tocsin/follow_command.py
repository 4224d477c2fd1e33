"""`tocsin follow alerts`: shows alerts of a running system."""

import sys
from pathlib import Path

import click
from kafka.errors import KafkaError

from streams.names import topic_names
from tocsin.follow import describe, follow_alerts
from tocsin.options import (
    broker_option,
    config_option,
    read_settings,
    refuse,
    with_readable_errors,
)


@click.group()
def follow() -> None:
    """Show what Tocsin publishes, as it comes."""


@follow.command()
@config_option
@broker_option
@click.option("--from-start", is_flag=True, help="Also what was published before.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as on the topic.")
@click.option("--kind", "kinds", multiple=True, metavar="K", help="Only this kind, such as attack.new (repeatable).")
@with_readable_errors
def alerts(config: Path | None, broker: str | None, from_start: bool, as_json: bool, kinds: tuple[str, ...]) -> None:
    """Show alerts until Ctrl-C. Repeated deliveries are dropped."""
    settings = read_settings(config, kafka={"bootstrap": broker})
    if settings.kafka.bootstrap is None:
        refuse("No broker is named:", ("give --broker HOST:PORT, or set kafka.bootstrap (TOCSIN_KAFKA__BOOTSTRAP)",))
    topic = topic_names(settings).alerts
    try:
        for raw, alert in follow_alerts(
            str(settings.kafka.bootstrap),
            topic,
            from_start=from_start,
            on_assigned=lambda: click.echo(f"following {topic}; Ctrl-C ends it", err=True),
        ):
            if not kinds or alert.kind in kinds:
                click.echo(raw.decode() if as_json else describe(alert))
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(0)
    except KafkaError as error:
        refuse(f"The broker at {settings.kafka.bootstrap} does not answer: {error}", ("start it, or give --broker",))
