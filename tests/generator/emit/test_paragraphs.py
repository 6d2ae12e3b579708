"""The index of the paragraphs of rows."""

from iodize.generator.emit.inclusion import Inclusions
from iodize.generator.emit.paragraphs import paragraphs
from iodize.generator.model import (
    Attribute,
    Include,
    Macro,
    Module,
    ServiceAttribute,
    ServiceInclude,
    ServiceTable,
    Standard,
)


def row(tag: str, number: int, *content: Attribute | Include) -> Attribute:
    return Attribute(tag, "Any", id=identifier(number), content=content)


def identifier(number: int) -> str:
    return f"{number:08x}-0000-0000-0000-000000000000"


def index(
    *modules: Module, macros: tuple[Macro, ...] = ()
) -> dict[str, dict[str, str]]:
    standard = Standard("2020a", modules=modules, macros=macros)
    tables = {table.table: table for table in (*modules, *macros)}
    return {
        label: dict(rows) for label, rows in paragraphs(standard, Inclusions(tables))
    }


def test_row_is_identified_by_its_tag_and_sequence() -> None:
    inner = row("(0010,0020)", 2)
    patient = Module(
        "Patient",
        "C.7-1",
        "C.7.1.1",
        (row("(0010,0020)", 1), row("(0010,1002)", 3, inner), row("(60xx,0010)", 4)),
    )

    assert index(patient) == {
        "C.7-1": {
            "00100020": identifier(1),
            "00101002": identifier(3),
            "00101002.00100020": identifier(2),
            "60000010": identifier(4),
        }
    }


def test_rows_with_the_same_path_are_omitted() -> None:
    """A reference to the table is better than one to a wrong row."""
    twice = Module(
        "Twice",
        "C.0-1",
        "C.0",
        (row("(0010,0010)", 1), row("(0010,0010)", 2), row("(0010,0040)", 3)),
    )

    assert index(twice) == {"C.0-1": {"00100040": identifier(3)}}


def test_rows_below_an_inclusion_are_in_the_included_sequence() -> None:
    code = Macro("Code", "8-1", "8.1", (row("(0040,A168)", 1, row("(0008,0100)", 2)),))
    plan = Module(
        "Plan", "C.1-1", "C.1", (Include("8-1", None, (row("(0008,0104)", 3),)),)
    )

    assert index(plan, macros=(code,))["C.1-1"] == {"0040A168.00080104": identifier(3)}


def test_tables_without_identifiers_are_omitted() -> None:
    none = Module("None", "C.0-1", "C.0", (Attribute("(0010,0010)", "Any"),))

    assert index(none) == {}


def test_tables_of_services_are_prefixed_with_their_part() -> None:
    """PS3.3 and PS3.4 both have a Table C.6-1."""
    code = ServiceTable(
        "8-1b",
        "8.1",
        "Code",
        (ServiceAttribute("(0008,0100)", "Value", id=identifier(2)),),
    )
    keys = ServiceTable(
        "C.6-1",
        "C.6.1.1.2",
        "Patients",
        (
            ServiceAttribute("(0010,0010)", "Name", id=identifier(1)),
            ServiceAttribute(
                "(0040,A168)", "Concept", content=(ServiceInclude("8-1b"),)
            ),
        ),
    )
    standard = Standard("2020a", service_tables=(code, keys))

    found = {label: dict(rows) for label, rows in paragraphs(standard, Inclusions({}))}

    assert found == {
        "PS3.4 8-1b": {"00080100": identifier(2)},
        "PS3.4 C.6-1": {
            "00100010": identifier(1),
            "0040A168.00080100": identifier(2),
        },
    }
