"""Statuses and outcomes of the responses to a request."""

from __future__ import annotations

import contextlib

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ...data_sets import transfer
from ...dimse.services.outcomes import Outcome, Progress
from ...dimse.services.sides import NORMALIZED
from ...dimse.services.sop_classes import SopClass
from ...dimse.services.statuses import Category
from ..link.errors import FailedStatusError, UnexpectedMessageError
from ..link.incoming import Incoming
from ..link.statuses import category, meaning


class ResponseReader:
    """Reads the responses to a request of one DIMSE service.

    Args:
        sop_class: None for storage and C-ECHO.
        uid: SOP Class UID of messages, if `sop_class` is None.
        syntax: Transfer syntax of data sets.
    """

    def __init__(
        self, service: str, sop_class: type[SopClass] | None, uid: str, syntax: UID
    ) -> None:
        self.service = service
        self.sop_class = sop_class
        self.syntax = syntax
        self.message_uid = uid
        """SOP Class UID of messages."""
        if sop_class is not None:
            # PS3.4 CC.3.1: C-FIND names the SOP class that was negotiated.
            other = sop_class.message_uid if service in NORMALIZED else None
            self.message_uid = other or sop_class.uid

    @property
    def name(self) -> str:
        """Name in errors and findings: "N-SET of Printer"."""
        return f"{self.service} of {self.sop_class_name}"

    @property
    def sop_class_name(self) -> str:
        """Name of the SOP class; the UID if it is not registered."""
        if self.sop_class is not None:
            return self.sop_class.name
        return str(UID(self.message_uid).name)

    def is_pending(self, message: Incoming) -> bool:
        """True if more responses follow."""
        code = message.command.get("Status")
        return code is not None and self._category(int(code)) is Category.PENDING

    def outcome(self, message: Incoming) -> Outcome:
        """Return the outcome that a response states.

        Raises:
            FailedStatusError: The operation has failed.
            UnexpectedMessageError: The response has no status.
        """
        command = message.command
        code = command.get("Status")
        if code is None:
            raise UnexpectedMessageError(self.name, "the response has no status")
        status = meaning(code, self.service, self.sop_class)
        comment = str(command.get("ErrorComment") or "")
        if self._category(code) is Category.FAILURE:
            raise FailedStatusError(
                self.name,
                code,
                status,
                comment=comment,
                error_id=command.get("ErrorID"),
                offending=command.get("OffendingElement")
                or command.get("AttributeIdentifierList")
                or (),
                findings=message.findings,
            )
        return Outcome(code, status, comment, message.findings)

    def progress(self, message: Incoming) -> Progress:
        """Return the progress that a response to C-MOVE or C-GET states.

        Raises:
            FailedStatusError: The operation has failed.
            UnexpectedMessageError: The response has no status.
        """
        outcome = self.outcome(message)
        command = message.command
        failed: tuple[str, ...] = ()
        if message.data is not None:
            with contextlib.suppress(Exception):
                identifier = transfer.decode(message.data.open().read(), self.syntax)
                failed = _failed_uids(identifier)
        return Progress(
            outcome.code,
            outcome.status,
            outcome.comment,
            outcome.findings,
            remaining=command.get("NumberOfRemainingSuboperations"),
            completed=command.get("NumberOfCompletedSuboperations") or 0,
            failed=command.get("NumberOfFailedSuboperations") or 0,
            warning=command.get("NumberOfWarningSuboperations") or 0,
            failed_uids=failed,
        )

    def _category(self, code: int) -> Category:
        return category(code, self.service, self.sop_class)


def _failed_uids(identifier: Dataset) -> tuple[str, ...]:
    found = identifier.get("FailedSOPInstanceUIDList") or []
    return (str(found),) if isinstance(found, str) else tuple(map(str, found))
