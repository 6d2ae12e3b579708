"""Pages of SOP classes and DIMSE messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..dimse.messages.messages import messages_of
from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.sop_classes import SopClass, sop_class_named
from ..dimse.services.statuses import Status
from ..export import registries, resolve
from ..export.tags import as_number, printed
from ..render.links import link
from ..show.service_trees import ROLES
from ..show.services import final_states, lists, sop_class
from ..show.subjects import TITLES
from .addresses import Addresses, page
from .page import Entry, Page, RowName
from .requirements import Condition, condition
from .rows import Line, Table


class AttributeTable(NamedTuple):
    """An attribute list of a message."""

    anchor: str
    name: str
    """Name of its class."""
    title: str
    table: str
    link: str
    lines: list[Line]
    extensible: bool
    not_allowed: tuple[str, ...]


class Operation(NamedTuple):
    """A DIMSE service of a SOP class."""

    anchor: str
    service: str
    user: str
    provider: str
    lists: list[AttributeTable]
    statuses: list[Entry]


def service_pages(addresses: Addresses) -> Iterator[Page]:
    """Yield the pages of SOP classes, without those of storage."""
    edition = addresses.edition
    for keyword in edition.sop_class_names:
        found = sop_class_named(edition, keyword)
        facts = sop_class(edition, keyword, depth=0)
        made = [*operations(addresses, found)]
        finals = [_list(addresses, one, "final") for one in final_states(found)]
        tables = [*(t for each in made for t in each.lists), *finals]
        statuses = [status for each in made for status in each.statuses]
        rows = [*made, *statuses, *(line for t in tables for line in t.lines)]
        yield Page(
            page("sop-class", keyword),
            "service",
            f"{found.name} SOP Class",
            {
                "reference": found.reference(),
                "link": link(found.reference(), edition.name),
                "operations": made,
                "finals": finals,
                "states": facts["states"],
                "members": [
                    (each["name"], page("sop-class", each["keyword"]))
                    for each in facts["members"]
                ],
                "iod": _iod(addresses, found.iod),
            },
            TITLES["sop-class"],
            found.name,
            keyword,
            found.uid,
            {
                "instance UID": found.instance_uid or "",
                "message UID": found.message_uid or "",
                "retired": _retired(found),
                "second sources": found.source,
            },
            rows,
            [*_operation_names(made), *_list_names(tables)],
        )


def _retired(found: type[SopClass]) -> str:
    """Return whether a SOP class is retired, and since when."""
    if found.last_edition:
        return f"last in PS3.4-{found.last_edition}"
    return "yes" if found.retired else "no"


def _operation_names(operations: Iterable[Operation]) -> Iterator[tuple[RowName, str]]:
    for each in operations:
        yield ("operation", each.service), each.anchor
        for status in each.statuses:
            code = status.facts["code"] or status.title
            name = " ".join(
                filter(None, (each.service, code, status.facts["Error ID"]))
            )
            yield ("status", name), status.anchor


def _list_names(tables: Iterable[AttributeTable]) -> Iterator[tuple[RowName, str]]:
    for table in tables:
        yield (table.name,), table.anchor
        for line in table.lines:
            yield (table.name, *line.row_name), line.anchor


def _iod(addresses: Addresses, keyword: str) -> tuple[str, str] | None:
    if keyword not in addresses.edition.part("iods").__all__:
        return None
    definition = addresses.edition.iod(keyword)
    return definition.origin().name, addresses.of(definition)


def operations(addresses: Addresses, found: type[SopClass]) -> Iterator[Operation]:
    """Yield the DIMSE services of a SOP class with their attribute lists."""
    known: Counter[str] = Counter()
    for each in found.operations:
        known[each.service] += 1
        repeated = known[each.service]  # some SOP classes list N-ACTION twice
        anchor = f"{each.service}-{repeated}" if repeated > 1 else each.service
        yield Operation(
            anchor,
            each.service,
            each.user,
            each.provider,
            [_list(addresses, one, role, anchor) for one, role in lists(each)],
            [_status(anchor, *numbered) for numbered in enumerate(each.statuses, 1)],
        )


def _status(operation: str, number: int, status: Status) -> Entry:
    return Entry(
        f"{operation}-status-{number}-{status.code}",
        status.label or status.category.value,
        "",
        {
            "code": status.code,
            "category": status.category.value,
            "Error ID": status.error_id,
        },
    )


def _list(
    addresses: Addresses, one: type[AttributeList], role: str, operation: str = ""
) -> AttributeTable:
    origin = resolve.origin_of(one)
    anchor = "-".join(
        filter(None, (operation, one.__qualname__.rpartition(".")[2], role))
    )
    return AttributeTable(
        anchor=anchor,
        name=one.__name__,
        title=" ".join((one.__name__, ROLES.get(role, role))),
        table=str(origin._replace(name="")) if origin and origin.table else "",
        link=link(str(origin), addresses.edition.name) if origin else "",
        lines=Table(addresses, one, (anchor,)).lines,
        extensible=one.extensible,
        not_allowed=one.not_allowed,
    )


class FieldRow(NamedTuple):
    """A command element of a message."""

    tag: str
    keyword: str
    address: str
    usage: str
    vr: str
    vm: str
    value: str
    condition: Condition

    @property
    def anchor(self) -> str:
        return self.keyword


def message_pages(addresses: Addresses) -> Iterator[Page]:
    """Yield the pages of DIMSE messages."""
    edition = addresses.edition
    classes = {each.__name__: each for each in messages_of(edition).values()}
    for record in registries.messages(edition):
        message = classes[record["keyword"]]
        rows = [
            FieldRow(
                printed(field["tag"]),
                field["keyword"],
                addresses.of_element(as_number(field["tag"])),
                field["usage"] or "",
                " or ".join(field["vr"]),
                field["vm"],
                _value(field),
                condition(message.elements[as_number(field["tag"])].when),
            )
            for field in record["fields"]
        ]
        follows = record["data_set"]
        yield Page(
            page("message", record["name"]),
            "message",
            f"{record['name']} Message",
            {
                "link": link(
                    f"PS3.7 Table {record['table']}",
                    registries.parts(edition).get("7", edition.name),
                ),
                "parameters": record["parameters"],
                "rows": rows,
                "data_set": follows,
                "data_set_condition": condition(
                    message.data_set.when if message.data_set else None
                ),
            },
            TITLES["message"],
            record["name"],
            record["keyword"],
            record["table"],
            {"data set": follows["name"] if follows else "none"},
            rows,
            [((row.keyword,), row.anchor) for row in rows],
        )


def _value(field: Mapping[str, Any]) -> str:
    """Return the allowed values of a command element."""
    if field["value"] is not None:
        return f"{field['value']:04X}H"
    return ", ".join(map(str, field["enumerated_values"]))
