"""Presentation LUTs: PS3.4 H.4.9."""

from __future__ import annotations

from typing import Any

from pydicom.uid import generate_uid

from ....dimse.services.attribute_lists import AttributeList
from ....films import PresentationLUT
from ....network.serving.request_context import Call
from ..behaviour import dataset_of
from .base import Printing, reply


class PresentationLUTs(Printing):
    """Manages the Presentation LUTs of each association."""

    def create(self, request: AttributeList, call: Call) -> Any:
        self.require_valid(call, "N-CREATE")
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        attributes = dataset_of(request)
        with self.refusing(call):
            PresentationLUT.of(attributes)
        self.instances(call).presentation_luts[call.sop_instance_uid] = attributes
        return reply(request, attributes)

    def delete(self, request: AttributeList, call: Call) -> Any:
        instances = self.instances(call)
        if call.sop_instance_uid not in instances.presentation_luts:
            self.refuse_unknown(call)
        if instances.refers_to(call.sop_instance_uid):
            raise self.out_of_order(
                call, "a film or image refers to the LUT", "PS3.4 H.4.9.2.2.2"
            )
        del instances.presentation_luts[call.sop_instance_uid]
