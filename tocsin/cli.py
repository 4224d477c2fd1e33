"""The command line. Each command lives in its own module and is imported only when it is called."""

from importlib import import_module

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "worker": ("tocsin.worker_command:worker", "Run a worker: read articles, publish alerts."),
    "scan": (
        "tocsin.scan_command:scan_command",
        "Read article files without Kafka, write records as JSON lines.",
    ),
    "publish": ("tocsin.publish_command:publish", "Send article files to the article topic."),
    "follow": ("tocsin.follow_command:follow", "Show alerts as they come."),
    "demo": ("tocsin.demo_command:demo", "Start everything and stream the bundled articles through it."),
    "read": ("tocsin.read_command:read", "Show what is read in one article, and why."),
    "parse": ("tocsin.parse_command:parse", "Say what date or number expressions mean."),
    "topics": ("tocsin.topics_command:topics", "List, create or check the topics."),
    "dlq": ("tocsin.dlq_command:dlq", "List, show and replay dead letters."),
    "doctor": (
        "tocsin.doctor_command:doctor",
        "Check everything that a worker needs, with the fix for each fault.",
    ),
}
"""Name to `module:command` and its line in the help. A new command is a module and a line here."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for: help answers at once, and loads no Faust."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from config.faults import suggest  # here: all else of this module loads in a moment

            raise click.UsageError(f"{error.message}{suggest(args[0], COMMANDS)}", ctx=ctx) from error


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tocsin", prog_name="tocsin")
def main() -> None:
    """Tocsin reads news from Kafka and rings when an attack is newly reported or a claim is repeated."""
