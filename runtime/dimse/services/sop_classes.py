"""SOP classes: their operations, attribute lists, statuses and states."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, cast

from ...tables.editions import Edition
from .attribute_lists import AttributeList
from .registered import Registered
from .sides import Provider, Side, StorageProvider, User, VerificationProvider
from .states import StateMachine
from .statuses import Status

Usage = Literal["M", "U", "?"]
"""Support of an operation by a side: mandatory, optional, or not known."""


class Operation(NamedTuple):
    """One DIMSE service of a SOP class."""

    service: str
    """"N-CREATE"."""
    user: Usage
    """Usage by the SCU."""
    provider: Usage
    """Usage by the SCP."""
    requests: tuple[type[AttributeList], ...] = ()
    """The attribute lists of its requests, one for each action type, event type or level."""
    statuses: tuple[Status, ...] = ()
    """Statuses that the SOP class defines in addition to PS3.7."""


def operation(
    service: str,
    user: Usage,
    provider: Usage,
    *requests: type[AttributeList],
    statuses: tuple[Status, ...] = (),
) -> Operation:
    """Declare an operation."""
    return Operation(service, user, provider, requests, statuses)


class SopClass(Registered):
    """A SOP class of PS3.4."""

    operations: ClassVar[tuple[Operation, ...]] = ()
    instance_uid: ClassVar[str | None] = None
    """UID of the well-known SOP instance."""
    message_uid: ClassVar[str | None] = None
    """UID of the SOP class in its DIMSE-N messages, if it is another one."""
    iod: ClassVar[str] = ""
    """Keyword of the IOD in `iodize.iods`; empty if it has none."""
    states: ClassVar[StateMachine | None] = None
    retired: ClassVar[bool] = False

    if not TYPE_CHECKING:  # type checkers use the stubs
        Provider = Side(Provider)
        """The SCP."""
        User = Side(User)
        """The SCU, which receives event reports."""

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
            """The SCP."""

    else:
        Provider = Side(VerificationProvider)

    operations = (operation("C-ECHO", "M", "M"),)


class StorageSopClass(SopClass):
    """Storage of composite, or non-patient, objects: PS3.4 Annexes B and GG."""

    if TYPE_CHECKING:

        class Provider(StorageProvider):
            """The SCP."""

    else:
        Provider = Side(StorageProvider)

    operations = (operation("C-STORE", "M", "M"),)


class QuerySopClass(SopClass):
    """Queries by C-FIND."""


class RetrieveSopClass(SopClass):
    """Retrieval by C-MOVE or C-GET."""


class NormalizedSopClass(SopClass):
    """A SOP class of DIMSE-N services."""


class MetaSopClass(SopClass):
    """SOP classes that are negotiated as one: PS3.4 H.3.2."""

    members: ClassVar[tuple[type[SopClass], ...]] = ()


def sop_class_named(edition: Edition, keyword: str) -> type[SopClass]:
    """Return the SOP class of a keyword, such as "ModalityWorklist".

    Raises:
        AttributeError: The edition has no such SOP class.
    """
    found: type[SopClass] = getattr(edition.part("services"), keyword)
    return found


def statuses_of(sop_class: type[SopClass] | None, service: str) -> tuple[Status, ...]:
    """Return the statuses that a SOP class defines for a service."""
    if sop_class is None:
        return ()
    return tuple(
        status
        for operation in sop_class.operations
        if operation.service == service
        for status in operation.statuses
    )


def sop_class_with(
    attribute_list: AttributeList | type[AttributeList],
) -> type[SopClass]:
    """Return the SOP class that an attribute list is part of."""
    return cast("type[SopClass]", attribute_list.sop_class)
