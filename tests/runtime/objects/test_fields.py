"""Values are checked against the rows of their attribute."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import numpy as np
import pydicom.sr.coding
import pytest
from pydicom.dataset import Dataset

from iodize.iods import (
    BasicFilmBox,
    CTImage,
    EnhancedCTImage,
    EnhancedMRImage,
)
from iodize.macros import (
    Code,
    DocumentContent,
    HL7v2HierarchicDesignator,
    ImageSOPInstanceReference,
)
from iodize.modules import (
    ContrastBolus,
    EncapsulatedDocument,
    GeneralReference,
)
from iodize.objects.errors import (
    InvalidValueError,
)
from iodize.tables.editions import BUNDLED

from .conftest import CT


@pytest.mark.parametrize(
    ("keyword", "value", "reason"),
    [
        ("PatientSex", "Q", "must be one of M, F, O"),
        ("PatientBirthDate", "19700231", "is not a valid date"),
        ("PatientBirthDate", 19700131, "must be a date or a str YYYYMMDD"),
        ("Rows", -1, "must be between 0 and 65535"),
        ("Rows", "2", "must be an int"),
        ("Rows", [2], "must be an int"),
        ("PixelSpacing", 0.5, "must be a list"),
        ("PixelSpacing", [0.5], "has 1 value; must have VM 2"),
        ("PixelSpacing", "0.5\\0.5", "must be a list"),
        ("ImageType", "ORIGINAL", "must be a list"),
        ("ImageType", ["ORIGINAL"], "has 1 value; must have VM 2-n"),
        (
            "ImageType",
            ["SYNTHETIC", "PRIMARY"],
            "value 1 must be one of ORIGINAL, DERIVED",
        ),
        ("StudyInstanceUID", "1.02", "is not a valid UID"),
        ("Manufacturer", "A\\B", "backslash"),
        ("PatientID", "4" * 65, "64"),
        ("KVP", "high", "decimal"),
        ("KVP", float("nan"), "must be finite"),
        ("InstanceNumber", 2**31, "between"),
        ("PixelData", "pixels", "must be bytes"),
        (
            "ProcedureCodeSequence",
            [ContrastBolus()],
            "is not an item of class Code: its class is ContrastBolus",
        ),
        ("ProcedureCodeSequence", Code("1", "99X", "x"), "must be a list"),
        (
            "IssuerOfAccessionNumberSequence",
            [HL7v2HierarchicDesignator(), HL7v2HierarchicDesignator()],
            "has 2 items; must have 1",
        ),
    ],
)
def test_invalid_value_is_refused_with_its_reason(
    keyword: str, value: Any, reason: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        CTImage(**{**CT, keyword: value})

    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{keyword} (")
    assert "PS3.3 C." in str(caught.value)


@pytest.mark.parametrize(
    ("value_type", "form"), [("SCOORD", "CIRCLE"), ("SCOORD3D", "POLYGON")]
)
def test_content_item_accepts_graphic_types(value_type: Any, form: Any) -> None:
    """Its class has those of both kinds of coordinates."""
    item = DocumentContent(ValueType=value_type, GraphicType=form)

    assert item.GraphicType == form
    with pytest.raises(InvalidValueError, match="CIRCLE, ELLIPSE, POLYGON"):
        DocumentContent(ValueType=value_type, GraphicType=form + "S")


def test_numbers_and_arrays_of_numpy_are_accepted() -> None:
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


class TestItemClasses:
    """The class of an item counts, not the name of its class."""

    def test_a_class_of_another_library_with_the_same_name_is_refused(self) -> None:
        with pytest.raises(InvalidValueError) as caught:
            CTImage(
                **CT,
                ProcedureCodeSequence=[pydicom.sr.coding.Code("a", "99X", "x")],  # type: ignore[list-item]
            )

        assert (
            "is not an item of class iodize.generated.macros.code.Code:"
            " its class is pydicom.sr.coding.Code"
        ) in str(caught.value)

    def test_an_item_of_another_generated_package_is_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.startswith(BUNDLED)]:
            monkeypatch.setitem(sys.modules, name, sys.modules[name])
            monkeypatch.delitem(sys.modules, name)
        again = import_module(f"{BUNDLED}.macros").Code

        assert again is not Code
        with pytest.raises(InvalidValueError, match="not an item of class"):
            CTImage(**CT, ProcedureCodeSequence=[again("a", "99X", "x")])

    def test_a_class_derived_from_the_item_class_is_accepted(self) -> None:
        class Procedure(Code):
            """A class of a user's."""

        ct = CTImage(**CT, ProcedureCodeSequence=[Procedure("a", "99X", "x")])

        assert ct.to_dataset().ProcedureCodeSequence[0].CodeValue == "a"

    def test_an_item_of_the_same_sequence_in_another_table_is_accepted(self) -> None:
        item = EncapsulatedDocument.ReferencedImageItem(
            ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2",
            ReferencedSOPInstanceUID="1.2.3",
        )

        module = GeneralReference(ReferencedImageSequence=[item])  # type: ignore[list-item]

        assert not isinstance(item, GeneralReference.ReferencedImageItem)
        found: list[object] = list(module.ReferencedImageSequence or ())
        assert found == [item]

    def test_an_item_that_no_table_has_for_the_sequence_is_refused(self) -> None:
        class ReferencedImageItem(ImageSOPInstanceReference):
            """A class of a user's, named like the one of the table."""

        items = [ReferencedImageItem.from_dataset(Dataset())]

        with pytest.raises(InvalidValueError, match="not an item of class"):
            GeneralReference(ReferencedImageSequence=items)  # type: ignore[arg-type]

    def test_functional_groups_of_another_iod_are_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="EnhancedCTImage"):
            EnhancedMRImage.from_dataset(Dataset()).SharedFunctionalGroupsSequence = [
                EnhancedCTImage.FunctionalGroups()  # type: ignore[list-item]
            ]

    def test_functional_groups_of_the_iod_serve_a_class_derived_from_it(self) -> None:
        class Mine(EnhancedMRImage):
            """A class of a user's."""

        image = Mine.from_dataset(Dataset())
        groups = [EnhancedMRImage.FunctionalGroups()]
        image.SharedFunctionalGroupsSequence = groups

        assert image.SharedFunctionalGroupsSequence == groups


def test_enumerated_values_with_placeholders_accept_any_number() -> None:
    """Table C.13-3 enumerates them with letters in place of numbers."""
    film = BasicFilmBox(ImageDisplayFormat="STANDARD\\2,3")

    assert film.ImageDisplayFormat == "STANDARD\\2,3"
