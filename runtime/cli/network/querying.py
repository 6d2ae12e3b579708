"""What the commands that query have in common: keys, answers, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from ..dimse.keys import Returning
from .answers import Answers
from .connecting import Command, Peer
from .keywords import listing, query_of


class Asking(NamedTuple):
    """What is asked for, and how the answers are wanted."""

    keys: tuple[str, ...]
    returning: Returning
    as_json: bool
    folder: Path | None
    limit: int | None
    list_keys: bool


def query_options(returning: Returning) -> Callable[[Command], Command]:
    """Give a command keys and what to do with answers, as the parameter `asking`.

    Args:
        returning: Which keys are asked for, if --return is not given.
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
        help="Keys to ask for beside those that are named: those that every answer has to"
        " have, all that the model has, or none.",
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
        help="Write each answer as a file, too.",
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
        help="List the keys there are, and ask nobody.",
    )
    @wraps(command)
    def asking(
        *args: Any,
        keys: tuple[str, ...],
        returning: Returning,
        as_json: bool,
        folder: Path | None,
        limit: int | None,
        list_keys: bool,
        **options: Any,
    ) -> None:
        wanted = Asking(keys, returning, as_json, folder, limit, list_keys)
        command(*args, asking=wanted, **options)

    return asking


def ask(
    peer: Peer,
    message: type[Any],
    asking: Asking,
    noun: str,
    *,
    relational: bool = False,
) -> None:
    """Query a peer, and show what it answers.

    Args:
        message: The class of the query.
        noun: What an answer is called.
        relational: Whether to negotiate relational queries: PS3.4 C.5.1.
    """
    if asking.list_keys:
        for name, tag, match in listing(message):
            click.echo(f"{match:3} {tag} {name}")
        return
    from ..network import Extended

    title = message.sop_class.name
    query = query_of(message, asking.keys, asking.returning, title)
    answers = Answers(asking.as_json, asking.folder, noun)
    extended = Extended(relational=True) if relational else None
    with peer.answering():
        try:
            with peer.connect([message.sop_class], extended) as association:
                for answer in association.find(query):
                    answers.take(answer)
                    if answers.count == asking.limit:
                        break
        except BaseException:
            if answers.count:  # what has come is worth seeing, that nothing has is not
                answers.show()
            raise
        answers.show()
