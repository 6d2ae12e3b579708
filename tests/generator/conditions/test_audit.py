"""Conditions are compared with the audit by text and expression."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from iodize.generator import snapshot
from iodize.generator.conditions.audit import (
    Finding,
    Reading,
    Verdict,
    audited,
    read_findings,
    readings,
    write_findings,
)
from iodize.generator.conditions.audit.readings import expression_of
from iodize.generator.model import (
    Attribute,
    Condition,
    ItemCount,
    Module,
    Otherwise,
    Standard,
    Terms,
    Worded,
)
from iodize.generator.report import Report
from tests.condition_audit import part, record

FACTS = Path(__file__).parents[3] / "standard_xml" / "2023a"
ID = "a0000000-0000-0000-0000-000000000000"
ROW = Attribute(
    "(0018,0060)",
    "KVP",
    condition=Worded(words="Required if  Modality is\nCT."),
    id=ID,
)
MODULE = Module("Tube", "C.1-1", "C.1", (ROW,))


def read(words: str, required: str | None) -> Reading:
    """Return the reading of a text in a standard with one row."""
    row = evolve(ROW, condition=Worded(words=words))
    formal = evolve(ROW, condition=Condition(required=required) if required else None)
    worded = Standard("2023a", modules=(evolve(MODULE, content=(row,)),))
    resolved = Standard("2023a", modules=(evolve(MODULE, content=(formal,)),))
    (found,) = readings(worded, resolved)
    return found


def test_reading_tells_its_row_path_and_words() -> None:
    found = read("Required if it is needed", "present(KVP)")

    assert found.place.row == ID
    assert found.place.path == ("Table C.1-1", "KVP")
    assert found.words == "Required if it is needed"
    assert found.expression == "required: present(KVP)"


def test_reading_is_the_same_with_other_spaces() -> None:
    assert read("one  two\nthree", "present(KVP)") == read(
        "one two three", "present(KVP)"
    )


@pytest.mark.parametrize(
    "other",
    [read("one three", "present(KVP)"), read("one two", "first()")],
    ids=["text", "expression"],
)
def test_reading_is_another_with_another_text_or_expression(other: Reading) -> None:
    assert read("one two", "present(KVP)") != other


def test_expression_tells_all_that_a_condition_states() -> None:
    condition = Condition("first()", "last()", "present(KVP)", Otherwise.MAY)
    row = evolve(ROW, condition=condition)
    formal = Standard("2023a", modules=(evolve(MODULE, content=(row,)),))
    (found,) = readings(Standard("2023a", modules=(MODULE,)), formal)

    assert found.expression == (
        "required: first(); permitted: last(); forbidden: present(KVP); otherwise: may"
    )
    assert read("nothing", None).expression == "none"


def test_findings_are_the_same_after_writing_and_reading() -> None:
    findings = [
        Finding(read("one", "first()"), Verdict.RIGHT),
        Finding(read("two", None), Verdict.PARTIAL, "leaves out a sentence"),
    ]
    again = [*read_findings(write_findings(findings).splitlines())]

    assert again == findings
    assert [each.reading.place.row for each in again] == [ID, ID]


def test_recorded_findings_replace_older_ones_and_those_of_removed_rows(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    kept, changed, gone = read("a", None), read("b", None), read("c", None)
    known = {each: Finding(each, Verdict.RIGHT) for each in (kept, changed, gone)}
    file = tmp_path_factory.mktemp("audit") / "new.tsv"
    file.write_text(write_findings([Finding(changed, Verdict.MISPRINT, "a slip")]))

    rows = record([changed, kept], known, [file])

    assert [(each.reading, each.verdict) for each in rows] == [
        (changed, Verdict.MISPRINT),
        (kept, Verdict.RIGHT),
    ]


def test_finding_of_a_condition_that_the_edition_does_not_have_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = tmp_path_factory.mktemp("audit") / "new.tsv"
    file.write_text(write_findings([Finding(read("a", None), Verdict.RIGHT)]))

    with pytest.raises(ValueError, match="not in the edition"):
        record([read("b", None)], {}, [file])


@pytest.mark.parametrize("of", [1, 3, 10, 12])
def test_slices_have_each_condition_once(of: int) -> None:
    found = [read(str(number), None) for number in range(10)]
    slices = [part(found, number, of) for number in range(1, of + 1)]

    assert [each for one in slices for each in one] == found


def test_report_counts_verdicts_and_lists_conditions_that_are_not_audited() -> None:
    report = Report()
    known, new = read("a", None), read("b", "first()")
    report.audit(known, Finding(known, Verdict.RIGHT))
    report.audit(new, None)
    lines = [*report.lines(Standard("2023a"), verbose=True)]

    assert "texts of conditions: 1 right, 0 partial, 0 misprint, 1 not audited" in lines
    assert f"  not audited: {ID}: required: first()" in lines


def conditions(facts: Any) -> Iterator[Condition]:
    """Yield the conditions of rows and usages in facts, without those of values."""
    if isinstance(facts, Terms | ItemCount):
        return
    if isinstance(facts, Condition):
        yield facts
    elif isinstance(facts, tuple):
        for each in facts:
            yield from conditions(each)
    elif attrs.has(type(facts)):
        for field in attrs.fields(type(facts)):
            yield from conditions(getattr(facts, field.name))


def test_expressions_of_ps3_3_in_the_bundled_edition_are_audited() -> None:
    """The texts are in the DocBook only: see the tests of the standard."""
    known = {each.reading.expression for each in audited().values()}
    facts = snapshot.read(FACTS)
    tables = (facts.modules, facts.macros, facts.directory_records, facts.iods)
    read = {expression_of(each) for each in conditions(tables)}

    assert len(read) > 1000
    assert read - known == set()


def test_findings_that_are_not_right_state_a_reason() -> None:
    assert [
        each.reading.place.row
        for each in audited().values()
        if (each.verdict is Verdict.RIGHT) == bool(each.reason)
    ] == []
