"""Objects are built from keywords; what is wrong with them is told at once."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

import numpy as np
import pytest
from pydicom.uid import UID

from iodize.iods import BasicFilmBox, BasicImageBox, CTImage, EnhancedMRImage
from iodize.macros import Code, DocumentRelationshipContentItem, SegmentDescription
from iodize.modules import ContrastBolus, OverlayPlane, Patient
from iodize.objects.errors import (
    InvalidValueError,
    MissingValueError,
    UnknownAttributeError,
)

from .conftest import CT


def test_an_object_is_what_its_mandatory_modules_are(ct: CTImage) -> None:
    assert isinstance(ct, Patient)
    assert not isinstance(ct, ContrastBolus)


def test_values_are_natural_python(ct: CTImage) -> None:
    assert ct.PatientName is not None
    assert ct.PatientName.family_name == "Doe"
    assert ct.PatientBirthDate == date(1970, 1, 31)
    assert ct.PixelSpacing == [0.5, 0.5]
    assert ct.RescaleIntercept == -1024
    assert isinstance(ct.StudyInstanceUID, UID)
    assert ct.AccessionNumber is None


def test_type_1_is_required_and_all_that_lack_are_named() -> None:
    with pytest.raises(MissingValueError) as caught:
        CTImage(**{k: v for k, v in CT.items() if k not in ("Modality", "Rows")})

    assert set(caught.value.keywords) == {"Modality", "Rows"}
    assert "Modality (0008,0060) of General Series, PS3.3 C.7.3.1" in str(caught.value)


def test_type_2_is_encoded_without_a_value_and_type_3_is_left_out(ct: CTImage) -> None:
    dataset = ct.to_dataset()

    assert "AccessionNumber" in dataset
    assert dataset["AccessionNumber"].is_empty
    assert "StudyDescription" not in dataset


def test_2c_is_added_without_a_value_where_its_condition_holds() -> None:
    dataset = CTImage(**CT).to_dataset()

    # Table C.7-9: required where the image has no orientation to the patient.
    assert "PatientOrientation" not in dataset
    assert dataset["PositionReferenceIndicator"].is_empty


def test_the_sop_class_and_an_instance_uid_are_given(ct: CTImage) -> None:
    assert ct.SOPClassUID == "1.2.840.10008.5.1.4.1.1.2"
    assert UID(ct.SOPInstanceUID).is_valid
    assert ct.SOPInstanceUID != CTImage(**CT).SOPInstanceUID


def test_a_normalized_iod_has_the_sop_class_of_its_name() -> None:
    assert BasicFilmBox().SOPClassUID == "1.2.840.10008.5.1.1.2"
    with pytest.raises(MissingValueError, match="SOPClassUID"):
        BasicImageBox()  # type: ignore[call-arg]  # of grayscale, or of colour


def test_what_can_be_nothing_else_need_not_be_given(ct: CTImage) -> None:
    assert (ct.SamplesPerPixel, ct.BitsAllocated) == (1, 16)


@pytest.mark.parametrize(
    ("keyword", "value", "reason"),
    [
        ("PatientSex", "Q", "one of M, F, O"),
        ("PatientBirthDate", "19700231", "is no day of the calendar"),
        ("PatientBirthDate", 19700131, "is no date"),
        ("Rows", -1, "is not between 0 and 65535"),
        ("Rows", "2", "is no int"),
        ("Rows", [2], "is no int"),
        ("PixelSpacing", 0.5, "is no list"),
        ("PixelSpacing", [0.5], "has 1 value; VM 2"),
        ("PixelSpacing", "0.5\\0.5", "is no list"),
        ("ImageType", "ORIGINAL", "is no list"),
        ("ImageType", ["ORIGINAL"], "has 1 value; VM 2-n"),
        ("ImageType", ["SYNTHETIC", "PRIMARY"], "value 1 one of ORIGINAL, DERIVED"),
        ("StudyInstanceUID", "1.02", "is no UID"),
        ("Manufacturer", "A\\B", "backslash"),
        ("PatientID", "4" * 65, "64"),
        ("KVP", "high", "decimal"),
        ("KVP", float("nan"), "not finite"),
        ("InstanceNumber", 2**31, "between"),
        ("PixelData", "pixels", "is no bytes"),
        ("ProcedureCodeSequence", [ContrastBolus()], "is no Code"),
        ("ProcedureCodeSequence", Code("1", "99X", "x"), "is no list"),
    ],
)
def test_a_wrong_value_fails_at_once(keyword: str, value: Any, reason: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        CTImage(**{**CT, keyword: value})

    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{keyword} (")
    assert "PS3.3 C." in str(caught.value)


def test_numbers_and_arrays_of_numpy_are_taken() -> None:
    values = {
        "PixelSpacing": np.array([0.5, 0.25], np.float32),
        "RescaleSlope": np.float32(2),
        "Rows": np.uint16(2),
        "InstanceNumber": np.int64(7),
        "RescaleIntercept": np.int16(-1000),
    }

    ct = CTImage(**{**CT, **values})

    assert (ct.PixelSpacing, ct.RescaleSlope, ct.Rows) == ([0.5, 0.25], 2, 2)
    dataset = ct.to_dataset()
    assert (dataset.InstanceNumber, str(dataset.RescaleIntercept)) == (7, "-1000")


def test_a_wrong_value_fails_when_it_is_set(ct: CTImage) -> None:
    with pytest.raises(InvalidValueError, match="one of M, F, O"):
        ct.PatientSex = "Q"  # type: ignore[assignment]
    with pytest.raises(InvalidValueError, match="type 1"):
        ct.Modality = ""

    assert ct.PatientSex is None


def test_a_misspelt_keyword_is_no_attribute(ct: CTImage) -> None:
    with pytest.raises(UnknownAttributeError, match="did you mean 'PatientName'"):
        CTImage(**{**CT, "PatinetName": "x"})
    with pytest.raises(AttributeError, match="did you mean 'PatientName'"):
        ct.PatinetName = "x"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="did you mean 'PatientName'"):
        print(ct.PatinetName)  # type: ignore[attr-defined]


def test_an_attribute_of_an_optional_module_tells_its_home(ct: CTImage) -> None:
    with pytest.raises(AttributeError, match="belongs to contrast_bolus"):
        ct.ContrastBolusAgent = "x"  # type: ignore[attr-defined]


class TestMembers:
    def test_an_optional_module_is_none_until_it_is_set(self, ct: CTImage) -> None:
        assert ct.contrast_bolus is None

        ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")

        assert ct.contrast_bolus is not None
        assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"
        assert ct.to_dataset().ContrastBolusAgent == "Iodine"

    def test_object_and_module_share_their_values(self, ct: CTImage) -> None:
        bolus = ContrastBolus(ContrastBolusAgent="Iodine")
        ct.contrast_bolus = bolus

        bolus.ContrastBolusVolume = 3.5

        assert ct.to_dataset().ContrastBolusVolume == 3.5
        assert set(bolus.to_dataset().dir()) == {
            "ContrastBolusAgent",
            "ContrastBolusVolume",
        }

    def test_none_takes_a_module_out(self, ct: CTImage) -> None:
        ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")

        ct.contrast_bolus = None

        assert "ContrastBolusAgent" not in ct.to_dataset()

    def test_it_is_given_with_the_keywords(self) -> None:
        ct = CTImage(**CT, contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"))

        assert ct.contrast_bolus is not None

    def test_another_module_is_refused(self, ct: CTImage) -> None:
        with pytest.raises(TypeError, match="contrast_bolus is ContrastBolus"):
            ct.contrast_bolus = Patient()  # type: ignore[assignment]

    def test_overlays_are_a_list_with_a_group_each(self, ct: CTImage) -> None:
        def plane(columns: int) -> OverlayPlane:
            return OverlayPlane(
                OverlayRows=8,
                OverlayColumns=columns,
                OverlayType="G",
                OverlayOrigin=[1, 1],
                OverlayBitsAllocated=1,
                OverlayBitPosition=0,
                OverlayData=bytes(columns),
            )

        ct.overlay_plane = [plane(8), plane(16)]
        dataset = ct.to_dataset()

        assert (dataset[0x60000011].value, dataset[0x60020011].value) == (8, 16)
        read = CTImage.from_dataset(dataset).overlay_plane
        assert read is not None
        assert [one.OverlayColumns for one in read] == [8, 16]


def test_a_code_is_written_as_people_say_it() -> None:
    code = Code("T-D1100", "SRT", "Head")

    assert (code.CodeValue, code.CodingSchemeDesignator) == ("T-D1100", "SRT")
    with pytest.raises(TypeError, match="takes 3 values"):
        Code("a", "b", "c", "d")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="CodeValue twice"):
        Code("a", "b", "c", CodeValue="d")  # type: ignore[call-overload]


def test_an_item_of_codes_is_made_like_a_code() -> None:
    tissue = SegmentDescription.SegmentedPropertyTypeCodeItem(
        "85756007", "SCT", "Tissue"
    )

    assert tissue.CodeMeaning == "Tissue"


def test_a_content_item_has_what_its_macros_include() -> None:
    """Document Relationship includes Document Content, which includes the others."""
    item = DocumentRelationshipContentItem(
        RelationshipType="CONTAINS",
        ValueType="CODE",
        ConceptCodeSequence=[Code("17621005", "SCT", "Normal")],
    )

    assert item.ConceptCodeSequence is not None
    assert item.MeasuredValueSequence is None


def test_a_film_has_rows_and_columns_of_any_number() -> None:
    """Table C.13-3 enumerates them with letters in place of numbers."""
    film = BasicFilmBox(ImageDisplayFormat="STANDARD\\2,3")

    assert film.ImageDisplayFormat == "STANDARD\\2,3"


def test_functional_groups_of_an_iod_have_the_macros_it_lists() -> None:
    groups = EnhancedMRImage.FunctionalGroups()

    assert groups.FrameContentSequence is None
    with pytest.raises(AttributeError):
        groups.CTExposureSequence = []  # type: ignore[attr-defined]


def test_text_beyond_ascii_is_written_as_utf_8(ct: CTImage) -> None:
    assert "SpecificCharacterSet" not in ct.to_dataset()

    ct.PatientName = "Müller^Jörg"

    assert ct.to_dataset().SpecificCharacterSet == "ISO_IR 192"


def test_what_is_built_is_valid(ct: CTImage) -> None:
    report = ct.validate()

    assert [f for file in report.files for f in file.findings] == []


def test_none_leaves_out_what_is_made_unasked() -> None:
    assert "InstanceCreationDate" in CTImage(**CT).to_dataset()
    assert (
        "InstanceCreationDate"
        not in CTImage(**CT, InstanceCreationDate=None).to_dataset()
    )


def test_an_empty_string_keeps_2c_without_a_value(ct: CTImage) -> None:
    assert "PatientOrientation" not in ct.to_dataset()

    ct.StudyDescription = ""

    kept = CTImage(**{**CT, "Laterality": ""}, PatientOrientation=[]).to_dataset()
    assert kept["Laterality"].is_empty
    assert kept["PatientOrientation"].is_empty
    assert "StudyDescription" not in ct.to_dataset()


def test_a_copy_is_independent(ct: CTImage) -> None:
    other = copy(ct)
    other.PatientID = "43"

    assert (ct.PatientID, other.PatientID) == ("42", "43")
