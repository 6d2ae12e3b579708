"""The vocabulary of the manifest: declarations of SOP classes and attribute lists."""

from __future__ import annotations

from attrs import evolve, frozen

from ....model import (
    AttributeList,
    Condition,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    StateMachine,
    TableColumn,
    Transition,
)

Columns = tuple[TableColumn, ...]


@frozen
class DeclaredOperation:
    """An operation of a SOP class."""

    row: str
    """Row in the table of the DIMSE service group, beginning with the service."""
    usage: str
    """Usage of the row: "U/M"."""
    section: str
    lists: tuple[AttributeList, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def operation(self) -> Operation:
        """The operation of the model."""
        user, _, provider = self.usage.partition("/")
        return Operation(
            service=self.row.partition(" ")[0],
            user=user,
            provider=provider,
            section=self.section,
            lists=self.lists,
            statuses=self.statuses,
        )


@frozen
class DeclaredStates:
    """The states of an instance: a table of transitions, and transitions in prose."""

    table: str
    attribute: str
    initial: str
    final: tuple[str, ...]
    stated: tuple[Transition, ...] = ()

    def machine(self, transitions: tuple[Transition, ...]) -> StateMachine:
        """Return the state machine with the transitions of the table."""
        return StateMachine(
            table=self.table,
            attribute=self.attribute,
            initial=self.initial,
            final=self.final,
            transitions=(*transitions, *self.stated),
        )


@frozen
class Declaration:
    """A SOP class, or a meta SOP class."""

    keyword: str
    """Name of its class: the keyword of PS3.6, which may be shortened."""
    uid: str
    kind: str
    section: str
    group: str | None = None
    """Label of the table of its DIMSE service group; None for DIMSE-C, except for UPS."""
    iod: str | None = None
    """Label of the IOD's table in PS3.3."""
    modules: tuple[str, ...] = ()
    """Labels of the tables of modules, as in `Service`."""
    instance: str | None = None
    message_uid: str | None = None
    states: DeclaredStates | None = None
    retired: bool = False
    operations: tuple[DeclaredOperation, ...] = ()
    members: tuple[str, ...] = ()

    def having(self, *operations: DeclaredOperation) -> Declaration:
        """Return the SOP class with operations."""
        return evolve(self, operations=operations)

    def service(self, name: str) -> Service:
        """Return the service of the model, without states."""
        return Service(
            uid=self.uid,
            name=name,
            keyword=self.keyword,
            kind=self.kind,
            section=self.section,
            operations=tuple(each.operation for each in self.operations),
            members=self.members,
            instance=self.instance,
            message_uid=self.message_uid,
            iod=self.iod,
            modules=self.modules,
            retired=self.retired,
        )


def columns(table: str, column: str = "usage") -> Columns:
    """Return one column of a table."""
    return (TableColumn(table, column),)


def create(table: str, column: str = "usage") -> tuple[AttributeList, ...]:
    """Return the attribute lists of N-CREATE."""
    return _both("Create", "Created", columns(table, column))


def change(table: str, column: str = "usage") -> tuple[AttributeList, ...]:
    """Return the attribute lists of N-SET."""
    return _both("Set", "SetReply", columns(table, column))


def get(table: str, column: str = "usage") -> tuple[AttributeList, ...]:
    """Return the attribute lists of N-GET."""
    return _both("Get", "Attributes", columns(table, column))


def delete() -> tuple[AttributeList, ...]:
    """Return the attribute list of N-DELETE, which is empty."""
    return (AttributeList("Delete", "request"),)


def final(table: str, column: str = "final") -> tuple[AttributeList, ...]:
    """Return the attribute list of a final state."""
    return (AttributeList("Final", "final", columns(table, column)),)


def event(name: str, table: str, type_id: int) -> tuple[AttributeList, ...]:
    """Return the attribute list of the event information of an event type."""
    return (AttributeList(name, "request", columns(table), type_id),)


def action(
    name: str, type_id: int, request: str | None = None, reply: str | None = None
) -> tuple[AttributeList, ...]:
    """Return the attribute lists of the action information of an action type, and its reply.

    Args:
        request: Label of the table of the action information; None for none.
        reply: Label of the table of the reply; None for none.
    """
    return (
        AttributeList(name, "request", columns(request) if request else (), type_id),
        AttributeList(
            f"{name}Reply", "reply", columns(reply) if reply else (), type_id
        ),
    )


def _both(request: str, reply: str, of: Columns) -> tuple[AttributeList, ...]:
    return AttributeList(request, "request", of), AttributeList(reply, "reply", of)


def stated(
    tag: str, name: str, type_: str, condition: Condition | None = None
) -> ServiceAttribute:
    """Return an attribute that is stated only in prose."""
    return ServiceAttribute(tag, name, (Requirement("usage", type_, None, condition),))
