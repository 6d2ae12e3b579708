"""Records of hand-made definitions: what inheritance and includes come to."""

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


def test_a_sequence_stands_before_its_items_and_own_rows_before_included_ones() -> None:
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


def test_a_row_says_which_table_it_was_taken_from() -> None:
    found = rows()

    assert found["0040A170/00080100"]["source_table"] == "C.0-1"
    assert found["0040A170/00080100"]["type"] == "1"
    assert found["0040A170/00080121"]["source_table"] == "8.8-1"
    assert found["00081150"]["source_table"] == "10-11"


def test_a_sequence_within_itself_is_cut_and_tells_where_its_items_are() -> None:
    inner = rows()["0040A170/00080121/00080121"]

    assert inner["recursion"] is True
    assert inner["recursion_of"] == ["0040A170", "00080121"]
    assert "recursion" not in rows()["0040A170/00080121"]


def test_a_macro_that_contains_itself_refers_to_its_top() -> None:
    *_, last = resolve.macro(Code)["attributes"]

    assert last["path"] == ["00080121"]
    assert last["recursion_of"] == []


def test_what_a_condition_includes_is_marked() -> None:
    found = rows()

    assert found["00080100"]["conditional"] is True
    assert "conditional" not in found["0040A170/00080100"]


def test_only_lists_that_always_hold_are_plain_values() -> None:
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


def test_items_that_hold_functional_groups_say_so() -> None:
    assert rows()["52009229"]["open"] == "functional_groups"


def test_included_rows_stand_where_the_inclusion_does() -> None:
    """A row of the table itself stays in its place, and wins."""
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
