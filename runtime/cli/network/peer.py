"""`iodize peer`: a RIS and PACS emulator that checks what it receives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..logs import logged, quiet_pydicom
from .arguments.addresses import (
    LOOPBACK,
    Address,
    AeTitleType,
    NetworkType,
)
from .arguments.emulation import FaultType, KnownType, LayoutType
from .reporting import Reporting, report_options

if TYPE_CHECKING:
    from ...films import Area


def _services(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the names of services; list the available ones for "help"."""
    if value == "help" and not context.resilient_parsing:
        from ...emulator.services.services import SERVICES

        for name, service in SERVICES.items():
            click.echo(f"{name:12} {service.summary}")
        context.exit()
    if not value.replace(",", "").strip():
        raise click.BadParameter(
            "at least one service is required; see --services help."
        )
    return value


@click.command()
@click.option(
    "--services",
    is_eager=True,
    callback=_services,
    default="storage,qr,worklist,mpps,commit,ian,ups",
    show_default=True,
    metavar="NAMES",
    help="Services to provide, separated by commas. `--services help` lists the names.",
)
@click.option(
    "--port",
    default=11112,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Port to listen on. 0 is any free port.",
)
@click.option(
    "--listen",
    "host",
    default=LOOPBACK,
    show_default=True,
    metavar="HOST",
    help="Address to listen on. With the default only this computer can connect; 0.0.0.0"
    " accepts connections from everywhere.",
)
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of objects, worklist and index. It is created if it does not exist.",
)
@click.option(
    "--ae-title",
    default="IODIZE",
    show_default=True,
    type=AeTitleType(),
    metavar="NAME",
    help="AE title of the emulator. Associations with any called AE title are accepted.",
)
@click.option(
    "--ae",
    "known",
    multiple=True,
    type=KnownType(),
    metavar="NAME=HOST:PORT",
    help="A remote system: destination of C-MOVE and receiver of reports.",
)
@click.option(
    "--allow-ae",
    "allowed_ae",
    multiple=True,
    type=AeTitleType(),
    metavar="NAME",
    help="Accept only this calling AE title; may be repeated.  [default: all]",
)
@click.option(
    "--allow",
    "allowed_addresses",
    multiple=True,
    type=NetworkType(),
    metavar="NETWORK",
    help="Accept connections only from this address or network, such as 10.1.0.0/16; may be"
    " repeated.  [default: all]",
)
@click.option(
    "--tls-certificate",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Use TLS with this certificate (PEM).",
)
@click.option(
    "--tls-key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Private key of the certificate (PEM), if it is in another file.",
)
@click.option(
    "--tls-authorities",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Require certificates signed by these authorities (PEM).",
)
@click.option(
    "--notify",
    multiple=True,
    type=AeTitleType(),
    metavar="NAME",
    help="Notify this system, one of --ae, of performed procedure steps.",
)
@click.option(
    "--fill",
    type=click.IntRange(min=1),
    metavar="N",
    help="Add N sample procedure steps for today to the worklist.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Refuse requests with errors in levels, keys or attributes. Without it, they are"
    " carried out as most systems do, and the errors are reported.",
)
@click.option(
    "--objects/--no-objects",
    default=True,
    show_default=True,
    help="Validate stored objects, which takes most of the time.",
)
@click.option(
    "--printer-fault",
    type=FaultType(),
    metavar="NAME[:SECONDS]",
    help="A fault of the printer, which ends after SECONDS: out-of-film, film-jam,"
    " low-supply, job-fails, queue-full, no-memory.",
)
@click.option(
    "--custom-layout",
    "custom_layouts",
    multiple=True,
    type=LayoutType(),
    metavar="NUMBER=DRAWING",
    help="A layout of the printer, CUSTOM\\NUMBER: rows of letters, separated by slashes;"
    " a letter is an image box. AAB/AAC has a large box and two small ones. May be"
    " repeated.",
)
@click.option(
    "--web",
    "web_port",
    is_flag=False,
    flag_value=0,
    type=click.IntRange(0, 65535),
    metavar="[PORT]",
    help="Serve a page that lists the printed films, for this computer only.  [default port:"
    " any free one]",
)
@click.option(
    "--open",
    "opens",
    is_flag=True,
    help="Open each printed document in its viewer, or with --web the page.",
)
@click.option("--once", is_flag=True, help="Stop after the first association.")
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Stop after this time.  [default: run until interrupted]",
)
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Print repeated warnings, and log the negotiation of associations; twice for"
    " details.",
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
    strict: bool,
    objects: bool,
    printer_fault: tuple[str, float | None] | None,
    custom_layouts: tuple[tuple[int, tuple[Area, ...]], ...],
    web_port: int | None,
    opens: bool,
    once: bool,
    seconds: float | None,
    verbose: int,
    reporting: Reporting,
) -> None:
    """Run a RIS and PACS emulator that checks what it receives.

    Every message is checked against the tables of the standard, and answered according to
    them. Objects and states are stored in --data, and printed films in its folder "films".
    Procedure steps of the worklist are read from DICOM and JSON files in its folder
    "worklist".

    Runs until interrupted (Ctrl-C). Then it writes a report, if --format or --report is
    given.

    Exit status: 0 if no errors were found, 1 if errors were found, 2 if the command failed.
    """
    from rich.console import Console

    from ...emulator.data.sample_worklist import fill as fill_worklist
    from ...emulator.outbox import Address as Known
    from ...emulator.printer.faults import FAULTS, NO_FAULT
    from ...emulator.printer.output import Printed
    from ...emulator.run import Run
    from ...emulator.terminal import Terminal
    from ...emulator.web.page import PageSettings
    from ...network import TLS

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
            raise click.UsageError(f"--ae {name} is used more than once.")
    for name in {*notify} - {*titles}:
        raise click.UsageError(f"--notify {name} needs --ae {name}=HOST:PORT.")
    fault, repaired_after = NO_FAULT, None
    if printer_fault is not None:
        fault, repaired_after = FAULTS[printer_fault[0]], printer_fault[1]

    def printed(files: Printed) -> None:
        films = len(files.pages)
        click.echo(
            f"printed {films} film{'s' * (films != 1)}: {files.document}", err=True
        )
        if opens and web_port is None:
            click.launch(str(files.document))

    console = Console(highlight=False, stderr=reporting.live_on_stderr)
    terminal = Terminal(
        console, reporting.lowest, reporting.show_values, repeats=verbose > 0
    )
    names = [name.strip() for name in services.split(",") if name.strip()]
    if web_port is not None and "print" not in names:
        raise click.UsageError("--web needs the service print: --services print.")
    web = None
    if web_port is not None:
        web = PageSettings(web_port, reporting.lowest, reporting.show_values)
    run = Run(
        data,
        names,
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
        web=web,
        strict=strict,
        validates=objects,
        fault=fault,
        repaired_after=repaired_after,
        custom_layouts=dict(custom_layouts),
        on_printed=printed,
    )
    if fill:
        fill_worklist(data / "worklist", fill)

    def started(port: int) -> None:
        where = Address(host, port)
        click.echo(
            f"{ae_title} is listening on {where}; {services} in {data}", err=True
        )
        if run.page_url:
            click.echo(f"films are listed on {run.page_url}", err=True)
            if opens:
                click.launch(run.page_url)

    with quiet_pydicom(), logged(verbose, "pynetdicom"):
        report = run.run(started)
    terminal.summary(run.journal)
    reporting.write(report)
    context.exit(run.status)
