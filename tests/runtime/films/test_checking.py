"""Checks of film boxes and image boxes without rendering them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydicom.dataset import Dataset

from iodize import films
from iodize.films import Note, Reason

from .boxes import film_box, flat, image_box, with_lut


def check(film: Dataset, box: Dataset, position: int = 1) -> list[Note]:
    return films.check_image_box(film, position, box)


def test_image_that_fits_has_no_notes() -> None:
    assert check(film_box(), image_box(flat(1))) == []
    assert check(film_box(), Dataset()) == []


def test_notes_are_those_of_the_film() -> None:
    film = film_box("STANDARD\\4,4", MaxDensity=400)
    box = image_box(flat(1, 2000), MagnificationType="MAGIC", MinDensity=0)

    notes = check(film, box, 7)

    assert notes == films.compose(film, {7: box}, resolution=20).notes
    assert notes == [
        Note(Reason.VALUE_NOT_SUPPORTED, 7, "MagnificationType"),
        Note(Reason.DEMAGNIFIED, 7),
        Note(Reason.DENSITY_OUT_OF_RANGE, 7, "MinDensity"),
        Note(Reason.DENSITY_OUT_OF_RANGE, 7, "MaxDensity"),
    ]


def test_film_box_is_checked_without_its_images() -> None:
    film = film_box(MagnificationType="MAGIC", SmoothingType="MAGIC", MaxDensity=400)

    assert films.check_film_box(film_box()) == []
    assert films.check_film_box(film) == [
        Note(Reason.VALUE_NOT_SUPPORTED, None, "MagnificationType"),
        Note(Reason.VALUE_NOT_SUPPORTED, None, "SmoothingType"),
        Note(Reason.DENSITY_OUT_OF_RANGE, None, "MaxDensity"),
    ]


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("ImageDisplayFormat", "STANDARD\\1,900"),
        ("FilmOrientation", "UPSIDE"),
        ("BorderDensity", "GREY"),
        ("EmptyImageDensity", "GREY"),
        ("Trim", "MAYBE"),
        ("Illumination", 0),
        ("MinDensity", 300),
        ("RequestedResolutionID", "LOW"),
        ("ReferencedPresentationLUTSequence", [Dataset()]),
    ],
)
def test_film_box_that_cannot_be_rendered_is_refused(
    keyword: str, value: object
) -> None:
    film = film_box()
    setattr(film, keyword, value)
    with pytest.raises(films.FilmError) as caught:
        films.check_film_box(film)
    assert caught.value.keyword == keyword


def test_high_resolution_has_room_for_more_pixels() -> None:
    box = image_box(flat(1, 5000))
    assert check(film_box(), box) == [Note(Reason.DEMAGNIFIED, 1)]
    assert check(film_box(RequestedResolutionID="HIGH"), box) == []


def test_density_of_the_image_box_overrides_the_film_box() -> None:
    film = film_box(MaxDensity=400)
    assert check(film, image_box(flat(1), MaxDensity=250)) == []


@pytest.mark.parametrize(
    ("film", "box", "keyword"),
    [
        (film_box(MinDensity=300), image_box(flat(1), MaxDensity=100), "MinDensity"),
        (film_box(Illumination=0), image_box(flat(1)), "Illumination"),
        (
            film_box(**with_lut()[0]),
            image_box(flat(1)),
            "ReferencedPresentationLUTSequence",
        ),
    ],
)
def test_invalid_values_are_refused(film: Dataset, box: Dataset, keyword: str) -> None:
    with pytest.raises(films.FilmValueError) as caught:
        check(film, box)
    assert caught.value.keyword == keyword


def test_position_must_exist() -> None:
    with pytest.raises(films.FilmValueError, match=r"STANDARD\\2,3 has 6 boxes"):
        check(film_box("STANDARD\\2,3"), image_box(flat(1)), 7)


def test_lut_with_other_number_of_entries_has_a_note() -> None:
    reference, luts = with_lut(
        PresentationLUTSequence=[Dataset()], PresentationLUTShape=None
    )
    item = next(iter(luts.values())).PresentationLUTSequence[0]
    item.LUTDescriptor, item.LUTData = [256, 0, 12], b"\0" * 512
    box = image_box(flat(1, bits=12), **reference)

    found = films.check_image_box(film_box(), 1, box, luts)
    assert found == [Note(Reason.VALUE_NOT_SUPPORTED, 1, "LUTDescriptor")]
    assert films.check_image_box(film_box(), 1, image_box(flat(1)), luts) == []


def test_checks_do_not_need_packages_of_the_extra() -> None:
    program = """
import sys
for package in ("numpy", "PIL", "reportlab"):
    sys.modules[package] = None  # as if it were not installed
from pydicom.dataset import Dataset
from iodize import films
film, item, box = Dataset(), Dataset(), Dataset()
film.ImageDisplayFormat = "STANDARD\\\\1,1"
item.SamplesPerPixel, item.PhotometricInterpretation = 1, "MONOCHROME2"
item.Rows = item.Columns = 9000
item.BitsAllocated = item.BitsStored = 8
item.HighBit, item.PixelData = 7, bytes(9000 * 9000)
box.BasicGrayscaleImageSequence = [item]
print([note.reason.name for note in films.check_image_box(film, 1, box)])
"""
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert run.stdout == "['DEMAGNIFIED']\n"


def test_annotations_take_room() -> None:
    box = image_box(flat(1, 4080, 4990))
    assert films.check_image_box(film_box(), 1, box) == []
    assert films.check_image_box(film_box(), 1, box, annotations=[1]) == [
        Note(Reason.DEMAGNIFIED, 1)
    ]
