"""The checks of a radiotherapy machine before it treats: PS3.4 DD.3.2."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from ..validation import codes
from .normalized import Normalized
from .outcomes import refused
from .register import Books, Managed

DONE: Final = 2
"""Event Type ID: Table DD.3.2.5-1."""

PLAN_NOT_FOUND: Final = 0xC227
"""Of N-CREATE: Table DD.3.2.1.2-1."""
NO_SUCH_VERIFICATION: Final = 0xC112
"""Of N-GET and N-ACTION: Table DD.3.2.2.3-1."""


class MachineVerification(Normalized):
    """Finds every machine set up as its plan says, if it has the plan."""

    def created(self, managed: Managed, call: Call, books: Books) -> Managed:
        for index, plan in enumerate(
            managed.dataset.get("ReferencedRTPlanSequence") or ()
        ):
            uid = str(plan.get("ReferencedSOPInstanceUID") or "")
            found = books.execute("SELECT 1 FROM instances WHERE uid = ?", (uid,))
            if not found.fetchone():
                self.wrong(
                    call,
                    codes.REFERENCE_NOT_STORED,
                    f"the plan {uid} was not stored here",
                    keyword="ReferencedSOPInstanceUID",
                    path=f"ReferencedRTPlanSequence[{index}].ReferencedSOPInstanceUID",
                    reference="PS3.4 DD.3.2.1.2",
                    suggestion="send the plan before",
                )
                raise refused(PLAN_NOT_FOUND, f"no plan {uid}")
        made = super().created(managed, call, books)
        _judge(made.dataset, "NOT_VERIFIED")
        return made

    def record(self, request: AttributeList, call: Call) -> None:
        def job(books: Books) -> None:
            managed = self.found(books, call)
            _judge(managed.dataset, "VERIFIED")
            books.put(managed)

        self.peer.register.change(job)
        super().record(request, call)
        uid = call.sop_instance_uid
        self.peer.send(call.calling_ae, self.sop_class, uid, DONE, Dataset(), call)

    def unknown(self, call: Call) -> NoReturn:
        if call.service in ("N-GET", "N-ACTION"):
            self.tell_unknown(call)
            raise refused(
                NO_SUCH_VERIFICATION, f"no verification {call.sop_instance_uid}"
            )
        super().unknown(call)


def _judge(dataset: Any, status: str) -> None:
    dataset.TreatmentVerificationStatus = status
    dataset.FailedAttributesSequence = Sequence()
    dataset.OverriddenAttributesSequence = Sequence()
