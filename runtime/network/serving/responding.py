"""The responses to a received request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ...data_sets import transfer
from ...dimse.messages.messages import RESPONSE
from ...dimse.services.sides import Refused
from ...dimse.services.sop_classes import SopClass
from ...dimse.services.statuses import Status
from ..link import checks
from ..link.exchange import Fields, command_set

if TYPE_CHECKING:
    from ..link.upper_layer import Link
    from .request_context import Call

MAX_COMMENT = 64
"""Characters of Error Comment, VR LO: PS3.5 Table 6.2-1."""
MAX_STATUS = 0xFFFF
WITHOUT_INSTANCE = frozenset({"C-ECHO", "C-FIND", "C-MOVE", "C-GET"})
"""Services whose messages do not name an instance."""
TYPE_IDS = {"N-ACTION": "ActionTypeID", "N-EVENT-REPORT": "EventTypeID"}


class Responder:
    """Sends the responses to a request.

    Args:
        field: Command Field (0000,0100) of the request.
        check: Whether to check responses, and log their findings.
    """

    def __init__(
        self,
        link: Link,
        call: Call,
        field: int,
        sop_class: type[SopClass] | None = None,
        *,
        check: bool = True,
    ) -> None:
        self.link = link
        self.call = call
        self._sop_class = sop_class
        self._check = check
        self._fields: Fields = {
            "CommandField": field | RESPONSE,
            "MessageIDBeingRespondedTo": call.message_id,
            "AffectedSOPClassUID": call.sop_class_uid,
        }

    def pending(
        self,
        status: Status | int,
        data: bytes | Dataset | None,
        counts: Fields | None = None,
    ) -> None:
        """Send a pending response."""
        self.call.pending += 1
        self._send({"Status": code_of(status), **(counts or {})}, data)

    def final(
        self,
        status: Status | int | None,
        data: bytes | Dataset | None = None,
        *,
        comment: str = "",
        error_id: int | None = None,
        offending: tuple[int, ...] = (),
        counts: Fields | None = None,
        sop_instance_uid: str = "",
    ) -> None:
        """Send the final response.

        Args:
            status: None for success.
        """
        call = self.call
        code = code_of(status)
        call.status = code
        fields: dict[str, Any] = {"Status": code, **(counts or {})}
        if call.service not in WITHOUT_INSTANCE:
            uid = sop_instance_uid or call.sop_instance_uid
            fields["AffectedSOPInstanceUID"] = uid or None
        call.comment = comment
        if comment:
            text = comment.encode("ascii", "replace").decode()
            fields["ErrorComment"] = text[:MAX_COMMENT]
        if error_id is not None:
            fields["ErrorID"] = error_id
        if offending:
            # PS3.7 Annex C: the statuses of DIMSE-N name attributes in another element.
            name = (
                "AttributeIdentifierList" if call.is_normalized else "OffendingElement"
            )
            fields[name] = list(offending)
        keyword = TYPE_IDS.get(call.service)
        if keyword is not None and data:
            fields[keyword] = call.type_id(keyword)
        self._send(fields, data)

    def refuse(self, refusal: Refused) -> None:
        """Send the final response to a request that was refused."""
        self.final(
            refusal.status,
            comment=refusal.comment,
            error_id=refusal.error_id,
            offending=refusal.offending,
        )

    def _send(self, fields: Fields, data: bytes | Dataset | None) -> None:
        """Send a response; without a data set if that would be empty."""
        if isinstance(data, Dataset):
            data = transfer.encode(data, UID(self.call.transfer_syntax_uid))
        data = data or None
        command = command_set({**self._fields, **fields}, data)
        if self._check:
            call = self.call
            findings = checks.of_own_response(
                command, data is not None, call.command_set, self._sop_class
            )
            checks.log(f"own response to {call.service}", findings, call.logged)
        self.link.exchange.send(command, self.call.context_id, data)


def code_of(status: Status | int | None) -> int:
    """Return the code of a handler's status; None is success.

    Raises:
        ValueError: The code has more than 16 bits.
        TypeError: It is not a status.
    """
    if status is None:
        return 0
    if isinstance(status, int):
        if not 0 <= status <= MAX_STATUS:
            raise ValueError(f"{status:X} is not a valid status (16 bits)")
        return status
    if not isinstance(status, Status):
        raise TypeError(f"{status!r} is not a status")
    return int(status.code.replace("x", "0"), 16)
