"""Every row of every service table, read twice: by the generator, and by `published`.

The tables below list the erratum for each difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from pydicom.datadict import dictionary_VR

from iodize.generator.model import (
    AnyAttribute,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
)

from .conftest import EDITIONS, Tables
from .published import (
    NONE,
    Asked,
    Fact,
    Status,
    published_rows,
    published_statuses,
    published_types,
)

Read = Callable[[str], Tables]

ONE_VALUE = "of the values of an item, Value Type names the one that it has"
SELECTOR = "not every attribute is private, or in a sequence"
SUPPLIED = "the SCP sets it"
NO_OUTPUT = "it may be empty"
VALUES = (
    *("(0040,A120)", "(0040,A121)", "(0040,A122)", "(0040,A123)", "(0040,A124)"),
    *("(0040,A160)", "(0040,A168)", "(0040,A30A)", "(0040,08EA)"),
)
"""Attributes of an item of Table CC.2.5-2b that depend on its Value Type."""

ITEM_HAS_IT = "it is required if there is an item, which is always the case"
NOT_THE_KEY = "U marks the unique key, which is SOP Instance UID"
BELOW_PROGRESS = "it is nested as if a date and time were a sequence"
EITHER = "F.7.2.2.2: of images and other instances, one list may be empty"

OF_ALL = {
    ("F.7.2-1", "(0008,1140) final: See -> 2"): EITHER,
    ("F.7.2-1", "(0040,0220) final: See -> 2"): EITHER,
    ("H.4-6", "(0008,1150) usage: -/MC if -> -/M"): ITEM_HAS_IT,
    ("H.4-6", "(0008,1155) usage: -/MC if -> -/M"): ITEM_HAS_IT,
    ("H.4-6", "(0008,1150) usage: U/MC if -> U/M"): ITEM_HAS_IT,
    ("H.4-6", "(0008,1155) usage: U/MC if -> U/M"): ITEM_HAS_IT,
    ("H.4-7", "(0008,1150) usage: U/MC if -> U/M"): ITEM_HAS_IT,
    ("H.4-7", "(0008,1155) usage: U/MC if -> U/M"): ITEM_HAS_IT,
    ("H.4-10", "(2020,0110) usage: M/M -> 2/2"): "an empty sequence erases the image",
    ("H.4-11", "(2020,0111) usage: M/M -> 2/2"): "an empty sequence erases the image",
    ("H.4-23", "(0028,3002) usage: MC/M if -> M/M"): ITEM_HAS_IT,
    ("H.4-23", "(0028,3006) usage: MC/M if -> M/M"): ITEM_HAS_IT,
    ("P.2-2", "others usage: See -> 1/1"): "P.2.2.1.3: the event is recorded there",
    ("BB.6-2", "others -> (0076,0001)"): "no tag is printed",
    ("BB.6-3", "(0078,0000) -> (0078,0001)"): "the tag is that of a group length",
    ("CC.2.5-2c", "(0040,E024) N-CREATE: 1C if -> 1C/1 if"): "one side is missing",
    ("CC.2.5-3", "(0008,1195) N-SET:  -> 1C/1 if"): "CC.2.6.3 requires it",
    (
        "CC.2.5-3",
        "(0008,0005) N-GET: 3/1 -> 3/1C if",
    ): "no value stands for the default repertoire",
    ("CC.2.5-3", "(0008,0016) N-CREATE: See -> -/1"): "CC.2.5.1.3.1: of the SCP",
    ("CC.2.5-3", "(0040,4052) final: X -> O"): SUPPLIED,
    ("CC.2.5-3", "(0040,4033) final: P -> 2C if"): NO_OUTPUT,
    (
        "CC.2.5-3",
        "include CC.2.5-2c in (0074,1216) -> in (0074,1216) (0040,4033)",
    ): "a macro belongs to the sequence above it",
    **{
        ("DD.3.2.2.1-1", f"{tag} N-GET: -/1 -> -/1C if"): SELECTOR
        for tag in ("(0072,0052)", "(0072,0054)", "(0074,1057)", "(0072,0056)")
    },
    **{("CC.2.5-2b", f"{tag} N-SET: 1/1 -> 1C/1C if"): ONE_VALUE for tag in VALUES},
}
"""By table: what is printed, what is read, and why."""

OF_TODAY = {
    ("8-3a", "(0008,0121) return: none -> 3"): "8-1a and 8-4a have the type",
    ("8-5b", "(0008,0120) usage: 1C/1C if -> -/1C if"): "the SCU has no part in it",
    ("CC.2.5-2g", "(0040,4071) -> (2100,0140)"): "the tag is that of its sequence",
    ("EE.2.2.1-2", "(0008,1151) -> (0008,1155)"): "Referenced SOP Instance UID",
    (
        "EE.2.2.1-2",
        "(0028,7025) in (0028,7027) (2010,0160) -> in (0028,7011) (0028,7027)",
    ): "the row above is not a sequence",
    **{
        ("C.6.4.1-1", f"{tag} usage: - -> -/1C if"): "the remark has its condition"
        for tag in (
            *("(0008,0409)", "(0008,040A)", "(0008,040B)", "(0008,040C)"),
            *("(0008,040D)", "(0008,040E)", "(0400,0015)"),
        )
    },
    ("II.6-1", "(0008,1040) match: U -> O"): NOT_THE_KEY,
    ("II.6-1", "(0008,1041) match: U -> O"): NOT_THE_KEY,
    ("II.6-1", "(0044,0107) match: U -> O"): NOT_THE_KEY,
    ("II.6-1", "(0044,0108) match: U -> O"): NOT_THE_KEY,
}

UP_TO_2022D = {
    ("F.8.2-1", "(0010,0032) -> (0010,0030)"): "a birth date with the tag of a time",
}

OF_2013 = {
    ("CC.2.5-2c", "(0040,E030) N-CREATE: 1 -> 1/1"): "one side is missing",
    **{("CC.2.5-2b", f"{tag} return: 1 -> 1C if"): ONE_VALUE for tag in VALUES},
    ("CC.2.5-3", "(0040,4052) in  -> in (0074,1002)"): BELOW_PROGRESS,
    ("CC.2.5-3", "(0074,1238) in (0040,4052) -> in (0074,1002)"): BELOW_PROGRESS,
    ("CC.2.5-3", "(0074,100E) in (0040,4052) -> in (0074,1002)"): BELOW_PROGRESS,
    (
        "CC.2.5-3",
        "include CC.2.5-2a in (0040,4052) (0074,100E) -> in (0074,1002) (0074,100E)",
    ): BELOW_PROGRESS,
    ("CC.2.5-3", "(0040,0244) -> (0040,4050)"): "a date and time, tagged as a date",
    ("CC.2.5-3", "(0040,0250) -> (0040,4051)"): "a date and time, tagged as a date",
}

DIFFERENT = {
    "2013": OF_ALL | UP_TO_2022D | OF_2013,
    "2022d": OF_ALL | UP_TO_2022D | OF_TODAY,
    "2023a": OF_ALL | OF_TODAY,
}

WITHOUT_COLUMN = {"C.6.4.2-1": "its two rows are optional according to C.6.4.2"}


def read(table: ServiceTable) -> list[Fact]:
    """Return the rows of a table of the model, in the order of the standard."""
    contents = [(each.id, each.content) for each in table.types]
    rows = [_flat(id_, (), content) for id_, content in contents]
    return list(chain(_flat(None, (), table.content), *rows))


def _flat(
    type_id: int | None, path: tuple[str, ...], rows: Iterable[ServiceRow]
) -> Iterator[Fact]:
    for row in rows:
        match row:
            case ServiceAttribute():
                yield Fact(type_id, path, row.tag, _asked(row.requirements))
                yield from _flat(type_id, (*path, row.tag), row.content)
            case ServiceInclude():
                yield Fact(type_id, path, f"include {row.table}", NONE)
            case ModuleRest() | AnyAttribute():
                yield Fact(type_id, path, "others", _asked(row.requirements))


def _asked(requirements: Iterable[Requirement]) -> frozenset[Asked]:
    return frozenset(
        Asked(
            each.column,
            "/".join(filter(None, (each.user, each.provider))),
            each.condition is not None,
        )
        for each in requirements
    )


def changes(printed: Fact, read: Fact) -> Iterator[str]:
    """Yield in which ways what is read is not what is printed."""
    assert printed.type_id == read.type_id
    if printed.what != read.what:
        yield f"{printed.what} -> {read.what}"
    elif printed.path != read.path:
        ends = [" ".join(fact.path[-2:]) for fact in (printed, read)]
        yield f"{printed.what} in {ends[0]} -> in {ends[1]}"
    old, new = ({each.column: each for each in fact.asks} for fact in (printed, read))
    for column in sorted(old.keys() | new.keys()):
        if old.get(column) != new.get(column):
            told = f"{_told(old.get(column))} -> {_told(new.get(column))}"
            yield f"{printed.what} {column}: {told}"


def _told(cell: Asked | None) -> str:
    if cell is None:
        return "none"
    return f"{cell.notation} if" if cell.conditional else cell.notation


@pytest.mark.parametrize(
    ("edition", "rows", "cells"),
    [("2013", 1364, 2590), ("2022d", 1764, 3117), ("2023a", 1758, 3111)],
)
def test_every_row_is_read_as_it_is_printed(
    service_tables: Read, real_docbook: Path, edition: str, rows: int, cells: int
) -> None:
    """Its tag, the sequences around it, the notation of each cell, whether it has a
    condition: nothing is lost, and nothing is invented.
    """
    printed = published_rows(real_docbook / edition / "part04.xml")
    tables = {each.table: each for each in service_tables(edition).tables.attributes}

    assert sum(map(len, printed.values())) == rows
    assert sum(len(fact.asks) for facts in printed.values() for fact in facts) == cells
    assert printed.keys() == tables.keys() - WITHOUT_COLUMN.keys()
    found = set()
    for label, facts in printed.items():
        for old, new in zip(facts, read(tables[label]), strict=True):
            found |= {(label, change) for change in changes(old, new)}
    assert found == DIFFERENT[edition].keys()


@pytest.mark.parametrize("edition", EDITIONS)
def test_attributes_with_nested_rows_are_sequences(
    service_tables: Read, edition: str
) -> None:
    around = {
        (table.table, tag)
        for table in service_tables(edition).tables.attributes
        for fact in read(table)
        for tag in fact.path
    }

    assert {each for each in around if _vr(each[1]) != "SQ"} == set()


def _vr(tag: str) -> str:
    return dictionary_VR(int(tag[1:5] + tag[6:10], 16))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_action_and_event_is_read(
    service_tables: Read, real_docbook: Path, edition: str
) -> None:
    tables = service_tables(edition).tables.attributes
    found = {each.table: {one.id for one in each.types} for each in tables}

    printed = published_types(real_docbook / edition / "part04.xml")
    assert printed == {label: ids for label, ids in found.items() if ids}


IN_WORDS = {
    (
        "CC.2.8-2",
        "(any value C000 through CFFF as assigned by the implementation)",
    ): "Cxxx",
}
"""Codes that are described."""

REFERS = {"2013": set[str](), "2022d": {"KK.2.2.3-1"}, "2023a": {"KK.2.2.3-1"}}
"""Tables with a row that has no code, but refers to the statuses of PS3.7."""


@pytest.mark.parametrize(
    ("edition", "count"), [("2013", 209), ("2022d", 213), ("2023a", 213)]
)
def test_every_status_is_read(
    service_tables: Read, real_docbook: Path, edition: str, count: int
) -> None:
    found = {
        each.table: [Status(code.category, code.code) for code in each.codes]
        for each in service_tables(edition).tables.statuses
    }

    printed = published_statuses(real_docbook / edition / "part04.xml")
    coded = {
        label: [
            row._replace(code=IN_WORDS.get((label, row.code), row.code.split("\n")[0]))
            for row in rows
            if row.code
        ]
        for label, rows in printed.items()
    }
    assert found == coded
    assert {t for t in coded if len(coded[t]) < len(printed[t])} == REFERS[edition]
    assert sum(map(len, found.values())) == count
