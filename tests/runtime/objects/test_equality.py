"""Objects are equal if they mean the same, however they are encoded."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from iodize.definitions import Iod
from iodize.iods import CTImage, MRImage
from iodize.macros import Code
from iodize.objects.equality import equal

from .conftest import CT
from .test_every_iod import IODS
from .walking import rebuilt


@pytest.mark.parametrize("iod", IODS, ids=lambda iod: iod.__name__)
def test_example_is_equal_after_it_was_saved_and_read(
    iod: type[Iod], tmp_path: Path
) -> None:
    example = iod.example()
    path = tmp_path / "file.dcm"

    for made, syntax in [
        (example, ImplicitVRLittleEndian),
        (rebuilt(example), ExplicitVRLittleEndian),
    ]:
        made.save(path, transfer_syntax_uid=syntax)
        assert iod.read(path) == made


@pytest.mark.parametrize(
    ("keyword", "one", "other"),
    [
        ("SliceThickness", "1.50", 1.5),
        ("SliceThickness", 1 / 3, "0.33333333333333"),
        ("StudyTime", "0102", time(1, 2)),
        ("StudyDate", "20200102", "20200102"),
        ("PatientID", "42 ", "42"),
        ("PatientName", "Doe^Jane^^^", "Doe^Jane"),
        ("PatientName", "Doe^Jane==", "Doe^Jane "),
        ("InstanceNumber", "+7", 7),
        ("SpecificCharacterSet", ["ISO_IR 100"], ["ISO_IR 192"]),
        ("PixelData", bytes(7), bytes(8)),
    ],
)
def test_values_with_the_same_meaning_are_equal(
    keyword: str, one: Any, other: Any
) -> None:
    ct = CTImage(**CT)

    assert _with(ct, keyword, one) == _with(ct, keyword, other)


@pytest.mark.parametrize(
    ("keyword", "one", "other"),
    [
        ("SliceThickness", 1.5, 1.25),
        ("PatientComments", " x", "x"),
        ("PatientName", "Doe^Jane", "Doe^^Jane"),
        ("PatientID", "A", "a"),
        ("ImageType", ["ORIGINAL", "PRIMARY", "AXIAL"], ["ORIGINAL", "PRIMARY", "X"]),
        ("PixelData", bytes(8), bytes(7) + b"\1"),
        ("ProcedureCodeSequence", [Code("a", "b", "c")], [Code("a", "b", "d")]),
        ("ProcedureCodeSequence", [Code("a", "b", "c")], [Code("a", "b", "c")] * 2),
    ],
)
def test_values_with_another_meaning_differ(keyword: str, one: Any, other: Any) -> None:
    ct = CTImage(**CT)

    assert _with(ct, keyword, one) != _with(ct, keyword, other)


def _with(ct: CTImage, keyword: str, value: Any) -> CTImage:
    return ct.replace(SOPInstanceUID="1.2", **{keyword: value})


def test_text_of_another_character_set_is_equal(tmp_path: Path) -> None:
    ct = CTImage(**{**CT, "PatientName": "Jörg"})
    latin = ct.to_dataset()
    latin.SpecificCharacterSet = "ISO_IR 100"

    CTImage.from_dataset(latin).save(tmp_path / "latin.dcm")
    ct.save(tmp_path / "unicode.dcm")

    assert CTImage.read(tmp_path / "latin.dcm") == CTImage.read(
        tmp_path / "unicode.dcm"
    )


def test_elements_that_the_class_does_not_define_are_compared(tmp_path: Path) -> None:
    dataset = CTImage(**CT).to_dataset()
    dataset.private_block(0x0009, "IODIZE", create=True).add_new(1, "LO", "odd")
    ct = CTImage.from_dataset(dataset)
    ct.save(tmp_path / "ct.dcm", transfer_syntax_uid=ImplicitVRLittleEndian)

    assert CTImage.read(tmp_path / "ct.dcm") == ct
    dataset[0x00091001].value = "even"
    assert CTImage.read(tmp_path / "ct.dcm") != ct


@pytest.mark.parametrize(
    ("vr", "value", "other"),
    [
        ("FL", 0.1, 0.10000000149011612),
        ("FD", float("nan"), float("nan")),
        ("FD", 0.0, -0.0),
        ("DS", "x", "x "),
        ("DA", "nonsense", "nonsense "),
    ],
)
def test_unusual_values_are_equal(vr: str, value: Any, other: Any) -> None:
    one, two = Dataset(), Dataset()
    for dataset, each in ((one, value), (two, other)):
        element = dataset.private_block(0x0009, "IODIZE", create=True)
        element.add_new(1, "UN", None)
        dataset[0x00091001].VR = vr
        dataset[0x00091001]._value = each

    assert equal(one, two)


def test_attribute_without_value_differs_from_absent_one() -> None:
    dataset = CTImage(**CT).to_dataset()
    empty = CTImage.from_dataset(dataset)
    absent = CTImage.from_dataset(dataset)
    del absent.AccessionNumber

    assert empty.AccessionNumber is absent.AccessionNumber is None
    assert empty != absent


def test_objects_of_other_classes_are_not_equal() -> None:
    ct = CTImage.example()

    assert ct != MRImage.example()
    assert ct != ct.to_dataset()
