"""`tocsin demo`: a broker, a worker and the bundled articles, in one command that cleans up after itself."""

import signal
import sys
from pathlib import Path

import click

from config.kept import default_cache_dir
from config.settings import Settings
from streams.broker import start_broker
from streams.brokers.process import BrokerFailed
from tocsin.demo import Demo, DemoFailed, free_port
from tocsin.options import config_option, read_settings, refuse, with_readable_errors
from tocsin.worker_command import fit_to_broker


@click.command()
@config_option
@click.option("--rate", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="Articles a second.")
@click.option("--stay", is_flag=True, help="Keep everything up when the stream has ended, until Ctrl-C.")
@with_readable_errors
def demo(config: Path | None, rate: float, stay: bool) -> None:
    """Stream the bundled articles through Kafka and the worker and show the alerts as they come."""
    settings = read_settings(config, worker={"id": "demo", "web_port": free_port()})
    for number in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal is no reason to leave a broker behind
        signal.signal(number, signal.default_int_handler)
    try:
        sys.exit(_run(settings, rate=rate, stay=stay))
    except BrokerFailed as error:
        refuse("No broker could be started:", tuple(str(error).splitlines()))
    except DemoFailed as error:
        refuse("The demo could not go on:", tuple(str(error).splitlines()))
    except KeyboardInterrupt:
        click.echo("\nstopped; nothing is left running", err=True)
        sys.exit(0)


def _run(settings: Settings, *, rate: float, stay: bool) -> int:
    kafka = settings.kafka
    with start_broker(
        bootstrap=kafka.bootstrap,
        data_dir=Path(kafka.data_dir) if kafka.data_dir else None,
        cache_dir=default_cache_dir(),
        progress=lambda line: click.echo(line, err=True),
    ) as broker:
        click.echo(f"using {broker.description}", err=True)
        return Demo(fit_to_broker(settings, broker), broker, say=click.echo).run(rate=rate, stay=stay)
