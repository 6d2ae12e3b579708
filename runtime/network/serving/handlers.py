"""Handlers that a program meant to write: only peers would notice that there are none."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from inspect import Parameter, signature
from typing import Any

from ..dimse.providers import Provider, User, handlers

CLOSE = 0.85
"""How alike names are that are taken for one, misspelled; "finds" and "find" are."""
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def check_handlers(side: Provider | User) -> None:
    """Refuse a side without handlers, or with a method that seems to be one, misspelled.

    Raises:
        TypeError: What is wrong, and what the handlers are.
    """
    sop_class = getattr(side, "sop_class", None)
    if sop_class is None or hasattr(side, "keep"):
        return  # of many SOP classes: such a side is more than its handlers
    is_user = isinstance(side, User)
    refusing = sop_class.User if is_user else sop_class.Provider
    names = list(dict.fromkeys(handlers(sop_class.operations, user=is_user)))
    missing = [each for each in names if _is_inherited(side, each, refusing)]
    own = [each for each in _methods(side) if each not in names]
    cls = type(side).__qualname__
    for name in own:
        for meant in get_close_matches(name, missing, 1, CLOSE):
            raise TypeError(
                f"{cls}.{name} handles nothing, and there is no {meant}:"
                f" name it so, or _{name} if it is no handler"
            )
    if names and missing == names:
        raise TypeError(
            f"{cls} handles nothing of {sop_class.name}:"
            f" it takes one at least of {', '.join(names)}"
        )


def _is_inherited(side: Any, name: str, refusing: type) -> bool:
    """Whether a handler is the one of the SOP class, which refuses what is asked."""
    handler = getattr(getattr(side, name), "__func__", None)
    refuses = getattr(refusing, name)
    return handler is refuses and name != "echo"  # which answers without help


def _methods(side: Any) -> Iterator[str]:
    """Yield the names of methods that a program could call with a request and a call."""
    for cls in type(side).__mro__:
        if cls in (Provider, User):
            return
        for name, found in vars(cls).items():
            if not name.startswith("_") and callable(found):
                parameters = list(signature(found).parameters.values())
                kinds = [each.kind for each in parameters]
                if len(kinds) == 3 and all(each in POSITIONAL for each in kinds):
                    yield name
