"""Common values of images are valid for their attributes."""

from __future__ import annotations

from iodize import example
from iodize.example.imaging_values import ACQUISITIONS, GEOMETRY, IDENTITY, IMAGES
from iodize.tables import editions

EDITION = editions.bundled()
KEYWORDS = {keyword for _, _, keyword, *_ in EDITION.elements.values()}


def test_entries_are_for_attributes_of_the_dictionary() -> None:
    entries = {**IMAGES, **ACQUISITIONS, **GEOMETRY}

    assert {entry.rpartition(".")[2] for entry in entries} <= KEYWORDS


def test_bits_follow_from_color_and_sop_class() -> None:
    gray, color = example.build("CTImage"), example.build("EnhancedMRColorImage")

    assert (gray.BitsAllocated, gray.BitsStored) == (16, 12)
    assert (color.BitsAllocated, color.BitsStored) == (8, 8)


def test_ct_image_has_hounsfield_units() -> None:
    scan = example.build("CTImage")

    assert (scan.RescaleIntercept, scan.RescaleSlope) == (-1024, 1)
    assert (scan.WindowCenter, scan.WindowWidth) == (40, 400)


def test_identity_is_a_matrix_of_4_by_4() -> None:
    rows = [IDENTITY[index : index + 4] for index in range(0, 16, 4)]

    assert all(row[index] == 1 for index, row in enumerate(rows))
    assert sum(IDENTITY) == 4
