import pytest

from iodize.generator.model import ContextGroup, DataElement, FrameOfReference, Uid

from ...demo import Copy, Reading


def element(reading: Reading, tag: str) -> DataElement:
    return next(e for e in reading.standard.elements if e.tag == tag)


def test_an_element_has_name_keyword_vr_and_vm(reading: Reading) -> None:
    assert element(reading, "(0010,0010)") == DataElement(
        "(0010,0010)", "Patient's Name", "PatientName", ("PN",), "1"
    )


def test_all_registries_are_read(reading: Reading) -> None:
    for tag in ("(0008,0005)", "(0002,0010)", "(0004,1130)", "(0006,0001)"):
        assert element(reading, tag)


def test_retired_element_has_its_year(reading: Reading) -> None:
    length = element(reading, "(0008,0001)")

    assert (length.retired, length.remark) == (True, "RET (1998)")
    assert length.keyword == "LengthToEnd"  # printed in italics, with invisible breaks


def test_an_element_may_have_several_vrs(reading: Reading) -> None:
    assert element(reading, "(0028,0106)").vr == ("US", "SS")
    assert element(reading, "(7FE0,0010)").vr == ("OB", "OW")


def test_a_delimiter_has_no_vr(reading: Reading) -> None:
    assert element(reading, "(FFFE,E000)").vr == ()


@pytest.mark.parametrize(
    ("tag", "vm"), [("(0008,0005)", "1-n"), ("(0018,1620)", "2-2n")]
)
def test_the_multiplicity_is_kept_as_registered(
    reading: Reading, tag: str, vm: str
) -> None:
    assert element(reading, tag).vm == vm


@pytest.mark.parametrize("tag", ["(60xx,3000)", "(0020,31xx)"])
def test_tags_may_repeat_in_group_or_element(reading: Reading, tag: str) -> None:
    assert element(reading, tag)


def test_uids_have_no_breaks(reading: Reading) -> None:
    assert [uid.value for uid in reading.standard.uids] == [
        "1.2.3.1",
        "1.2.3.2",
        "1.2.3.4.1",
    ]
    assert reading.standard.uids[2].keyword == "DemoImageStorage"


def test_uid_has_its_source_and_retirement(
    reading: Reading,
) -> None:
    assert reading.standard.uids[1] == Uid(
        "1.2.3.2",
        "Demo Transfer Syntax",
        "DemoTransferSyntax",
        "Transfer Syntax",
        "PS3.5",
        retired=True,
    )


def test_frames_of_reference_are_known_by_uid(reading: Reading) -> None:
    assert reading.standard.frames_of_reference == (
        FrameOfReference("1.2.3.5.1", "Demo Room Frame of Reference", "DemoRoom"),
    )


def test_context_groups_are_known_by_uid(reading: Reading) -> None:
    assert reading.standard.context_groups == (
        ContextGroup("1.2.3.6.2", "CID 2"),
        ContextGroup("1.2.3.6.3", "CID 3", retired=True),
    )


def test_a_template_refers_to_its_definition(reading: Reading) -> None:
    (template,) = reading.standard.templates

    assert (template.value, template.section) == ("1.2.3.7.1", "PS3.20 7.1")


def test_command_elements_may_be_retired(reading: Reading) -> None:
    *others, retired = reading.standard.command_elements

    assert retired.keyword == "CommandLengthToEnd"
    assert retired.retired
    assert not any(element.retired for element in others)
    assert others[0].keyword == "CommandGroupLength"


@pytest.mark.parametrize(
    ("part", "old", "new", "problem"),
    [
        (
            6,
            "<para>(0008,0005)</para>",
            "<para>0008</para>",
            "PS3.6 Table 6-1 row 2: not a tag or VR: '0008', 'CS'",
        ),
        (
            6,
            "<para>US or SS</para>",
            "<para>short</para>",
            "PS3.6 Table 6-1 row 35: not a tag or VR: '(0028,0106)', 'short'",
        ),
        (
            7,
            "<para>(0000,0001)</para>",
            "<para>1</para>",
            "PS3.7 Table E.2-1 row 1: not a tag: '1'",
        ),
    ],
)
def test_a_row_that_is_not_understood_is_reported(
    copy: Copy, part: int, old: str, new: str, problem: str
) -> None:
    copy.edit(part, old, new)

    assert problem in copy.read().problems()
