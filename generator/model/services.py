"""SOP classes, and when services ask for an attribute: PS3.4 over the IODs of PS3.3."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition
from .dictionary import UID
from .values import SECTION, TABLE, TAG, ItemCount


@frozen
class SopClass:
    """A SOP class that a table of PS3.4 lists with its IOD."""

    uid: str = field(validator=UID)
    name: str
    table: str = field(validator=TABLE)
    """Label of the table of PS3.4 that lists it: "B.5-1"."""
    iod: str | None = None
    """Label of the IOD's module table: "A.3-1"; None where PS3.3 has no such IOD."""
    specialization: str | None = None
    """Section of PS3.4 that narrows the IOD: "B.5.1.1"."""


# What the tables ask


@frozen
class Requirement:
    """What one column of a table asks of an attribute.

    The letters are the standard's own: types 1 to 3C and "-"; M, MC and U of print
    management; R, O, U, RC, OC and * of matching keys; R, RC, P, X and O of the final state
    of a unified procedure step. "not-allowed" is what the tables write in words.
    """

    column: str
    """"N-CREATE", "N-SET", "N-GET", "final", "match", "return", "request", "response", or
    "usage" where a table has but one column."""
    user: str
    """Of the SCU; of the attribute as such where `provider` is None."""
    provider: str | None = None
    """Of the SCP."""
    condition: Condition | None = None
    """When the sides that have a "C" shall have it."""
    empty: bool = False
    """Whether it shall be there without a value, or without items."""
    values: tuple[str, ...] = ()
    """The values that it may have there; none for any."""
    item_count: ItemCount | None = None
    """How many items it has, where the table says so."""


@frozen
class ServiceAttribute:
    """One attribute in a table of a service."""

    tag: str = field(validator=TAG)
    name: str
    requirements: tuple[Requirement, ...] = ()
    content: tuple[ServiceRow, ...] = ()
    """What the items of a sequence hold."""
    id: str | None = None
    """Identifier of the row's first paragraph, without "para_"."""


@frozen
class ServiceInclude:
    """A macro of PS3.4 whose rows stand here too."""

    table: str = field(validator=TABLE)


@frozen
class ModuleRest:
    """All other attributes of a module of PS3.3, or of a sequence."""

    table: str | None = field(default=None, validator=optional(TABLE))
    """Label of the module's table in PS3.3; None for the sequence around the row."""
    requirements: tuple[Requirement, ...] = ()


@frozen
class AnyAttribute:
    """Any other attribute: the keys of a filter, or what a query level has besides."""

    vrs: tuple[str, ...] = ()
    """All if empty."""
    requirements: tuple[Requirement, ...] = ()


ServiceRow: TypeAlias = ServiceAttribute | ServiceInclude | ModuleRest | AnyAttribute


@frozen
class MessageType:
    """A type of action, or of event, and the attributes that go with it."""

    id: int
    name: str
    """"Request Storage Commitment"."""
    content: tuple[ServiceRow, ...] = ()


@frozen
class ServiceTable:
    """A table of PS3.4 that says how services ask for attributes."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    name: str
    """The caption."""
    content: tuple[ServiceRow, ...] = ()
    types: tuple[MessageType, ...] = ()
    """In a table of actions or events, instead of `content`."""


@frozen
class StatusCode:
    """One row of a table of statuses."""

    code: str = field(validator=matches_re(r"[0-9A-F]{1,4}x{0,3}"))
    """"C302"; an "x" stands for any digit: "A7xx"."""
    category: str
    """"Success", "Warning", "Failure", "Cancel", "Pending"."""
    label: str | None = None
    """What it means, where that takes a few words."""
    error_id: str | None = field(
        default=None, validator=optional(matches_re("[0-9A-F]{4}"))
    )
    """Value of Error ID that goes with it: "A710"."""
    related: tuple[str, ...] = ()
    """Tags of the command elements that go with it."""


@frozen
class StatusTable:
    """A table of the statuses of an operation."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    codes: tuple[StatusCode, ...] = ()


# What SOP classes do with them


@frozen
class TableColumn:
    """One requirement column of a table."""

    table: str = field(validator=TABLE)
    column: str = "usage"
    """As in `Requirement`."""


@frozen
class AttributeList:
    """One attribute list of a message: columns of tables, and the side that it is for.

    What C-MOVE and C-GET ask for are the unique keys ("U") of the columns, and nothing
    else of them.
    """

    name: str
    """Name of its class: "Create", "StudyQuery", "RequestStorageCommitment"."""
    role: str
    """"request", "reply" (what answers it) or "final" (what a final state needs)."""
    columns: tuple[TableColumn, ...] = ()
    """Several where a table adds to another one; none where no attributes go with it."""
    type_id: int | None = None
    """Of an action or event: of the tables, only its `MessageType` is meant."""
    level: str | None = None
    """Query/Retrieve Level: "STUDY"; the list has (0008,0052) of this value, type 1."""
    above: tuple[str, ...] = ()
    """Tags of the unique keys of the levels above, each with a single value."""
    stated: tuple[ServiceAttribute, ...] = ()
    """Attributes that no table lists, with requirements in a column "usage"."""


@frozen
class Operation:
    """One DIMSE service of a SOP class: who has to support it, and its attribute lists.

    A SOP class has several N-ACTION operations where their usage differs.
    """

    service: str
    """"C-FIND", "N-CREATE"…"""
    user: str
    """Usage by the SCU: "M" or "U"."""
    provider: str
    section: str = field(validator=SECTION)
    lists: tuple[AttributeList, ...] = ()
    """A reply stands after its request."""
    statuses: tuple[str, ...] = ()
    """Labels of the tables of its statuses."""


@frozen
class Transition:
    """What happens to an event in a state."""

    state: str | None
    """None where the instance does not exist yet."""
    event: str
    """"create", "create otherwise" (in another state than the initial one), "set",
    "to COMPLETED" (a change of state; "… without lock": with a wrong Transaction UID),
    "request cancel"."""
    target: str | None = None
    """The new state; None where there is none."""
    status: str | None = None
    """Code of the answer where it is no success: "C302"; beside a target, of the answer
    if what the new state needs is missing."""
    reports: tuple[str, ...] = ()
    """States that are reported to those who subscribed, in this order."""


@frozen
class StateMachine:
    """The states of an instance: PS3.4 F.1, CC.1.1."""

    table: str = field(validator=TABLE)
    """Label of its table in PS3.4."""
    attribute: str = field(validator=TAG)
    """What holds the state."""
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...] = ()


@frozen
class Service:
    """A SOP class, or a meta SOP class, and what its two sides say to each other."""

    uid: str = field(validator=UID)
    name: str
    """As PS3.6 registers it, without "SOP Class"."""
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
    """UID of the SOP class that DIMSE-N messages name, where it is another one."""
    iod: str | None = field(default=None, validator=optional(TABLE))
    """Label of the IOD's table in PS3.3."""
    modules: tuple[str, ...] = ()
    """Labels of the tables of the modules that messages carry attributes of, where no IOD
    lists them."""
    general: tuple[str, ...] = ()
    """UIDs of the related general SOP classes, as which its instances may be stored: for
    common extended negotiation."""
    states: StateMachine | None = None
    retired: bool = False
