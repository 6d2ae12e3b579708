"""Requests to print a stored print: accepted, kept and checked against the archive.

Source: PS3.4-2004 H.4.10.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ....dimse.services.attribute_lists import AttributeList
from ....findings import codes
from ....network.serving.request_context import Call
from ..behaviour import dataset_of
from ..normalized import Normalized


class PullPrintRequests(Normalized):
    """Keeps requests; reports stored prints that are not in the archive. Prints nothing."""

    def create(self, request: AttributeList, call: Call) -> Any:
        answer = super().create(request, call)
        prints = dataset_of(request).get("ReferencedStoredPrintSequence") or ()
        for index, item in enumerate(prints):
            uid = str(item.get("ReferencedSOPInstanceUID") or "")
            if next(self.backend.archive.entries([uid]), None) is None:
                self.add_finding(
                    call,
                    codes.REFERENCE_NOT_STORED,
                    f"{uid} is not stored here",
                    keyword="ReferencedSOPInstanceUID",
                    path=f"ReferencedStoredPrintSequence[{index}]"
                    ".ReferencedSOPInstanceUID",
                    reference="PS3.4-2004 H.4.10",
                    suggestion="store the Stored Print object first",
                )
        return answer

    def start_printing(self, request: AttributeList, call: Call) -> None:
        """Record the request to print."""
        self.backend.register.change(
            lambda register: self.managed_instance(register, call)
        )
        self.record_action(request, call)

    actions: ClassVar = {1: start_printing}
