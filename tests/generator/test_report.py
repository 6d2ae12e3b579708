from iodize.generator.report import Report

from .demo import Copy, Reading


def test_the_report_counts_tables_and_rows(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert lines[0].startswith("edition 2020a: PS3.3 2020a")
    assert "  PS3.3 composite IODs: 5 tables, 30 rows" in lines
    assert "  PS3.4 attributes of services: 1 tables, 4 rows" in lines
    assert "  PS3.4 statuses: 1 tables, 1 rows" in lines
    assert "  tables of other shapes, not read: 1" in lines
    assert "conditions: 19; the object decides 1 fully, 0 partly, 18 not" in lines
    assert lines[-3:] == [
        "not understood: 0",
        "probable errata of the standard: 5",
        f"declarations that the edition does not need: {len(reading.report.unneeded)}",
    ]


def test_notes_and_other_tables_are_listed_on_demand(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=True))

    assert "    PS3.4 1 x Item Bytes | Field Name" in lines
    assert "  PS3.3 Table F.4-1 row 4: PRIVATE: table of keys not found" in lines


def test_problems_are_always_listed(copy: Copy) -> None:
    copy.edit(3, "M - Only one for all frames.", "perhaps")
    reading = copy.read()
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert "not understood: 1" in lines
    assert "  PS3.3 Table A.5-2 row 1: usage not understood: 'perhaps'" in lines


def test_problem_of_a_whole_table_does_not_have_a_row() -> None:
    report = Report()
    report.problem(3, "C.1-1", 0, "odd")

    assert str(report.problems[0]) == "PS3.3 Table C.1-1: odd"


def test_conditions_of_services_are_counted_separately(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert (
        "conditions of services: 4; the object decides 3 fully, 0 partly, 1 not"
        in lines
    )
    assert "conditions of services not understood: 0 (0.0%)" in lines


def test_conditions_of_value_lists_are_counted_separately(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert (
        "conditions of values: 1; the object decides 0 fully, 0 partly, 1 not" in lines
    )
    assert "conditions of values not understood: 1 (100.0%)" in lines


def test_conditions_not_understood_are_counted(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert "conditions not understood: 16 (84.2%)" in lines


def test_values_left_out_are_counted_and_listed_with_their_reason(
    reading: Reading,
) -> None:
    report = Report()
    report.values["range"] = 3
    report.leave_out_value("Section C.1: list ''", "an example")
    report.unread_value("Section C.2: list ''")
    lines = list(report.lines(reading.standard, verbose=True))

    assert (
        "values: 3 statements read, 1 left out for a stated reason, 1 not understood"
        " (75.0%)" in lines
    )
    assert "  left out: Section C.1: list '': an example" in lines
    assert "  not understood: Section C.2: list ''" in lines
