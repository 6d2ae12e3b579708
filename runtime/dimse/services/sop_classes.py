"""SOP classes: which operations their two sides support, and with which attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from .attribute_lists import AttributeList
from .providers import Provider, Side, StorageProvider, User, VerificationProvider
from .states import StateMachine
from .statuses import Status

Usage = Literal["M", "U"]
"""Whether a side has to support an operation: mandatory, or its own choice."""


class Operation(NamedTuple):
    """One DIMSE service of a SOP class."""

    service: str
    """"N-CREATE"."""
    user: Usage
    """Usage by the SCU."""
    provider: Usage
    """Usage by the SCP."""
    requests: tuple[type[AttributeList], ...] = ()
    """The attribute lists of its requests: one for each action or event type, or level."""
    statuses: tuple[Status, ...] = ()
    """What the SOP class says of statuses, beyond PS3.7."""


def operation(
    service: str,
    user: Usage,
    provider: Usage,
    *requests: type[AttributeList],
    statuses: tuple[Status, ...] = (),
) -> Operation:
    """Declare an operation."""
    return Operation(service, user, provider, requests, statuses)


class SopClass:
    """A SOP class of PS3.4."""

    name: ClassVar[str] = ""
    """As PS3.6 registers it."""
    uid: ClassVar[str] = ""
    section: ClassVar[str] = ""
    """Where PS3.4 defines it: "F.7"."""
    operations: ClassVar[tuple[Operation, ...]] = ()
    instance_uid: ClassVar[str | None] = None
    """UID of the well-known SOP instance."""
    message_uid: ClassVar[str | None] = None
    """UID of the SOP class that its DIMSE-N messages name, where it is another one."""
    iod: ClassVar[str] = ""
    """Keyword of the IOD in `iodize.iods`; empty where there is none."""
    states: ClassVar[StateMachine | None] = None
    retired: ClassVar[bool] = False

    if not TYPE_CHECKING:  # checkers know the handlers of each from stubs
        Provider = Side(Provider)
        """The SCP's side."""
        User = Side(User)
        """The SCU's side, which receives reports of events."""

    def __init_subclass__(
        cls, *, name: str = "", uid: str = "", section: str = ""
    ) -> None:
        if uid:
            cls.name, cls.uid, cls.section = name, uid, section
            for value in vars(cls).values():
                if isinstance(value, type) and issubclass(value, AttributeList):
                    value._belongs_to(cls)


class VerificationSopClass(SopClass):
    """Verification, by C-ECHO: PS3.4 Annex A."""

    if TYPE_CHECKING:

        class Provider(VerificationProvider):
            """The SCP's side."""

    else:
        Provider = Side(VerificationProvider)

    operations = (operation("C-ECHO", "M", "M"),)


class StorageSopClass(SopClass):
    """Storage of composite, or non-patient, objects: PS3.4 Annexes B and GG."""

    if TYPE_CHECKING:

        class Provider(StorageProvider):
            """The SCP's side."""

    else:
        Provider = Side(StorageProvider)

    operations = (operation("C-STORE", "M", "M"),)


class QuerySopClass(SopClass):
    """A query, by C-FIND."""


class RetrieveSopClass(SopClass):
    """A retrieval, by C-MOVE or C-GET."""


class NormalizedSopClass(SopClass):
    """A SOP class of DIMSE-N services."""


class MetaSopClass(SopClass):
    """Several SOP classes, negotiated as one: PS3.4 H.3.2."""

    members: ClassVar[tuple[type[SopClass], ...]] = ()


def statuses_of(sop_class: type[SopClass] | None, service: str) -> tuple[Status, ...]:
    """Return what a SOP class says of the statuses of a service."""
    if sop_class is None:
        return ()
    return tuple(
        status
        for operation in sop_class.operations
        if operation.service == service
        for status in operation.statuses
    )
