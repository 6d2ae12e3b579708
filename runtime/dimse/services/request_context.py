"""The context of a received request, as its handler sees it.

These are protocols: the network side implements them, and a test may do so without a
network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ...findings.finding import Finding
    from ...objects.instance import Instance
    from .attribute_lists import (
        ActionRequest,
        CreateRequest,
        DeleteRequest,
        EventReply,
        EventReport,
        FindAnswer,
        FindRequest,
        GetRequest,
        RetrieveRequest,
        SetRequest,
    )
    from .negotiated import Negotiated
    from .outcomes import Outcome, Progress

Sent: TypeAlias = "Dataset | Instance | PathLike[str]"
"""An instance to send, or the file that contains it."""

Priority = Literal["low", "medium", "high"]
"""Priority (0000,0700)."""

R = TypeVar("R")
A = TypeVar("A", bound="FindAnswer")


class Received(Protocol):
    """An instance received by C-STORE."""

    findings: tuple[Finding, ...]
    """Findings of the message; the instance itself is not validated."""
    sop_class_uid: str
    sop_instance_uid: str
    transfer_syntax_uid: str

    def dataset(self) -> Dataset:
        """Return the instance as a data set of pydicom, with file meta information."""
        ...

    def instance(self) -> Instance:
        """Return the instance as a typed object of its IOD.

        Raises:
            UnknownSOPClassError: The SOP class has no known IOD.
        """
        ...

    def save(self, path: str | PathLike[str]) -> None:
        """Write the instance as a DICOM file; the data set keeps its encoding."""
        ...


class Association(Protocol):
    """The association of a request; sends messages where the negotiated roles allow it.

    See `iodize.network.Association` for each service.
    """

    @property
    def is_established(self) -> bool:
        """True while messages can be sent."""
        ...

    @property
    def peer(self) -> str:
        """AE title of the remote system."""
        ...

    @property
    def accepted(self) -> Mapping[str, tuple[str, ...]]:
        """UIDs of the accepted transfer syntaxes by UID of the abstract syntax."""
        ...

    @property
    def extended(self) -> Mapping[str, bytes]:
        """The acceptor's extended negotiation by SOP Class UID."""
        ...

    @property
    def window(self) -> int:
        """Number of operations this side may invoke before the first response."""
        ...

    def negotiated(self, uid: str) -> Negotiated:
        """Return the options that were negotiated for queries of a SOP class."""
        ...

    def abort(self) -> None:
        """End the association at once."""
        ...

    def echo(self) -> Outcome: ...

    def store(
        self,
        instance: Sent | str,
        *,
        priority: Priority = "medium",
        originator: tuple[str, int] | None = None,
    ) -> Outcome: ...

    def find(
        self, query: FindRequest[A], *, priority: Priority = "medium"
    ) -> Iterator[A]: ...

    def move(
        self,
        retrieve: RetrieveRequest,
        destination: str,
        *,
        priority: Priority = "medium",
    ) -> Iterator[Progress]: ...

    def retrieve(
        self,
        retrieve: RetrieveRequest,
        *,
        priority: Priority = "medium",
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Iterator[Received]: ...

    def create(
        self, request: CreateRequest[R], sop_instance_uid: str | None = None
    ) -> R: ...

    def set(self, request: SetRequest[R], sop_instance_uid: str | None = None) -> R: ...

    def get(self, request: GetRequest[R], sop_instance_uid: str | None = None) -> R: ...

    def delete(
        self, request: DeleteRequest, sop_instance_uid: str | None = None
    ) -> Outcome: ...

    def action(
        self, request: ActionRequest[R], sop_instance_uid: str | None = None
    ) -> R: ...

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply: ...


class Call(Protocol):
    """The context of a received request, passed to its handler."""

    service: str
    """The DIMSE service: "N-SET"."""
    calling_ae: str
    """AE title of the requestor of the association."""
    called_ae: str
    address: str
    """IP address of the remote system."""
    association: Association
    """Sends messages to the remote system, and has what was negotiated."""
    message_id: int
    sop_class_uid: str
    sop_instance_uid: str
    """Affected or Requested SOP Instance UID; empty where the message has none. An instance
    to be created by N-CREATE always has one."""
    abstract_syntax: str
    """Abstract syntax of the presentation context, a UID: the SOP class, or a meta SOP
    class that it belongs to."""
    transfer_syntax_uid: str
    move_destination: str
    """AE title of the destination of a C-MOVE; empty for other requests."""
    findings: tuple[Finding, ...]
    """Findings of the request."""
    received: Received | None
    """The instance of a C-STORE, in its encoding; None for other requests."""

    @property
    def command(self) -> Dataset:
        """The command set, group 0000."""
        ...

    @property
    def cancelled(self) -> bool:
        """True if the request was cancelled or the association has ended."""
        ...

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Send a report of an event on this association, and return the reply.

        Raises:
            NetworkError: As `iodize.network.Association.report`.
        """
        ...
