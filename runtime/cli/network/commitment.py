"""The request and the result of storage commitment: PS3.4 Annex J."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from ...dimse.checking import operation_of
from ...dimse.services.attribute_lists import ActionRequest
from ...dimse.services.sides import User, handler_name
from .arguments.addresses import Address
from .connecting import Peer

if TYPE_CHECKING:
    from .arguments.instances import InstanceFile

_SAME_ASSOCIATION: Final = 1.0
"""Seconds to wait on the association of the request if the peer may open a new one."""

REASONS: Final = {
    0x0110: "processing failure",
    0x0112: "no such object instance",
    0x0119: "class / instance conflict",
    0x0122: "referenced SOP class not supported",
    0x0131: "duplicate transaction UID",
    0x0213: "resource limitation",
}
"""Values of Failure Reason (0008,1197): PS3.3 C.14.1.1."""


class Result:
    """Receives the event report for a transaction."""

    def __init__(self, transaction: str) -> None:
        from ...services import StorageCommitmentPushModel

        self.event: Any = None
        """The report; None until it is received."""
        self._transaction = transaction
        self._received = threading.Event()
        events = operation_of(StorageCommitmentPushModel, "N-EVENT-REPORT")
        handlers = {
            handler_name("N-EVENT-REPORT", each): self._handler()
            for each in (events.requests if events else ())
        }
        outcome = type("Outcome", (StorageCommitmentPushModel.User,), handlers)
        self.user: User = outcome()
        """Handles event reports of every type."""

    def _handler(self) -> Callable[[User, Any, Any], None]:
        def receive(user: User, event: Any, call: Any) -> None:
            if str(event.TransactionUID) == self._transaction:
                self.event = event
                self._received.set()

        return receive

    def wait(self, seconds: float) -> bool:
        """Wait for the report; return True if it was received."""
        return self._received.wait(seconds)

    @contextmanager
    def listening(self, peer: Peer, address: Address | None) -> Iterator[None]:
        """Also accept the report on a new association, if there is an address."""
        if address is None:
            yield
            return
        from ...network import serve

        with serve(
            address.port,
            [self.user],
            host=address.host,
            ae_title=peer.calling_ae,
            timeout=peer.timeouts,
            tls=peer.tls,
            on_findings=peer.report_findings,
        ) as server:
            address = Address(address.host, server.port)
            click.echo(f"listening on {address} as {peer.calling_ae}", err=True)
            yield


def request_commitment(
    peer: Peer,
    files: Sequence[InstanceFile],
    result: Result,
    transaction: str,
    seconds: float,
    listening: bool,
) -> None:
    """Request storage commitment, and wait for the result.

    Args:
        seconds: Maximum time to wait for the result.
        listening: Whether the result may arrive on a new association.

    Raises:
        NetworkError: The request failed.
    """
    from ...services import StorageCommitmentPushModel as SopClass

    operation = operation_of(SopClass, "N-ACTION")
    assert operation is not None
    (action,) = operation.requests
    request = cast("type[ActionRequest[Any]]", action).from_dataset(
        _request(files, transaction)
    )
    with peer.connect([SopClass, result.user]) as association:
        association.action(request)
        # A peer that reports on the same association does so soon.
        result.wait(min(seconds, _SAME_ASSOCIATION) if listening else seconds)
    if listening:
        result.wait(max(0.0, seconds - _SAME_ASSOCIATION))


def _request(files: Sequence[InstanceFile], transaction: str) -> Dataset:
    """Return the information of the action: PS3.4 Table J.3-1."""
    request = Dataset()
    request.TransactionUID = transaction
    references = []
    for file in files:
        reference = Dataset()
        reference.ReferencedSOPClassUID = file.sop_class_uid
        reference.ReferencedSOPInstanceUID = file.sop_instance_uid
        references.append(reference)
    request.ReferencedSOPSequence = Items(references)
    return request


class NotCommitted(NamedTuple):
    """An instance that the peer did not commit to."""

    file: InstanceFile
    reason: str


def not_committed(event: Any, files: Sequence[InstanceFile]) -> Iterator[NotCommitted]:
    """Yield the instances that a report does not list as committed."""
    report = event.to_dataset()
    committed = {
        str(each.get("ReferencedSOPInstanceUID", ""))
        for each in report.get("ReferencedSOPSequence") or ()
    }
    failed = {
        str(each.get("ReferencedSOPInstanceUID", "")): each.get("FailureReason")
        for each in report.get("FailedSOPSequence") or ()
    }
    for file in files:
        uid = file.sop_instance_uid
        if uid in failed:
            reason = failed[uid]
            code = f"{reason:04X}" if isinstance(reason, int) else "no reason"
            yield NotCommitted(file, f"{code} {REASONS.get(reason, '')}".rstrip())
        elif uid not in committed:
            yield NotCommitted(file, "not in the result")
