"""`iodize commit`: does a peer keep what it was sent?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import generate_uid

from ..dimse.attribute_lists import ActionRequest
from ..dimse.checking import operation_of
from ..dimse.providers import User, handler_name
from ..errors import IodizeError
from ..render.wording import counted
from .addresses import LOOPBACK, Address, AddressType
from .connecting import Peer
from .peer_options import PeerCommand, peer_options

if TYPE_CHECKING:
    from .instances import InstanceFile

_SAME: Final = 1.0
"""Seconds to wait on the same association, where a new one can be made too."""

REASONS: Final = {
    0x0110: "processing failure",
    0x0112: "no such object instance",
    0x0119: "class / instance conflict",
    0x0122: "referenced SOP class not supported",
    0x0131: "duplicate transaction UID",
    0x0213: "resource limitation",
}
"""Values of Failure Reason (0008,1197): PS3.3 C.14.1.1."""


class NoResultError(IodizeError):
    """A peer that took a request, and did not tell the result in time."""

    def __init__(self, transaction: str, seconds: float, listening: bool) -> None:
        super().__init__(transaction, seconds, listening)
        self.transaction = transaction
        self.seconds = seconds
        self.listening = listening
        self.hint = (
            "does the peer know the address and the AE title to tell it to?"
            if listening
            else "many peers make a new association for it: --listen PORT takes that"
        )

    def __str__(self) -> str:
        return f"no result of {self.transaction} within {self.seconds:g} s"


@click.command(cls=PeerCommand)
@peer_options()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@click.option(
    "--listen",
    type=AddressType(LOOPBACK, lowest=0),
    metavar="[HOST:]PORT",
    help="Where to wait for a new association with the result. Without a host, only this"
    " computer can connect.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the result.",
)
@click.pass_context
def commit(
    context: click.Context,
    peer: Peer,
    paths: tuple[Path, ...],
    listen: Address | None,
    wait: float,
) -> None:
    """Ask a DICOM system to keep instances safely: storage commitment.

    PATH is a file or a folder, which stands for all instances below it. The peer tells the
    result on the same association, or on a new one: --listen waits for both.

    Exits 0 if the peer keeps all of them; 1 if not, or if it answered with a failure; 2 if
    the work could not be done, or the result did not come.
    """
    from .instances import instance_files

    files = list(instance_files(paths))
    transaction = str(generate_uid(prefix=None))
    result = _Result(transaction)
    with peer.answering(), result.listening(peer, listen):
        _ask(peer, files, result, transaction, wait, listen is not None)
    if result.event is not None:
        _tell(peer, result.event, files)
    elif not peer.failed:
        raise NoResultError(transaction, wait, listen is not None)
    context.exit(peer.status)


class _Result:
    """Waits for the report of what became of a request."""

    def __init__(self, transaction: str) -> None:
        from ..services import StorageCommitmentPushModel

        self.event: Any = None
        self._transaction = transaction
        self._come = threading.Event()
        events = operation_of(StorageCommitmentPushModel, "N-EVENT-REPORT")
        handlers = {
            handler_name("N-EVENT-REPORT", each): self._handler()
            for each in (events.requests if events else ())
        }
        outcome = type("Outcome", (StorageCommitmentPushModel.User,), handlers)
        self.user: User = outcome()
        """Takes reports of every kind."""

    def _handler(self) -> Callable[[User, Any, Any], None]:
        def take(user: User, event: Any, call: Any) -> None:
            if str(event.TransactionUID) == self._transaction:
                self.event = event
                self._come.set()

        return take

    def wait(self, seconds: float) -> bool:
        """Wait for the report; return whether it has come."""
        return self._come.wait(seconds)

    @contextmanager
    def listening(self, peer: Peer, where: Address | None) -> Iterator[None]:
        """Take the report on another association, too, if that is wanted."""
        if where is None:
            yield
            return
        from ..network import serve

        with serve(
            where.port,
            [self.user],
            host=where.host,
            ae_title=peer.calling_ae,
            timeout=peer.timeouts,
            tls=peer.tls,
            on_findings=peer.found,
        ) as server:
            address = Address(where.host, server.port)
            click.echo(f"listening on {address} as {peer.calling_ae}", err=True)
            yield


def _ask(
    peer: Peer,
    files: Sequence[InstanceFile],
    result: _Result,
    transaction: str,
    wait: float,
    listening: bool,
) -> None:
    from ..services import StorageCommitmentPushModel as SopClass

    operation = operation_of(SopClass, "N-ACTION")
    assert operation is not None
    (action,) = operation.requests
    request = cast("type[ActionRequest[Any]]", action).from_dataset(
        _request(files, transaction)
    )
    with peer.connect([SopClass, result.user]) as association:
        association.action(request)
        # Who wants to tell it on this association does so soon, if it can be told
        # otherwise too.
        result.wait(min(wait, _SAME) if listening else wait)
    if listening:
        result.wait(max(0.0, wait - _SAME))


def _request(files: Sequence[InstanceFile], transaction: str) -> Dataset:
    """Return the information of the action: PS3.4 Table J.3-1."""
    made = Dataset()
    made.TransactionUID = transaction
    references = []
    for file in files:
        reference = Dataset()
        reference.ReferencedSOPClassUID = file.sop_class_uid
        reference.ReferencedSOPInstanceUID = file.sop_instance_uid
        references.append(reference)
    made.ReferencedSOPSequence = Items(references)
    return made


def _tell(peer: Peer, event: Any, files: Sequence[InstanceFile]) -> None:
    """Print what the peer keeps, and what it does not."""
    told = event.to_dataset()
    kept = {
        str(each.get("ReferencedSOPInstanceUID", ""))
        for each in told.get("ReferencedSOPSequence") or ()
    }
    failed = {
        str(each.get("ReferencedSOPInstanceUID", "")): each.get("FailureReason")
        for each in told.get("FailedSOPSequence") or ()
    }
    missing = 0
    for file in files:
        uid = file.sop_instance_uid
        if uid in failed:
            missing += 1
            reason = failed[uid]
            words = REASONS.get(reason, "")
            code = f"{reason:04X}" if isinstance(reason, int) else "no reason"
            peer.failure(f"{file.path}: {code} {words}".rstrip())
        elif uid not in kept:
            missing += 1
            peer.failure(f"{file.path}: the result does not mention it")
    click.echo(f"{len(files) - missing} of {counted(len(files), 'instance')} committed")
