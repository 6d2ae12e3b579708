"""Files of films."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iodize import films

from .boxes import film_box, flat, image_box


def film(size_id: str = "A4", colour: bool = False, **values: Any) -> films.Film:
    image = flat(120) if not colour else np.full((9, 9, 3), (9, 99, 199), np.uint8)
    box = film_box(FilmSizeID=size_id, BorderDensity="WHITE", **values)
    return films.compose(box, {1: image_box(image)}, resolution=40)


@pytest.mark.parametrize("colour", [False, True])
def test_png_has_the_pixels_and_the_resolution(tmp_path: Path, colour: bool) -> None:
    rendered = film(colour=colour)
    films.write_png(rendered, tmp_path / "film.png")

    with Image.open(tmp_path / "film.png") as image:
        assert np.array_equal(np.asarray(image), rendered.pixels)
        assert image.info["dpi"] == pytest.approx((40, 40), abs=0.02)


def test_pages_have_the_true_size_of_their_films(tmp_path: Path) -> None:
    sizes = [("A4", "PORTRAIT"), ("14INX17IN", "LANDSCAPE"), ("24CMX24CM", "PORTRAIT")]
    path = tmp_path / "films.pdf"
    films.write_pdf((film(size, FilmOrientation=way) for size, way in sizes), path)

    content = path.read_bytes()
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", content)
    pages = [tuple(float(number) / 72 * 25.4 for number in box) for box in boxes]
    assert content.startswith(b"%PDF-")
    assert pages == [pytest.approx(films.film_size(*each), abs=0.1) for each in sizes]
    # A picture fills its page.
    assert content.count(b"/Subtype /Image") == 3


def test_grey_films_are_grey_in_the_document(tmp_path: Path) -> None:
    films.write_pdf([film()], tmp_path / "grey.pdf")
    films.write_pdf([film(colour=True)], tmp_path / "colour.pdf")

    assert b"/ColorSpace /DeviceGray" in (tmp_path / "grey.pdf").read_bytes()
    assert b"/ColorSpace /DeviceRGB" in (tmp_path / "colour.pdf").read_bytes()


def test_documents_of_the_same_films_are_equal(tmp_path: Path) -> None:
    for name in ("one", "two"):
        films.write_pdf([film()], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_document_needs_a_film(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        films.write_pdf([], tmp_path / "none.pdf")
    assert [*tmp_path.iterdir()] == []


def test_file_stays_if_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "films.pdf"
    path.write_bytes(b"before")

    def failing() -> object:
        yield film()
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        films.write_pdf(failing(), path)  # type: ignore[arg-type]
    assert path.read_bytes() == b"before"
    with pytest.raises(FileNotFoundError):
        films.write_png(film(), tmp_path / "absent" / "film.png")
