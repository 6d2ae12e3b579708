"""A new instance in the study of another one."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.iods import CTImage, MRImage
from iodize.modules import ClinicalTrialSubject
from iodize.objects.following import context


def test_following_image_is_in_the_same_study_and_series(ct: CTImage) -> None:
    pixels: dict[str, Any] = {
        "Rows": 1,
        "Columns": 1,
        "PixelRepresentation": 0,
        "BitsStored": 12,
        "HighBit": 11,
        "PhotometricInterpretation": "MONOCHROME2",
        "PixelData": bytes(2),
        "ImageType": ct.ImageType,
    }

    next_slice = CTImage.following(
        ct,
        **pixels,
        ImagePositionPatient=[0, 0, 1],
        ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
        PixelSpacing=[0.5, 0.5],
        RescaleIntercept=-1024,
        RescaleSlope=1,
    )
    assert next_slice.PatientName == "Doe^Jane"
    assert next_slice.StudyInstanceUID == "1.2.3"
    assert next_slice.SeriesInstanceUID == "1.2.3.4"
    assert next_slice.FrameOfReferenceUID == "1.2.3.5"
    assert next_slice.SOPInstanceUID != ct.SOPInstanceUID


def test_image_of_another_class_needs_its_own_series(ct: CTImage) -> None:
    with pytest.raises(TypeError, match="SeriesInstanceUID"):
        MRImage.following(ct, ImageType=["ORIGINAL", "PRIMARY", "OTHER"])


def test_module_that_both_classes_know_is_taken_over(ct: CTImage) -> None:
    ct.clinical_trial_subject = ClinicalTrialSubject(
        ClinicalTrialSponsorName="Sponsor", ClinicalTrialProtocolID="P1"
    )

    found = context(CTImage, ct, {})

    assert found["clinical_trial_subject"].ClinicalTrialProtocolID == "P1"


def test_series_is_taken_over_unless_another_one_is_given(ct: CTImage) -> None:
    assert context(CTImage, ct, {})["SeriesInstanceUID"] == "1.2.3.4"
    assert "SeriesInstanceUID" not in context(CTImage, ct, {"SeriesInstanceUID": "1"})


def test_patient_and_study_are_taken_over_by_another_class(ct: CTImage) -> None:
    found = context(MRImage, ct, {})

    assert (found["PatientID"], found["StudyInstanceUID"]) == ("42", "1.2.3")
    assert "SeriesInstanceUID" not in found
    assert "PixelSpacing" not in found
