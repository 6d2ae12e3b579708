import pytest

from iodize.generator.docbook.spelling import letters
from iodize.generator.model import UNREAD, IodKind, Otherwise, Usage

from ...demo import Copy, Reading


def test_an_iod_is_named_by_its_caption(reading: Reading) -> None:
    iod = reading.iod("Demo Image")

    assert (iod.kind, iod.table, iod.section) == (IodKind.COMPOSITE, "A.2-1", "A.2")


def test_a_table_may_have_an_id_of_another_form(reading: Reading) -> None:
    assert reading.iod("Demo Map").table == "A.5-1"


def test_a_label_may_begin_with_a_blank(reading: Reading) -> None:
    assert reading.iod("Demo Text SR").table == "A.6-1"


def test_every_module_has_its_entity(reading: Reading) -> None:
    """The IE cell spans rows."""
    modules = reading.iod("Demo Image").modules

    assert [(use.entity, use.module) for use in modules[:4]] == [
        ("Patient", "Patient"),
        ("Patient", "Demo Subject"),
        ("Study", "General Study"),
        ("Series", "General Series"),
    ]
    assert {use.entity for use in modules[4:]} == {"Image"}


def test_module_has_the_label_of_its_table(reading: Reading) -> None:
    patient = reading.iod("Demo Image").modules[0]

    assert (patient.section, patient.table) == ("C.7.1.1", "C.7-1")


@pytest.mark.parametrize(
    ("module", "usage"),
    [
        ("Patient", Usage.MANDATORY),
        ("Demo Subject", Usage.USER_OPTION),
        ("Contrast/Bolus", Usage.CONDITIONAL),
        ("View", Usage.CONDITIONAL),  # after an en dash
    ],
)
def test_usage_is_before_the_dash(reading: Reading, module: str, usage: Usage) -> None:
    uses = {use.module: use for use in reading.iod("Demo Image").modules}

    assert uses[module].usage is usage
    assert (uses[module].condition is not None) is (usage is Usage.CONDITIONAL)


def test_condition_has_the_requirement_if_it_is_not_met(reading: Reading) -> None:
    uses = {use.module: use for use in reading.iod("Demo Image").modules}

    assert uses["View"].condition is not None
    assert uses["View"].condition.otherwise is Otherwise.MAY


def test_a_retired_module_has_no_table(reading: Reading) -> None:
    """An IOD still lists it; the row is understood, and noted."""
    uses = {use.module: use for use in reading.iod("Demo Image").modules}

    assert uses["Curve"].table is None
    assert uses["Curve"].usage is Usage.USER_OPTION
    assert (
        "PS3.3 Table A.2-1 row 10: Curve: section C.10.2 does not have an attribute table"
        in reading.notes()
    )


@pytest.mark.parametrize("name", ["Demo Session", "Demo Box"])
def test_a_normalized_iod_has_neither_usages_nor_entities(
    reading: Reading, name: str
) -> None:
    """Its last column is "Module Description", or "Description"."""
    iod = reading.iod(name)

    assert iod.kind is IodKind.NORMALIZED
    assert iod.modules
    assert {(use.usage, use.entity) for use in iod.modules} == {(None, None)}


def test_the_directory_has_usages_but_no_entities(reading: Reading) -> None:
    iod = reading.iod("Basic Directory")

    assert iod.kind is IodKind.DIRECTORY
    assert [(use.module, use.usage) for use in iod.modules] == [
        ("File-set Identification", Usage.MANDATORY),
        ("Directory Information", Usage.USER_OPTION),
    ]


def test_names_are_compared_by_their_letters() -> None:
    assert letters("Multi-frame Functional Groups") == letters(
        "Multi-Frame  Functional Groups"
    )


@pytest.mark.parametrize("usage", ["X", "K Required if it rains", "M/U", ""])
def test_a_usage_that_is_not_understood_is_reported(copy: Copy, usage: str) -> None:
    copy.edit(3, "C - Required if the patient drank the agent.", usage)
    reading = copy.read()

    assert reading.problems() == [
        f"PS3.3 Table A.2-1 row 7: usage not understood: {usage!r}"
    ]
    uses = {use.module: use for use in reading.iod("Demo Image").modules}
    use = uses["Contrast/Bolus"]
    assert (use.usage, use.condition) == (Usage.CONDITIONAL, UNREAD)


def test_module_without_a_section_is_reported(copy: Copy) -> None:
    copy.edit(3, '<xref linkend="sect_C.7.6.4" xrefstyle="select: labelnumber"/>', "-")

    assert copy.read().problems() == [
        "PS3.3 Table A.2-1 row 7: Contrast/Bolus: does not refer to a section"
    ]


def test_a_module_defined_elsewhere_is_found_and_noted(copy: Copy) -> None:
    """The name decides where the section of a row is another one."""
    copy.edit(3, 'linkend="sect_C.7.6.4"', 'linkend="sect_C.10.2"')
    reading = copy.read()

    uses = {use.module: use for use in reading.iod("Demo Image").modules}
    assert uses["Contrast/Bolus"].table == "C.7-14"
    assert (
        "PS3.3 Table A.2-1 row 7: Contrast/Bolus:"
        " refers to C.10.2, but is defined in C.7.6.4"
    ) in reading.notes()
