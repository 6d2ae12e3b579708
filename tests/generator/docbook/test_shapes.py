"""A table whose columns do not match its caption is an error."""

import pytest

from iodize.generator.docbook.xml.errors import TableShapeError

from ..demo import Copy


@pytest.mark.parametrize(
    ("part", "caption", "old", "new"),
    [
        (3, "Demo Image IOD Modules", "Usage", "Use"),
        (3, "Demo Map Functional Group Macros", "Usage", "Use"),
        (3, "Patient Module Attributes", "Tag", "Number"),
        (3, "Image Keys", "Key", "Entry"),
        (
            3,
            "Relationship Content Constraints for Demo Text SR IOD",
            "Target Value Type",
            "Target",
        ),
        (4, "Media Storage Standard SOP Classes", "SOP Class UID", "UID"),
        (6, "Registry of DICOM Data Elements", "VM", "Multiplicity"),
        (6, "UID Values", "UID Type", "Type"),
        (6, "Well-known Frames of Reference", "Normative Reference", "Reference"),
        (6, "Context Group UID Values", "Comment", "Comments"),
        (6, "Template UID Values", "Part", "Parts"),
        (7, "C-STORE-RQ Message Fields", "VR", "Representation"),
        (7, "Command Fields", "Keyword", "Key"),
        (7, "Retired Command Fields", "Keyword", "Key"),
    ],
)
def test_unexpected_columns_are_reported(
    copy: Copy, part: int, caption: str, old: str, new: str
) -> None:
    rename_heading(copy, part, caption, old, new)

    if caption.startswith("Registry") or caption == "UID Values":
        with pytest.raises(TableShapeError) as caught:
            copy.read()
        error = caught.value
        assert error.path == copy.file(part)
        assert error.line == copy.line_of(part, f"<caption>{caption}</caption>") - 1
        assert new in error.columns
        assert old in error.expected
        return
    (problem,) = [each for each in copy.read().problems() if "expected" in each]
    columns, _, expected = problem.partition("; expected ")
    assert new in columns
    assert old in expected


def rename_heading(copy: Copy, part: int, caption: str, old: str, new: str) -> None:
    text = copy.file(part).read_text("utf-8")
    before, mark, rest = text.partition(f"<caption>{caption}</caption>")
    assert mark
    head, end, body = rest.partition("</thead>")
    assert f"<th><para>{old}</para></th>" in head
    head = head.replace(f"<th><para>{old}</para></th>", f"<th><para>{new}</para></th>")
    copy.file(part).write_text(before + mark + head + end + body, "utf-8")


def test_table_without_a_known_caption_is_counted(copy: Copy) -> None:
    copy.edit(4, "Further Meaning", "More")
    report = copy.read().report

    assert report.unread == {
        (4, ("Item Bytes", "Field Name")): 1,
        (4, ("Service Status", "More", "Status Code")): 1,
    }


def test_a_table_of_a_status_with_other_headings_is_reported(copy: Copy) -> None:
    text = copy.file(7).read_text("utf-8")
    old = "<th><para>Status Field</para></th>"
    assert old in text
    copy.file(7).write_text(text.replace(old, "<th><para>Field</para></th>"), "utf-8")

    problems = copy.read().problems()
    assert any("expected Status Field" in problem for problem in problems)
