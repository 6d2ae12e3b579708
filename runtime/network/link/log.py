"""The log of associations and messages."""

from __future__ import annotations

import logging
from collections.abc import Callable

LOGGER = logging.getLogger("iodize.network")


def tell(listener: Callable[..., object], *facts: object) -> None:
    """Call what a program has given to be told of something; log what it raises.

    It is told amid the work of a thread that others depend on.
    """
    try:
        listener(*facts)
    except Exception:
        LOGGER.exception("%r failed", listener)
