"""The making of inventories, which this peer never ends: PS3.4 KK.2.

What a system sees that asks for one: the states of its transaction, and their reports.
"""

from __future__ import annotations

from typing import ClassVar, Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList
from ..network.calls import Call
from ..validation import codes
from . import outcomes
from .behaviour import dataset_of
from .normalized import Normalized
from .register import Books, Managed

STATUS: Final = 12
TERMINATED: Final = 13
"""Event Type IDs: Table KK.2-2."""


class Inventories(Normalized):
    """Follows transactions: processing, paused, canceled."""

    actions: ClassVar = {
        11: "begin",
        12: "tell",
        13: "abandon",
        14: "halt",
        15: "proceed",
    }

    def begin(self, request: AttributeList, call: Call) -> None:
        """Begin a transaction."""
        asked = dataset_of(request)
        uid = str(asked.get("TransactionUID") or "")

        def job(books: Books) -> None:
            if books.get(self.managed_as, uid):
                self._wrong(call, f"the transaction {uid} exists already")
                raise outcomes.refused(outcomes.PROCESSING_FAILURE, "it exists already")
            books.put(Managed(self.managed_as, uid, asked, "PROCESSING"))

        self.peer.register.change(job)
        self._report(call, uid, STATUS, "PROCESSING")

    def tell(self, request: AttributeList, call: Call) -> None:
        """Report the state of a transaction."""
        self._enter(request, call, "")

    def abandon(self, request: AttributeList, call: Call) -> None:
        """End a transaction without an inventory."""
        self._enter(request, call, "CANCELED")

    def halt(self, request: AttributeList, call: Call) -> None:
        """Interrupt a transaction."""
        self._enter(request, call, "PAUSED")

    def proceed(self, request: AttributeList, call: Call) -> None:
        """Go on with a transaction."""
        self._enter(request, call, "PROCESSING")

    def _enter(self, request: AttributeList, call: Call, state: str) -> None:
        uid = str(dataset_of(request).get("TransactionUID") or "")

        def job(books: Books) -> str:
            managed = books.get(self.managed_as, uid)
            if managed is None:
                self._wrong(call, f"there is no transaction {uid}")
                raise outcomes.refused(outcomes.PROCESSING_FAILURE, "no transaction")
            if state and managed.state == "CANCELED":
                self._wrong(call, f"the transaction {uid} is CANCELED")
                raise outcomes.refused(outcomes.PROCESSING_FAILURE, "it is canceled")
            books.put(managed._replace(state=state or managed.state))
            return state or managed.state

        entered = self.peer.register.change(job)
        event = TERMINATED if entered == "CANCELED" else STATUS
        self._report(call, uid, event, entered)

    def _report(self, call: Call, uid: str, event: int, state: str) -> None:
        information = Dataset()
        information.TransactionUID = uid
        information.TransactionStatus = state
        if event == STATUS:
            information.TotalNumberOfStudyRecords = 0
        instance = self.sop_class.instance_uid or call.sop_instance_uid
        self.peer.send(
            call.calling_ae, self.sop_class, instance, event, information, call
        )

    def _wrong(self, call: Call, what: str) -> None:
        self.wrong(
            call,
            codes.STATE_TRANSITION,
            what,
            keyword="TransactionUID",
            reference="PS3.4 KK.2.2",
        )
