import pytest

from ..demo import Copy, Reading


def lose_types(copy: Copy, label: str) -> None:
    """Take the Type column out of a table whose rows have a cell in every column."""
    text = copy.file(3).read_text("utf-8")
    before, mark, rest = text.partition(f'xml:id="table_{label}"')
    table, end, after = rest.partition("</table>")
    table = table.replace("<th><para>Type</para></th>", "")
    for type_ in ("1", "1C", "2", "3"):
        table = table.replace(
            f")</para></td><td><para>{type_}</para></td>", ")</para></td>"
        )
    copy.file(3).write_text(before + mark + table + end + after, "utf-8")


@pytest.mark.parametrize(
    ("label", "user"), [("C.7-14", "A.2-1"), ("10-11", "10-3"), ("C.7.6.16-3", "A.3-1")]
)
def test_table_of_a_composite_iod_must_have_types(
    copy: Copy, label: str, user: str
) -> None:
    """It is a module, a macro that a typed table includes, or a functional group."""
    lose_types(copy, label)

    problem = f"PS3.3 Table {label}: no Type column, which Table {user} requires"
    assert problem in copy.read().problems()


def test_a_name_that_the_dictionary_does_not_have_is_noted(reading: Reading) -> None:
    """The tag takes precedence; the name is probably an erratum."""
    assert reading.problems() == []
    assert (
        "PS3.3 Table C.7-9 row 3: Vertices of Polygonal Shutter:"
        " PS3.6 calls (0018,1620) Vertices of the Polygonal Shutter"
    ) in reading.notes()


@pytest.mark.parametrize(
    "spelling", ["Image position(patient)", "Image-Position Patient"]
)
def test_case_and_punctuation_are_not_errata(copy: Copy, spelling: str) -> None:
    copy.edit(3, "Image Position (Patient)", spelling)

    assert not [note for note in copy.read().notes() if "(0020,0032)" in note]


def test_names_of_keys_and_of_nested_attributes_are_compared(copy: Copy) -> None:
    copy.edit(3, "<para>&gt;Stack ID</para>", "<para>&gt;Pile ID</para>")
    copy.edit(3, "To find the patient by.", "-")
    copy.edit(
        3,
        "<para>Patient ID</para></td><td><para>(0010,0020)</para></td>",
        "<para>Patient No</para></td><td><para>(0010,0020)</para></td>",
    )
    notes = copy.read().notes()

    assert (
        "PS3.3 Table C.7.6.16-3 row 2: Pile ID: PS3.6 calls (0020,9056) Stack ID"
        in notes
    )
    assert (
        "PS3.3 Table F.5-1 row 1: Patient No: PS3.6 calls (0010,0020) Patient ID"
        in notes
    )
