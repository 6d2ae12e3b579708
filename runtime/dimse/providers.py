"""The two sides of a SOP class, as classes whose handlers a program overrides.

Every SOP class has its own `Provider`, and `User`, whose handlers are typed.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from pydicom.dataset import Dataset

from ..errors import IodizeError
from ..validation.findings import Finding
from .attribute_lists import EventReport
from .sop_classes import SopClass
from .statuses import Status


class Call(Protocol):
    """The circumstances of a request."""

    calling_ae: str
    called_ae: str
    address: str
    message_id: int
    sop_class_uid: str
    sop_instance_uid: str
    """Affected or Requested SOP Instance UID; empty where the message has none."""
    transfer_syntax_uid: str
    findings: tuple[Finding, ...]
    """What is wrong with the request."""
    command: Dataset

    @property
    def cancelled(self) -> bool:
        """Whether the other side wants no more answers."""
        ...

    def report(self, event: EventReport, sop_instance_uid: str | None = None) -> None:
        """Send a report of an event on this association."""
        ...


class Refused(IodizeError):  # noqa: N818
    """A handler's answer that is no success."""

    def __init__(
        self,
        status: Status | int,
        comment: str = "",
        *,
        error_id: int | None = None,
        offending: tuple[int, ...] = (),
    ) -> None:
        super().__init__(status, comment)
        self.status = status
        self.comment = comment
        """Error Comment (0000,0902), 64 characters at most."""
        self.error_id = error_id
        self.offending = offending
        """Tags for Offending Element (0000,0901)."""


class Provider:
    """The SCP's side of a SOP class."""

    sop_class: ClassVar[type[SopClass]]


class User:
    """The SCU's side of a SOP class, which receives reports of events."""

    sop_class: ClassVar[type[SopClass]]
