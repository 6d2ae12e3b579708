"""`iodize move`: have a peer send what it has to somebody."""

from __future__ import annotations

import click

from ..render.wording import counted
from .addresses import AeTitleType
from .connecting import Peer, peer_options
from .keywords import retrieval_of
from .models import ROOTS, level_option, request_of
from .progress import Bar

_RETRIEVALS = [root for root in ROOTS if root != "without-bulk-data"]


@click.command()
@peer_options()
@click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
@click.option(
    "--to",
    "destination",
    required=True,
    type=AeTitleType(),
    metavar="AE",
    help="AE title that the instances are sent to; the peer has to know it.",
)
@click.option(
    "--root",
    type=click.Choice(_RETRIEVALS),
    default="study",
    show_default=True,
    metavar="MODEL",
    help=f"Information model: {', '.join(_RETRIEVALS)}.",
)
@level_option
@click.pass_context
def move(
    context: click.Context,
    peer: Peer,
    keys: tuple[str, ...],
    destination: str,
    root: str,
    level: str | None,
) -> None:
    """Have a DICOM system send instances to another one: C-MOVE.

    KEY is a unique key: StudyInstanceUID=1.2.3, with those of the levels above it. Several
    UIDs have backslashes between them. Without --level, studies are moved.

    Exits 0 if all were sent; 1 if some were not, or the peer answered with a failure; 2 if
    the work could not be done.
    """
    message = request_of(root, "C-MOVE", level)
    model = message.sop_class
    retrieve = retrieval_of(message, keys, model.name)
    last = None
    with (
        peer.answering(),
        Bar("moving") as bar,
        peer.connect([model]) as association,
    ):
        for last in association.move(retrieve, destination):
            bar.show(last)
    if last is not None:
        conclude(peer, last.completed, last.warning, last.failed, last.failed_uids)
    context.exit(peer.status)


def conclude(
    peer: Peer, completed: int, warning: int, failed: int, uids: tuple[str, ...]
) -> None:
    """Print what came of a retrieval."""
    text = f"{completed} sent"
    if warning:
        text += f", {counted(warning, 'warning')}"
    click.echo(text)
    if failed:
        peer.failure(f"{counted(failed, 'instance')} not sent")
        for uid in uids:
            click.echo(f"  {uid}", err=True)
