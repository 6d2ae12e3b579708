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


NOTATION = r"(-|[123]C?|MC?|U|[RO]C?)(/(-|[123]C?|MC?|U))?"
"""How a service asks for an attribute: of its user, after the slash of its provider."""


@frozen
class ServiceCondition:
    """A condition in one requirement column of an attribute table of PS3.4."""

    table: str = field(validator=TABLE)
    path: tuple[str, ...] = field()
    """Tags that lead to the attribute, from the top level of the table."""
    column: str
    """Heading of the column: "Req. Type N-CREATE (SCU/SCP)"."""
    requirement: str = field(validator=matches_re(NOTATION))
    """As the column writes it: "1C/1C", "-/2C", "RC"."""
    condition: Condition | None = None


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


@frozen
class ServiceAttribute:
    """One attribute in a table of a service."""

    tag: str = field(validator=TAG)
    name: str
    requirements: tuple[Requirement, ...] = ()
    content: tuple[ServiceRow, ...] = ()
    """What the items of a sequence hold."""
    item_count: ItemCount | None = None
    """How many items it has, where the row says so."""
    id: str | None = None
    """Identifier of the row's first paragraph, without "para_"."""


@frozen
class ServiceInclude:
    """A macro of PS3.4 whose rows stand here too."""

    table: str = field(validator=TABLE)


@frozen
class ModuleRest:
    """All other attributes of a module, or of a macro, of PS3.3."""

    table: str = field(validator=TABLE)
    """Label of its table in PS3.3."""
    requirements: tuple[Requirement, ...] = ()


@frozen
class AnyAttribute:
    """Any attribute of some value representations: the keys of a filter."""

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
class AttributeList:
    """One attribute list of a message: a column of a table, and the side that it is for."""

    name: str
    """Name of its class: "Create", "StudyQuery", "RequestStorageCommitment"."""
    role: str
    """"request", "reply" (what answers it) or "final" (what a final state needs)."""
    table: str = field(validator=TABLE)
    column: str
    type_id: int | None = None
    """Of an action or event."""
    level: str | None = None
    """Query/Retrieve Level: "STUDY"."""
    above: tuple[str, ...] = ()
    """Tags of the unique keys of the levels above."""


@frozen
class Operation:
    """One DIMSE service of a SOP class: who has to support it, and its attribute lists."""

    service: str
    """"C-FIND", "N-CREATE"…"""
    user: str
    """Usage by the SCU: "M" or "U"."""
    provider: str
    section: str = field(validator=SECTION)
    lists: tuple[AttributeList, ...] = ()
    statuses: tuple[str, ...] = ()
    """Labels of the tables of its statuses."""


@frozen
class Transition:
    """What happens to an event in a state."""

    state: str | None
    """None where the instance does not exist yet."""
    event: str
    target: str | None = None
    """The new state; None where there is none."""
    status: str | None = None
    """Code of the answer, where it is no success: "C302"."""


@frozen
class StateMachine:
    """The states of an instance: PS3.4 F.1, CC.1.1."""

    table: str = field(validator=TABLE)
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
    """As PS3.6 registers it."""
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
    """UID of the SOP class that messages name, where it is another one."""
    iod: str | None = field(default=None, validator=optional(TABLE))
    """Label of the IOD's table in PS3.3."""
    states: StateMachine | None = None
    retired: bool = False
