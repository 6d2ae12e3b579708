"""Errors of objects have facts as fields, and one sentence made of them."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom.dataset import Dataset

import iodize
from iodize.iods import CTImage
from iodize.objects.errors import (
    SHOWN,
    InvalidObjectError,
    InvalidValueError,
    MissingValueError,
    UnknownAttributeError,
    UnknownSOPClassError,
    shown,
)

from .conftest import CT


def test_invalid_value_has_keyword_tag_module_and_reason() -> None:
    with pytest.raises(InvalidValueError) as caught:
        CTImage(**{**CT, "Rows": -1})

    error = caught.value
    assert (error.keyword, error.tag, error.value) == ("Rows", 0x00280010, -1)
    assert (error.module, error.reason) == (
        "Image Pixel Description",
        "must be between 0 and 65535",
    )
    assert str(error) == (
        "Rows (0028,0010) of Image Pixel Description,"
        " PS3.3 C.7.6.3.3 Table C.7-11c: -1 must be between 0 and 65535"
    )


def test_missing_values_are_all_named() -> None:
    values: dict[str, Any] = {
        k: v for k, v in CT.items() if k not in ("Rows", "Columns")
    }

    with pytest.raises(MissingValueError) as caught:
        CTImage(**values)

    assert set(caught.value.keywords) == {"Rows", "Columns"}
    assert str(caught.value).startswith("CTImage requires a value (type 1) for ")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("PatinetName", "did you mean 'PatientName'?"),
        ("ContrastBolusAgent", "it belongs to contrast_bolus, as ContrastBolus("),
        ("Qqqqqqqq", ""),
    ],
)
def test_unknown_attribute_has_a_hint(ct: CTImage, name: str, hint: str) -> None:
    with pytest.raises(UnknownAttributeError) as caught:
        setattr(ct, name, "x")

    assert caught.value.hint.startswith(hint)
    assert bool(caught.value.hint) is bool(hint)
    assert str(caught.value).startswith(f"CTImage has no attribute {name!r}")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UnknownSOPClassError(""), "the data set has no SOP Class UID (0008,0016)"),
        (
            UnknownSOPClassError("1.2.3"),
            "no IOD of the edition has the SOP Class UID 1.2.3",
        ),
        (
            UnknownSOPClassError("1.2.3", "CTImage"),
            "SOP Class UID 1.2.3 is not a SOP class of CTImage",
        ),
    ],
)
def test_unknown_sop_class_is_named(error: UnknownSOPClassError, text: str) -> None:
    assert str(error) == text


def test_invalid_object_has_its_findings(ct: CTImage) -> None:
    dataset: Dataset = ct.to_dataset()
    del dataset.Modality, dataset.Rows

    with pytest.raises(InvalidObjectError) as caught:
        iodize.read(dataset, strict=True)

    assert [each.code for each in caught.value.findings] == ["type1-missing"] * 2
    assert str(caught.value).startswith(
        "the data set is not a valid CTImage: Modality: "
    )
    assert str(caught.value).endswith(", and 1 more")


def test_long_value_is_shortened_in_a_message() -> None:
    assert shown("a") == "'a'"
    assert len(shown("a" * 500)) == SHOWN
    assert shown("a" * 500).endswith("…")
