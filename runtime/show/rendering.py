"""Rendering the facts of a card for a terminal, or as plain text."""

from __future__ import annotations

from typing import Final

from rich.console import Console, RenderableType

from .registry_cards import element_card, message_card, status_card, uid_card
from .service_trees import service_tree
from .trees import Facts, definition_tree, iod_tree

UNWRAPPED: Final = 10_000
"""Width, in characters, if the output is not a terminal."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command line: rich would exit with 1."""
        raise BrokenPipeError


def console() -> Console:
    """Return a console that uses colours and wraps lines only on a terminal."""
    found = _Console(highlight=False)
    return found if found.is_terminal else _Console(highlight=False, width=UNWRAPPED)


def rendered(facts: Facts, *, expand: bool = False) -> RenderableType:
    """Return the facts of a card for a console.

    Args:
        expand: Whether to list the attributes of included macros instead of the names of
            the macros, and all IODs that use an attribute instead of their number.
    """
    match facts["kind"]:
        case "iod":
            return iod_tree(facts, expand)
        case "element":
            return element_card(facts, expand)
        case "uid":
            return uid_card(facts)
        case "message":
            return message_card(facts)
        case "status":
            return status_card(facts)
        case "sop-class":
            return service_tree(facts, expand)
        case _:
            return definition_tree(facts, expand)
