"""Checks that a side has the handlers that its author intended."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from inspect import Parameter, signature
from typing import Any

from ...dimse.services.sides import Provider, User, handlers

CLOSE = 0.85
"""Similarity of names that count as a misspelling, such as "finds" and "find"."""
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def check_handlers(side: Provider | User) -> None:
    """Check that a side has handlers, and no method that is a misspelled one.

    Raises:
        TypeError: It does not; the message names the handlers.
    """
    sop_class = getattr(side, "sop_class", None)
    if sop_class is None or hasattr(side, "keep"):
        return  # for many SOP classes: such a side has more than handlers
    is_user = isinstance(side, User)
    refusing = sop_class.User if is_user else sop_class.Provider
    names = list(handlers(sop_class.operations, user=is_user))
    missing = [each for each in names if _is_inherited(side, each, refusing)]
    own = [each for each in _methods(side) if each not in names]
    cls = type(side).__qualname__
    for name in own:
        for meant in get_close_matches(name, missing, 1, CLOSE):
            raise TypeError(
                f"{cls}.{name} is not a handler of {sop_class.name}. Did you mean"
                f" {meant}? Prefix other methods with an underscore."
            )
    if names and missing == names:
        raise TypeError(
            f"{cls} has no handler for {sop_class.name}: define at least one of"
            f" {', '.join(names)}"
        )


def _is_inherited(side: Any, name: str, refusing: type) -> bool:
    """True if a handler is that of the SOP class, which refuses all requests."""
    handler = getattr(getattr(side, name), "__func__", None)
    refuses = getattr(refusing, name)
    return handler is refuses and name != "echo"  # echo responds with success


def _methods(side: Any) -> Iterator[str]:
    """Yield the names of methods that take a request and its context."""
    for cls in type(side).__mro__:
        if cls in (Provider, User):
            return
        for name, member in vars(cls).items():
            if not name.startswith("_") and callable(member):
                parameters = list(signature(member).parameters.values())
                kinds = [each.kind for each in parameters]
                if len(kinds) == 3 and all(each in POSITIONAL for each in kinds):
                    yield name
