"""Views find attributes in frames and nested items without viewing all of them."""

from __future__ import annotations

from io import BytesIO
from struct import pack

import pytest
from pydicom import Dataset
from pydicom.dataelem import DataElement
from pydicom.tag import Tag

from iodize.conditions.places import all_items
from iodize.encoding.reader import read_data_set
from iodize.encoding.readings import RawElement
from iodize.tables import editions
from iodize.validation.views import ItemView, Names

from .structure.objects import enhanced_ct, item


def view(dataset: Dataset, little: bool = True) -> ItemView:
    """Return the view of a data set read from a file."""
    file = BytesIO()
    Dataset(dataset).save_as(file, implicit_vr=False, little_endian=little)
    elements = read_data_set(BytesIO(file.getvalue()), False, little).elements
    return ItemView(elements, None, "", None, None, Names(editions.bundled()))


def places(views: object) -> list[list[tuple[str, int | None]]]:
    """Return the steps from the data set to each item."""
    every = []
    for one in views:  # type: ignore[attr-defined]
        steps = []
        while one is not None:
            steps.append((one.sequence, one.number))
            one = one.parent
        every.append(steps[::-1])
    return every


def test_frames_with_equal_values_are_one_kind() -> None:
    dataset = enhanced_ct(5)
    frames = dataset.PerFrameFunctionalGroupsSequence
    for frame in frames:
        frame.CTImageFrameTypeSequence = [item(FrameType=["ORIGINAL", "PRIMARY"])]
    frames[3].CTImageFrameTypeSequence[0].FrameType = ["DERIVED", "PRIMARY"]
    ct = view(dataset)

    def numbers(*keywords: str) -> list[int | None]:
        return [frame.number for frame in ct.frame_kinds(frozenset(keywords))]

    assert numbers("KVP") == [1]
    assert numbers("FrameType") == [1, 4]
    assert numbers("FrameType", "KVP") == [1, 4]
    assert numbers("DimensionIndexValues") == [1, 2, 3, 4, 5]


def test_items_everywhere_equal_those_of_exhaustive_search() -> None:
    code = item(CodeValue="1", CodingSchemeDesignator="DCM", CodeMeaning="a")
    inner = item(ConceptNameCodeSequence=[code], ConceptCodeSequence=[code, code])
    dataset = item(
        PatientID="1",
        ContentSequence=[inner, item(ContentSequence=[inner, item(ValueType="CODE")])],
    )
    top = view(dataset)
    for keyword in ("CodeValue", "ValueType", "PatientID", "ContentSequence", "KVP"):
        assert places(top.everywhere(keyword)) == places(all_items(top, keyword))
    assert len(places(top.everywhere("CodeValue"))) == 6


def test_bytes_of_zero_are_a_value() -> None:
    black = view(
        item(SpectroscopyData=bytes(4), ICCProfile=bytes(2), EncapsulatedDocument=b"")
    )

    values = {
        keyword: found.values
        for keyword in ("SpectroscopyData", "ICCProfile", "EncapsulatedDocument")
        if (found := black.get(keyword)) is not None
    }
    assert values == {
        "SpectroscopyData": ("",),
        "ICCProfile": ("",),
        "EncapsulatedDocument": (),
    }


@pytest.mark.parametrize("little", [True, False])
def test_floats_of_bulk_data_are_decoded(little: bool) -> None:
    order = "<" if little else ">"
    points = view(
        item(
            PointCoordinatesData=pack(f"{order}3f", 1, 2, 0.5),
            DoublePointCoordinatesData=pack(f"{order}3d", 1, 2, 0.1),
            EncapsulatedDocument=bytes(4),
        ),
        little,
    )

    def floats(keyword: str) -> list[float] | None:
        found = points.get(keyword)
        assert found is not None
        return None if found.floats is None else list(found.floats)

    assert floats("PointCoordinatesData") == [1, 2, 0.5]
    assert floats("DoublePointCoordinatesData") == [1, 2, 0.1]
    assert floats("EncapsulatedDocument") is None


@pytest.mark.parametrize("little", [True, False])
def test_value_of_unknown_representation_has_that_of_the_dictionary(
    little: bool,
) -> None:
    elements: dict[int, RawElement | DataElement] = {
        tag: RawElement(tag, "UN", len(value), value, 0, False, little)
        for tag, value in (
            (Tag(0x00280002), b"\3\0"),
            (Tag(0x00280009), b"\x54\0\x10\0"),
            (Tag(0x00280004), b"RGB "),
        )
    }
    top = ItemView(elements, None, "", None, None, Names(editions.bundled()))
    values = [
        found.values
        for keyword in (
            "SamplesPerPixel",
            "FrameIncrementPointer",
            "PhotometricInterpretation",
        )
        if (found := top.get(keyword)) is not None
    ]
    assert values == [(3,), ("00540010",), ("RGB",)]
