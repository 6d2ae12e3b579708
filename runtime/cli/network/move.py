"""`iodize move`: have a peer send what it has to somebody."""

from __future__ import annotations

from typing import Any

import click

from ..render.wording import counted
from .addresses import AeTitleType
from .connecting import Peer
from .models import ROOTS
from .peer_options import PeerCommand, peer_options
from .progress import Bar
from .retrieving import retrieval_options, tell_failed


@click.command(cls=PeerCommand)
@peer_options()
@retrieval_options("C-MOVE", [root for root in ROOTS if root != "without-bulk-data"])
@click.option(
    "--to",
    "destination",
    required=True,
    type=AeTitleType(),
    metavar="AE",
    help="AE title that the instances are sent to; the peer has to know it.",
)
@click.pass_context
def move(context: click.Context, peer: Peer, retrieve: Any, destination: str) -> None:
    """Have a DICOM system send instances to another one: C-MOVE.

    KEY is a unique key: StudyInstanceUID=1.2.3, with those of the levels above it. Several
    UIDs have backslashes between them. Without --level, studies are moved.

    Exits 0 if all were sent; 1 if some were not, or the peer answered with a failure; 2 if
    the work could not be done.
    """
    last = None
    with (
        peer.answering(),
        Bar("moving") as bar,
        peer.connect([retrieve.sop_class]) as association,
    ):
        for last in association.move(retrieve, destination):
            bar.show(last)
    if last is not None:
        warned = f", {counted(last.warning, 'warning')}" if last.warning else ""
        click.echo(f"{last.completed} sent{warned}")
        tell_failed(peer, last)
    context.exit(peer.status)
