import pytest

from iodize.generator.emit.value_calls import constraint_calls, items, value_calls
from iodize.generator.model import (
    Attribute,
    Condition,
    DataElement,
    Iod,
    IodKind,
    ItemCount,
    Range,
    Terms,
    Value,
    ValueConstraint,
)
from iodize.generator.report import Report

BITS = DataElement("(0028,0100)", "Bits Allocated", "BitsAllocated", ("US",), "1")
ITEMS = DataElement("(300A,00B0)", "Beam Sequence", "BeamSequence", ("SQ",), "1")
BEAMS = DataElement("(300A,0080)", "Number of Beams", "NumberOfBeams", ("IS",), "1")
ELEMENTS = {element.tag: element for element in (BITS, ITEMS, BEAMS)}


def call(stated: Terms | Range, element: DataElement = BITS) -> str:
    terms = (stated,) if isinstance(stated, Terms) else ()
    ranges = (stated,) if isinstance(stated, Range) else ()
    row = Attribute(element.tag, element.name, terms=terms, ranges=ranges)
    (only,) = value_calls(row, element)
    return only.text


def test_list_has_its_section_and_condition() -> None:
    terms = Terms(
        True,
        (Value("0008H"), Value("0010H")),
        number=2,
        condition=Condition('PixelRepresentation == "1"'),
        section="C.8.1",
        table="C.8-1",
    )

    assert call(terms) == (
        'enumerated("8", "16", number=2, when=\'PixelRepresentation == "1"\','
        ' section="C.8.1", table="C.8-1")'
    )


def test_bits_are_not_decimal_numbers() -> None:
    terms = Terms(True, (Value("00"), Value("01")), bits=(3, 4))

    assert call(terms) == 'enumerated("00", "01", bits=(3, 4))'


def test_retired_terms() -> None:
    assert call(Terms(False, (Value("AS"),), retired=True)) == (
        'defined("AS", retired=True)'
    )


def test_limits() -> None:
    assert call(Range(above="0")) == "limits(above=0)"
    assert call(Range(at_least="0.00", at_most="359.99")) == (
        "limits(at_least=0.00, at_most=359.99)"
    )


@pytest.mark.parametrize(
    ("count", "argument"),
    [
        (ItemCount(1, 1), "1"),
        (ItemCount(1, None), "(1, None)"),
        (ItemCount(0, 1), "(0, 1)"),
        (ItemCount(0, None, "(300A,0080)"), '"NumberOfBeams"'),
    ],
)
def test_a_number_of_items(count: ItemCount, argument: str) -> None:
    assert items(count, ELEMENTS) == argument


def test_a_constraint_of_an_iod() -> None:
    terms = Terms(True, (Value("8"),))
    iod = Iod(
        "Demo",
        IodKind.COMPOSITE,
        "A.1-1",
        "A.1",
        constraints=(
            ValueConstraint(("(300A,00B0)", "(0028,0100)"), "A.1.4", terms=(terms,)),
        ),
    )

    ((text, functions),) = constraint_calls(iod, ELEMENTS, Report())
    assert text == (
        'constrain("BeamSequence.BitsAllocated", enumerated("8"), section="A.1.4")'
    )
    assert functions == ["constrain", "enumerated"]


def test_an_unregistered_attribute_is_reported() -> None:
    count = ItemCount(1, 1)
    found = ValueConstraint(("(0009,1001)",), "A.1.4", item_count=count)
    iod = Iod("Demo", IodKind.COMPOSITE, "A.1-1", "A.1", constraints=(found,))
    report = Report()

    assert not [*constraint_calls(iod, ELEMENTS, report)]
    assert "(0009,1001)" in str(report.problems[0])
