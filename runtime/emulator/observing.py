"""Journal entries of answered requests, received responses and rejected associations.

The server validates command sets and attributes, and behaviours add findings that depend on
the state. Findings about the SOP class and its operations are added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pydicom.uid import UID

from ..dimse.checking import resolve
from ..dimse.services.sop_classes import MetaSopClass, SopClass, statuses_of
from ..dimse.services.statuses import status_of
from ..findings import codes
from ..findings.finding import Finding
from ..network.serving.rejecting import RejectionCause
from .journal import JournalAssociation, JournalEntry

if TYPE_CHECKING:
    from ..network.link.checks import CheckedMessage
    from ..network.serving.rejecting import Rejection
    from ..network.serving.request_context import Call
    from .outbox import Delivery

_SUGGESTIONS: Final = {
    RejectionCause.CALLING_AE: "use an AE title of --allow-ae as calling AE title",
    RejectionCause.NETWORK: "add its address with --allow",
    RejectionCause.OTHER: "",
}

TYPE_IDS: Final = {"N-ACTION": "ActionTypeID", "N-EVENT-REPORT": "EventTypeID"}
"""Command elements with the type of an action or event, by service."""


class Observer:
    """Creates journal entries.

    Args:
        classes: The SOP classes that are provided, by UID.
    """

    def __init__(self, classes: Mapping[str, type[SopClass]]) -> None:
        self._classes = classes

    def request(self, association: JournalAssociation, call: Call) -> JournalEntry:
        """Return the entry of an answered request."""
        uid = call.sop_class_uid
        own = self._classes.get(call.abstract_syntax)
        sop_class = own if own and _allows(own, uid) else self._classes.get(uid)
        service = call.service or "unknown"
        return JournalEntry(
            association,
            f"{service}-RQ",
            sop_class.name if sop_class else UID(uid).name or "?",
            uid,
            call.sop_instance_uid,
            call.status,
            (*call.findings, *self._operation_findings(call)),
            _meaning(call.status, service, sop_class),
            call.pending,
            call.comment,
        )

    def event_response(
        self, association: JournalAssociation, delivery: Delivery
    ) -> JournalEntry:
        """Return the entry of the response to an event report."""
        service, report = "N-EVENT-REPORT", delivery.report
        sop_class, status = report.sop_class, delivery.status or 0
        return JournalEntry(
            association,
            f"{service}-RSP",
            sop_class.name,
            sop_class.uid,
            report.uid,
            status,
            delivery.findings,
            _meaning(status, service, sop_class),
        )

    def store_response(
        self,
        association: JournalAssociation,
        call: Call,
        message: CheckedMessage,
        findings: tuple[Finding, ...],
    ) -> JournalEntry:
        """Return the entry of the response to a C-STORE sub-operation of a retrieval."""
        receiver = call.move_destination or call.calling_ae
        return JournalEntry(
            association._replace(calling_ae=receiver),
            f"{message.service}-RSP",
            message.sop_class,
            "",
            "",
            None,
            findings,
        )

    def rejection(
        self, association: JournalAssociation, rejection: Rejection
    ) -> JournalEntry:
        """Return the entry of a rejected association."""
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
            suggestion=_SUGGESTIONS[rejection.cause],
        )
        subject = f"with {rejection.called_ae}" if rejection.called_ae else "connection"
        return JournalEntry(
            association, "A-ASSOCIATE-RQ", subject, "", "", None, (finding,)
        )

    def _operation_findings(self, call: Call) -> tuple[Finding, ...]:
        """Return findings about an operation or type that the SOP class does not have."""
        context = self._classes.get(call.abstract_syntax)
        if context is None or not call.service or issubclass(context, MetaSopClass):
            return ()
        if not _allows(context, call.sop_class_uid):
            return ()  # wrong SOP class: its operations do not matter
        keyword = TYPE_IDS.get(call.service)
        type_id = call.command.get(keyword) if keyword else None
        return resolve(context, call.service, type_id=type_id).findings


def _meaning(status: int | None, service: str, sop_class: type[SopClass] | None) -> str:
    if status is None:
        return ""
    known = status_of(status, service, statuses_of(sop_class, service))
    return (known.label or known.category) if known else ""


def _allows(context: type[SopClass], uid: str) -> bool:
    """True if messages of a presentation context may name a SOP class."""
    return uid in (context.uid, context.message_uid)
