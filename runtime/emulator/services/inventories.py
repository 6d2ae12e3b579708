"""Creation of inventories, of which none is ever completed: PS3.4 KK.2.

A client can test the states of its transaction and the event reports.
"""

from __future__ import annotations

from typing import ClassVar, Final

from pydicom.dataset import Dataset

from ...dimse.services.attribute_lists import AttributeList
from ...findings import codes
from ...network.serving.request_context import Call
from ...statuses import PROCESSING_FAILURE
from ..data.managed_instances import ManagedInstance, RegisterTransaction
from .behaviour import dataset_of
from .normalized import Normalized
from .outcomes import refusal

STATUS: Final = 12
TERMINATED: Final = 13
"""Event Type IDs: Table KK.2-2."""

PROCESSING: Final = "PROCESSING"
PAUSED: Final = "PAUSED"
CANCELED: Final = "CANCELED"
"""Values of Transaction Status."""


class Inventories(Normalized):
    """Manages transactions: processing, paused, canceled."""

    needs_valid = True

    def initiate(self, request: AttributeList, call: Call) -> None:
        """Start a transaction."""
        attributes = dataset_of(request)
        uid = str(attributes.get("TransactionUID") or "")

        def job(register: RegisterTransaction) -> None:
            if register.get(self.managed_as, uid):
                self._add_error(call, f"the transaction {uid} already exists")
                raise refusal(PROCESSING_FAILURE, "transaction already exists")
            register.put(ManagedInstance(self.managed_as, uid, attributes, PROCESSING))

        self.backend.register.change(job)
        self._send_status(call, uid, STATUS, PROCESSING)

    def report_status(self, request: AttributeList, call: Call) -> None:
        """Report the status of a transaction."""
        self._change(request, call, None)

    def cancel(self, request: AttributeList, call: Call) -> None:
        """End a transaction without an inventory."""
        self._change(request, call, CANCELED)

    def pause(self, request: AttributeList, call: Call) -> None:
        """Interrupt a transaction."""
        self._change(request, call, PAUSED)

    def resume(self, request: AttributeList, call: Call) -> None:
        """Continue a transaction."""
        self._change(request, call, PROCESSING)

    actions: ClassVar = {
        11: initiate,
        12: report_status,
        13: cancel,
        14: pause,
        15: resume,
    }

    def _change(self, request: AttributeList, call: Call, state: str | None) -> None:
        """Change the status of a transaction, unless None is given, and report it."""
        uid = str(dataset_of(request).get("TransactionUID") or "")

        def job(register: RegisterTransaction) -> str:
            managed = register.get(self.managed_as, uid)
            if managed is None:
                self._add_error(call, f"the transaction {uid} does not exist")
                raise refusal(PROCESSING_FAILURE, "transaction does not exist")
            if state and managed.state == CANCELED:
                self._add_error(call, f"the transaction {uid} is {CANCELED}")
                raise refusal(PROCESSING_FAILURE, "transaction is canceled")
            changed = managed._replace(state=state or managed.state)
            register.put(changed)
            return changed.state

        status = self.backend.register.change(job)
        event = TERMINATED if status == CANCELED else STATUS
        self._send_status(call, uid, event, status)

    def _send_status(self, call: Call, uid: str, event: int, status: str) -> None:
        information = Dataset()
        information.TransactionUID = uid
        information.TransactionStatus = status
        if event == STATUS:
            information.TotalNumberOfStudyRecords = 0
        instance = self.sop_class.instance_uid or call.sop_instance_uid
        self.backend.send(
            call.calling_ae, self.sop_class, instance, event, information, call
        )

    def _add_error(self, call: Call, message: str) -> None:
        self.add_finding(
            call,
            codes.STATE_TRANSITION,
            message,
            keyword="TransactionUID",
            reference="PS3.4 KK.2.2",
        )
