"""The words in which the manifest is written."""

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
    """Its row in the table of the DIMSE service group: the service, and what follows it."""
    usage: str
    """As the row has it: "U/M"."""
    section: str
    lists: tuple[AttributeList, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def operation(self) -> Operation:
        """The operation, as the model has it."""
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
    """The states of an instance; their table is read, and what only prose says added."""

    table: str
    attribute: str
    initial: str
    final: tuple[str, ...]
    stated: tuple[Transition, ...] = ()

    def machine(self, transitions: tuple[Transition, ...]) -> StateMachine:
        """Return the states with the transitions that their table has."""
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
    """Name of its class: the keyword of PS3.6, or less of it."""
    uid: str
    kind: str
    section: str
    group: str | None = None
    """Label of the table of its DIMSE service group; none for DIMSE-C but for UPS."""
    iod: str | None = None
    """Label of the IOD's table in PS3.3."""
    modules: tuple[str, ...] = ()
    """Labels of the tables of modules, as `Service` has them."""
    instance: str | None = None
    message_uid: str | None = None
    states: DeclaredStates | None = None
    retired: bool = False
    operations: tuple[DeclaredOperation, ...] = ()
    members: tuple[str, ...] = ()

    def having(self, *operations: DeclaredOperation) -> Declaration:
        """Return the SOP class with its operations."""
        return evolve(self, operations=operations)

    def service(self, name: str) -> Service:
        """Return what the model says of it, without its states."""
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
    """Return the attribute lists of N-GET: what is asked for, and what it returns."""
    return _both("Get", "Attributes", columns(table, column))


def delete() -> tuple[AttributeList, ...]:
    """Return the attribute list of N-DELETE, which is empty."""
    return (AttributeList("Delete", "request"),)


def final(table: str, column: str = "final") -> tuple[AttributeList, ...]:
    """Return what an instance needs to reach a final state."""
    return (AttributeList("Final", "final", columns(table, column)),)


def event(name: str, table: str, type_id: int) -> tuple[AttributeList, ...]:
    """Return the event information of a type of event."""
    return (AttributeList(name, "request", columns(table), type_id),)


def action(
    name: str, type_id: int, asks: str | None = None, answers: str | None = None
) -> tuple[AttributeList, ...]:
    """Return the action information of a type of action, and its reply.

    Args:
        asks: Label of the table of the information; None where there is none.
        answers: Label of the table of the reply; None where there is none.
    """
    return (
        AttributeList(name, "request", columns(asks) if asks else (), type_id),
        AttributeList(
            f"{name}Reply", "reply", columns(answers) if answers else (), type_id
        ),
    )


def _both(request: str, reply: str, of: Columns) -> tuple[AttributeList, ...]:
    return AttributeList(request, "request", of), AttributeList(reply, "reply", of)


def stated(
    tag: str, name: str, type_: str, condition: Condition | None = None
) -> ServiceAttribute:
    """Return an attribute that only prose names."""
    return ServiceAttribute(tag, name, (Requirement("usage", type_, None, condition),))
