"""Storage commitment: PS3.4 Annex J. What is asked for is looked up on disk."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from ..validation import codes
from .behaviour import dataset_of
from .normalized import Normalized

SUCCESSFUL: Final = 1
FAILURES_EXIST: Final = 2
"""Event Type IDs: Table J.3-2."""

NO_SUCH_OBJECT_INSTANCE: Final = 0x0112
CLASS_INSTANCE_CONFLICT: Final = 0x0119
"""Failure Reason (0008,1197): PS3.3 C.14.1.1."""


class StorageCommitment(Normalized):
    """Commits to keep what it has, and says of what it has not."""

    def act(self, request: AttributeList, call: Call) -> None:
        self.require(call, "N-ACTION")
        self.record(request, call)
        event, result = self.outcome(dataset_of(request), call)
        uid = self.sop_class.instance_uid or call.sop_instance_uid
        self.peer.send(call.calling_ae, self.sop_class, uid, event, result, call)

    def outcome(self, request: Dataset, call: Call) -> tuple[int, Dataset]:
        """Return the event that answers a request: its type, and its information."""
        kept, failed = [], []
        for index, asked in enumerate(request.get("ReferencedSOPSequence") or ()):
            uid = str(asked.get("ReferencedSOPInstanceUID") or "")
            sop_class = str(asked.get("ReferencedSOPClassUID") or "")
            item = Dataset()
            item.ReferencedSOPClassUID = sop_class
            item.ReferencedSOPInstanceUID = uid
            entry = next(self.peer.archive.entries([uid]), None)
            if (
                entry is not None
                and entry.file.is_file()
                and entry.sop_class == sop_class
            ):
                kept.append(item)
                continue
            if entry is None or not entry.file.is_file():
                item.FailureReason = NO_SUCH_OBJECT_INSTANCE
                what = f"{uid} was not stored here"
            else:
                item.FailureReason = CLASS_INSTANCE_CONFLICT
                what = f"{uid} is of another SOP class, {entry.sop_class}"
            failed.append(item)
            self.wrong(
                call,
                codes.REFERENCE_NOT_STORED,
                what,
                keyword="ReferencedSOPInstanceUID",
                path=f"ReferencedSOPSequence[{index}].ReferencedSOPInstanceUID",
                reference="PS3.4 J.3.3",
                suggestion="send the instance, and wait for success, before asking",
            )
        result = Dataset()
        result.TransactionUID = request.get("TransactionUID")
        result.RetrieveAETitle = self.peer.ae_title
        if kept:
            result.ReferencedSOPSequence = Sequence(kept)
        if failed:
            result.FailedSOPSequence = Sequence(failed)
        return (FAILURES_EXIST if failed else SUCCESSFUL), result
