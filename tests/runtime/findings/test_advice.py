"""The advice about codes, and its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from pydicom import Dataset
from pydicom.dataelem import DataElement

import iodize
from iodize import example
from iodize.findings.advice import ADVICE
from iodize.findings.codes import CODES


def test_every_code_has_advice() -> None:
    assert ADVICE.keys() == CODES.keys()


@pytest.mark.parametrize("name", CODES)
def test_advice_consists_of_sentences(name: str) -> None:
    for text in ADVICE[name]:
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
        assert "  " not in text
        assert CODES[name].explanation not in text


def test_examples_are_specific() -> None:
    assert max(Counter(advice.example for advice in ADVICE.values()).values()) == 1


Fault = Callable[[Dataset], object]


def _set(keyword: str, value: object) -> Fault:
    return lambda image: setattr(image, keyword, value)


def _delete(keyword: str) -> Fault:
    return lambda image: delattr(image, keyword)


def _add(tag: int, vr: str, value: object) -> Fault:
    return lambda image: image.add(DataElement(tag, vr, value))


FAULTS: dict[str, tuple[str, Fault]] = {
    "type1-missing": ("CTImage", _delete("RescaleSlope")),
    "type1-empty": ("CTImage", _set("Modality", "")),
    "type2-missing": ("CTImage", _delete("KVP")),
    "type1c-missing": ("UltrasoundImage", _delete("PlanarConfiguration")),
    "condition-not-met": ("CTImage", _set("PlanarConfiguration", 0)),
    "value-not-enumerated": ("CTImage", _set("PatientSex", "X")),
    "value-invalid": (
        "CTImage",
        _add(0x00100030, "DA", "1990-01-05"),
    ),
    "term-unknown": ("SecondaryCaptureImage", _set("ConversionType", "SCAN")),
    "term-retired": ("SecondaryCaptureImage", _set("Modality", "CD")),
    "vr-wrong": ("CTImage", _add(0x00100020, "SH", "1")),
    "vm-wrong": ("CTImage", _set("ImagePositionPatient", [0, 0])),
    "uid-reserved": ("CTImage", _set("SOPInstanceUID", "1.2.840.10008.1.2.3")),
    "attribute-outside": ("CTImage", _set("EchoTime", "1")),
    "attribute-retired": ("CTImage", _add(0x00324000, "LT", "text")),
    "private-creator-missing": ("CTImage", _add(0x00091001, "LO", "text")),
    "private-tag-invalid": ("CTImage", _add(0x00090001, "LO", "text")),
    "pixel-high-bit": ("CTImage", lambda i: (_bits(i, 12, 15))),
    "pixel-bits-stored": ("CTImage", lambda i: _bits(i, 24, 23)),
    "pixel-matrix": ("CTImage", _set("Rows", 0)),
    "pixel-data-length": ("CTImage", _set("PixelData", b"00")),
    "window-width": ("CTImage", lambda i: _window(i, 0)),
    "window-on-color": ("UltrasoundImage", lambda i: _window(i, 1)),
    "spacing": ("CTImage", _set("PixelSpacing", [0, 1])),
    "orientation": ("CTImage", _set("ImageOrientationPatient", [1, 0, 0, 1, 0, 0])),
    "patient-orientation": ("CTImage", _set("PatientOrientation", ["LR", "A"])),
    "character-set-unknown": ("CTImage", _set("SpecificCharacterSet", "ISO_IR 193")),
}
"""Examples of the advice as changes of an object of an IOD."""


def _bits(image: Dataset, stored: int, high: int) -> None:
    image.BitsStored, image.HighBit = stored, high


def _window(image: Dataset, width: float) -> None:
    image.WindowCenter, image.WindowWidth = 10, width


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FAULTS)
def test_example_has_the_code(name: str) -> None:
    iod, fault = FAULTS[name]
    image = example.build(iod)
    if iod == "UltrasoundImage":
        _color(image)
    before = {finding.code for finding in iodize.validate(image).findings}
    fault(image)

    after = {finding.code for finding in iodize.validate(image).findings}
    assert name in after - before


def _color(image: Dataset) -> None:
    image.SamplesPerPixel, image.PhotometricInterpretation = 3, "RGB"
    image.PlanarConfiguration = 0
    size = image.Rows * image.Columns * 3 * int(image.get("NumberOfFrames", 1))
    image.PixelData = bytes(size + size % 2)
