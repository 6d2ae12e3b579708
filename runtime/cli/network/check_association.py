"""`iodize check-association`: a proxy between two systems that judges both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..editions import Edition
from .addresses import LOOPBACK, Address, AddressType
from .options import edition_options
from .reporting import Reporting, report_options

if TYPE_CHECKING:
    from ..proxy.relay import Route

    # Generic for checkers, but not in every version of click that runs.
    ReverseParameter = click.ParamType[tuple[Address, Address]]
else:
    ReverseParameter = click.ParamType

_LISTEN = AddressType(LOOPBACK, lowest=0)


class ReverseType(ReverseParameter):
    """[HOST:]PORT=HOST:PORT, where to listen and what to relay to."""

    name = "reverse"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Address, Address]:
        """Return the two addresses that a text stands for."""
        listen, equals, target = str(value).partition("=")
        if not equals:
            self.fail(
                f"{value!r} is no PORT=HOST:PORT, such as 11113=ct1:104.", param, ctx
            )
        return (
            _LISTEN.convert(listen, param, ctx),
            AddressType().convert(target, param, ctx),
        )


@click.command("check-association")
@click.option(
    "--listen",
    required=True,
    type=_LISTEN,
    metavar="[HOST:]PORT",
    help="Where to wait for connections. Without a host, only this computer can connect:"
    " 0.0.0.0:11112 is open to all. Port 0 is any free one.",
)
@click.option(
    "--to",
    "target",
    required=True,
    type=AddressType(),
    metavar="HOST:PORT",
    help="The system to relay to.",
)
@click.option(
    "--reverse",
    "reverses",
    multiple=True,
    type=ReverseType(),
    metavar="[HOST:]PORT=HOST:PORT",
    help="Listen there too, and relay to that system: for associations that the system at"
    " --to opens, for results of storage commitment and the instances of C-MOVE.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep what was said: PDUs, command sets as JSON, data sets as DICOM files.",
)
@click.option(
    "--associations",
    type=click.IntRange(min=1),
    metavar="N",
    help="End after N associations, instead of when interrupted.",
)
@click.option(
    "--objects/--no-objects",
    default=True,
    show_default=True,
    help="Validate the objects that are stored, which takes most of the time.",
)
@click.option("--quiet", is_flag=True, help="Print only what has findings.")
@report_options
@edition_options
@click.pass_context
def check_association(
    context: click.Context,
    listen: Address,
    target: Address,
    reverses: tuple[tuple[Address, Address], ...],
    record: Path | None,
    associations: int | None,
    objects: bool,
    quiet: bool,
    reporting: Reporting,
    edition: Edition,
) -> None:
    """Listen to what two DICOM systems say to each other, and check it.

    Connects whoever connects to --listen with the system at --to, relays every byte
    unchanged, and checks both directions against the standard: PDUs, negotiation, command
    sets, attribute lists, queries and their answers, statuses, stored objects.

    Ends when interrupted (Ctrl-C), with the report if --format or --report asks for one.

    Exits 0 if no error was found, 1 if one was, 2 if the work could not be done.
    """
    from rich.console import Console

    from ..proxy.live import Live
    from ..proxy.relay import Route
    from ..proxy.running import Run

    live = Live(
        Console(highlight=False, stderr=reporting.live_on_stderr),
        reporting.lowest,
        quiet=quiet,
        show_values=reporting.show_values,
    )
    run = Run(
        [Route(*here, there) for here, there in ((listen, target), *reverses)],
        edition,
        tell=live.tell,
        record=record,
        objects=objects,
        associations=associations,
        settings=reporting.settings,
    )

    def started(route: Route) -> None:
        here, there = Address(route.host, route.port), Address(*route.target)
        click.echo(f"listening on {here}, relaying to {there}", err=True)

    report = run.run(started)
    reporting.write(report)
    click.echo(run.summary(), err=True)
    context.exit(run.status)
