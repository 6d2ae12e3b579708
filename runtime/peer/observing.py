"""From what an association did to the entry in the journal: all that was wrong with it.

The server checks the attributes of requests, behaviours note what their state makes wrong;
here come the command set, and what never reached a behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydicom.uid import UID

from ..dimse.checking import asked_by, check_command, check_status
from ..dimse.checking.statuses import statuses_of
from ..dimse.sop_classes import MetaSopClass, SopClass
from ..dimse.statuses import status_of
from ..messages import NEventReportRSP
from ..validation import codes
from ..validation.findings import Finding
from .journal import Message, Visit

if TYPE_CHECKING:
    from ..network.calls import Call
    from .outbox import Receipt

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
            (*self._command(call), *call.findings),
            _meaning(call.status, service, named),
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
            (*receipt.findings, *_of_status(status, sop_class)),
            _meaning(status, service, sop_class),
        )

    def _command(self, call: Call) -> tuple[Finding, ...]:
        context = self._classes.get(call.abstract_syntax)
        found = check_command(
            call.raw_command, context=context or call.abstract_syntax or None
        )
        if context is None or not call.service or issubclass(context, MetaSopClass):
            return found
        if not _names(context, call.sop_class_uid):
            return found  # of the wrong SOP class: its operations are not the point
        keyword = TYPES.get(call.service)
        type_id = call.command.get(keyword) if keyword else None
        return (*found, *asked_by(context, call.service, type_id=type_id).findings)


def _of_status(status: int, sop_class: type[SopClass]) -> list[Finding]:
    """Return whether a report of an event may be answered so."""
    response = NEventReportRSP(MessageIDBeingRespondedTo=1, Status=status)
    found = check_status(response, sop_class)
    # Of its other fields nothing is known here.
    return [each for each in found if each.code == codes.STATUS_UNKNOWN.name]


def _meaning(status: int | None, service: str, sop_class: type[SopClass] | None) -> str:
    """Return what a status says."""
    if status is None:
        return ""
    known = status_of(status, service, statuses_of(sop_class, service))
    return (known.label or known.category) if known else ""


def _names(context: type[SopClass], uid: str) -> bool:
    """Whether a message of a presentation context may name a SOP class."""
    return uid in (context.uid, context.message_uid)
