"""Sending of several instances, one after another or within a window.

Source: PS3.7 D.3.3.3: Asynchronous Operations Window Negotiation.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from pydicom.dataset import Dataset

from ...dimse.services.outcomes import Outcome
from ...objects.instance import Instance
from ..link.errors import AssociationAbortedError, PeerTimeoutError
from .operations import Pending
from .outgoing import Outgoing

Storable: TypeAlias = Instance | Dataset | str | os.PathLike[str]
"""An instance to send: an object in memory, or the path of a file."""

ENDS = (AssociationAbortedError, PeerTimeoutError)
"""Errors that prevent all following instances from being sent. All others are about one
instance; reading an invalid file raises many types."""


class Sent(NamedTuple):
    """The result of sending an instance."""

    instance: Storable
    outcome: Outcome | None
    """The response of the peer; None if the instance was not stored."""
    error: Exception | None
    """The reason why it was not stored."""


def store_all(
    begin: Callable[[Outgoing], Pending], window: int, instances: Iterable[Storable]
) -> Iterator[Sent]:
    """Yield the results of sending instances, in their order.

    Args:
        begin: Sends an instance without waiting for the response.
        window: Number of instances that may be sent before the first response.
    """
    waiting: deque[tuple[Storable, Pending | Exception]] = deque()
    try:
        for instance in instances:
            # Instances that failed here wait for their turn too, to keep the order.
            while len(waiting) >= window:
                yield _sent(*waiting.popleft())
            waiting.append((instance, _begun(begin, instance)))
        while waiting:
            yield _sent(*waiting.popleft())
    finally:
        for _, pending in waiting:  # the caller has left, but the peer will respond
            if not isinstance(pending, Exception):
                with contextlib.suppress(Exception):
                    pending.outcome()


def _begun(
    begin: Callable[[Outgoing], Pending], instance: Storable
) -> Pending | Exception:
    try:
        with Outgoing(instance) as outgoing:
            return begin(outgoing)
    except ENDS:
        raise
    except Exception as error:
        return error


def _sent(instance: Storable, pending: Pending | Exception) -> Sent:
    if isinstance(pending, Exception):
        return Sent(instance, None, pending)
    try:
        return Sent(instance, pending.outcome(), None)
    except ENDS:
        raise
    except Exception as error:
        return Sent(instance, None, error)
