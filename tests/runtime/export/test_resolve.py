"""Records of test definitions with inheritance and included macros."""

from typing import ClassVar

from iodize.definitions import (
    FunctionalGroupsItem,
    Item,
    Macro,
    Module,
    attribute,
    defined,
    enumerated,
    included,
    repeating,
    sequence,
    when,
)
from iodize.export import resolve


class Code(Macro, name="Code Sequence", section="8.8", table="8.8-1"):
    CodeValue = attribute(0x00080100, "1C")
    EquivalentCodeSequence = sequence(0x00080121, "3", lambda: Code)


class Instance(Macro, name="SOP Instance Reference", section="10.8", table="10-11"):
    ReferencedSOPClassUID = attribute(0x00081150, "1")


class Study(Module, Instance, name="Study", section="C.0", table="C.0-1"):
    class PurposeItem(Code, Item):
        CodeValue = attribute(0x00080100, "1")

    class SharedItem(FunctionalGroupsItem):
        pass

    conditional_includes = (included(Code, when()),)

    ImageType = attribute(
        0x00080008, "1", enumerated("ORIGINAL", "DERIVED", number=1), defined("OTHER")
    )
    PatientSex = attribute(0x00100040, "2", enumerated("F", "M"), enumerated("M", "O"))
    PurposeOfReferenceCodeSequence = sequence(0x0040A170, "2C", PurposeItem)
    SharedFunctionalGroupsSequence = sequence(0x52009229, "1", SharedItem)
    OverlayData = repeating(0x60003000, "3")


class Ordered(Module, Instance, Code, name="Ordered", section="C.0", table="C.0-2"):
    conditional_includes = (included(Study, when()),)
    include_rows: ClassVar = {Code: "PatientSex", Instance: "SOPInstanceUID", Study: ""}

    PatientSex = attribute(0x00100040, "2")
    CodeValue = attribute(0x00080100, "3")
    SOPInstanceUID = attribute(0x00080018, "1")


def rows() -> dict[str, dict[str, object]]:
    return {"/".join(r["path"]): {**r} for r in resolve.module(Study)["attributes"]}


def test_sequence_precedes_its_items_and_own_rows_precede_included_ones() -> None:
    assert list(rows()) == [
        "00080008",
        "00100040",
        "0040A170",
        "0040A170/00080100",
        "0040A170/00080121",
        "0040A170/00080121/00080100",
        "0040A170/00080121/00080121",
        "52009229",
        "60xx3000",
        "00081150",
        "00080100",
        "00080121",
        "00080121/00080100",
        "00080121/00080121",
    ]


def test_row_has_its_source_table() -> None:
    found = rows()

    assert found["0040A170/00080100"]["source_table"] == "C.0-1"
    assert found["0040A170/00080100"]["type"] == "1"
    assert found["0040A170/00080121"]["source_table"] == "8.8-1"
    assert found["00081150"]["source_table"] == "10-11"


def test_sequence_in_itself_refers_to_the_path_of_its_items() -> None:
    inner = rows()["0040A170/00080121/00080121"]

    assert inner["recursion"] is True
    assert inner["recursion_of"] == ["0040A170", "00080121"]
    assert "recursion" not in rows()["0040A170/00080121"]


def test_macro_in_itself_refers_to_the_table() -> None:
    *_, last = resolve.macro(Code)["attributes"]

    assert last["path"] == ["00080121"]
    assert last["recursion_of"] == []


def test_conditionally_included_rows_are_marked() -> None:
    found = rows()

    assert found["00080100"]["conditional"] is True
    assert "conditional" not in found["0040A170/00080100"]


def test_only_unconditional_lists_are_enumerated_values_or_terms() -> None:
    found = rows()

    assert found["00080008"]["enumerated_values"] == []
    assert found["00080008"]["defined_terms"] == ["OTHER"]
    assert found["00080008"]["value_lists"] == [
        {
            "enumerated": True,
            "number": 1,
            "conditional": False,
            "values": ["ORIGINAL", "DERIVED"],
        }
    ]
    assert found["00100040"]["enumerated_values"] == ["F", "M", "O"]


def test_items_with_functional_groups_are_marked() -> None:
    assert rows()["52009229"]["open"] == "functional_groups"


def test_included_rows_are_at_the_place_of_the_inclusion() -> None:
    """A row of the table itself keeps its place and takes precedence."""
    top = [r for r in resolve.module(Ordered)["attributes"] if len(r["path"]) == 1]

    assert [(r["keyword"], r["type"], r.get("conditional", False)) for r in top] == [
        ("EquivalentCodeSequence", "3", False),
        ("PatientSex", "2", False),
        ("CodeValue", "3", False),
        ("ReferencedSOPClassUID", "1", False),
        ("SOPInstanceUID", "1", False),
        ("ImageType", "1", True),
        ("PurposeOfReferenceCodeSequence", "2C", True),
        ("SharedFunctionalGroupsSequence", "1", True),
        ("OverlayData", "3", True),
    ]
