"""Storage Commitment: PS3.4 Annex J. Requested instances are looked up on disk."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ...dimse.services.attribute_lists import AttributeList
from ...findings import codes
from ...network.serving.request_context import Call
from ...statuses import CLASS_INSTANCE_CONFLICT, NO_SUCH_SOP_INSTANCE
from .behaviour import dataset_of
from .normalized import Normalized

SUCCESSFUL: Final = 1
FAILURES_EXIST: Final = 2
"""Event Type IDs: Table J.3-2."""


class StorageCommitment(Normalized):
    """Commits to stored instances, and reports failure for others."""

    needs_valid = True

    def act(self, request: AttributeList, call: Call) -> None:
        self.require_valid(call, "N-ACTION")
        self.record_action(request, call)
        event, result = self.outcome(dataset_of(request), call)
        uid = self.sop_class.instance_uid or call.sop_instance_uid
        self.backend.send(call.calling_ae, self.sop_class, uid, event, result, call)

    def outcome(self, request: Dataset, call: Call) -> tuple[int, Dataset]:
        """Return the type and the information of the event that reports the result.

        Failure reasons are statuses of PS3.7: PS3.3 C.14.1.1.
        """
        committed, failed = [], []
        for index, requested in enumerate(request.get("ReferencedSOPSequence") or ()):
            uid = str(requested.get("ReferencedSOPInstanceUID") or "")
            sop_class = str(requested.get("ReferencedSOPClassUID") or "")
            item = Dataset()
            item.ReferencedSOPClassUID = sop_class
            item.ReferencedSOPInstanceUID = uid
            entry = next(self.backend.archive.entries([uid]), None)
            if entry is None or not entry.file.is_file():
                item.FailureReason = NO_SUCH_SOP_INSTANCE.number
                message = f"{uid} is not stored here"
            elif entry.sop_class != sop_class:
                item.FailureReason = CLASS_INSTANCE_CONFLICT.number
                message = f"{uid} has another SOP class, {entry.sop_class}"
            else:
                committed.append(item)
                continue
            failed.append(item)
            self.add_finding(
                call,
                codes.REFERENCE_NOT_STORED,
                message,
                keyword="ReferencedSOPInstanceUID",
                path=f"ReferencedSOPSequence[{index}].ReferencedSOPInstanceUID",
                reference="PS3.4 J.3.3",
                suggestion="request commitment after the instance was stored",
            )
        result = Dataset()
        result.TransactionUID = request.get("TransactionUID")
        result.RetrieveAETitle = self.backend.ae_title
        if committed:
            result.ReferencedSOPSequence = Sequence(committed)
        if failed:
            result.FailedSOPSequence = Sequence(failed)
        return (FAILURES_EXIST if failed else SUCCESSFUL), result
