"""The context of a received request, passed to its handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.dataset import Dataset

from ...dimse.services import request_context
from ...dimse.services.attribute_lists import EventReply, EventReport
from ...dimse.services.sides import NORMALIZED
from ...findings.finding import Finding

if TYPE_CHECKING:
    from ..link.incoming import Incoming
    from ..link.received import Received
    from ..link.upper_layer import Link
    from ..requests.association import Association


class Call(request_context.Call):
    """The context of a received request."""

    findings: tuple[Finding, ...] = ()
    """Findings of the request."""
    pending: int = 0
    """Number of pending responses that were sent: answers to a query."""
    comment: str = ""
    """Error Comment of the final response."""
    status: int | None = None
    """Status (0000,0900) of the final response; None before it."""
    received: Received | None = None
    """The instance of a C-STORE, in its encoding."""

    def __init__(self, link: Link, association: Association, message: Incoming) -> None:
        self._link = link
        self.logged: set[tuple[str, str]] = set()
        """Codes and paths of logged findings of own responses."""
        self._message = message
        self.association = association
        """Sends messages to the same peer, if the roles allow it."""
        self.service = message.service
        """The DIMSE service: "N-SET"."""
        command = self.command_set = message.command
        """The received command set."""
        self.message_id = int(command.get("MessageID") or 0)
        self.sop_class_uid = str(
            command.get("AffectedSOPClassUID")
            or command.get("RequestedSOPClassUID")
            or ""
        )
        self.sop_instance_uid = str(
            command.get("AffectedSOPInstanceUID")
            or command.get("RequestedSOPInstanceUID")
            or ""
        )
        self.context_id = message.context_id
        context = link._accepted_cx.get(message.context_id)
        self.abstract_syntax = str(context.abstract_syntax) if context else ""
        """Abstract syntax of the presentation context."""
        self.general_class_uid = link.related.get(
            self.abstract_syntax, self.abstract_syntax
        )
        """UID of the related general SOP class as which it is served: PS3.4 B.3.1.4."""
        self.transfer_syntax_uid = str(context.transfer_syntax[0]) if context else ""
        self.calling_ae = str(link.requestor.ae_title).strip()
        self.called_ae = _called_ae(link)
        side = link.requestor if link.is_acceptor else link.acceptor
        self.address = side.address_info.address if side.address_info else ""
        """IP address of the peer."""
        self.move_destination = str(command.get("MoveDestination") or "")
        """AE title of the destination of a C-MOVE."""

    @property
    def is_normalized(self) -> bool:
        """True for DIMSE-N services."""
        return self.service in NORMALIZED

    def type_id(self, keyword: str) -> int | None:
        """Return Action Type ID, or Event Type ID, of the request."""
        found = self.command_set.get(keyword)
        return None if found is None else int(found)

    @property
    def command(self) -> Dataset:
        """The command set, group 0000."""
        return self.command_set.to_dataset()

    @property
    def cancelled(self) -> bool:
        """True if the request was cancelled or the association has ended."""
        return self._message.cancelled or self._link.has_ended

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Report an event to the peer on this association, and return the reply."""
        return self.association.report(event, sop_instance_uid)


def _called_ae(link: Link) -> str:
    primitive = link.requestor.primitive
    title = getattr(primitive, "called_ae_title", None) or link.acceptor.ae_title
    return str(title).strip()
