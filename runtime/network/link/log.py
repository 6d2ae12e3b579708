"""The log of associations and messages."""

from __future__ import annotations

import logging
from collections.abc import Callable

LOGGER = logging.getLogger("iodize.network")


def notify(listener: Callable[..., object], *arguments: object) -> None:
    """Call a function of the program, and log its exception.

    It is called in a thread of an association, which must continue.
    """
    try:
        listener(*arguments)
    except Exception:
        LOGGER.exception("%r failed", listener)
