"""Presentation LUTs, and the grey of image values."""

from __future__ import annotations

import struct

import pytest
from pydicom.dataset import Dataset

from iodize.films.densities import FILM, Range
from iodize.films.errors import FilmValueError
from iodize.films.presentation_luts import NO_LUT, PresentationLUT, Shape, greys

from .boxes import dataset


def lut(descriptor: object, data: object) -> PresentationLUT:
    item = dataset(LUTDescriptor=descriptor, LUTData=data)
    return PresentationLUT.of(dataset(PresentationLUTSequence=[item]))


def shape(text: str) -> PresentationLUT:
    return PresentationLUT.of(dataset(PresentationLUTShape=text))


def rendered(
    table: PresentationLUT, bits: int = 8, inverted: bool = False
) -> list[int]:
    return [*greys(table, bits, inverted, FILM.range, FILM.light, FILM.range)]


@pytest.mark.parametrize("bits", [8, 12])
def test_without_lut_values_are_p_values(bits: int) -> None:
    largest = (1 << bits) - 1
    found = rendered(NO_LUT, bits)

    assert len(found) == largest + 1
    assert found == pytest.approx(
        [255 * v / largest for v in range(largest + 1)], abs=1
    )
    assert rendered(shape("IDENTITY"), bits) == found


def test_linear_density_is_darker_than_p_values() -> None:
    linear = rendered(shape("LIN OD"))
    densities = [*shape("LIN OD").densities(8, FILM.range, FILM.light)]

    assert (linear[0], linear[-1]) == (0, 255)
    assert all(a < b for a, b in zip(linear[1:-1], rendered(NO_LUT)[1:-1], strict=True))
    assert densities == pytest.approx([3.0 - 2.8 * v / 255 for v in range(256)])


def test_lut_maps_values_to_p_values() -> None:
    entries = [(255 - v) ** 2 for v in range(256)]
    found = rendered(lut([256, 0, 16], entries))

    assert found == pytest.approx([255 * each / 65535 for each in entries], abs=1)


@pytest.mark.parametrize("bits", [10, 12, 16])
def test_range_of_entries_is_that_of_their_bits(bits: int) -> None:
    largest = (1 << bits) - 1
    half = lut([256, 0, bits], [largest // 2] * 256)

    assert rendered(half)[0] == pytest.approx(127.5, abs=1)


def test_polarity_is_applied_before_the_lut() -> None:
    """PS3.4 H.2.1.2.3: the LUT transforms values with their polarity."""
    table = lut([256, 0, 12], [min(v * 32, 4095) for v in range(256)])

    assert rendered(table, inverted=True) == rendered(table)[::-1]
    assert rendered(table, inverted=True)[0] == 255
    assert rendered(table, inverted=True)[64] == 255


def test_entries_are_read_in_each_representation() -> None:
    entries = [v * 257 for v in range(256)]
    packed = struct.pack("<256H", *entries)
    signed = [*struct.unpack("<256h", packed)]

    tables = [lut([256, 0, 16], data) for data in (entries, packed, signed)]
    assert tables[0].entries == tuple(entries)
    assert tables[0] == tables[1] == tables[2]


def test_lut_with_other_number_of_entries_is_scaled() -> None:
    table = lut([256, 0, 16], [v * 257 for v in range(256)])

    assert table.fits(8)
    assert not table.fits(12)
    assert rendered(table, 12) == pytest.approx(rendered(NO_LUT, 12), abs=1)


def test_65536_entries_are_written_as_0() -> None:
    assert len(lut([0, 0, 16], b"\x00\x01" * 65536).entries) == 65536


def test_densities_are_those_of_the_image() -> None:
    found = greys(NO_LUT, 8, False, Range(1.0, 2.0), FILM.light, FILM.range)

    assert found[0] == FILM.range.grey(2.0, FILM.light) > 0
    assert found[255] == FILM.range.grey(1.0, FILM.light) < 255


@pytest.mark.parametrize(
    ("instance", "keyword"),
    [
        (dataset(), "PresentationLUTShape"),
        (dataset(PresentationLUTShape="INVERSE"), "PresentationLUTShape"),
        (dataset(PresentationLUTSequence=[dataset()]), "LUTDescriptor"),
    ],
)
def test_incomplete_lut_is_refused(instance: Dataset, keyword: str) -> None:
    with pytest.raises(FilmValueError, match=keyword):
        PresentationLUT.of(instance)


@pytest.mark.parametrize(
    ("descriptor", "data", "message"),
    [
        ([256, 1, 16], b"\0" * 512, "begin at 0"),
        ([256, 0, 4], b"\0" * 512, "bits"),
        ([256, 0], b"\0" * 512, "three integers"),
        ([256, 0, 16], b"\0" * 510, "255 entries"),
        ([256, 0, 16], None, "0 entries"),
    ],
)
def test_invalid_lut_is_refused(descriptor: object, data: object, message: str) -> None:
    with pytest.raises(FilmValueError, match=message):
        lut(descriptor, data)


def test_shapes_are_those_of_print() -> None:
    assert [each.value for each in Shape] == ["IDENTITY", "LIN OD"]
