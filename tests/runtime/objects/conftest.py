"""An object that most tests start from."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.iods import CTImage

CT: dict[str, Any] = {
    "PatientName": "Doe^Jane",
    "PatientID": "42",
    "PatientBirthDate": "19700131",
    "StudyInstanceUID": "1.2.3",
    "SeriesInstanceUID": "1.2.3.4",
    "Modality": "CT",
    "FrameOfReferenceUID": "1.2.3.5",
    "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    "PixelSpacing": [0.5, 0.5],
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "ImagePositionPatient": [0, 0, -12.5],
    "SliceThickness": 1.25,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsStored": 12,
    "HighBit": 11,
    "PixelRepresentation": 0,
    "RescaleIntercept": -1024,
    "RescaleSlope": 1,
    "Rows": 2,
    "Columns": 2,
    "PixelData": bytes(8),
}
"""A CT image, as keywords."""


@pytest.fixture
def ct() -> CTImage:
    return CTImage(**CT)
