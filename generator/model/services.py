"""SOP classes, and the requirements of services for attributes: PS3.4."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition
from .dictionary import UID
from .values import EDITION, SECTION, TABLE, TAG, ItemCount


@frozen
class SopClass:
    """A SOP class in a table of PS3.4, with its IOD."""

    uid: str = field(validator=UID)
    name: str
    table: str = field(validator=TABLE)
    """Label of the table of PS3.4 that lists it: "B.5-1"."""
    iod: str | None = None
    """Label of the IOD's module table: "A.3-1"; None if PS3.3 does not have the IOD."""
    specialization: str | None = None
    """Section of PS3.4 that restricts the IOD: "B.5.1.1"."""


# Requirements


@frozen
class Requirement:
    """The requirement for an attribute in one column of a table.

    The letters are the standard's own: types 1 to 3C and "-"; M, MC and U of print
    management; R, O, U, RC, OC and * of matching keys; R, RC, P, X and O of the final state
    of a unified procedure step. "not-allowed" is stated in words in the tables. "?" means
    that no source states the requirement; it occurs only in retired services.
    """

    column: str
    """"N-CREATE", "N-SET", "N-GET", "final", "match", "return", "request", "response", or
    "usage" if a table has only one column."""
    user: str
    """Letter of the SCU; of the attribute itself if `provider` is None."""
    provider: str | None = None
    """Letter of the SCP."""
    condition: Condition | None = None
    """Condition for the sides with a "C"."""
    empty: bool = False
    """Whether it shall be present without a value or items."""
    values: tuple[str, ...] = ()
    """The allowed values; empty for any."""
    item_count: ItemCount | None = None
    """Number of items, if the table states it."""


@frozen
class ServiceAttribute:
    """One attribute in a table of a service."""

    tag: str = field(validator=TAG)
    name: str
    requirements: tuple[Requirement, ...] = ()
    content: tuple[ServiceRow, ...] = ()
    """Content of the items of a sequence."""
    id: str | None = None
    """Identifier of the row's first paragraph, without "para_"."""


@frozen
class ServiceInclude:
    """The inclusion of a macro of PS3.4, or of PS3.3 in a retired service."""

    table: str = field(validator=TABLE)


@frozen
class ModuleRest:
    """All other attributes of a module of PS3.3, or of a sequence."""

    table: str | None = field(default=None, validator=optional(TABLE))
    """Label of the module's table in PS3.3; None for the enclosing sequence."""
    requirements: tuple[Requirement, ...] = ()


@frozen
class AnyAttribute:
    """Any other attribute: the keys of a filter, or additional keys of a query level."""

    vrs: tuple[str, ...] = ()
    """All if empty."""
    requirements: tuple[Requirement, ...] = ()


ServiceRow: TypeAlias = ServiceAttribute | ServiceInclude | ModuleRest | AnyAttribute


@frozen
class MessageType:
    """An action type or event type, with its attributes."""

    id: int
    name: str
    """"Request Storage Commitment"."""
    content: tuple[ServiceRow, ...] = ()


@frozen
class ServiceTable:
    """A table of PS3.4 with the requirements of services for attributes."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    name: str
    """The caption."""
    content: tuple[ServiceRow, ...] = ()
    types: tuple[MessageType, ...] = ()
    """Action or event types, instead of `content`."""
    source: str | None = None
    """The second sources of its facts; None if that is the text of the edition."""


@frozen
class StatusCode:
    """One row of a table of statuses."""

    code: str = field(validator=matches_re(r"[0-9A-F]{1,4}x{0,3}"))
    """"C302"; an "x" stands for any digit: "A7xx"."""
    category: str
    """"Success", "Warning", "Failure", "Cancel", "Pending"."""
    label: str | None = None
    """Its meaning, if that has only a few words."""
    error_id: str | None = field(
        default=None, validator=optional(matches_re("[0-9A-F]{4}"))
    )
    """Value of Error ID with this status: "A710"."""
    related: tuple[str, ...] = ()
    """Tags of the command elements with this status."""


@frozen
class StatusTable:
    """A table of the statuses of an operation."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    codes: tuple[StatusCode, ...] = ()
    source: str | None = None
    """The second sources of its facts; None if that is the text of the edition."""


# SOP classes


@frozen
class TableColumn:
    """One requirement column of a table."""

    table: str = field(validator=TABLE)
    column: str = "usage"
    """As in `Requirement`."""


@frozen
class AttributeList:
    """One attribute list of a message: columns of tables, and its role.

    Lists of C-MOVE and C-GET contain only the unique keys ("U") of the columns.
    """

    name: str
    """Name of its class: "Create", "StudyQuery", "RequestStorageCommitment"."""
    role: str
    """"request", "reply" or "final" (requirements of a final state)."""
    columns: tuple[TableColumn, ...] = ()
    """Several if a table adds to another one; empty for a list without attributes."""
    type_id: int | None = None
    """Number of an action or event, which selects the `MessageType` of the tables."""
    level: str | None = None
    """Query/Retrieve Level: "STUDY"; the list has (0008,0052) with this value, type 1."""
    above: tuple[str, ...] = ()
    """Tags of the unique keys of higher levels, each with a single value."""
    stated: tuple[ServiceAttribute, ...] = ()
    """Attributes that are not in a table, with requirements in a column "usage"."""


@frozen
class Operation:
    """One DIMSE service of a SOP class: its usage, and its attribute lists.

    A SOP class has several N-ACTION operations if their usage differs.
    """

    service: str
    """"C-FIND", "N-CREATE"…"""
    user: str
    """Usage by the SCU: "M" or "U", or "?" if no source states it."""
    provider: str
    section: str = field(validator=SECTION)
    lists: tuple[AttributeList, ...] = ()
    """A reply follows its request."""
    statuses: tuple[str, ...] = ()
    """Labels of its status tables."""


@frozen
class Transition:
    """The effect of an event in a state."""

    state: str | None
    """None if the instance does not exist yet."""
    event: str
    """"create", "create otherwise" (in another state than the initial one), "set",
    "to COMPLETED" (a change of state; "… without lock": with a wrong Transaction UID),
    "request cancel"."""
    target: str | None = None
    """The new state; None if there is none."""
    status: str | None = None
    """Status code of the response unless it is success: "C302". With a target: the code if
    requirements of the new state are not met."""
    reports: tuple[str, ...] = ()
    """States that are reported to subscribers, in this order."""


@frozen
class StateMachine:
    """The states of an instance: PS3.4 F.1, CC.1.1."""

    table: str = field(validator=TABLE)
    """Label of its table in PS3.4."""
    attribute: str = field(validator=TAG)
    """Tag of the attribute with the state."""
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...] = ()


@frozen
class Service:
    """A SOP class, or a meta SOP class, with its operations."""

    uid: str = field(validator=UID)
    name: str
    """As registered in PS3.6, without "SOP Class"."""
    keyword: str
    """Name of its class: "ModalityPerformedProcedureStep"."""
    kind: str
    """"verification", "storage", "query", "retrieve", "normalized" or "meta"."""
    section: str = field(validator=SECTION)
    operations: tuple[Operation, ...] = ()
    members: tuple[str, ...] = ()
    """UIDs of the SOP classes of a meta SOP class."""
    instance: str | None = field(default=None, validator=optional(UID))
    """UID of the well-known SOP instance."""
    message_uid: str | None = field(default=None, validator=optional(UID))
    """UID of the SOP class in DIMSE-N messages, if it is another one."""
    iod: str | None = field(default=None, validator=optional(TABLE))
    """Label of the IOD's table in PS3.3."""
    modules: tuple[str, ...] = ()
    """Labels of the tables of modules whose attributes are in messages, if there is no IOD
    with these modules."""
    general: tuple[str, ...] = ()
    """UIDs of the related general SOP classes, for common extended negotiation."""
    states: StateMachine | None = None
    retired: bool = False
    last_edition: str | None = field(default=None, validator=optional(EDITION))
    """The last edition of PS3.4 that had it: "2004"; None if it is current."""
