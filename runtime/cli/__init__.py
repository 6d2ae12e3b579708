"""The command line, `iodize COMMAND`. Commands are imported when they are called."""

from __future__ import annotations

import gc
import sys
import warnings
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NamedTuple, cast

import click

from .failures import SuggestingGroup, needs, report_failure, without_extra


class Entry(NamedTuple):
    """A command that has not been imported yet."""

    location: str
    """"module:attribute"."""
    summary: str
    extra: str = ""
    """The extra of iodize that it needs, if any."""

    @property
    def help(self) -> str:
        """The line of the help page."""
        needs = f"; needs iodize[{self.extra}]" if self.extra else ""
        return f"{self.summary}{needs}."


COMMANDS = {
    "validate": Entry(
        "iodize.cli.validate:validate",
        "Validate DICOM files against the IODs of their SOP classes",
    ),
    "rules": Entry(
        "iodize.cli.rules:rules",
        "Explain the codes of findings",
    ),
    "fix": Entry(
        "iodize.cli.fix:fix",
        "Repair what can be repaired safely, and show the changes as a patch",
    ),
    "show": Entry(
        "iodize.cli.show:show",
        "Show an IOD, a module, an attribute, a UID... of the standard",
    ),
    "example": Entry(
        "iodize.cli.example:example",
        "Create a small object that conforms to an IOD",
    ),
    "export": Entry(
        "iodize.cli.export:export",
        "Write an edition of the standard as JSON for other programs",
    ),
    "fetch": Entry(
        "iodize.cli.fetch:fetch",
        "Download an edition of the standard",
        "fetch",
    ),
    "editions": Entry(
        "iodize.cli.editions:editions",
        "List the editions on this computer, or remove one",
    ),
    "diff": Entry(
        "iodize.cli.diff:diff",
        "Compare two editions of the standard",
    ),
    "browse": Entry(
        "iodize.cli.browse:browse",
        "Write an edition of the standard as web pages with a search",
        "browse",
    ),
    "serve-standard": Entry(
        "iodize.cli.serve_standard:serve_standard",
        "Answer questions of assistants about the standard",
        "mcp",
    ),
    "echo": Entry(
        "iodize.cli.network.echo:echo",
        "Verify the connection to a DICOM system",
        "network",
    ),
    "store": Entry(
        "iodize.cli.network.store:store",
        "Send instances to a DICOM system",
        "network",
    ),
    "find": Entry(
        "iodize.cli.network.find:find",
        "Query a DICOM system",
        "network",
    ),
    "move": Entry(
        "iodize.cli.network.move:move",
        "Make a DICOM system send instances to another one",
        "network",
    ),
    "get": Entry(
        "iodize.cli.network.get:get",
        "Retrieve instances from a DICOM system",
        "network",
    ),
    "worklist": Entry(
        "iodize.cli.network.worklist:worklist",
        "Query a modality worklist",
        "network",
    ),
    "mpps": Entry(
        "iodize.cli.network.mpps:mpps",
        "Report performed procedure steps to a RIS",
        "network",
    ),
    "commit": Entry(
        "iodize.cli.network.commit:commit",
        "Request storage commitment for instances",
        "network",
    ),
    "request": Entry(
        "iodize.cli.network.requesting:request",
        "Send a request of a normalized SOP class to a DICOM system",
        "network",
    ),
    "print": Entry(
        "iodize.cli.network.print:print_",
        "Print images on a DICOM printer",
        "network,pixels",
    ),
    "check-association": Entry(
        "iodize.cli.network.check_association:check_association",
        "Check the messages between two DICOM systems as a proxy",
        "network",
    ),
    "peer": Entry(
        "iodize.cli.network.peer:peer",
        "Run a RIS and PACS emulator that checks what it receives",
        "network",
    ),
    "condition": Entry(
        "iodize.generator.conditions.cli:condition",
        "Show how a condition of the standard is interpreted",
        "generator",
    ),
    "generate": Entry(
        "iodize.generator.cli:generate",
        "Generate the Python package of an edition",
        "generator",
    ),
}
"""By name, in the order of the help page."""


class Commands(SuggestingGroup):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        module, _, attribute = entry.location.partition(":")
        try:
            command = cast(click.Command, getattr(import_module(module), attribute))
        except ModuleNotFoundError as error:
            return without_extra(cmd_name, entry.help, error)
        if entry.extra:
            command.epilog = f"Needs {needs(entry.extra)}"
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with report_failure():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with report_failure():
            return super().invoke(ctx)


def _print_version(
    context: click.Context, parameter: click.Parameter, requested: bool
) -> None:
    if requested and not context.resilient_parsing:
        from ..tables import editions
        from ..version import __version__

        click.echo(f"iodize {__version__}, DICOM {editions.bundled().name}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of iodize and of the bundled edition.",
)
def cli() -> None:
    """Validate, create and exchange DICOM objects according to the standard.

    Exit status: 0 for success, 1 if errors were found, 2 if the command failed.
    """


_GC_THRESHOLDS = 50_000, 20, 50
"""Few objects of a command are in cycles; the default thresholds take a tenth of its time."""


def main() -> None:
    """Run the command line and exit with its status."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # pydicom's: findings report the same
    gc.set_threshold(*_GC_THRESHOLDS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Escape characters that the terminal cannot encode.
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="iodize")
