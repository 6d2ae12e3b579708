"""From what an association did to the entry in the journal: all that was wrong with it.

The server checks command sets and attributes, behaviours note what their state makes wrong;
here comes what never reached a behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydicom.uid import UID

from ..dimse.checking import asked_by
from ..dimse.sop_classes import MetaSopClass, SopClass, statuses_of
from ..dimse.statuses import status_of
from ..validation import codes
from ..validation.findings import Finding
from .journal import Message, Visit

if TYPE_CHECKING:
    from ..network.calls import Call
    from ..network.rejecting import Rejection
    from .outbox import Receipt

_ADMITTED = {
    "Calling AE title not recognised": "have it call by an AE title of --allow-ae",
    "connections from this address are not allowed": "name its address with --allow",
}
"""What lets a system in, by the reason that kept it out."""

TYPES = {"N-ACTION": "ActionTypeID", "N-EVENT-REPORT": "EventTypeID"}


class Observer:
    """Makes entries of answered requests."""

    def __init__(self, classes: Mapping[str, type[SopClass]]) -> None:
        """Make an observer.

        Args:
            classes: The SOP classes that are provided, by UID.
        """
        self._classes = classes

    def message(self, visit: Visit, call: Call) -> Message:
        """Return the entry of a request."""
        uid = call.sop_class_uid
        own = self._classes.get(call.abstract_syntax)
        named = own if own is not None and _names(own, uid) else self._classes.get(uid)
        service = call.service or "unknown"
        return Message(
            visit,
            f"{service}-RQ",
            named.name if named else UID(uid).name or "?",
            uid,
            call.sop_instance_uid,
            call.status,
            (*call.findings, *self._asked(call)),
            _meaning(call.status, service, named),
            call.pending,
        )

    def response(self, visit: Visit, receipt: Receipt) -> Message:
        """Return the entry of what a report of an event was answered."""
        service, letter = "N-EVENT-REPORT", receipt.letter
        sop_class, status = letter.sop_class, receipt.status or 0
        return Message(
            visit,
            f"{service}-RSP",
            sop_class.name,
            sop_class.uid,
            letter.uid,
            status,
            receipt.findings,
            _meaning(status, service, sop_class),
        )

    def stored(
        self, visit: Visit, call: Call, name: str, findings: tuple[Finding, ...]
    ) -> Message:
        """Return the entry of what the object of a retrieval was answered.

        Args:
            name: "answer to C-STORE of CT Image Storage".
        """
        receiver = call.move_destination or call.calling_ae
        _, _, subject = name.partition(" of ")
        return Message(
            visit._replace(calling_ae=receiver),
            "C-STORE-RSP",
            subject,
            "",
            "",
            None,
            findings,
        )

    def rejection(self, visit: Visit, rejection: Rejection) -> Message:
        """Return the entry of an association that was not accepted."""
        code = codes.ASSOCIATION_REJECTED
        finding = Finding(
            code.severity,
            code.name,
            None,
            "",
            "",
            "",
            rejection.reason,
            code.reference,
            suggestion=_ADMITTED.get(rejection.reason, ""),
        )
        subject = f"with {rejection.called_ae}" if rejection.called_ae else "connection"
        return Message(visit, "A-ASSOCIATE-RQ", subject, "", "", None, (finding,))

    def _asked(self, call: Call) -> tuple[Finding, ...]:
        context = self._classes.get(call.abstract_syntax)
        if context is None or not call.service or issubclass(context, MetaSopClass):
            return ()
        if not _names(context, call.sop_class_uid):
            return ()  # of the wrong SOP class: its operations are not the point
        keyword = TYPES.get(call.service)
        type_id = call.command.get(keyword) if keyword else None
        return asked_by(context, call.service, type_id=type_id).findings


def _meaning(status: int | None, service: str, sop_class: type[SopClass] | None) -> str:
    """Return what a status says."""
    if status is None:
        return ""
    known = status_of(status, service, statuses_of(sop_class, service))
    return (known.label or known.category) if known else ""


def _names(context: type[SopClass], uid: str) -> bool:
    """Whether a message of a presentation context may name a SOP class."""
    return uid in (context.uid, context.message_uid)
