"""`iodize check-association`: a proxy that checks the messages of two systems."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...tables.editions import Edition
from ..logs import quiet_pydicom
from ..options import edition_options
from .arguments.addresses import LOOPBACK, Address, AddressType
from .reporting import Reporting, report_options

if TYPE_CHECKING:
    from ...proxy.relay import Route

    # Generic for checkers, but not in every version of click that runs.
    ReverseParameter = click.ParamType[tuple[Address, Address]]
else:
    ReverseParameter = click.ParamType

_LISTEN = AddressType(LOOPBACK, lowest=0)


class ReverseType(ReverseParameter):
    """[HOST:]PORT=HOST:PORT: the address to listen on, and the address to relay to."""

    name = "reverse"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Address, Address]:
        """Return the two addresses of a text."""
        listen, equals, target = str(value).partition("=")
        if not equals:
            self.fail(
                f"{value!r} must be PORT=HOST:PORT, such as 11113=ct1:104.", param, ctx
            )
        return (
            _LISTEN.convert(listen, param, ctx),
            AddressType().convert(target, param, ctx),
        )


_SWITCH = 0.00002
"""Seconds after which a thread that checks messages yields to the relay; with Python's
default of 5 ms, every relayed message would be delayed by as much."""


@contextmanager
def _short_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@click.command("check-association")
@click.option(
    "--listen",
    required=True,
    type=_LISTEN,
    metavar="[HOST:]PORT",
    help="Address to listen on. Without a host only this computer can connect; 0.0.0.0 accepts"
    " connections from everywhere. Port 0 is any free port.",
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
    help="Also listen on PORT and relay to HOST:PORT, for associations that the system of"
    " --to opens: results of storage commitment, and instances of C-MOVE.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for a record: PDUs, command sets as JSON, data sets as DICOM files.",
)
@click.option(
    "--associations",
    type=click.IntRange(min=1),
    metavar="N",
    help="Stop after N associations.  [default: run until interrupted]",
)
@click.option(
    "--objects/--no-objects",
    default=True,
    show_default=True,
    help="Validate stored objects, which takes most of the time.",
)
@click.option("--quiet", is_flag=True, help="Print only messages with findings.")
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
    """Check the messages between two DICOM systems as a proxy.

    Relays connections from --listen to the system of --to, with every byte unchanged, and
    checks both directions against the standard: PDUs, negotiation, command sets, attribute
    lists, queries and their answers, statuses, and stored objects.

    Runs until interrupted (Ctrl-C). Then it writes a report, if --format or --report is
    given.

    Exit status: 0 if no errors were found, 1 if errors were found, 2 if the command failed.
    """
    from rich.console import Console

    from ...proxy.live import Live
    from ...proxy.relay import Route
    from ...proxy.running import Run

    live = Live(
        Console(highlight=False, stderr=reporting.live_on_stderr),
        reporting.lowest,
        quiet=quiet,
        show_values=reporting.show_values,
    )
    run = Run(
        [Route(*here, there) for here, there in ((listen, target), *reverses)],
        edition,
        on_observation=live.print,
        record=record,
        objects=objects,
        associations=associations,
        settings=reporting.settings,
    )

    def started(route: Route) -> None:
        here, there = Address(route.host, route.port), Address(*route.target)
        click.echo(f"listening on {here}, relaying to {there}", err=True)

    with quiet_pydicom(), _short_switches():
        report = run.run(started)
    reporting.write(report)
    click.echo(run.summary(), err=True)
    context.exit(run.status)
