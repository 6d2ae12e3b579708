"""`iodize move`: make a DICOM system send instances to another one."""

from __future__ import annotations

from typing import Any

import click

from ...render.wording import counted
from .arguments.addresses import AeTitleType
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .progress import Bar
from .retrieving import report_failed, retrieval_options


@click.command(cls=PeerCommand)
@peer_options()
@retrieval_options("C-MOVE")
@click.option(
    "--to",
    "destination",
    required=True,
    type=AeTitleType(),
    metavar="AE",
    help="AE title of the destination. It must be configured in the peer.",
)
@click.pass_context
def move(context: click.Context, peer: Peer, retrieve: Any, destination: str) -> None:
    """Make a DICOM system send instances to another one with C-MOVE.

    KEY is a unique key: StudyInstanceUID=1.2.3, with the unique keys of higher levels.
    Separate several UIDs by backslashes. The default level is STUDY.

    Exit status: 0 if all instances were sent, 1 if some were not or the peer responded with
    a failure, 2 if the command failed.
    """
    last = None
    with (
        peer.report_failed_status(),
        Bar("moving") as bar,
        peer.connect([retrieve.sop_class]) as association,
    ):
        for last in association.move(retrieve, destination):
            bar.show(last)
    if last is not None:
        warnings = f", {counted(last.warning, 'warning')}" if last.warning else ""
        click.echo(f"{last.completed} sent{warnings}")
        report_failed(peer, last)
    context.exit(peer.status)
