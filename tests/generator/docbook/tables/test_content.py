from iodize.generator.model import ANY, ContentRelationship

from ...demo import Copy, Reading


def test_a_structured_report_constrains_its_content(reading: Reading) -> None:
    (constraint,) = reading.standard.content_constraints

    assert (constraint.iod, constraint.table) == ("Demo Text SR", "A.6-2")
    assert constraint.relationships == (
        # The digit after IMAGE refers to a note.
        ContentRelationship(("CONTAINER",), ("CONTAINS",), ("TEXT", "NUM", "IMAGE")),
        ContentRelationship((ANY,), ("HAS CONCEPT MOD",), ("TEXT",)),
        ContentRelationship(
            (ANY, "!CONTAINER"), ("HAS PROPERTIES", "INFERRED FROM"), ("TEXT", "NUM")
        ),
    )


def test_cell_without_a_type_is_reported(copy: Copy) -> None:
    copy.edit(3, "<para>TEXT, NUM</para>", "<para>TEXT or so</para>")
    reading = copy.read()

    assert reading.problems() == ["PS3.3 Table A.6-2 row 3: not a type: TEXT or so"]
    assert len(reading.standard.content_constraints[0].relationships) == 2
