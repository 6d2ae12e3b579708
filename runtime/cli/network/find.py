"""`iodize find`: query a DICOM system."""

from __future__ import annotations

import click

from .arguments.models import level_option, models_with, request_of
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .querying import QueryOptions, query_options, run_query

_MODELS = [model for model in models_with("C-FIND") if model != "worklist"]


@click.command(cls=PeerCommand)
@peer_options()
@query_options("required")
@click.option(
    "--root",
    type=click.Choice(_MODELS),
    default="study",
    show_default=True,
    metavar="MODEL",
    help=f"Information model: {', '.join(_MODELS)}.",
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
    query: QueryOptions,
    root: str,
    level: str | None,
    relational: bool,
) -> None:
    """Query a DICOM system with C-FIND.

    KEY is a keyword of the model, or its path if it is nested. VALUE is the value to match:
    PatientName=DOE*, StudyDate=20260101-20260131, ModalitiesInStudy=CT. Separate several
    UIDs by backslashes. A key without a value is returned. --keys lists the keys.

    The default level of models with levels is STUDY.

    Exit status: 0 for a successful query with any number of answers, 1 if the peer
    responded with a failure or violated the standard, 2 if the command failed.
    """
    message = request_of(root, "C-FIND", level)
    run_query(peer, message, query, "answer", relational=relational)
    context.exit(peer.status)
