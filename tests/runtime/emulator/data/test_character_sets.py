"""Data sets declare a character set that can encode all of their text."""

from __future__ import annotations

import pytest
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from iodize.emulator.data.character_sets import decode, ensure_character_set


def named(name: str, character_set: str | list[str] | None) -> Dataset:
    made = Dataset()
    if character_set is not None:
        made.SpecificCharacterSet = character_set
    made.PatientName = name
    return made


@pytest.mark.parametrize(
    ("name", "declared", "expected"),
    [
        ("Roe^Jane", None, None),
        ("Müller^Käthe", None, "ISO_IR 192"),
        ("Müller^Käthe", "ISO_IR 100", "ISO_IR 100"),
        ("山田^太郎", "ISO_IR 100", "ISO_IR 192"),
    ],
)
def test_character_set_is_replaced_only_if_it_cannot_encode_the_text(
    name: str, declared: str | None, expected: str | None
) -> None:
    dataset = named(name, declared)

    ensure_character_set(dataset)

    assert dataset.get("SpecificCharacterSet") == expected


def test_text_in_items_counts() -> None:
    dataset = Dataset()
    dataset.RequestAttributesSequence = [named("山田^太郎", None)]

    ensure_character_set(dataset)

    assert dataset.SpecificCharacterSet == "ISO_IR 192"


def test_one_of_several_encodings_suffices() -> None:
    dataset = named("山田^太郎", ["", "ISO 2022 IR 87"])

    ensure_character_set(dataset)

    assert dataset.SpecificCharacterSet == ["", "ISO 2022 IR 87"]


def test_invalid_values_are_left_out_of_the_text() -> None:
    dataset = named("Roe^Jane", None)
    tag = BaseTag(0x00280010)
    dataset[tag] = RawDataElement(tag, "US", 3, b"abc", 0, False, True)

    assert decode(dataset) == ["Roe^Jane"]
