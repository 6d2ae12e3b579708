"""One edition of the standard."""

from __future__ import annotations

from attrs import field, frozen

from .attributes import Macro, Module
from .content import ContentConstraint
from .dictionary import ContextGroup, DataElement, FrameOfReference, Template, Uid
from .directory import DirectoryRecord
from .iods import Iod
from .messages import Message
from .services import (
    Service,
    ServiceTable,
    SopClass,
    StatusTable,
)
from .statuses import GeneralStatus, ServiceStatuses, StatusClass
from .values import EDITION, ValueTable


@frozen
class Part:
    """A part of the standard, with its edition."""

    number: int
    edition: str = field(validator=EDITION)


@frozen
class Standard:
    """All facts of one edition, by part."""

    edition: str = field(validator=EDITION)
    """The edition of PS3.3; other parts may be of other editions, see `parts`."""
    parts: tuple[Part, ...] = ()

    iods: tuple[Iod, ...] = ()
    modules: tuple[Module, ...] = ()
    macros: tuple[Macro, ...] = ()
    value_tables: tuple[ValueTable, ...] = ()
    content_constraints: tuple[ContentConstraint, ...] = ()
    directory_records: tuple[DirectoryRecord, ...] = ()

    sop_classes: tuple[SopClass, ...] = ()
    service_tables: tuple[ServiceTable, ...] = ()
    status_tables: tuple[StatusTable, ...] = ()
    services: tuple[Service, ...] = ()

    elements: tuple[DataElement, ...] = ()
    uids: tuple[Uid, ...] = ()
    frames_of_reference: tuple[FrameOfReference, ...] = ()
    context_groups: tuple[ContextGroup, ...] = ()
    templates: tuple[Template, ...] = ()

    command_elements: tuple[DataElement, ...] = ()
    messages: tuple[Message, ...] = ()
    status_classes: tuple[StatusClass, ...] = ()
    general_statuses: tuple[GeneralStatus, ...] = ()
    service_statuses: tuple[ServiceStatuses, ...] = ()
