"""Other readings agree with the package, except where the editions differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.docbook import VARIABLE, folder

from .__main__ import agreements, confirmations, summary
from .facts import UNSTATED, Agreement, Difference, Kind, Place, agreement, slug
from .readers import MAPS, TABLES, USAGES, from_maps, from_tables, from_usages

SHARES = {Kind.ROW: 0.96, Kind.INCLUSION: 0.94, Kind.MODULE: 0.99, Kind.GROUP: 0.98}
"""Smallest shares of equal facts: a reader that misreads a column, or nesting, has less."""


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, Kind], Agreement]:
    place = folder()
    missing = [name for name in (TABLES, USAGES, MAPS) if not (place / name).is_dir()]
    if missing:
        pytest.skip(f"no {', '.join(missing)} in {place}: set {VARIABLE}")
    return agreements(place)


@pytest.mark.slow
def test_most_facts_of_later_editions_are_those_of_the_package(
    found: dict[tuple[str, Kind], Agreement],
) -> None:
    shares = {key: each.share for key, each in found.items() if key[1] in SHARES}

    assert len(shares) == 7
    assert {k: s for k, s in shares.items() if s < SHARES[k[1]]} == {}


@pytest.mark.slow
def test_each_different_usage_is_in_two_readings(
    found: dict[tuple[str, Kind], Agreement],
) -> None:
    """A usage that only one other reading has differently would be misread."""
    alone = [
        difference
        for (name, kind), each in found.items()
        if kind in (Kind.MODULE, Kind.GROUP)
        for difference in each.differences
        if difference not in confirmations(found, name, kind)
    ]

    assert alone == []


@pytest.mark.slow
def test_each_removed_or_changed_attribute_is_in_two_readings(
    found: dict[tuple[str, Kind], Agreement],
) -> None:
    others = confirmations(found, TABLES, Kind.CONTENT)
    changed = [
        each
        for each in found[TABLES, Kind.CONTENT].differences
        if each.change != "added"
    ]

    assert len(changed) > 50
    assert [each for each in changed if each not in others] == []


# The readers, without the files


def written(folder: Path, **files: Any) -> Path:
    """Write JSON files as other projects do: a table beside a header."""
    for name, table in files.items():
        (folder / f"{name}.json").write_text(json.dumps(table), "utf-8")
    return folder


def row(name: str, tag: str, type_: str = "1") -> dict[str, str]:
    return {
        "type": "InlineObject",
        "name": name,
        "address": f"0x{tag}",
        "required": type_,
        "comment": "",
    }


def include(prefix: str, label: str) -> dict[str, str]:
    return {
        "type": "LinkedObject",
        "prefix": f"{prefix}Include",
        "linked_resource": f"table_{label}",
        "usage": "",
    }


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Write a macro, and a module that extends the items of the macro's sequence."""
    lines = {
        "10-1": ("A Macro Attributes", [row("Value", "00100020", "2")]),
        "10-2": (
            "B Macro Attributes",
            [row("Items", "00081199"), include(">", "10-1")],
        ),
        "C.1-1": (
            "Demo Module Attributes",
            [
                include("", "10-2"),
                row(">Frame", "00081160", "1C"),
                row("Outer", "00081111", "3"),
                row(">Inner", "00081150"),
                include(">", "10-1"),
                {**include("", ""), "linked_resource": "sect_C.1"},
                row("Overlay", "60xx0010", ""),
            ],
        ),
    }
    listed = {
        label: {"table_caption": caption, "table_lines": rows}
        for label, (caption, rows) in lines.items()
    }
    usages = {
        "CT IOD Modules": [
            {"name": "Patient", "usage": "M"},
            {"name": "Device", "usage": "C - Required if a device is used."},
            {"name": "Overlay", "usage": ["sect_A.1"]},
        ]
    }
    return written(
        tmp_path,
        dicom_tables_part_1={"header": {}, "tables": listed},
        dicom_iod={"header": {}, "iods": usages},
        dicom_iod_func_groups={"header": {}, "groups": {}},
    )


def test_rows_have_the_tags_that_lead_to_them(tables: Path) -> None:
    found = from_tables(tables)
    rows = {p.path: v for p, v in found[Kind.ROW].items() if p.owner == "C.1-1"}

    assert rows == {
        ("00081199",): "1",
        ("00081199", "00081160"): "1C",
        ("00081111",): "3",
        ("00081111", "00081150"): "1",
        ("60000010",): "",
    }


def test_inclusions_belong_to_their_sequence(tables: Path) -> None:
    found = from_tables(tables)[Kind.INCLUSION]

    assert {place.path for place in found if place.owner == "C.1-1"} == {
        ("10-2",),
        ("00081199", "10-1"),
        ("00081111", "10-1"),
    }


def test_contents_have_the_rows_of_macros(tables: Path) -> None:
    found = from_tables(tables)[Kind.CONTENT]

    assert found[Place("demo", ("00081199", "00100020"))] == "2"
    assert found[Place("demo", ("00081111", "00100020"))] == "2"


def test_usage_of_links_is_not_stated(tables: Path) -> None:
    found = from_tables(tables)[Kind.MODULE]

    assert [*found.values()] == ["M", "C", UNSTATED]


def test_module_of_functional_groups_is_that_of_all_iods(tmp_path: Path) -> None:
    name = "ct-image-multi-frame-functional-groups"
    usages = written(
        tmp_path,
        ciod_to_modules=[{"ciodId": "ct-image", "moduleId": name, "usage": "M"}],
        ciod_to_func_group_macros=[],
        iod_module_map={"ct-image": [{"key": name, "usage": "M"}]},
        module_attribute_map={
            "ct---image": [{"path": ["A"], "keyword": "B", "type": "None"}]
        },
    )
    expected = {Place("ct-image", ("multi-frame-functional-groups",)): "M"}
    maps = from_maps(usages, {"A": "00100010"})

    assert from_usages(usages)[Kind.MODULE] == expected
    assert maps[Kind.MODULE] == expected
    assert maps[Kind.CONTENT] == {Place("ct-image", ("00100010", "B")): ""}


def test_facts_of_shared_owners_are_compared() -> None:
    old = {
        Place("a", ("1",)): "1",
        Place("a", ("2",)): "2",
        Place("a", ("3",)): UNSTATED,
        Place("b", ("1",)): "1",
    }
    new = {
        Place("a", ("1",)): "1",
        Place("a", ("2",)): "3",
        Place("a", ("3",)): "3",
        Place("c", ("1",)): "1",
    }
    result = agreement(Kind.ROW, {Kind.ROW: old}, {Kind.ROW: new})

    assert result == Agreement(
        1, ("c",), ("b",), 1, 1, (Difference(Place("a", ("2",)), "2", "3"),)
    )
    assert str(result.differences[0]) == "changed a 2: 2 -> 3"
    assert "50.0% equal: 0 added, 0 removed, 1 changed" in summary(result, set())


def test_table_without_inclusions_is_compared() -> None:
    rows = {Place("a", ("1",)): "1"}
    new = {Place("a", ("1", "10-1")): "included"}
    result = agreement(
        Kind.INCLUSION,
        {Kind.ROW: rows, Kind.INCLUSION: {}},
        {Kind.ROW: rows, Kind.INCLUSION: new},
    )

    assert [each.change for each in result.differences] == ["added"]


def test_names_are_compared_without_signs() -> None:
    assert slug("X-Ray 3D (Patient's)") == "x-ray-3d-patients"
