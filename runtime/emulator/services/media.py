"""Media Creation Management: requests are accepted, but no media are written.

Source: PS3.4 Annex S; the states are those of PS3.3 C.22.1.
"""

from __future__ import annotations

from typing import ClassVar, Final

from ...dimse.services.attribute_lists import AttributeList
from ...findings import codes
from ...network.serving.request_context import Call
from ..data.managed_instances import ManagedInstance, RegisterTransaction
from .normalized import Normalized

ALREADY_INITIATED: Final = "A510"
ALREADY_COMPLETED: Final = "C201"
"""Statuses: Tables S.3.2.2.4-1, S.3.2.3.4-1."""

IDLE: Final = "IDLE"
DONE: Final = "DONE"
FAILURE: Final = "FAILURE"
"""Values of Execution Status."""


class MediaCreation(Normalized):
    """Accepts requests for media, and answers as if the media were created."""

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        return _with_status(managed, IDLE)

    def initiate(self, request: AttributeList, call: Call) -> None:
        """Initiate Media Creation: S.3.2.2."""

        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            if managed.state != IDLE:
                self._add_error(managed, call)
                raise self.refusal(call, ALREADY_INITIATED, f"is {managed.state}")
            managed.dataset.NumberOfCopies = 1
            managed.dataset.TotalNumberOfPiecesOfMediaCreated = 1
            register.put(_with_status(managed, DONE))

        self.backend.register.change(job)

    def cancel(self, request: AttributeList, call: Call) -> None:
        """Cancel Media Creation: S.3.2.3."""

        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            if managed.state == DONE:
                self._add_error(managed, call)
                raise self.refusal(call, ALREADY_COMPLETED, f"is {managed.state}")
            managed.dataset.FailureReason = 0
            register.put(_with_status(managed, FAILURE))

        self.backend.register.change(job)

    actions: ClassVar = {1: initiate, 2: cancel}

    def _add_error(self, managed: ManagedInstance, call: Call) -> None:
        self.add_finding(
            call,
            codes.STATE_TRANSITION,
            f"the request is {managed.state}",
            reference="PS3.4 S.3.2.2.4",
        )


def _with_status(managed: ManagedInstance, status: str) -> ManagedInstance:
    managed.dataset.ExecutionStatus = status
    managed.dataset.ExecutionStatusInfo = "NORMAL"
    return managed._replace(state=status)
