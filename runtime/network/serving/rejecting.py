"""Rejected associations and connections of a server: PS3.8 9.3.4."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pynetdicom.acse import ACSE
from pynetdicom.pdu_primitives import A_ASSOCIATE

from ..link.errors import RejectionReason
from ..link.log import LOGGER, notify

if TYPE_CHECKING:
    from ..link.upper_layer import Link

NOT_ALLOWED = "connections from this address are not allowed"


class RejectionCause(Enum):
    """The setting of a server that caused a rejection."""

    NETWORK = "network"
    """The address is not one of `allowed_addresses`."""
    CALLING_AE = "calling AE title"
    """The calling AE title is not one of `allowed_ae`."""
    OTHER = "other"


class Rejection(NamedTuple):
    """A rejected association or connection."""

    calling_ae: str
    """Empty if the connection was closed before an association was requested."""
    called_ae: str
    address: str
    reason: str
    """"calling AE title not recognized"."""
    cause: RejectionCause = RejectionCause.OTHER


OnRejected = Callable[[Rejection], object]


def log_rejection(rejection: Rejection) -> None:
    """Log a rejection; the default of `serve`."""
    calling_ae, called_ae, address, reason, _ = rejection
    if calling_ae:
        subject = f"an association of {calling_ae} with {called_ae}, from"
    else:
        subject = "a connection from"
    LOGGER.warning("rejected: %s %s: %s", subject, address, reason)


class Negotiator(ACSE):
    """Negotiates associations and reports those that it rejects."""

    def __init__(self, link: Link, on_rejected: OnRejected) -> None:
        super().__init__(link)
        self._on_rejected = on_rejected

    def send_reject(self, result: int, source: int, diagnostic: int) -> None:
        super().send_reject(result, source, diagnostic)
        request = self.requestor.primitive
        assert isinstance(request, A_ASSOCIATE)
        reason = RejectionReason.of(source, diagnostic)
        is_unknown = reason is RejectionReason.CALLING_AE_TITLE
        rejection = Rejection(
            str(request.calling_ae_title).strip(),
            str(request.called_ae_title).strip(),
            str(self.requestor.address),
            reason.label,
            RejectionCause.CALLING_AE if is_unknown else RejectionCause.OTHER,
        )
        notify(self._on_rejected, rejection)
