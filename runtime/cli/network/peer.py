"""`iodize peer`: a RIS or PACS to test against, which tells what the other side did wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .addresses import LOOPBACK, Address, AddressType, AeTitleType, NetworkType
from .reporting import Reporting, report_options

if TYPE_CHECKING:
    # Generic for checkers, but not in every version of click that runs.
    KnownParameter = click.ParamType[tuple[str, Address]]
else:
    KnownParameter = click.ParamType


class KnownType(KnownParameter):
    """NAME=HOST:PORT, of a system that may be called."""

    name = "known"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Address]:
        """Return the AE title and the address that a text stands for."""
        title, equals, place = str(value).partition("=")
        if not equals:
            self.fail(f"{value!r} is no NAME=HOST:PORT, such as CT1=10.0.0.5:104.")
        return (
            AeTitleType().convert(title, param, ctx),
            AddressType().convert(place, param, ctx),
        )


def _services(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the names; list what there is, if that is asked for."""
    if value == "help" and not context.resilient_parsing:
        from ..peer.services import SERVICES

        for name, service in SERVICES.items():
            click.echo(f"{name:12} {service.summary}")
        context.exit()
    if not value.replace(",", "").strip():
        raise click.BadParameter("no service is named; `--services help` lists them.")
    return value


@click.command()
@click.option(
    "--services",
    is_eager=True,
    callback=_services,
    default="storage,qr,worklist,mpps,commit,ian,ups",
    show_default=True,
    metavar="NAMES",
    help="What to provide, with commas between; `--services help` lists the names.",
)
@click.option(
    "--port",
    default=11112,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where to wait for associations; 0 is any free port.",
)
@click.option(
    "--listen",
    "host",
    default=LOOPBACK,
    show_default=True,
    metavar="HOST",
    help="Address to listen on. With the default only this computer can connect;"
    " 0.0.0.0 is open to all.",
)
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of objects, worklist and index; it is made if it is not there.",
)
@click.option(
    "--ae-title",
    default="IODIZE",
    show_default=True,
    type=AeTitleType(),
    metavar="NAME",
    help="AE title of the peer; it answers to any.",
)
@click.option(
    "--ae",
    "known",
    multiple=True,
    type=KnownType(),
    metavar="NAME=HOST:PORT",
    help="A system to call: destination of C-MOVE, receiver of reports.",
)
@click.option(
    "--allow-ae",
    "allowed_ae",
    multiple=True,
    type=AeTitleType(),
    metavar="NAME",
    help="Let only this AE title call; all if none is named.",
)
@click.option(
    "--allow",
    "allowed_addresses",
    multiple=True,
    type=NetworkType(),
    metavar="NETWORK",
    help="Let only this address, or network, connect: 10.1.0.0/16; all if none is named.",
)
@click.option(
    "--tls-certificate",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Encrypt connections, with this certificate, PEM.",
)
@click.option(
    "--tls-key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Its key, PEM, if it is not in the same file.",
)
@click.option(
    "--tls-authorities",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Let only those connect whose certificates these have signed.",
)
@click.option(
    "--notify",
    multiple=True,
    type=AeTitleType(),
    metavar="NAME",
    help="Tell this system, one of --ae, of performed procedure steps.",
)
@click.option(
    "--fill",
    type=click.IntRange(min=1),
    metavar="N",
    help="Put N made-up procedure steps into the worklist, for today.",
)
@click.option(
    "--lenient",
    is_flag=True,
    help="Do what is asked in spite of its errors, and only tell of them.",
)
@click.option(
    "--objects/--no-objects",
    default=True,
    show_default=True,
    help="Validate the objects that are stored, which takes most of the time.",
)
@click.option("--once", is_flag=True, help="End after the first association.")
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End after so long, instead of when interrupted.",
)
@report_options
@click.pass_context
def peer(
    context: click.Context,
    services: str,
    port: int,
    host: str,
    data: Path,
    ae_title: str,
    known: tuple[tuple[str, Address], ...],
    allowed_ae: tuple[str, ...],
    allowed_addresses: tuple[str, ...],
    tls_certificate: Path | None,
    tls_key: Path | None,
    tls_authorities: Path | None,
    notify: tuple[str, ...],
    fill: int | None,
    lenient: bool,
    objects: bool,
    once: bool,
    seconds: float | None,
    reporting: Reporting,
) -> None:
    """Answer like a RIS or PACS, and tell what the other side does wrong.

    Every message is checked against the tables of the standard and answered as they say.
    Objects and states are kept in --data; procedure steps for the worklist are read from
    DICOM and JSON files in its folder "worklist".

    Ends when interrupted (Ctrl-C), with the report if --format or --report asks for one.

    Exits 0 if no error was found, 1 if one was, 2 if the work could not be done.
    """
    from rich.console import Console

    from ..network import TLS
    from ..peer.filling import fill as fill_worklist
    from ..peer.outbox import Address as Known
    from ..peer.running import Run
    from ..peer.terminal import Terminal

    tls = None
    if tls_certificate is not None:
        tls = TLS(certificate=tls_certificate, key=tls_key, authorities=tls_authorities)
    elif tls_key or tls_authorities:
        raise click.UsageError(
            "--tls-key and --tls-authorities need --tls-certificate."
        )
    titles = [title for title, _ in known]
    for name in titles:
        if titles.count(name) > 1:
            raise click.UsageError(f"--ae {name} is given more than once.")
    for name in {*notify} - {*titles}:
        raise click.UsageError(f"--notify {name} needs --ae {name}=HOST:PORT.")
    console = Console(highlight=False, stderr=reporting.live_on_stderr)
    terminal = Terminal(console, reporting.lowest, reporting.show_values)
    run = Run(
        data,
        [name.strip() for name in services.split(",") if name.strip()],
        host=host,
        port=port,
        ae_title=ae_title,
        addresses=[Known(name, *address) for name, address in known],
        allowed_ae=allowed_ae or None,
        allowed_addresses=allowed_addresses or None,
        tls=tls,
        notified=notify,
        listener=terminal,
        settings=reporting.settings,
        associations=1 if once else None,
        seconds=seconds,
        lenient=lenient,
        validates=objects,
    )
    if fill:
        fill_worklist(data / "worklist", fill)

    def started(port: int) -> None:
        where = Address(host, port)
        click.echo(f"{ae_title} listens on {where}; {services} in {data}", err=True)

    report = run.run(started)
    terminal.summary(run.journal)
    reporting.write(report)
    context.exit(run.status)
