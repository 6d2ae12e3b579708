"""The circumstances of a request, as its handler learns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.dataset import Dataset

from ..dimse import providers
from ..dimse.attribute_lists import EventReply, EventReport
from ..validation.findings import Finding
from . import command_sets

if TYPE_CHECKING:
    from .association import Association
    from .exchange import Incoming
    from .received import Received
    from .upper_layer import Link


class Call(providers.Call):
    """A request that has been received."""

    findings: tuple[Finding, ...] = ()
    """What is wrong with the request."""
    pending: int = 0
    """How many responses were sent that others follow: answers to a query."""
    status: int | None = None
    """Status (0000,0900) of its final response; None before that."""
    received: Received | None = None
    """The instance of a C-STORE, encoded as it came."""

    def __init__(
        self, link: Link, association: Association, message: Incoming, service: str
    ) -> None:
        self._link = link
        self.told: set[tuple[str, str]] = set()
        """What the log knows of this side's own answers."""
        self._message = message
        self.association = association
        """Sends messages to the same peer, where the roles allow."""
        self.service = service
        """The DIMSE service: "N-SET"."""
        self.raw_command = message.raw
        """The command set, as it was received."""
        command = message.command
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
        """What the presentation context was negotiated for."""
        self.general_class_uid = link.related.get(
            self.abstract_syntax, self.abstract_syntax
        )
        """The related general SOP class that it is served as: PS3.4 B.3.1.4."""
        self.transfer_syntax_uid = str(context.transfer_syntax[0]) if context else ""
        self.calling_ae = str(link.requestor.ae_title).strip()
        self.called_ae = _called(link)
        side = link.requestor if link.is_acceptor else link.acceptor
        self.address = side.address_info.address if side.address_info else ""
        """The peer's IP address."""
        self.move_destination = str(command.get("MoveDestination") or "")
        """AE title that C-MOVE shall send to."""

    def type_id(self, keyword: str) -> int | None:
        """Return Action Type ID, or Event Type ID, of the request."""
        found = self._message.command.get(keyword)
        return None if found is None else int(found)

    @property
    def command(self) -> Dataset:
        """The command set, group 0000."""
        return command_sets.to_dataset(self._message.command)

    @property
    def cancelled(self) -> bool:
        """Whether the peer wants no more answers, or has gone."""
        return self._message.cancelled or self._link.has_ended

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Tell the peer of an event on this association, and return its reply."""
        return self.association.report(event, sop_instance_uid)


def _called(link: Link) -> str:
    """Return the AE title that the requestor has called."""
    primitive = link.requestor.primitive
    title = getattr(primitive, "called_ae_title", None) or link.acceptor.ae_title
    return str(title).strip()
