"""Objects are constructed from keywords, and checked at once."""

from __future__ import annotations

from copy import copy
from datetime import date

import pytest
from pydicom.uid import UID

from iodize.iods import (
    CTImage,
)
from iodize.macros import (
    Code,
    DocumentRelationshipContentItem,
    SegmentDescription,
)
from iodize.modules import (
    ContrastBolus,
    Patient,
)
from iodize.objects.errors import (
    InvalidValueError,
    MissingValueError,
    UnknownAttributeError,
)

from .conftest import CT


def test_object_is_an_instance_of_its_mandatory_modules(ct: CTImage) -> None:
    assert isinstance(ct, Patient)
    assert not isinstance(ct, ContrastBolus)


def test_values_have_python_types(ct: CTImage) -> None:
    assert ct.PatientName is not None
    assert ct.PatientName.family_name == "Doe"
    assert ct.PatientBirthDate == date(1970, 1, 31)
    assert ct.PixelSpacing == [0.5, 0.5]
    assert ct.RescaleIntercept == -1024
    assert isinstance(ct.StudyInstanceUID, UID)
    assert ct.AccessionNumber is None


def test_error_names_all_missing_attributes_of_type_1() -> None:
    with pytest.raises(MissingValueError) as caught:
        CTImage(**{k: v for k, v in CT.items() if k not in ("Modality", "Rows")})

    assert set(caught.value.keywords) == {"Modality", "Rows"}
    assert "Modality (0008,0060) of General Series, PS3.3 C.7.3.1" in str(caught.value)


def test_invalid_value_is_refused_when_it_is_set(ct: CTImage) -> None:
    with pytest.raises(InvalidValueError, match="must be one of M, F, O"):
        ct.PatientSex = "Q"  # type: ignore[assignment]
    with pytest.raises(InvalidValueError, match="type 1"):
        ct.Modality = ""

    assert ct.PatientSex is None


def test_misspelt_keyword_is_refused_with_a_suggestion(ct: CTImage) -> None:
    with pytest.raises(UnknownAttributeError, match="did you mean 'PatientName'"):
        CTImage(**{**CT, "PatinetName": "x"})
    with pytest.raises(AttributeError, match="did you mean 'PatientName'"):
        ct.PatinetName = "x"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="did you mean 'PatientName'"):
        print(ct.PatinetName)  # type: ignore[attr-defined]


def test_error_names_the_optional_module_of_an_attribute(ct: CTImage) -> None:
    with pytest.raises(AttributeError, match="belongs to contrast_bolus"):
        ct.ContrastBolusAgent = "x"  # type: ignore[attr-defined]


def test_code_accepts_positional_arguments() -> None:
    code = Code("T-D1100", "SRT", "Head")

    assert (code.CodeValue, code.CodingSchemeDesignator) == ("T-D1100", "SRT")
    with pytest.raises(TypeError, match="takes at most 3 positional arguments, got 4"):
        Code("a", "b", "c", "d")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="multiple values for CodeValue"):
        Code("a", "b", "c", CodeValue="d")  # type: ignore[call-overload]


def test_item_derived_from_a_code_accepts_positional_arguments() -> None:
    tissue = SegmentDescription.SegmentedPropertyTypeCodeItem(
        "85756007", "SCT", "Tissue"
    )

    assert tissue.CodeMeaning == "Tissue"


def test_content_item_has_the_attributes_of_included_macros() -> None:
    """Document Relationship includes Document Content, which includes the others."""
    item = DocumentRelationshipContentItem(
        RelationshipType="CONTAINS",
        ValueType="CODE",
        ConceptCodeSequence=[Code("17621005", "SCT", "Normal")],
    )

    assert item.ConceptCodeSequence is not None
    assert item.MeasuredValueSequence is None


def test_copy_is_independent(ct: CTImage) -> None:
    other = copy(ct)
    other.PatientID = "43"

    assert (ct.PatientID, other.PatientID) == ("42", "43")


def test_object_is_equal_after_json(ct: CTImage) -> None:
    assert CTImage.from_json(ct.to_json()) == ct
