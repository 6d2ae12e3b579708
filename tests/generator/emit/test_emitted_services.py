"""Classes of services have the requirements of PS3.4.

Every attribute list has exactly the attributes that its columns require of the sending
side, with their types.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pytest
from pydicom.datadict import keyword_for_tag

import iodize.services
from iodize.dimse.services.attribute_lists import AttributeList as Sent
from iodize.dimse.services.keys import Key
from iodize.generator.model import (
    AnyAttribute,
    AttributeList,
    ModuleRest,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    Standard,
)
from iodize.generator.sources import from_snapshot
from iodize.macros import Code
from iodize.objects.typed import TypedDefinition

Path = tuple[str, ...]

LETTERS = {"M": "1", "MC": "1C", "U": "3"}
"""Of print management: PS3.4 H.2.4."""
RETURNED = {"U": "1", "R": "2", "O": "3", "OC": "3", "-": "3"}
"""Of query/retrieve, by the type of the key: PS3.4 C.2.2.1."""
FINAL = {"R": "1", "RC": "1C", "P": "1C", "X": "1C"}
"""Of unified procedure steps: PS3.4 Table CC.2.5-1. An O does not require it in any final state."""
TYPES = frozenset({"1", "1C", "2", "2C", "3"})


class Wanted(NamedTuple):
    """The attributes that the rows of a list require."""

    rows: dict[Path, str]
    """The type, or how a key is matched, of each attribute."""
    open: set[Path]
    """Data sets and items that may have more: from a module, or anything."""
    refused: set[Path]


class List(NamedTuple):
    """An attribute list, with its service and operation."""

    service: Service
    operation: Operation
    list: AttributeList

    def __str__(self) -> str:
        return f"{self.service.keyword}.{self.list.name}"

    @property
    def sent(self) -> type[Sent]:
        """Its class."""
        of = getattr(iodize.services, self.service.keyword)
        found: type[Sent] = getattr(of, self.list.name)
        return found


@pytest.fixture(scope="module")
def standard(root: pathlib.Path) -> Standard:
    return from_snapshot("2023a", root / "standard_xml")


@pytest.fixture(scope="module")
def tables(standard: Standard) -> dict[str, ServiceTable]:
    return {each.table: each for each in standard.service_tables}


def lists(standard: Standard) -> Iterator[List]:
    """Yield all lists except requests of N-GET, which contain tags only."""
    for service in standard.services:
        for operation in service.operations:
            for each in operation.lists:
                if (operation.service, each.role) != ("N-GET", "request"):
                    yield List(service, operation, each)


def letter(asked: Requirement, of: List) -> str:
    """Return the letter of a cell for the side that sends the list."""
    if asked.provider is None:
        return asked.user
    by_user = of.list.role == "request"
    if of.operation.service == "N-EVENT-REPORT":
        by_user = not by_user
    if of.operation.service in ("N-CREATE", "N-SET") and asked.user != "-":
        by_user = True  # the reply returns attributes of the request
    return asked.user if by_user else asked.provider


def cell(row: ServiceAttribute, column: str, service: str) -> Requirement | None:
    """Return the cell of a row in a column.

    A macro may have one column for all services, where the table that includes it has one
    for each; or one for each, where that table has one.
    """
    cells = {each.column: each for each in row.requirements}
    if column in cells or column == "final":
        return cells.get(column)
    if column == "match" and "return" in cells:
        return Requirement("match", "-")  # returned, without a column for matching
    return cells.get("usage") or cells.get(service) or cells.get("return")


def wanted(of: List, tables: dict[str, ServiceTable]) -> Wanted:
    found = Wanted({}, set(), set())
    for column in of.list.columns:
        table = tables[column.table]
        rows = table.content
        for each in table.types:
            if each.id == of.list.type_id:
                rows = each.content
        _read(rows, (), column.column, of, tables, found)
    return found


def _read(
    rows: Iterable[ServiceRow],
    path: Path,
    column: str,
    of: List,
    tables: dict[str, ServiceTable],
    found: Wanted,
) -> None:
    for row in rows:
        match row:
            case ServiceInclude(table=label):
                _read(tables[label].content, path, column, of, tables, found)
            case ModuleRest() | AnyAttribute():
                found.open.add(path)
            case ServiceAttribute():
                here = (*path, row.tag)
                asked = cell(row, column, of.operation.service)
                if _is_read(row, asked, here, of, found):
                    _read(row.content, here, column, of, tables, found)


def _is_read(
    row: ServiceAttribute,
    asked: Requirement | None,
    here: Path,
    of: List,
    found: Wanted,
) -> bool:
    """Add the requirement of a row; True if its items are required too."""
    if asked is None:
        return of.list.role == "final"
    what = letter(asked, of)
    if what == "not-allowed":
        found.refused.add(here)
        return False
    service = of.operation.service
    if service == "C-FIND" and of.list.role == "request":
        both = {r.column: r.user for r in row.requirements}
        if both.get("match") == both.get("return") == "-":
            return False
        if asked.column == "request" and what == "-":
            return False
    elif service in ("C-MOVE", "C-GET"):
        if what != "U" and what not in TYPES:
            return False
    elif service == "C-FIND" and asked.column == "usage":
        what = RETURNED.get(what, what)
    elif of.list.role == "final":
        what = FINAL.get(what, what)
        if what == "O":
            return True
    else:
        what = LETTERS.get(what, what)
    if what == "-" and not (service == "C-FIND" and of.list.role == "request"):
        return False
    made = service in ("N-CREATE", "N-SET") and of.list.role == "reply"
    if (
        made
        and len(here) == 1
        and not (asked.user == "-" and asked.provider in LETTERS)
    ):
        what = "3"  # optional in replies, except for print management
    if service == "N-GET" and len(here) > 1 and what in ("1", "2"):
        sent = {each.column: each.user for each in row.requirements}
        made_by = [sent[each] for each in ("N-CREATE", "N-SET") if each in sent]
        first = next((each for each in made_by if each != "not-allowed"), "")
        if first in ("1C", "2C") or (first == "3" and what == "1"):
            what += "C"  # the item is created by the SCU, for which it is optional
    found.rows.setdefault(here, what)
    return True


def emitted(
    kind: type[TypedDefinition], path: Path = ()
) -> Iterator[tuple[Path, str, Any]]:
    """Yield the requirements of a class: path, type or match, condition."""
    for field in kind._layout_of().by_tag.values():
        row = field.rows[0]
        tag = f"({field.tag >> 16:04X},{field.tag & 0xFFFF:04X})"
        here = (*path, tag)
        yield here, row.match if isinstance(row, Key) else row.type or "", row.when
        for item in field.items:
            if tag in path:
                continue  # a sequence that contains itself
            yield from emitted(item, here)


def is_code(kind: type[TypedDefinition], path: Path) -> bool:
    """Whether the items of a sequence are the coded entries of PS3.3."""
    for tag in path:
        field = kind._layout_of().by_tag.get(int(tag[1:5] + tag[6:10], 16))
        if field is None or not field.items:
            return False
        kind = field.items[0]
    return issubclass(kind, Code)


def _tag(path: Path) -> str:
    """Return the tags of a path of keywords."""
    return ".".join(keyword_for_tag(int(t[1:5] + t[6:10], 16)) for t in path)


def test_every_list_has_the_requirements_of_its_tables(
    standard: Standard, tables: dict[str, ServiceTable]
) -> None:
    compared, wrong = 0, []
    for of in lists(standard):
        asked = wanted(of, tables)
        codes: dict[Path, bool] = {}

        def in_code(path: Path, of: List = of, codes: dict[Path, bool] = codes) -> bool:
            """Whether it is in a coded entry of PS3.3 with the same requirements."""
            around = [path[:length] for length in range(1, len(path))]
            for each in around:
                if each not in codes:
                    codes[each] = is_code(of.sent, each)
            return any(codes[each] for each in around)

        found: dict[Path, tuple[str, Any]] = {}
        for path, type_, when in emitted(of.sent):
            found.setdefault(path, (type_, when))
        own = {(each.tag,) for each in of.list.stated}
        own |= {(tag,) for tag in of.list.above}
        own |= {("(0008,0052)",)} if of.list.level else set()
        for path, type_ in asked.rows.items():
            compared += 1
            if in_code(path):
                continue
            if path not in found:
                wrong.append(f"{of}: {_tag(path)} is lost")
            elif found[path][0] != type_ and path not in own:
                wrong.append(f"{of}: {_tag(path)}: {found[path][0]} for {type_}")
            elif type_ in ("1C", "2C") and found[path][1] is None:
                wrong.append(f"{of}: {_tag(path)}: no condition")
        for path in found.keys() - asked.rows.keys() - own:
            around = {path[:length] for length in range(len(path))}
            holds = of.list.role == "final" and any(
                p[: len(path)] == path for p in asked.rows
            )
            if not (around & asked.open or in_code(path) or holds):
                wrong.append(f"{of}: {_tag(path)} is invented")

    assert wrong == []
    assert compared > 12_000


def test_attributes_that_are_not_allowed_are_rejected(
    standard: Standard, tables: dict[str, ServiceTable]
) -> None:
    """Only in the request; replies may contain the attributes of the instance."""
    refused = 0
    for of in lists(standard):
        if of.list.role == "request":
            asked = wanted(of, tables)
            refused += len(asked.refused)
            told = getattr(of.sent, "not_allowed", ())
            assert set(told) == set(map(_tag, asked.refused)), str(of)
    assert refused == 80
