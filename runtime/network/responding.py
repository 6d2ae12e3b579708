"""The responses to a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ..dimse.messages import RESPONSE
from ..dimse.providers import Refused
from ..dimse.sop_classes import SopClass
from ..dimse.statuses import Status
from . import checks, data_sets
from .command_sets import Command
from .exchange import encoded

if TYPE_CHECKING:
    from .calls import Call
    from .upper_layer import Link

PENDING = 0xFF00
CANCELLED = 0xFE00
TYPE_IDS = {"N-ACTION": "ActionTypeID", "N-EVENT-REPORT": "EventTypeID"}


class Responder:
    """Sends the responses to a request."""

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
        self.command: Command = {
            "CommandField": field | RESPONSE,
            "MessageIDBeingRespondedTo": call.message_id,
            "AffectedSOPClassUID": call.sop_class_uid,
        }

    def send(self, command: Command, data: bytes | Dataset | None) -> None:
        """Send a response, without a data set if that would be empty."""
        if isinstance(data, Dataset):
            data = data_sets.encode(data, UID(self.call.transfer_syntax_uid))
        data = data or None
        raw = encoded({**self.command, **command}, data)
        if self._check:
            call = self.call
            findings = checks.of_own_response(
                raw, data is not None, call.raw_command, self._sop_class
            )
            checks.log(f"own answer to {call.service}", findings, call.told)
        self.link.exchange.send_encoded(raw, self.call.context_id, data)

    def pending(
        self,
        code: int,
        data: bytes | Dataset | None,
        counts: Command | None = None,
    ) -> None:
        """Send a response that others follow."""
        self.call.pending += 1
        self.send({"Status": code, **(counts or {})}, data)

    def final(
        self,
        code: int,
        data: bytes | Dataset | None = None,
        *,
        comment: str = "",
        error_id: int | None = None,
        offending: tuple[int, ...] = (),
        counts: Command | None = None,
        sop_instance_uid: str = "",
    ) -> None:
        """Send the last response."""
        service = self.call.service
        self.call.status = code
        command: Command = {"Status": code, **(counts or {})}
        if service not in ("C-ECHO", "C-FIND", "C-MOVE", "C-GET"):
            uid = sop_instance_uid or self.call.sop_instance_uid
            command["AffectedSOPInstanceUID"] = uid or None
        if comment:
            command["ErrorComment"] = comment.encode("ascii", "replace").decode()[:64]
        if error_id is not None:
            command["ErrorID"] = error_id
        if offending:
            # PS3.7 Annex C: 0105, 0120 and their like name attributes in another element.
            normalized = service.startswith("N-")
            name = "AttributeIdentifierList" if normalized else "OffendingElement"
            command[name] = list(offending)
        keyword = TYPE_IDS.get(service)
        if keyword is not None and data:
            command[keyword] = self.call.type_id(keyword)
        self.send(command, data)

    def refuse(self, refusal: Refused) -> None:
        """Say that the operation was not done."""
        self.final(
            code_of(refusal.status),
            comment=refusal.comment,
            error_id=refusal.error_id,
            offending=refusal.offending,
        )


def code_of(status: Status | int | None) -> int:
    """Return the code of what a handler answers; None is success."""
    if status is None:
        return 0
    if isinstance(status, int):
        if not 0 <= status <= 0xFFFF:
            raise ValueError(f"{status:X} is no status, which has 16 bits")
        return status
    if not isinstance(status, Status):
        raise TypeError(f"{status!r} is no status")
    return int(status.code.replace("x", "0"), 16)
