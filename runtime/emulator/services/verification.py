"""RT machine verification before a treatment: PS3.4 DD.3.2."""

from __future__ import annotations

from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ...dimse.services.attribute_lists import AttributeList
from ...findings import codes
from ...network.serving.request_context import Call
from ..data.managed_instances import ManagedInstance, RegisterTransaction
from .normalized import Normalized

DONE: Final = 2
"""Event Type ID: Table DD.3.2.5-1."""

PLAN_NOT_FOUND: Final = "C227"
"""Status of N-CREATE: Table DD.3.2.1.2-1."""


class MachineVerification(Normalized):
    """Verifies every machine successfully, if the plan is stored."""

    no_such_instance = "C112"
    needs_valid = True

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        for index, plan in enumerate(
            managed.dataset.get("ReferencedRTPlanSequence") or ()
        ):
            uid = str(plan.get("ReferencedSOPInstanceUID") or "")
            found = register.execute("SELECT 1 FROM instances WHERE uid = ?", (uid,))
            if not found.fetchone():
                self.add_finding(
                    call,
                    codes.REFERENCE_NOT_STORED,
                    f"the plan {uid} is not stored here",
                    keyword="ReferencedSOPInstanceUID",
                    path=f"ReferencedRTPlanSequence[{index}].ReferencedSOPInstanceUID",
                    reference="PS3.4 DD.3.2.1.2",
                    suggestion="store the plan first",
                )
                raise self.refusal(call, PLAN_NOT_FOUND, f"no plan {uid}")
        created = super().created(managed, call, register)
        _set_status(created.dataset, "NOT_VERIFIED")
        return created

    def record_action(self, request: AttributeList, call: Call) -> None:
        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            _set_status(managed.dataset, "VERIFIED")
            register.put(managed)

        self.backend.register.change(job)
        super().record_action(request, call)
        uid = call.sop_instance_uid
        self.backend.send(call.calling_ae, self.sop_class, uid, DONE, Dataset(), call)


def _set_status(dataset: Any, status: str) -> None:
    dataset.TreatmentVerificationStatus = status
    dataset.FailedAttributesSequence = Sequence()
    dataset.OverriddenAttributesSequence = Sequence()
