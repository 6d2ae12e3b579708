"""Patient Orientation: PS3.3 C.7.6.1.1.1."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from iodize.validation.engine.engine import Validator

from .objects import item, secondary_capture


def wrong(image: Dataset) -> list[tuple[str, str]]:
    """Return path and message of the orientations that are not allowed."""
    return [
        (finding.path, finding.message)
        for finding in Validator().check(image).findings
        if finding.code == "patient-orientation"
    ]


@pytest.mark.parametrize("value", [["L", "F"], ["AR", "FPL"], ["H", ""], None])
def test_direction_of_one_to_three_letters_is_valid(value: list[str] | None) -> None:
    image = secondary_capture()
    image.PatientOrientation = value

    assert wrong(image) == []


@pytest.mark.parametrize("value", ["X", "LX", "RFAP", "AP", "l", "LE", "CD"])
def test_direction_of_other_or_opposite_letters_is_reported(value: str) -> None:
    image = secondary_capture()
    image.PatientOrientation = [value, "F"]

    ((path, message),) = wrong(image)
    assert path == "PatientOrientation"
    assert message == f"{value!r}; must be 1 to 3 of A P R L H F, without opposites"


@pytest.mark.parametrize(
    ("value", "number"), [("LE", 0), ("CDRT", 0), ("PRDIPA", 0), ("F", 1), ("H", 1)]
)
def test_directions_of_quadrupeds_have_other_abbreviations(
    value: str, number: int
) -> None:
    image = secondary_capture()
    image.AnatomicalOrientationType = "QUADRUPED"
    image.PatientOrientation = [value, "D"]

    assert len(wrong(image)) == number


def test_anatomical_orientation_type_of_the_data_set_applies_to_items() -> None:
    image = secondary_capture()
    image.SourceImageSequence = Sequence([item(PatientOrientation=["LE", "CD"])])
    assert [path for path, _ in wrong(image)] == [
        "SourceImageSequence[0].PatientOrientation"
    ]

    image.AnatomicalOrientationType = "QUADRUPED"
    assert wrong(image) == []
