"""`tocsin doctor`: is everything there that a worker needs?"""

import sys
from dataclasses import asdict
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.text import Text

from tocsin.doctor import examine
from tocsin.findings import Finding
from tocsin.options import broker_option, config_option, read_settings
from tocsin.safe_text import show_controls

_SIGNS = {"ok": ("ok  ", "green"), "warning": ("note", "yellow"), "failed": ("FAIL", "bold red")}


@click.command()
@config_option
@broker_option
@click.option("--probe", is_flag=True, help="Also compare the broker's clock, with a topic that is made and removed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def doctor(config: Path | None, broker: str | None, probe: bool, as_json: bool) -> None:
    """Check settings, words, Java and Maven, broker, topics, clocks, disk and ports; name the fix of each fault.

    Exit code 0: a worker can start; 1: something failed. Notes alone do not fail.
    """
    console = Console(soft_wrap=True)
    failed = warned = 0
    for finding in examine(lambda: read_settings(config, kafka={"bootstrap": broker}), probe=probe):
        failed += finding.status == "failed"
        warned += finding.status == "warning"
        if as_json:
            click.echo(orjson.dumps(asdict(finding)).decode())
        else:
            console.print(_describe(finding))
    if not as_json:
        click.echo(f"{failed} failed, {warned} to note" if failed or warned else "all is well")
    sys.exit(1 if failed else 0)


def _describe(finding: Finding) -> Text:
    sign, style = _SIGNS[finding.status]
    line = Text.assemble((sign, style), f"  {finding.check}: {show_controls(finding.detail)}")
    return line.append(f"\n      fix: {show_controls(finding.fix)}") if finding.fix else line
