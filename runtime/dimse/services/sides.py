"""The two sides of a SOP class: classes whose handlers a program overrides.

Each SOP class has a `Provider` and a `User` with typed handlers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ...errors import IodizeError
from ...statuses import UNRECOGNIZED_OPERATION as UNRECOGNIZED_OPERATION
from .attribute_lists import AttributeList
from .request_context import Call as Call
from .request_context import Sent as Sent
from .statuses import Status

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from .sop_classes import Operation, SopClass


class Refused(IodizeError):  # noqa: N818
    """Raised by a handler to respond with a status other than success."""

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
        """Error Comment (0000,0902), at most 64 characters."""
        self.error_id = error_id
        self.offending = offending
        """Tags for Offending Element (0000,0901)."""


class Provider:
    """The SCP of a SOP class.

    A handler returns the response to a request, or raises `Refused`. Handlers that are not
    overridden refuse the operation.
    """

    sop_class: ClassVar[type[SopClass]]

    def request_of_level(
        self, identifier: Dataset, requests: Sequence[type[AttributeList]], /
    ) -> type[AttributeList] | None:
        """Return the request for an identifier with a level that the SOP class lacks.

        Args:
            requests: The queries, or retrievals, of the SOP class.

        Returns:
            None to refuse it.
        """
        return None


class User:
    """The SCU of a SOP class, which receives event reports."""

    sop_class: ClassVar[type[SopClass]]


class VerificationProvider(Provider):
    """The SCP of C-ECHO."""

    def echo(self, call: Call, /) -> Status | None:
        """Return success."""
        return None


class StorageProvider(Provider):
    """The SCP of C-STORE."""

    def store(self, instance: Dataset, call: Call, /) -> Status | None:
        """Store an instance; return success only when it is stored safely."""
        raise Refused(UNRECOGNIZED_OPERATION)


NORMALIZED: Final = frozenset(
    ("N-CREATE", "N-SET", "N-GET", "N-DELETE", "N-ACTION", "N-EVENT-REPORT")
)
"""The DIMSE-N services: PS3.7 7.5.2."""

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
"""Handlers by service; those of actions and events have the name of the action or event."""

HANDLER_NOTES: Final = {
    "C-FIND": "C-FIND: yield the answers to a query.",
    "C-MOVE": "C-MOVE: return the instances to send to `call.move_destination`.",
    "C-GET": "C-GET: return the instances to send on the same association.",
    "N-CREATE": "N-CREATE: create the instance `call.sop_instance_uid`.",
    "N-SET": "N-SET: modify the instance `call.sop_instance_uid`.",
    "N-GET": "N-GET: return the requested attributes.",
    "N-DELETE": "N-DELETE: delete the instance `call.sop_instance_uid`.",
    "N-ACTION": "N-ACTION: perform the action on `call.sop_instance_uid`.",
    "N-EVENT-REPORT": "N-EVENT-REPORT: receive the report of an event.",
}
"""The docstrings of handlers, by service."""


def handler_name(service: str, request: type[AttributeList]) -> str:
    """Return the name of the handler of a request: "create", "request_cancel"."""
    return HANDLERS.get(service) or snake_case(request.__name__)


def snake_case(name: str) -> str:
    """Return the name of a class as that of a function: "change_ups_state"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def handlers(operations: Iterable[Operation], *, user: bool) -> dict[str, str]:
    """Return the names of a side's handlers, with their services.

    Args:
        user: True for the SCU, which receives event reports.
    """
    return {
        handler_name(each.service, request): each.service
        for each in operations
        if (each.service == "N-EVENT-REPORT") is user
        for request in each.requests or (AttributeList,)
    }


class Side:
    """Creates the `Provider`, or `User`, of a SOP class on first access."""

    def __init__(self, base: type[Provider] | type[User]) -> None:
        self.base: Final = base

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type[SopClass]) -> type:
        """Return the class of the side, whose handlers refuse every request."""
        name, base = self.name, self.base
        services = handlers(owner.operations, user=base is User)
        members: dict[str, object] = {
            "__doc__": base.__doc__,
            "__module__": owner.__module__,
            "__qualname__": f"{owner.__qualname__}.{name}",
            "sop_class": owner,
            **{
                each: _refusing(each, service)
                for each, service in services.items()
                if not hasattr(base, each)
            },
        }
        made = type(name, (base,), members)
        setattr(owner, name, made)
        return made


def _refusing(name: str, service: str) -> Callable[..., Any]:
    def handler(self: object, request: object, call: Call) -> Any:
        raise Refused(UNRECOGNIZED_OPERATION)

    handler.__name__ = name
    handler.__doc__ = HANDLER_NOTES.get(service)
    return handler
