"""`iodize worklist`: what a modality is to do."""

from __future__ import annotations

import click

from .connecting import Peer
from .models import request_of
from .peer_options import PeerCommand, peer_options
from .querying import Asking, ask, query_options

FOR_STEPS = (
    "ScheduledProtocolCodeSequence.CodeMeaning",
    "RequestedProcedureCodeSequence.CodeMeaning",
)
"""Keys that no answer has to have, and the step that is made from it does."""


@click.command(cls=PeerCommand)
@peer_options()
@query_options("required")
@click.pass_context
def worklist(context: click.Context, peer: Peer, asking: Asking) -> None:
    """Query the worklist of modalities: C-FIND.

    KEY is a keyword, also of what is nested: Modality=CT,
    ScheduledProcedureStepStartDate=20260101-, ScheduledStationAETitle=CT01. A key without
    a value is returned. --keys lists them.

    A line of --json is what `iodize mpps start --from` takes.

    Exits 0 if the query went well, with any number of items; 1 if the peer answered with a
    failure or broke the standard; 2 if the work could not be done.
    """
    message = request_of("worklist", "C-FIND")
    if asking.returning == "required" and not any("Code" in key for key in asking.keys):
        asking = asking._replace(keys=(*asking.keys, *FOR_STEPS))
    ask(peer, message, asking, "item")
    context.exit(peer.status)
