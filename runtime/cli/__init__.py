"""The command line: `iodize COMMAND`. A command is imported only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NamedTuple, cast

import click

from .failures import told


class Entry(NamedTuple):
    """A command that is not imported yet."""

    location: str
    """"module:attribute"."""
    summary: str


COMMANDS = {
    "validate": Entry(
        "iodize.cli.validate:validate",
        "Check DICOM files against the IOD that their SOP Class names.",
    ),
    "rules": Entry(
        "iodize.cli.rules:rules",
        "Explain the codes of findings.",
    ),
    "fix": Entry(
        "iodize.cli.fix:fix",
        "Repair what is safe to repair, and show it as a patch.",
    ),
    "show": Entry(
        "iodize.cli.show:show",
        "Show an IOD, a module, an attribute, a UID… of the standard.",
    ),
    "example": Entry(
        "iodize.cli.example:example",
        "Make a small object that conforms to an IOD.",
    ),
    "export": Entry(
        "iodize.cli.export:export",
        "Write an edition of the standard as JSON, for other programs.",
    ),
    "echo": Entry(
        "iodize.cli.echo:echo",
        "Verify that a DICOM system answers; needs iodize[network].",
    ),
    "store": Entry(
        "iodize.cli.store:store",
        "Send instances to a DICOM system; needs iodize[network].",
    ),
    "find": Entry(
        "iodize.cli.find:find",
        "Query a DICOM system; needs iodize[network].",
    ),
    "move": Entry(
        "iodize.cli.move:move",
        "Have a DICOM system send to another one; needs iodize[network].",
    ),
    "get": Entry(
        "iodize.cli.get:get",
        "Retrieve instances from a DICOM system; needs iodize[network].",
    ),
    "worklist": Entry(
        "iodize.cli.worklist:worklist",
        "Query the worklist of modalities; needs iodize[network].",
    ),
    "mpps": Entry(
        "iodize.cli.mpps:mpps",
        "Tell a RIS what a modality does; needs iodize[network].",
    ),
    "commit": Entry(
        "iodize.cli.commit:commit",
        "Ask a DICOM system to keep instances; needs iodize[network].",
    ),
    "check-association": Entry(
        "iodize.cli.check_association:check_association",
        "Check what two systems say to each other; needs iodize[network].",
    ),
    "peer": Entry(
        "iodize.cli.peer:peer",
        "Answer like a RIS or PACS, and tell what the other side does wrong; needs"
        " iodize[network].",
    ),
    "condition": Entry(
        "iodize.generator.conditions.cli:condition",
        "Show what a condition of the standard means; needs iodize[generator].",
    ),
    "generate": Entry(
        "iodize.generator.cli:generate",
        "Write the Python package of an edition; needs iodize[generator].",
    ),
}
"""By name, in the order of the help page."""


class Commands(click.Group):
    """A group whose commands stand in a table until one of them is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].location.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, entry.summary) for name, entry in COMMANDS.items()]
            )

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with told():
            return super().invoke(ctx)


def _print_version(
    context: click.Context, parameter: click.Parameter, wanted: bool
) -> None:
    if wanted and not context.resilient_parsing:
        from .. import __version__, editions

        click.echo(f"iodize {__version__}, DICOM {editions.bundled().name}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of iodize and of the bundled standard.",
)
def cli() -> None:
    """Check DICOM objects against the standard, and look things up in it.

    Exits 0 if all is well, 1 if errors were found, 2 if the work could not be done.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A name that the terminal cannot encode is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="iodize")
