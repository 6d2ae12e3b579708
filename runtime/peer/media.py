"""Media creation: requests are taken, and their media written to nowhere.

Source: PS3.4 Annex S; the states are those of PS3.3 C.22.1.
"""

from __future__ import annotations

from typing import ClassVar, Final

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from ..validation import codes
from .normalized import Normalized
from .outcomes import refused
from .register import Books, Managed

ALREADY_INITIATED: Final = 0xA510
ALREADY_COMPLETED: Final = 0xC201
"""Statuses: Tables S.3.2.2.4-1, S.3.2.3.4-1."""


class MediaCreation(Normalized):
    """Does what requests for media ask, as far as one can tell from outside."""

    actions: ClassVar = {1: "initiate", 2: "cancel"}

    def created(self, managed: Managed, call: Call, books: Books) -> Managed:
        managed.dataset.ExecutionStatus = "IDLE"
        managed.dataset.ExecutionStatusInfo = "NORMAL"
        return managed._replace(state="IDLE")

    def initiate(self, request: AttributeList, call: Call) -> None:
        """Initiate Media Creation: S.3.2.2."""

        def job(books: Books) -> None:
            managed = self.found(books, call)
            if managed.state != "IDLE":
                self._wrong_state(managed, call)
                raise refused(ALREADY_INITIATED, f"the request is {managed.state}")
            managed.dataset.NumberOfCopies = 1
            managed.dataset.TotalNumberOfPiecesOfMediaCreated = 1
            _put(managed, books, "DONE")

        self.peer.register.change(job)

    def cancel(self, request: AttributeList, call: Call) -> None:
        """Cancel Media Creation: S.3.2.3."""

        def job(books: Books) -> None:
            managed = self.found(books, call)
            if managed.state == "DONE":
                self._wrong_state(managed, call)
                raise refused(ALREADY_COMPLETED, "the media are created")
            managed.dataset.FailureReason = 0
            _put(managed, books, "FAILURE")

        self.peer.register.change(job)

    def _wrong_state(self, managed: Managed, call: Call) -> None:
        self.wrong(
            call,
            codes.STATE_TRANSITION,
            f"the request is {managed.state}",
            reference="PS3.4 S.3.2.2.4",
        )


def _put(managed: Managed, books: Books, state: str) -> None:
    managed.dataset.ExecutionStatus = state
    managed.dataset.ExecutionStatusInfo = "NORMAL"
    books.put(managed._replace(state=state))
