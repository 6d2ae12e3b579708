"""`iodize find`: what a peer has."""

from __future__ import annotations

import click

from .connecting import Peer
from .models import OTHER_QUERIES, ROOTS, level_option, request_of
from .peer_options import PeerCommand, peer_options
from .querying import Asking, ask, query_options

_QUERIES = [
    root for root in ROOTS if root not in ("composite", "without-bulk-data")
] + [name for name in OTHER_QUERIES if name != "worklist"]


@click.command(cls=PeerCommand)
@peer_options()
@query_options("required")
@click.option(
    "--root",
    type=click.Choice(_QUERIES),
    default="study",
    show_default=True,
    metavar="MODEL",
    help=f"Information model: {', '.join(_QUERIES)}.",
)
@level_option
@click.option(
    "--relational",
    is_flag=True,
    help="Negotiate queries without the unique keys of higher levels.",
)
@click.pass_context
def find(
    context: click.Context,
    peer: Peer,
    asking: Asking,
    root: str,
    level: str | None,
    relational: bool,
) -> None:
    """Query a DICOM system: C-FIND.

    KEY is a keyword of the model, or its path where a sequence has it; VALUE what it is
    matched with: PatientName=DOE*, StudyDate=20260101-20260131, ModalitiesInStudy=CT, UIDs
    with backslashes between. A key without a value is returned. --keys lists them.

    Without --level, models with levels are asked for studies.

    Exits 0 if the query went well, with any number of answers; 1 if the peer answered with
    a failure or broke the standard; 2 if the work could not be done.
    """
    message = request_of(root, "C-FIND", level)
    ask(peer, message, asking, "answer", relational=relational)
    context.exit(peer.status)
