"""Options and results shared by the commands that retrieve instances."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ...render.wording import counted
from .arguments.assignments import retrieval_of
from .arguments.models import level_option, models_with, request_of
from .connecting import Command, Peer

if TYPE_CHECKING:
    from ...network import Progress


def retrieval_options(service: str) -> Callable[[Command], Command]:
    """Add keys and a model to a command with a parameter `retrieve`: the request.

    Args:
        service: "C-MOVE" or "C-GET".
    """
    models = models_with(service)

    def with_options(command: Command) -> Command:
        @click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
        @click.option(
            "--root",
            type=click.Choice(models),
            default="study",
            show_default=True,
            metavar="MODEL",
            help=f"Information model: {', '.join(models)}.",
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


def report_failed(peer: Peer, outcome: Progress) -> None:
    """Print the instances that could not be sent."""
    if outcome.failed:
        peer.report_failure(f"{counted(outcome.failed, 'instance')} not sent")
        for uid in outcome.failed_uids:
            click.echo(f"  {uid}", err=True)
