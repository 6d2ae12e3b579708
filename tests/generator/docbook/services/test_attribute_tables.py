from pathlib import Path

from iodize.generator.docbook.tables.iods import AttributeTables
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import (
    AnyAttribute,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
)
from iodize.generator.report import Report

from .fragments import ACTION, CREATE, book_of, include, module_rest, read, table

ONE = (Requirement("N-CREATE", "1", "1"),)
ASKED = (Requirement("usage", "1", "1"),)


def test_rows_are_nested_by_their_marks(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            CREATE,
            ["Some Sequence", "(0008,1140)", "1/1"],
            ["&gt; Some UID", "(0008,1150)", "1/1"],
            ["Other", "(0010,0020)", "1/1"],
        ),
    )

    found = read(book, "Z-1", Report())

    sequence, other = found.content
    assert sequence == ServiceAttribute(
        "(0008,1140)",
        "Some Sequence",
        ONE,
        (ServiceAttribute("(0008,1150)", "Some UID", ONE),),
    )
    assert isinstance(other, ServiceAttribute)
    assert (found.section, found.name) == ("ZZ", "Demo")


def test_a_tag_may_have_small_letters_and_no_visible_blanks(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, table("Z-1", CREATE, ["URI", "(0074,&#x200B;100a)", "1/1"])
    )

    (row,) = read(book, "Z-1", Report()).content

    assert isinstance(row, ServiceAttribute)
    assert row.tag == "(0074,100A)"


def test_name_of_an_attribute_is_that_of_its_tag(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, table("Z-1", CREATE, ["Reference UID", "(0008,1155)", "1/1"])
    )

    (row,) = read(book, "Z-1", Report()).content

    assert isinstance(row, ServiceAttribute)
    assert row.name == "Referenced SOP Instance UID"


def test_include_can_span_any_columns(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table("Z-2", CREATE, ["Code Value", "(0008,0100)", "1/1"]),
        table(
            "Z-1",
            (*CREATE, "Remark"),
            [(include("Z-2"), 4, 1)],
            ["Sequence", "(0008,1140)", "1/1", ""],
            [(include("Z-2", "&gt;"), 3, 1), "Baseline"],
            [include("Z-2")],
        ),
    )

    first, sequence, last = read(book, "Z-1", Report()).content

    assert first == last == ServiceInclude("Z-2")
    assert isinstance(sequence, ServiceAttribute)
    assert sequence.content == (ServiceInclude("Z-2"),)


def test_module_name_that_spans_all_columns_is_not_an_attribute(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            CREATE,
            [("SOP Common Module", 3, 1)],
            ["Some Module"],
            ["ID", "(0010,0020)", "1/1"],
        ),
    )
    report = Report()

    assert len(read(book, "Z-1", report).content) == 1
    assert report.problems == []


def test_attribute_whose_name_begins_with_include_is_not_an_inclusion(
    tmp_path: Path,
) -> None:
    book = book_of(
        tmp_path,
        table("Z-1", CREATE, ["Include Non-DICOM Objects", "(2200,0008)", "1/1"]),
    )
    report = Report()

    (row,) = read(book, "Z-1", report).content

    assert isinstance(row, ServiceAttribute)
    assert report.problems == []


def test_other_attributes_are_of_a_module_a_sequence_or_a_level(
    tmp_path: Path, part03: Book
) -> None:
    modules = AttributeTables.among(part03.tables)
    module = next(t for t in modules.tables if "Module" in t.caption)
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            CREATE,
            [module_rest(module.section.label), "", "1/1"],
            ["Series Sequence", "(0008,1115)", "1/1"],
            ["&gt;All other Attributes of the Series Sequence", "", "1/1"],
            ["All Other Attributes at Study Level", "", "1/1"],
        ),
    )
    report = Report()

    rest, sequence, level = read(book, "Z-1", report, modules).content

    assert rest == ModuleRest(module.label, ONE)
    assert isinstance(sequence, ServiceAttribute)
    assert sequence.content == (ModuleRest(None, ONE),)
    assert level == AnyAttribute((), ONE)
    assert report.problems == []


def test_row_can_allow_any_attribute_of_some_vrs(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            CREATE,
            [("Any DA, DT, or TM Attribute", 2, 1), "1/1"],
            [("Any UI Attribute", 2, 1), "1/1"],
            [("Match Keys (see Section Z)", 2, 1), "1/1"],
        ),
    )

    assert read(book, "Z-1", Report()).content == (
        AnyAttribute(("DA", "DT", "TM"), ONE),
        AnyAttribute(("UI",), ONE),
        AnyAttribute((), ONE),
    )


def test_actions_are_grouped_by_blank_cells_spans_and_repetition(
    tmp_path: Path,
) -> None:
    one, two = ("One", "(0008,0050)", "1/1"), ("Two", "(0008,0051)", "1/1")
    book = book_of(
        tmp_path,
        table("Z-1", ACTION, ["Go", "1", *one], ["", "", *two]),
        table("Z-2", ACTION, [("Go", 1, 2), ("1", 1, 2), *one], [*two]),
        table("Z-3", ACTION, ["Go", "1", *one], ["Go", "1", *two]),
    )

    tables = [read(book, label, Report()) for label in ("Z-1", "Z-2", "Z-3")]

    assert tables[0].types == tables[1].types == tables[2].types
    (go,) = tables[0].types
    assert (go.id, go.name, len(go.content)) == (1, "Go", 2)


def test_an_action_may_have_no_attributes(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            ACTION,
            ["Stop", "2", "None", "-", "-"],
            ["Go", "1", "", "", ""],
        ),
    )
    report = Report()

    assert [each.content for each in read(book, "Z-1", report).types] == [(), ()]
    assert report.problems == []


def test_rows_that_are_not_understood_are_problems(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        table(
            "Z-1",
            CREATE,
            ["ID", "(0010,0020)", "maybe"],
            ["Some words", "", "1/1"],
            ["&gt;&gt;Too deep", "(0010,0020)", "1/1"],
            ["Include what", "", "1/1"],
            ["All other Attributes of my choice", "", "1/1"],
        ),
    )
    report = Report()

    read(book, "Z-1", report)

    reasons = [problem.reason.partition(":")[0] for problem in report.problems]
    assert reasons == [
        "Req. Type N-CREATE (SCU/SCP)",
        "Some words",
        "Too deep is nested, but the row above cannot contain it",
        "the inclusion does not refer to a table",
        "source of all attributes not understood",
    ]
