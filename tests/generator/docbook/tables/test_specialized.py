from iodize.generator.docbook.tables.specialized import completed, specialized_rows
from iodize.generator.model import Attribute, Include, Macro, Type, Worded
from iodize.generator.report import Report

LINE = Attribute("(0070,0253)", "Line Thickness", Type.MANDATORY)
STYLE = Attribute("(0070,0233)", "Fill Style Sequence", Type.OPTIONAL, content=(LINE,))
MACRO = Macro("Style", "C.1-1", "C.1", (STYLE,))


def table(description: str) -> Macro:
    rows: list[Attribute | Include] = [*specialized_rows(description, None)]
    return Macro("Shape", "C.1-2", "C.1", (*rows, Include("C.1-1")))


def test_row_gives_an_included_attribute_a_type_and_a_condition() -> None:
    words = (
        "In this Module, Attribute Fill Style Sequence (0070,0233) is specialized to be"
        " Type 1C; required if it rains."
    )

    _, including = completed([MACRO, table(words)], Report())

    style, include = including.content
    assert isinstance(style, Attribute)
    assert (style.type, style.content) == (Type.CONDITIONAL, (LINE,))
    assert isinstance(style.condition, Worded)
    assert "if it rains" in style.condition.words
    assert include == Include("C.1-1")


def test_type_without_a_condition_has_none() -> None:
    words = "Fill Style Sequence (0070,0233) shall be Type 3 for old scanners."

    _, including = completed([MACRO, table(words)], Report())

    style = including.content[0]
    assert isinstance(style, Attribute)
    assert (style.type, style.condition) == (Type.OPTIONAL, None)


def test_attribute_of_the_items_of_a_specialized_sequence_gets_its_type() -> None:
    words = (
        "Fill Style Sequence (0070,0233) is Type 1 here."
        " Line Thickness (0070,0253) is Type 3 here."
    )

    _, including = completed([MACRO, table(words)], Report())

    style, include = including.content
    assert isinstance(style, Attribute)
    assert include == Include("C.1-1")
    (line,) = style.content
    assert isinstance(line, Attribute)
    assert (style.type, line.type) == (Type.MANDATORY, Type.OPTIONAL)


def test_attribute_that_the_macro_lacks_is_noted() -> None:
    report = Report()
    words = "Shadow Style Sequence (0070,0244) is Type 1."

    _, including = completed([MACRO, table(words)], report)

    assert including.content == (Include("C.1-1"),)
    assert "Shadow Style Sequence" in report.notes[0].reason
