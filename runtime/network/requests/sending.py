"""Instances that are sent one after another, or several at a time.

Source: PS3.7 D.3.3.3: Asynchronous Operations Window Negotiation.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from pydicom.dataset import Dataset

from ..objects.instance import Instance
from .errors import AssociationAbortedError, PeerTimeoutError
from .outcomes import Outcome
from .outgoing import Outgoing

if TYPE_CHECKING:
    from .association import Association
    from .operations import Pending

Storable: TypeAlias = Instance | Dataset | str | os.PathLike[str]
"""What can be sent: an object in memory, or a file."""

ENDS = (AssociationAbortedError, PeerTimeoutError)
"""What keeps all instances that follow from being stored. Anything else is about one of
them: readers of files that are none raise whatever comes."""


class Sent(NamedTuple):
    """What became of an instance."""

    instance: Storable
    outcome: Outcome | None
    """What the peer has answered; None if it was not stored."""
    error: Exception | None
    """What kept it from being stored."""


def store_all(
    association: Association,
    instances: Iterable[Storable],
    priority: Literal["low", "medium", "high"],
) -> Iterator[Sent]:
    """Yield what becomes of instances, in their order; see `Association.store_all`."""
    waiting: deque[tuple[Storable, Pending | Exception]] = deque()
    try:
        for instance in instances:
            # Also what failed here has to wait for its turn, so that order is kept.
            while len(waiting) >= association.window:
                yield _sent(*waiting.popleft())
            waiting.append((instance, _begun(association, instance, priority)))
        while waiting:
            yield _sent(*waiting.popleft())
    finally:
        for _, pending in waiting:  # nobody wants to know, but the peer is at it
            if not isinstance(pending, Exception):
                with contextlib.suppress(Exception):
                    pending.outcome()


def _begun(
    association: Association,
    instance: Storable,
    priority: Literal["low", "medium", "high"],
) -> Pending | Exception:
    try:
        with Outgoing(instance) as outgoing:
            return association.begin_store(outgoing, priority)
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
