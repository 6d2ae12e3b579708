import pytest

from iodize.generator.model import Usage

from ...demo import Copy, Reading


def test_a_multi_frame_iod_lists_its_functional_groups(reading: Reading) -> None:
    iod = reading.iod("Enhanced Demo Image")

    assert iod.functional_groups_table == "A.3-2"
    assert [(use.macro, use.table, use.usage) for use in iod.functional_groups] == [
        ("Pixel Measures", "C.7.6.16-2", Usage.MANDATORY),
        ("Frame Content", "C.7.6.16-3", Usage.MANDATORY),
        ("Plane Position", "C.7.6.16-4", Usage.CONDITIONAL),
        ("Referenced Image", "C.7.6.16-5", Usage.USER_OPTION),
    ]
    assert iod.functional_groups[2].condition is not None


def test_the_heading_may_read_function_group_macro(reading: Reading) -> None:
    iod = reading.iod("Demo Map")

    assert iod.functional_groups_table == "A.5-2"
    assert [use.macro for use in iod.functional_groups] == ["Pixel Measures"]


def test_words_after_a_mandatory_usage_are_not_a_condition(reading: Reading) -> None:
    (use,) = reading.iod("Demo Map").functional_groups

    assert (use.usage, use.condition) == (Usage.MANDATORY, None)


def test_an_iod_may_refer_to_the_table_of_another(reading: Reading) -> None:
    iod = reading.iod("Enhanced Demo Color Image")

    assert iod.functional_groups_table == "A.3-2"
    assert iod.functional_groups == reading.iod("Enhanced Demo Image").functional_groups


def test_single_frame_iod_does_not_have_functional_groups(reading: Reading) -> None:
    iod = reading.iod("Demo Image")

    assert (iod.functional_groups_table, iod.functional_groups) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "M - Only one for all frames.",
            "perhaps",
            "PS3.3 Table A.5-2 row 1: usage not understood: 'perhaps'",
        ),
        (
            '<xref linkend="sect_C.7.6.16.2.3" xrefstyle="select: labelnumber"/>',
            "somewhere",
            "PS3.3 Table A.3-2 row 3: Plane Position: does not refer to a section",
        ),
    ],
)
def test_a_row_that_is_not_understood_is_reported(
    copy: Copy, old: str, new: str, problem: str
) -> None:
    copy.edit(3, old, new)

    assert problem in copy.read().problems()
