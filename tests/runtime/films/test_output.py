"""Files of films."""

from __future__ import annotations

import base64
import re
import zlib
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
    assert content.count(b"/Subtype /Image") == 3


@pytest.mark.parametrize("colour", [False, True])
def test_document_has_the_pixels_of_the_film(tmp_path: Path, colour: bool) -> None:
    rendered = film(colour=colour)
    films.write_pdf([rendered], tmp_path / "film.pdf")

    content = (tmp_path / "film.pdf").read_bytes()
    image = content[content.index(b"/Subtype /Image") :]
    start = image.index(b"stream") + len(b"stream")
    samples = zlib.decompressobj().decompress(image[start:].lstrip(b"\r\n"))
    height, width = rendered.pixels.shape[:2]
    assert samples == rendered.pixels.tobytes()
    for text in (f"/Width {width}", f"/Height {height}"):
        assert text.encode() in content
    assert (b"/ColorSpace /DeviceRGB" if colour else b"/DeviceGray") in content


def test_picture_fills_its_page(tmp_path: Path) -> None:
    films.write_pdf([film("14INX17IN")], tmp_path / "film.pdf")

    content = (tmp_path / "film.pdf").read_bytes()
    streams = re.findall(
        rb"ASCII85Decode /FlateDecode.*?stream\s+(.*?)~>", content, re.S
    )
    (page,) = [zlib.decompress(base64.a85decode(each)) for each in streams]
    assert b"1008 0 0 1224 0 0 cm" in page  # 14 x 72, 17 x 72 points
    assert b" Do" in page


def test_documents_of_the_same_films_are_equal(tmp_path: Path) -> None:
    for name in ("one", "two"):
        films.write_pdf([film()], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_copies_share_the_picture_of_a_film(tmp_path: Path) -> None:
    path = tmp_path / "films.pdf"
    films.write_pdf([film("A4"), film("A3")], path, copies=3)

    content = path.read_bytes()
    widths = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+)", content)
    assert content.count(b"/Subtype /Image") == 2
    assert len(widths) == 6
    assert len(set(widths[::2])) == len(set(widths[1::2])) == 1  # collated


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
