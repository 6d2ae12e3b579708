"""Icon images."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize import example

from ..objects import item

Codes = Callable[[Dataset], list[tuple[str, str]]]

ICON = {
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "Rows": 2,
    "Columns": 2,
    "BitsAllocated": 8,
    "BitsStored": 8,
    "HighBit": 7,
    "PixelRepresentation": 0,
}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, ""),
        ({"PhotometricInterpretation": "MONOCHROME1"}, ""),
        ({"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0}, ""),
        ({"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB"}, "Photometric"),
        ({"BitsAllocated": 16, "BitsStored": 8}, "BitsAllocated"),
        ({"BitsStored": 7, "HighBit": 6}, "BitsStored"),
        ({"BitsStored": 1, "HighBit": 0}, "BitsStored"),
        ({"PixelRepresentation": 1}, "PixelRepresentation"),
        (
            {
                "PhotometricInterpretation": "PALETTE COLOR",
                "BitsAllocated": 1,
                "BitsStored": 1,
                "HighBit": 0,
            },
            "BitsAllocated",
        ),
    ],
)
def test_icon_is_a_small_image_of_gray_or_palette_color(
    structure: Codes, values: dict[str, object], wrong: str
) -> None:
    image = example.build("CTImage")
    image.IconImageSequence = [item(**{**ICON, **values})]

    found = [path for code, path in structure(image) if code == "icon-image"]
    assert len(found) == bool(wrong)
    assert wrong in "".join(found)
