"""What the commands that retrieve have in common: what they ask for, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ..render.wording import counted
from .connecting import Command, Peer
from .keywords import retrieval_of
from .models import level_option, request_of

if TYPE_CHECKING:
    from ..network import Progress


def retrieval_options(
    service: str, roots: Sequence[str]
) -> Callable[[Command], Command]:
    """Give a command keys and a model, as the parameter `retrieve`: what to ask for.

    Args:
        service: "C-MOVE" or "C-GET".
        roots: The information models that have it, by their short names.
    """

    def with_options(command: Command) -> Command:
        @click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
        @click.option(
            "--root",
            type=click.Choice(roots),
            default="study",
            show_default=True,
            metavar="MODEL",
            help=f"Information model: {', '.join(roots)}.",
        )
        @level_option
        @wraps(command)
        def retrieving(
            *args: Any,
            keys: tuple[str, ...],
            root: str,
            level: str | None,
            **options: Any,
        ) -> None:
            message = request_of(root, service, level)
            retrieve = retrieval_of(message, keys, message.sop_class.name)
            command(*args, retrieve=retrieve, **options)

        return retrieving

    return with_options


def tell_failed(peer: Peer, outcome: Progress) -> None:
    """Print what could not be sent."""
    if outcome.failed:
        peer.failure(f"{counted(outcome.failed, 'instance')} not sent")
        for uid in outcome.failed_uids:
            click.echo(f"  {uid}", err=True)
