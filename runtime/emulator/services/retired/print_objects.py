"""Retired objects of Print Management: VOI LUT boxes, overlay boxes, referenced images.

They are kept as long as the association, and checked, but not drawn: no source states how
a film refers to them. Source: PS3.4-1998 H.4.3.3, H.4.7 and H.4.8, PS3.4-2004 H.4.12.
"""

from __future__ import annotations

from typing import Any

from pydicom.uid import generate_uid

from ....dimse.services.attribute_lists import AttributeList
from ....network.serving.request_context import Call
from ....statuses import DUPLICATE_SOP_INSTANCE
from .. import outcomes
from ..behaviour import dataset_of
from ..printing.base import Printing, reply
from ..printing.boxes import Boxes


class KeptBoxes(Printing):
    """Keeps VOI LUT boxes and overlay boxes; films are printed without them."""

    def create(self, request: AttributeList, call: Call) -> Any:
        self.require_valid(call, "N-CREATE")
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        kept = self.instances(call).kept
        if call.sop_instance_uid in kept:
            raise outcomes.refusal(DUPLICATE_SOP_INSTANCE, call.sop_instance_uid)
        kept[call.sop_instance_uid] = dataset_of(request)
        return reply(request, kept[call.sop_instance_uid])

    def set(self, request: AttributeList, call: Call) -> Any:
        self._require(call)
        self.require_valid(call, "N-SET")
        attributes = self.instances(call).kept[call.sop_instance_uid]
        attributes.update(dataset_of(request))
        return reply(request, attributes)

    def delete(self, request: AttributeList, call: Call) -> None:
        self._require(call)
        del self.instances(call).kept[call.sop_instance_uid]

    def _require(self, call: Call) -> None:
        if call.sop_instance_uid not in self.instances(call).kept:
            self.refuse_unknown(call)


class ReferencedImageBoxes(Boxes):
    """Image boxes that refer to a stored image; films are printed without it."""
