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
    assert lines[-2:] == ["not understood: 0", "looks like a slip of the standard: 5"]


def test_notes_and_other_tables_are_listed_on_demand(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=True))

    assert "    PS3.4 1 x Item Bytes | Field Name" in lines
    assert "  PS3.3 Table F.4-1 row 4: PRIVATE: no table of keys" in lines


def test_problems_are_always_listed(copy: Copy) -> None:
    copy.edit(3, "M - Only one for all frames.", "perhaps")
    reading = copy.read()
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert "not understood: 1" in lines
    assert "  PS3.3 Table A.5-2 row 1: usage not understood: 'perhaps'" in lines


def test_a_problem_of_a_whole_table_names_no_row() -> None:
    report = Report()
    report.problem(3, "C.1-1", 0, "odd")

    assert str(report.problems[0]) == "PS3.3 Table C.1-1: odd"


def test_conditions_of_services_are_counted_by_themselves(reading: Reading) -> None:
    lines = list(reading.report.lines(reading.standard, verbose=False))

    assert (
        "conditions of services: 4; the object decides 3 fully, 0 partly, 1 not"
        in lines
    )
    assert "conditions of services not understood: 1 (25.0%)" in lines
