"""`iodize commit`: request storage commitment."""

from __future__ import annotations

from pathlib import Path

import click
from pydicom.uid import generate_uid

from ...errors import IodizeError
from ...render.wording import counted
from .arguments.addresses import LOOPBACK, Address, AddressType
from .connecting import Peer
from .peer_options import PeerCommand, peer_options


class NoResultError(IodizeError):
    """The result of a storage commitment request was not received in time."""

    def __init__(self, transaction: str, seconds: float, listening: bool) -> None:
        super().__init__(transaction, seconds, listening)
        self.transaction = transaction
        self.seconds = seconds
        self.listening = listening
        self.hint = (
            "check that this address and AE title are configured in the peer"
            if listening
            else "many peers report on a new association: accept it with --listen PORT"
        )

    def __str__(self) -> str:
        return f"no result of transaction {self.transaction} within {self.seconds:g} s"


@click.command(cls=PeerCommand)
@peer_options()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@click.option(
    "--listen",
    type=AddressType(LOOPBACK, lowest=0),
    metavar="[HOST:]PORT",
    help="Address to listen on for a new association with the result. Without a host only"
    " this computer can connect.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Maximum time to wait for the result.",
)
@click.pass_context
def commit(
    context: click.Context,
    peer: Peer,
    paths: tuple[Path, ...],
    listen: Address | None,
    wait: float,
) -> None:
    """Request storage commitment for instances.

    PATH is a file, or a folder that is searched for instances. The peer reports the result
    on the same association, or with --listen also on a new one.

    Exit status: 0 if all instances are committed; 1 if some are not, or if the peer
    responded with a failure; 2 if the command failed or there was no result.
    """
    from .arguments.instances import instance_files
    from .commitment import Result, not_committed, request_commitment

    files = list(instance_files(paths))
    transaction = str(generate_uid(prefix=None))
    listening = listen is not None
    result = Result(transaction)
    with peer.report_failed_status(), result.listening(peer, listen):
        request_commitment(peer, files, result, transaction, wait, listening)
    if result.event is not None:
        failed = list(not_committed(result.event, files))
        for each in failed:
            peer.report_failure(f"{each.file.path}: {each.reason}")
        total = counted(len(files), "instance")
        click.echo(f"{len(files) - len(failed)} of {total} committed")
    elif not peer.failed:
        raise NoResultError(transaction, wait, listening)
    context.exit(peer.status)
