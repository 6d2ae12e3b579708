"""`iodize worklist`: query a modality worklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from .arguments.keywords import Names
from .arguments.models import request_of
from .connecting import Peer
from .peer_options import PeerCommand, peer_options
from .querying import QueryOptions, query_options, run_query

FOR_STEPS: Final = (
    "ScheduledProtocolCodeSequence.CodeMeaning",
    "RequestedProcedureCodeSequence.CodeMeaning",
)
"""Optional keys of an answer that a performed procedure step requires."""


@click.command(cls=PeerCommand)
@peer_options()
@query_options("required")
@click.pass_context
def worklist(context: click.Context, peer: Peer, query: QueryOptions) -> None:
    """Query a modality worklist with C-FIND.

    KEY is a keyword, also of a nested attribute: Modality=CT,
    ScheduledProcedureStepStartDate=20260101-, ScheduledStationAETitle=CT01. A key without
    a value is returned. --keys lists the keys.

    `iodize mpps start --from` reads a line of --json.

    Exit status: 0 for a successful query with any number of items, 1 if the peer responded
    with a failure or violated the standard, 2 if the command failed.
    """
    message = request_of("worklist", "C-FIND")
    if query.returning == "required":
        query = query._replace(keys=(*query.keys, *_for_steps(message, query.keys)))
    run_query(peer, message, query, "item")
    context.exit(peer.status)


def _for_steps(message: type[Any], keys: Sequence[str]) -> Iterator[str]:
    """Yield the keys of `FOR_STEPS` whose sequences are not in the given keys."""
    names = Names(message, message.sop_class.name)
    given = [names.find(key.partition("=")[0].strip())[0].path for key in keys]
    for name in FOR_STEPS:
        sequence = names.find(name)[0].path[:-1]
        if not any(path[: len(sequence)] == sequence[: len(path)] for path in given):
            yield name
