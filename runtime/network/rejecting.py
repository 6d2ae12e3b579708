"""Associations that are rejected, and who asked for them: PS3.8 9.3.4."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pynetdicom.acse import ACSE
from pynetdicom.pdu_primitives import A_ASSOCIATE

from .log import LOGGER, tell

if TYPE_CHECKING:
    from .upper_layer import Link

NOT_ALLOWED = "connections from this address are not allowed"


class Rejection(NamedTuple):
    """An association, or a connection, that was not accepted."""

    calling_ae: str
    """Empty where the connection was closed before an association was asked for."""
    called_ae: str
    address: str
    reason: str
    """"Calling AE title not recognised"."""


OnRejected = Callable[[Rejection], object]


def log_rejection(rejection: Rejection) -> None:
    """Log a rejection, where nobody else is to learn of it."""
    calling_ae, called_ae, address, reason = rejection
    who = f"an association of {calling_ae} with {called_ae}, from" if calling_ae else ""
    LOGGER.warning("rejected: %s %s: %s", who or "a connection from", address, reason)


class Negotiator(ACSE):
    """Negotiates associations, and tells of those that it rejects."""

    def __init__(self, link: Link, rejected: OnRejected) -> None:
        super().__init__(link)
        self._rejected = rejected

    def send_reject(self, result: int, source: int, diagnostic: int) -> None:
        super().send_reject(result, source, diagnostic)
        told = A_ASSOCIATE()
        told.result, told.result_source, told.diagnostic = result, source, diagnostic
        asked = self.requestor.primitive
        assert isinstance(asked, A_ASSOCIATE)
        rejection = Rejection(
            str(asked.calling_ae_title).strip(),
            str(asked.called_ae_title).strip(),
            str(self.requestor.address),
            told.reason_str,
        )
        tell(self._rejected, rejection)
