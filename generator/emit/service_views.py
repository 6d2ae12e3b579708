"""Views of SOP classes: their attribute lists, operations and states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from ..model import (
    Attribute,
    AttributeList,
    DataElement,
    Iod,
    Operation,
    Service,
    ServiceTable,
    StateMachine,
    StatusTable,
    Transition,
)
from ..naming import class_name, item_name, number, snake_case
from .inclusion import Content
from .service_lists import EmptyAttribute, ItemsOf, Key, Listed, Lists
from .service_macros import CODED_ENTRIES, UPS_MACROS, table_of
from .value_calls import quoted, tuple_of
from .views import ClassView, MemberView, Views, form

BASES: Final = {
    "verification": "VerificationSopClass",
    "storage": "StorageSopClass",
    "query": "QuerySopClass",
    "retrieve": "RetrieveSopClass",
    "normalized": "NormalizedSopClass",
    "meta": "MetaSopClass",
}
"""The base of SOP classes, by kind."""

LISTS: Final = {
    ("C-FIND", "request"): ("FindRequest", "Keys of C-FIND"),
    ("C-FIND", "reply"): ("FindAnswer", "Answer of C-FIND"),
    ("C-MOVE", "request"): ("RetrieveRequest", "Keys of C-MOVE"),
    ("C-GET", "request"): ("RetrieveRequest", "Keys of C-GET"),
    ("N-CREATE", "request"): ("CreateRequest", "Attributes of an N-CREATE request"),
    ("N-CREATE", "reply"): ("CreateReply", "Attributes of an N-CREATE response"),
    ("N-SET", "request"): ("SetRequest", "Attributes of an N-SET request"),
    ("N-SET", "reply"): ("SetReply", "Attributes of an N-SET response"),
    ("N-SET", "final"): ("FinalState", "Attributes required in a final state"),
    ("N-GET", "request"): ("GetRequest", "Attributes that N-GET can request"),
    ("N-GET", "reply"): ("GetReply", "Attributes of an N-GET response"),
    ("N-DELETE", "request"): ("DeleteRequest", "N-DELETE request"),
    ("N-ACTION", "request"): ("ActionRequest", "Information of an N-ACTION request"),
    ("N-ACTION", "reply"): ("ActionReply", "Information of an N-ACTION response"),
    ("N-EVENT-REPORT", "request"): (
        "EventReport",
        "Information of an N-EVENT-REPORT request",
    ),
    ("N-EVENT-REPORT", "reply"): (
        "EventReply",
        "Information of an N-EVENT-REPORT response",
    ),
}
"""The base of an attribute list, and the beginning of its docstring."""

MACRO_SUFFIXES: Final = {
    "N-GET": " in N-GET responses",
    "return": " in C-FIND answers",
    "match": " as keys",
}
"""Suffixes of the names of macros, by column."""

STORED: Final = {
    "B.2-1": ("CompositeStorage", "Storage of composite objects: PS3.4 B.2."),
    "GG.4-1": ("NonPatientStorage", "Storage of non-patient objects: PS3.4 GG.4."),
}
"""The bases of storage SOP classes, by the table of their statuses."""


@frozen
class OperationView:
    """One operation, as a call."""

    call: str
    mentions: tuple[str, ...]


@define
class SopClassView:
    """One SOP class."""

    name: str
    base: str
    title: str
    keywords: dict[str, str]
    stated: dict[str, str] = field(factory=dict)
    """Class attributes: `iod`, `instance_uid`."""
    lists: list[ClassView] = field(factory=list)
    operations: list[OperationView] = field(factory=list)
    states: list[str] = field(factory=list)
    """The arguments of the state machine; empty if there is none."""
    members: dict[str, str] = field(factory=dict)
    """The SOP classes of a meta SOP class, with their files."""
    siblings: dict[str, str] = field(factory=dict)
    """SOP classes whose attribute lists this one shares, with their files."""

    @property
    def file(self) -> str:
        return snake_case(self.name)


@define
class ServiceViews(Views):
    """Makes the views of the SOP classes of one edition."""

    of_request: dict[tuple[str, tuple[Content, ...]], str] = field(factory=dict)
    """The item classes of the corresponding request, by sequence and rows."""
    _of_keys: ServiceViews | None = None

    @property
    def keys(self) -> ServiceViews:
        """The views of queries, whose items contain keys."""
        if self._of_keys is None:
            self._of_keys = evolve(self, item_base="KeysItem")
        return self._of_keys

    def attribute_list(
        self, one: AttributeList, operation: Operation, listed: Listed, title: str
    ) -> ClassView:
        """Return the class of an attribute list."""
        base, _ = LISTS[operation.service, one.role]
        if base == one.name:  # the class hides its base of the same name
            base = f"attribute_lists.{base}"
        table = one.columns[0].table if one.columns else ""
        view = ClassView(one.name, [], title)
        views = self.keys if base in ("FindRequest", "RetrieveRequest") else self
        views._fill(view, listed.content, table or operation.service, base, view)
        if one.type_id is not None and one.role == "request":
            view.stated["type_id"] = str(one.type_id)
        if one.level is not None:
            view.stated["level"] = quoted(one.level)
        if one.above and one.role == "request":
            view.stated["above"] = _strings(map(self._keyword, one.above))
        if listed.not_allowed:
            view.stated["not_allowed"] = _strings(
                ".".join(map(self._keyword, path)) for path in listed.not_allowed
            )
        return view

    def _item(
        self,
        keyword: str,
        content: tuple[Content, ...],
        table: str,
        outermost: ClassView,
    ) -> ClassView | str:
        """Return the class of a sequence's items; a reply uses that of its request."""
        if content and isinstance(content[0], ItemsOf):
            return f"{self.places[content[0].table]}.{item_name(keyword)}"
        known = self.of_request.get((keyword, content))
        if known and content:
            return f"lambda: {known}"
        return super()._item(keyword, content, table, outermost)

    def macro(
        self, label: str, rows: tuple[Content, ...], of: ServiceTable
    ) -> ClassView:
        """Return the class of a macro, or of a coded entry that differs from PS3.3."""
        table, column = table_of(label)
        subject = f"{of.name}{MACRO_SUFFIXES.get(column, '')}"
        if label in CODED_ENTRIES:
            subject = "Keys of codes" if column == "match" else "Codes of messages"
        title = f"{subject}: {self.part} {of.section}, Table {table}."
        view = ClassView((CODED_ENTRIES | UPS_MACROS)[label], [], title)
        views = self.keys if column == "match" else self
        views._fill(view, rows, table, views.item_base, view)
        view.keywords = {"section": of.section, "table": table}
        return view

    def _facts(self, row: Attribute, element: DataElement) -> Iterator[str]:
        yield from super()._facts(row, element)
        if isinstance(row, EmptyAttribute):
            yield "empty=True"

    def _members(
        self, row: Content, table: str, outermost: ClassView
    ) -> Iterator[MemberView]:
        if not isinstance(row, Key):
            yield from super()._members(row, table, outermost)  # type: ignore[arg-type]
            return
        element = self.elements.get(row.tag)
        if element is None or not element.keyword:
            self._problem(table, f"{row.name} {row.tag} is not in the data dictionary")
            return
        arguments = [f"0x{number(row.tag):08X}", quoted(row.match)]
        mentions = ["key"]
        item = self._item(element.keyword, row.content, table, outermost)
        if isinstance(item, ClassView):
            yield MemberView(item.name, item=item)
            arguments.append(item.name)
        elif item:
            arguments.append(item)
            mentions.append(item.removeprefix("lambda: "))
        if row.required:
            arguments.append("required=True")
        call = f"key({', '.join(arguments)})"
        yield MemberView(element.keyword, call, form(element), mentions=tuple(mentions))


@define
class SopClasses:
    """Makes the views of SOP classes."""

    views: ServiceViews
    lists: Lists
    services: Mapping[str, Service]
    """By UID."""
    statuses: Mapping[str, StatusTable]
    iods: Mapping[str, Iod]
    """By label of their table."""
    of_storage: Mapping[str, str]
    """The class of the IOD of each storage SOP class, by UID."""
    _first: dict[object, Service] = field(factory=dict)
    """The first SOP class with an attribute list."""
    _contents: dict[tuple[str, str], tuple[Content, ...]] = field(factory=dict)
    """The rows of requests, by SOP class and name."""

    def view(self, service: Service) -> SopClassView:
        """Return the view of a SOP class."""
        view = SopClassView(
            service.keyword,
            BASES[service.kind],
            f"{service.name} SOP Class: {self._part(service)} {service.section}.",
            {"name": service.name, "uid": service.uid, "section": service.section},
        )
        self._state(view, service)
        if service.kind == "storage":
            labels = [label for each in service.operations for label in each.statuses]
            view.base = next((STORED[s][0] for s in labels if s in STORED), view.base)
            return view
        for operation in service.operations:
            self._add(view, operation, service)
        if service.states is not None:
            view.states = [*_states(service.states)]
        for uid in service.members:
            if uid in self.services:
                member = self.services[uid].keyword
                view.members[member] = snake_case(member)
        return view

    def operations_of(self, services: Mapping[str, Service], label: str) -> list[str]:
        """Return the operations of storage SOP classes with a table of statuses."""
        for service in services.values():
            for each in service.operations:
                if service.kind == "storage" and label in each.statuses:
                    return [self._operation(each, []).call]
        return []

    def _state(self, view: SopClassView, service: Service) -> None:
        iod = self.of_storage.get(service.uid, "")
        if service.iod is not None and service.iod in self.iods:
            iod = class_name(self.iods[service.iod].name)
        if iod:
            view.stated["iod"] = quoted(iod)
        if service.instance:
            view.stated["instance_uid"] = quoted(service.instance)
        if service.message_uid:
            view.stated["message_uid"] = quoted(service.message_uid)
        if service.retired:
            view.stated["retired"] = "True"
        if service.last_edition is not None:
            view.stated["last_edition"] = quoted(service.last_edition)
        if sources := self._sources(service):
            view.stated["source"] = quoted(sources)

    def _part(self, service: Service) -> str:
        """Return the part that defines a service: "PS3.4", "PS3.4-2004"."""
        last = service.last_edition
        return self.views.part if last is None else f"{self.views.part}-{last}"

    def _sources(self, service: Service) -> str:
        """Return the second sources of the tables of a service."""
        columns = [c for o in service.operations for e in o.lists for c in e.columns]
        codes = [label for each in service.operations for label in each.statuses]
        tables: list[ServiceTable | StatusTable] = [
            *(self.lists.tables[column.table] for column in columns),
            *(self.statuses[label] for label in codes),
        ]
        found = (word for table in tables for word in (table.source or "").split("; "))
        return "; ".join(filter(None, dict.fromkeys(found)))

    def _add(self, view: SopClassView, operation: Operation, service: Service) -> None:
        """Add the attribute lists of an operation: a reply before its request."""
        requests: list[str] = []
        request: ClassView | None = None
        for one in operation.lists:
            if one.role == "request":
                requests.append(one.name)
            made = self._inherited(view, one, operation, service)
            if made is None:
                listed = self.lists.listed(one, operation, service)
                shared = (
                    self._items(view, request, listed) if one.role == "reply" else {}
                )
                views = evolve(self.views, of_request=shared)
                title = self._title(one, operation, service)
                made = views.attribute_list(one, operation, listed, title)
                made.keywords = self._place(one, operation)
                if one.role == "request":
                    self._contents[view.name, one.name] = listed.content
            if one.role == "reply" and request is not None:
                request.references["reply"] = made.name
                view.lists.insert(view.lists.index(request), made)
            else:
                view.lists.append(made)
                request = made if one.role == "request" else None
        view.operations.append(self._operation(operation, requests))

    def _inherited(
        self,
        view: SopClassView,
        one: AttributeList,
        operation: Operation,
        service: Service,
    ) -> ClassView | None:
        """Return a list that another SOP class has too, as its subclass."""
        if operation.service not in ("C-FIND", "N-GET") or not one.columns:
            return None
        mark = (operation.service, service.iod, service.modules, one)
        first = self._first.setdefault(mark, service)
        if first is service:
            return None
        base = f"{first.keyword}.{one.name}"
        view.siblings[first.keyword] = snake_case(first.keyword)
        title, place = self._title(one, operation, service), self._place(one, operation)
        return ClassView(one.name, [base], title, place)

    def _items(
        self, view: SopClassView, request: ClassView | None, listed: Listed
    ) -> dict[tuple[str, tuple[Content, ...]], str]:
        """Return the item classes that a request shares with its reply."""
        if request is None:
            return {}
        content = self._contents.get((view.name, request.name), ())
        place = f"{view.name}.{request.name}"
        found: dict[tuple[str, tuple[Content, ...]], str] = {}
        for row in content:
            if isinstance(row, Attribute) and row.content and not isinstance(row, Key):
                keyword = self.views._keyword(row.tag)
                if any(member.name == item_name(keyword) for member in request.members):
                    found[keyword, row.content] = f"{place}.{item_name(keyword)}"
        return found

    def _title(self, one: AttributeList, operation: Operation, service: Service) -> str:
        """Return the first line of the docstring of an attribute list."""
        subject = LISTS[operation.service, one.role][1]
        where = self._place(one, operation)
        place = ", Table ".join(where.values())
        if one.columns:
            table = one.columns[0].table
            if one.type_id is not None and one.role == "request":
                types = self.lists.tables[table].types
                names = [each.name for each in types if each.id == one.type_id]
                kind = "Action" if operation.service == "N-ACTION" else "Event"
                subject = f"{kind} {one.type_id}, {names[0]}" if names else subject
        return f"{subject}: {self._part(service)} {place}."

    def _place(self, one: AttributeList, operation: Operation) -> dict[str, str]:
        """Return the section and table of a list.

        A table in another annex than the operation has its own section.
        """
        if not one.columns:
            return {"section": operation.section}
        table = self.lists.tables[one.columns[0].table]
        if table.source is not None:  # the label of the table is not known
            return {"section": operation.section}
        near = operation.section.split(".")[:2] == table.section.split(".")[:2]
        section = operation.section if near else table.section
        return {"section": section, "table": table.table}

    def _operation(self, operation: Operation, requests: list[str]) -> OperationView:
        arguments = [
            quoted(operation.service),
            quoted(operation.user),
            quoted(operation.provider),
            *requests,
        ]
        codes = [*self._status_calls(operation)]
        if codes:
            arguments.append(f"statuses={tuple_of(codes)}")
        call = f"operation({', '.join(arguments)})"
        return OperationView(call, ("operation", *(["status"] if codes else [])))

    def _status_calls(self, operation: Operation) -> Iterator[str]:
        for label in operation.statuses:
            for code in self.statuses[label].codes:
                arguments = [quoted(code.code), quoted(code.category)]
                if code.label:
                    arguments.append(quoted(code.label))
                if code.error_id:
                    arguments.append(f"error_id={quoted(code.error_id)}")
                yield f"status({', '.join(arguments)})"


def _states(machine: StateMachine) -> Iterator[str]:
    yield f"attribute=0x{number(machine.attribute):08X}"
    yield f"initial={quoted(machine.initial)}"
    yield f"final={_strings(machine.final)}"
    yield f"transitions={tuple_of([_change(each) for each in machine.transitions])}"


def _change(one: Transition) -> str:
    arguments = [quoted(one.state) if one.state else "None", quoted(one.event)]
    if one.target:
        arguments.append(quoted(one.target))
    if one.status:
        arguments.append(f"status={quoted(one.status)}")
    if one.reports:
        arguments.append(f"reports={_strings(one.reports)}")
    return f"Transition({', '.join(arguments)})"


def _strings(texts: object) -> str:
    quotes = [quoted(str(text)) for text in texts]  # type: ignore[attr-defined]
    return tuple_of(quotes)
