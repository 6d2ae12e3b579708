"""Sends the requests of a print in a thread of their own.

An interruption (Ctrl-C) while a response is expected would abort the association. Here it
interrupts the caller only: the request is completed, and the film session can be deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from ...dimse.services.attribute_lists import (
        ActionRequest,
        CreateRequest,
        DeleteRequest,
        GetRequest,
        SetRequest,
    )
    from ...dimse.services.outcomes import Outcome
    from ...network import Association

R = TypeVar("R")


class Requests:
    """Sends requests on an association, one at a time."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self._thread = ThreadPoolExecutor(1, "iodize-print")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=False)

    def create(self, request: CreateRequest[R], uid: str | None = None) -> R:
        """Send N-CREATE."""
        return self._done(lambda: self.association.create(request, uid))

    def set(self, request: SetRequest[R], uid: str) -> R:
        """Send N-SET."""
        return self._done(lambda: self.association.set(request, uid))

    def get(self, request: GetRequest[R], uid: str | None = None) -> R:
        """Send N-GET."""
        return self._done(lambda: self.association.get(request, uid))

    def action(self, request: ActionRequest[R], uid: str) -> R:
        """Send N-ACTION."""
        return self._done(lambda: self.association.action(request, uid))

    def delete(self, request: DeleteRequest, uid: str) -> Outcome:
        """Send N-DELETE, after the response to an interrupted request."""
        return self._done(lambda: self.association.delete(request, uid))

    def supports(self, uid: str) -> bool:
        """Return whether the peer has accepted an abstract syntax."""
        return uid in self.association.accepted

    def _done(self, send: Callable[[], R]) -> R:
        return self._thread.submit(send).result()
