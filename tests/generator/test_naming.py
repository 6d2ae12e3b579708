from keyword import iskeyword

import pytest

from iodize.generator.naming import class_name, file_name, item_name, mask, number


@pytest.mark.parametrize(
    ("name", "class_", "file"),
    [
        ("CT Image", "CTImage", "ct_image"),
        ("Contrast/Bolus", "ContrastBolus", "contrast_bolus"),
        ("Multi-frame Dimension", "MultiFrameDimension", "multi_frame_dimension"),
        ("Patient's Visit", "PatientsVisit", "patients_visit"),
        ("12-Lead ECG", "TwelveLeadECG", "twelve_lead_ecg"),
        ("Code Sequence", "Code", "code"),
        ("Code", "CodeMacro", "code_macro"),
        ("3D Point", "ThreeDPoint", "threed_point"),
        ("2D", "TwoD", "twod"),
        ("40 Frames", "FourZeroFrames", "fourzero_frames"),
        ("Class", "Class", "class_"),
        ("None", "None_", "none"),
        ("\N{GREEK SMALL LETTER MU}", "Unnamed", "unnamed"),
    ],
)
def test_a_class_and_its_file_are_named_after_the_table(
    name: str, class_: str, file: str
) -> None:
    assert (class_name(name), file_name(name)) == (class_, file)
    assert class_.isidentifier()
    assert not iskeyword(class_)
    assert file.isidentifier()
    assert not iskeyword(file)


def test_an_item_is_named_after_its_sequence() -> None:
    assert item_name("RelatedSeriesSequence") == "RelatedSeriesItem"


@pytest.mark.parametrize(
    ("tag", "value", "fixed"),
    [
        ("(0010,0020)", 0x00100020, 0xFFFFFFFF),
        ("(60xx,3000)", 0x60003000, 0xFF00FFFF),
        ("(0020,31xx)", 0x00203100, 0xFFFFFF00),
        ("(7FE0,0010)", 0x7FE00010, 0xFFFFFFFF),
    ],
)
def test_a_repeating_tag_is_a_value_and_a_mask(
    tag: str, value: int, fixed: int
) -> None:
    assert (number(tag), mask(tag)) == (value, fixed)
