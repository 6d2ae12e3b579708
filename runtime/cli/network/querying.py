"""Options and output shared by the commands that query."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from ...dimse.services.keys import Returning
from .answers import Answers
from .arguments.assignments import query_of
from .arguments.keywords import listing
from .connecting import Command, Peer


class QueryOptions(NamedTuple):
    """The keys of a query, and the output of its answers."""

    keys: tuple[str, ...]
    returning: Returning
    as_json: bool
    folder: Path | None
    limit: int | None
    list_keys: bool


def query_options(returning: Returning) -> Callable[[Command], Command]:
    """Add keys and output options to a command with a parameter `query`.

    Args:
        returning: The default of --return.
    """

    def with_options(command: Command) -> Command:
        return _with_options(command, returning)

    return with_options


def _with_options(command: Command, default: Returning) -> Command:
    @click.argument("keys", nargs=-1, metavar="[KEY[=VALUE]]...")
    @click.option(
        "--return",
        "returning",
        type=click.Choice(["required", "all", "given"]),
        default=default,
        show_default=True,
        help="Keys to return in addition to the given ones: those that every answer must"
        " have, all keys of the model, or none.",
    )
    @click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print each answer as a line of JSON, in the DICOM JSON model.",
    )
    @click.option(
        "--out",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Also write each answer to a file in this folder.",
    )
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        metavar="N",
        help="Cancel the query after N answers.",
    )
    @click.option(
        "--keys",
        "list_keys",
        is_flag=True,
        help="List the available keys and exit without querying.",
    )
    @wraps(command)
    def with_query(
        *args: Any,
        keys: tuple[str, ...],
        returning: Returning,
        as_json: bool,
        folder: Path | None,
        limit: int | None,
        list_keys: bool,
        **options: Any,
    ) -> None:
        query = QueryOptions(keys, returning, as_json, folder, limit, list_keys)
        command(*args, query=query, **options)

    return with_query


def run_query(
    peer: Peer,
    message: type[Any],
    query: QueryOptions,
    noun: str,
    *,
    relational: bool = False,
) -> None:
    """Send a query to a peer and print its answers.

    Args:
        message: The class of the query.
        noun: The noun for an answer in the summary.
        relational: Whether to negotiate relational queries: PS3.4 C.5.1.
    """
    if query.list_keys:
        for name, tag, match in listing(message):
            click.echo(f"{match:3} {tag} {name}")
        return
    from ...network import Extended

    request = query_of(message, query.keys, query.returning, message.sop_class.name)
    answers = Answers(query.as_json, query.folder, noun)
    extended = Extended(relational=True) if relational else None
    with peer.report_failed_status():
        try:
            with peer.connect([message.sop_class], extended) as association:
                for answer in association.find(request):
                    answers.add(answer)
                    if answers.count == query.limit:
                        break
        except BaseException:
            if answers.count:
                answers.print()
            raise
        answers.print()
