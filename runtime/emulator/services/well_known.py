"""Instances that are there from the beginning: a display system.

Source: PS3.4 EE.2.
"""

from __future__ import annotations

from typing import Any

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from .normalized import Normalized


class WellKnown(Normalized):
    """Returns the attributes of the one instance, which an example of its IOD has."""

    def get(self, request: AttributeList, call: Call) -> Any:
        from ..example import build

        if call.sop_instance_uid != self.sop_class.instance_uid:
            self.unknown(call)
        dataset = build(self.sop_class.iod, self.sop_class.uid)
        return self.got(type(request), dataset, call)
