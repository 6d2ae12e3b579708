"""The directions of rows and columns: PS3.3 C.7.6.1.1.1."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from iodize.validation.engine import Validator

from .objects import item, secondary_capture


def wrong(image: Dataset) -> list[tuple[str, str]]:
    """Return path and message of the orientations that are not allowed."""
    return [
        (found.path, found.message)
        for found in Validator().check(image).findings
        if found.code == "patient-orientation"
    ]


@pytest.mark.parametrize("value", [["L", "F"], ["AR", "FPL"], ["H", ""], None])
def test_one_to_three_letters(value: list[str] | None) -> None:
    image = secondary_capture()
    image.PatientOrientation = value

    assert wrong(image) == []


@pytest.mark.parametrize("value", ["X", "LX", "RFAP", "AP", "l", "LE", "CD"])
def test_other_letters(value: str) -> None:
    image = secondary_capture()
    image.PatientOrientation = [value, "F"]

    ((path, message),) = wrong(image)
    assert path == "PatientOrientation"
    assert message == f"{value!r}; one to three of A P R L H F, none opposite"


@pytest.mark.parametrize(
    ("value", "number"), [("LE", 0), ("CDRT", 0), ("PRDIPA", 0), ("F", 1), ("H", 1)]
)
def test_quadrupeds_have_abbreviations_of_their_own(value: str, number: int) -> None:
    image = secondary_capture()
    image.AnatomicalOrientationType = "QUADRUPED"
    image.PatientOrientation = [value, "D"]

    assert len(wrong(image)) == number


def test_the_patient_of_a_frame_is_that_of_the_object() -> None:
    image = secondary_capture()
    image.SourceImageSequence = Sequence([item(PatientOrientation=["LE", "CD"])])
    assert [path for path, _ in wrong(image)] == [
        "SourceImageSequence[0].PatientOrientation"
    ]

    image.AnatomicalOrientationType = "QUADRUPED"
    assert wrong(image) == []
