"""Well-known SOP instances that always exist: a display system.

Source: PS3.4 EE.2.
"""

from __future__ import annotations

from typing import Any

from ...dimse.services.attribute_lists import AttributeList
from ...network.serving.request_context import Call
from .normalized import Normalized


class WellKnown(Normalized):
    """Returns the attributes of the well-known instance, those of an example."""

    def get(self, request: AttributeList, call: Call) -> Any:
        from ...example import build

        if call.sop_instance_uid != self.sop_class.instance_uid:
            self.refuse_unknown(call)
        dataset = build(self.sop_class.iod, self.sop_class.uid)
        return self.get_reply(type(request), dataset, call)
