"""Any data set can be read, accessed completely, and written unchanged."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydicom.datadict import dictionary_has_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

import iodize
from iodize import example
from iodize.objects.errors import InvalidValueError
from iodize.objects.typed import Typed
from iodize.testing import datasets

SOP_CLASS_UID = 0x00080016
KEYWORD = "Modality"

TEXT = st.text("AZ^=09.-+ \\é", max_size=20)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("CS", "LO", "SH", "UC"), TEXT | st.lists(TEXT, max_size=3)),
    **dict.fromkeys(("DA", "TM", "DT", "UI", "PN", "AS", "UT"), TEXT),
    **dict.fromkeys(("OB", "OW", "UN"), st.binary(max_size=8)),
    "DS": st.lists(st.floats(-99, 99).map(lambda x: f"{x:.4g}"), max_size=3),
    "IS": st.lists(st.integers(-99, 99).map(str), max_size=3),
    "US": st.integers(0, 65535) | st.lists(st.integers(0, 65535), max_size=3),
    "SS": st.integers(-9, 9) | st.lists(st.integers(-9, 9), max_size=3),
    "FD": st.floats(-9, 9) | st.lists(st.floats(-9, 9), max_size=3),
    "AT": st.lists(st.integers(0, 2**32 - 1), max_size=2),
}
"""Possible values of an element of a VR, well-formed or not."""

PRIVATE = st.sampled_from([0x00091001, 0x00290010, 0x00291010, 0x60011010])
UNKNOWN = st.sampled_from([0x00080003, 0x00189999, 0x60E03000])
"""Tags that are in no dictionary, and one of a group that does not repeat so often."""

TAGS = st.sampled_from([0x00080060, 0x00100010, 0x0040A730, 0x00081140, 0x00280030])
"""Tags that are in the data dictionary at any place."""


@st.composite
def elements(draw: st.DrawFn, tag: int, depth: int = 0) -> DataElement:
    vr = draw(st.sampled_from(["SQ", *VALUES] if depth < 2 else [*VALUES]))
    if vr == "UN" and dictionary_has_tag(tag):
        vr = "OB"  # pydicom would interpret the bytes by the VR of the dictionary
    if vr == "SQ":
        items = []
        for _ in range(draw(st.integers(0, 2))):
            item = Dataset()
            for inner in draw(st.lists(PRIVATE | UNKNOWN | TAGS, max_size=3)):
                item[inner] = draw(elements(inner, depth + 1))
            items.append(item)
        return DataElement(tag, "SQ", Sequence(items))
    value = draw(st.none() | VALUES[vr])
    return DataElement(tag, vr, value, validation_mode=0)


@st.composite
def damaged(draw: st.DrawFn) -> Dataset:
    """Draw a conformant data set, and put something else in some places."""
    dataset = draw(datasets())
    places = [*_places(dataset)]
    for item, tag in draw(st.lists(st.sampled_from(places), max_size=6)):
        item[tag] = draw(elements(tag))
    for tag in draw(st.lists(PRIVATE | UNKNOWN, max_size=3)):
        item, _ = draw(st.sampled_from(places))
        item[tag] = draw(elements(tag))
    return dataset


def _places(dataset: Dataset) -> list[tuple[Dataset, int]]:
    """Return every element with what holds it; the SOP class is left alone."""
    found: list[tuple[Dataset, int]] = []
    for element in dataset:
        if element.tag != SOP_CLASS_UID:
            found.append((dataset, int(element.tag)))
        for item in element.value if element.VR == "SQ" else ():
            found += _places(item)
    return found


def ask_whatever(typed: Typed) -> None:
    """Read every attribute and module; a value may be invalid, and nothing else."""
    for name in typed._layout_of().names:
        try:
            value = getattr(typed, name)
        except InvalidValueError:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Typed):
                ask_whatever(each)


@settings(
    max_examples=60,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(damaged())
def test_odd_input_is_kept(dataset: Dataset) -> None:
    before = copy.deepcopy(dataset)
    typed = iodize.read(dataset)

    ask_whatever(typed)

    assert typed.to_dataset() == before
    assert copy.deepcopy(typed) == typed
    assert len(repr(typed)) < 1500


def test_an_element_with_a_damaged_representation_and_no_value() -> None:
    tag = Tag(0x00080060)
    dataset = example.build("CTImage")
    dataset[tag] = RawDataElement(tag, "R\0", 0, None, 0, False, True)
    image = iodize.read(dataset)

    assert f"{KEYWORD}=" in repr(image)
    with pytest.raises(InvalidValueError, match="cannot be decoded"):
        getattr(image, KEYWORD)
