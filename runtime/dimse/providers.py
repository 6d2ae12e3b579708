"""The two sides of a SOP class, as classes whose handlers a program overrides.

Every SOP class has its own `Provider`, and `User`, whose handlers are typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

from ..errors import IodizeError
from .attribute_lists import AttributeList, EventReply, EventReport
from .statuses import Status

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..network.association import Association
    from ..network.received import Received
    from ..objects.instance import Instance
    from ..validation.findings import Finding
    from .sop_classes import Operation, SopClass

UNRECOGNIZED_OPERATION: Final = 0x0211
"""Status of what a side does not support: PS3.7 C.5.23."""


class Call(Protocol):
    """The circumstances of a request: who asks, for what, and whether it still matters."""

    service: str
    """The DIMSE service: "N-SET"."""
    calling_ae: str
    """The AE title that has requested the association."""
    called_ae: str
    address: str
    """The IP address of the other side."""
    association: Association
    """Sends messages to the other side, where the roles allow; knows what was negotiated:
    `accepted`, `extended`, `window`."""
    message_id: int
    sop_class_uid: str
    sop_instance_uid: str
    """Affected or Requested SOP Instance UID; empty where the message has none. An instance
    that N-CREATE makes has one in any case."""
    abstract_syntax: str
    """What the presentation context of the request was negotiated for, a UID: the SOP class,
    or a meta SOP class that it belongs to."""
    transfer_syntax_uid: str
    move_destination: str
    """AE title that C-MOVE shall send to; empty of other requests."""
    findings: tuple[Finding, ...]
    """What is wrong with the request."""
    received: Received | None
    """The instance of a C-STORE, encoded as it came; None of other requests."""

    @property
    def command(self) -> Dataset:
        """The command set, group 0000."""
        ...

    @property
    def cancelled(self) -> bool:
        """Whether the other side wants no more answers, or has gone."""
        ...

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Send a report of an event on this association, and return the reply.

        Raises:
            NetworkError: As `iodize.network.Association.report`.
        """
        ...


Sent: TypeAlias = "Dataset | Instance | PathLike[str]"
"""What a provider of C-MOVE or C-GET sends: an instance, or the file that has it."""


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
    """The SCP's side of a SOP class.

    A handler answers a request with what its signature says, or raises `Refused`; one that
    is not overridden refuses the operation.
    """

    sop_class: ClassVar[type[SopClass]]


class User:
    """The SCU's side of a SOP class, which receives reports of events."""

    sop_class: ClassVar[type[SopClass]]


class VerificationProvider(Provider):
    """Answers C-ECHO."""

    def echo(self, call: Call, /) -> Status | None:
        """Answer with success."""
        return None


class StorageProvider(Provider):
    """Answers C-STORE."""

    def store(self, instance: Dataset, call: Call, /) -> Status | None:
        """Store an instance; success tells that it is stored safely."""
        raise Refused(UNRECOGNIZED_OPERATION)


HANDLERS: Final = {
    "C-ECHO": "echo",
    "C-STORE": "store",
    "C-FIND": "find",
    "C-MOVE": "move",
    "C-GET": "get_instances",
    "N-CREATE": "create",
    "N-SET": "set",
    "N-GET": "get",
    "N-DELETE": "delete",
}
"""The handlers of services; those of actions and events are named after them."""


def handler_name(service: str, request: type[AttributeList]) -> str:
    """Return the name of what handles a request: "create", "request_cancel"."""
    return HANDLERS.get(service) or snake_case(request.__name__)


def snake_case(name: str) -> str:
    """Return a class's name as that of a function: "ChangeUPSState", "change_ups_state"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def handlers(operations: Iterable[Operation], *, user: bool) -> Iterator[str]:
    """Yield the names of a side's handlers.

    Args:
        user: Whether it is the SCU's side, which receives reports of events.
    """
    for each in operations:
        if (each.service == "N-EVENT-REPORT") is user:
            for request in each.requests or (AttributeList,):
                yield handler_name(each.service, request)


class Side:
    """Makes the `Provider`, or `User`, of a SOP class when it is first asked for."""

    def __init__(self, base: type[Provider] | type[User]) -> None:
        self.base: Final = base

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type[SopClass]) -> type:
        """Return the side's class, whose handlers refuse what is asked."""
        name, base = self.name, self.base
        names = dict.fromkeys(handlers(owner.operations, user=base is User))
        members: dict[str, object] = {
            "__doc__": base.__doc__,
            "__module__": owner.__module__,
            "__qualname__": f"{owner.__qualname__}.{name}",
            "sop_class": owner,
            **{each: _refusing(each) for each in names if not hasattr(base, each)},
        }
        made = type(name, (base,), members)
        setattr(owner, name, made)
        return made


def _refusing(name: str) -> Callable[..., Any]:
    def handler(self: object, request: object, call: Call) -> Any:
        raise Refused(UNRECOGNIZED_OPERATION)

    handler.__name__ = name
    return handler
