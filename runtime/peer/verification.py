"""What follows the checks of a radiotherapy machine, and the making of inventories.

Source: PS3.4 DD.3.2, KK.2.
"""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from .normalized import Normalized

DONE: Final = 2
"""Event Type ID: Table DD.3.2.5-1."""


class MachineVerification(Normalized):
    """Finds every machine set up as planned, and says so."""

    def record(self, request: AttributeList, call: Call) -> None:
        self.peer.register.change(lambda books: self.found(books, call))
        super().record(request, call)
        self.peer.send(
            call.calling_ae,
            self.sop_class,
            call.sop_instance_uid,
            DONE,
            Dataset(),
            call,
        )
