"""Secondary captures and encapsulated documents of many files, and refused ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iodize import build
from iodize.iods import EncapsulatedSTL

from .checks import conforms
from .sources import EQUIPMENT, colored, series

PDF = b"%PDF-1.4\n%%EOF\n"
STL = bytes(80) + (2).to_bytes(4, "little") + bytes(100)
GRAY = np.arange(30, dtype=np.uint8).reshape(5, 6)
COLOR = np.arange(90, dtype=np.uint8).reshape(5, 6, 3)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    "array",
    [
        GRAY,
        GRAY.astype("u2"),
        GRAY.astype(">u2"),
        GRAY.astype("i2") - 10,
        GRAY[:, :3],
        GRAY[:, :4],
        GRAY[:1, :1],
        GRAY.T,
        COLOR,
        COLOR[:, ::-1],
        np.asfortranarray(COLOR),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_arrays_are_stored(array: Any, tmp_path: Path) -> None:
    dataset = conforms(build.secondary_capture(array, series(1)[0]), tmp_path)
    assert (dataset.pixel_array == array).all()


def test_opaque_alpha_is_left_out(tmp_path: Path) -> None:
    opaque = np.dstack([COLOR, np.full((5, 6), 255, np.uint8)])
    dataset = conforms(build.secondary_capture(opaque), tmp_path)
    assert (dataset.pixel_array == COLOR).all()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_png_of_any_mode_is_read(mode: str, tmp_path: Path) -> None:
    picture = Image.fromarray(GRAY if mode == "I;16" else COLOR).convert(
        "I" if mode == "I;16" else mode
    )
    if mode == "I;16":
        picture = Image.fromarray(GRAY.astype(np.uint16))
    data = encoded(picture)
    (tmp_path / "picture.png").write_bytes(data)

    dataset = conforms(build.secondary_capture(data, series(1)[0]), tmp_path)
    other = build.secondary_capture(tmp_path / "picture.png")

    assert dataset.pixel_array.shape[:2] == (5, 6)
    assert other.PixelData == dataset.PixelData


def test_jpeg_is_lossy(tmp_path: Path) -> None:
    data = encoded(Image.fromarray(np.zeros((64, 64, 3), np.uint8)), "JPEG")
    dataset = conforms(build.secondary_capture(data), tmp_path)
    assert dataset.LossyImageCompression == "01"
    assert dataset.LossyImageCompressionRatio > 1


def test_patient_is_that_of_the_source_or_of_the_arguments(tmp_path: Path) -> None:
    source = series(1, PatientName="Doe^Jane")
    of = conforms(build.secondary_capture(GRAY, source[0]), tmp_path)
    own = conforms(
        build.secondary_capture(GRAY, PatientName="Doe^John", PatientID="7"), tmp_path
    )
    assert of.PatientName == "Doe^Jane"
    assert of.StudyInstanceUID == source[0].StudyInstanceUID
    assert own.PatientName == "Doe^John"
    assert own.StudyInstanceUID != of.StudyInstanceUID


def test_capture_of_a_capture_is_in_a_new_series(tmp_path: Path) -> None:
    source = colored()
    dataset = conforms(build.secondary_capture(COLOR, source), tmp_path)
    assert dataset.SeriesInstanceUID != source.SeriesInstanceUID


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (np.zeros((3, 5, 6), np.uint8), "Multi-frame"),
        (np.zeros((5, 6, 2), np.uint8), "(5, 6, 2)"),
        (np.zeros((2, 5, 6, 3), np.uint8), "Multi-frame"),
        (np.zeros(5, np.uint8), "(5,)"),
        (np.zeros((0, 5), np.uint8), "no pixels"),
        (np.zeros((5, 6)), "float64"),
        (np.zeros((5, 6), bool), "bool"),
        (np.zeros((5, 6), np.int32), "int32"),
        (np.zeros((5, 6, 3), np.uint16), "uint8"),
        (np.zeros((5, 6, 4), np.uint8), "transparent"),
        (b"text", "not a picture"),
        (b"", "not a picture"),
        (encoded(Image.new("RGBA", (5, 5), (0, 0, 0, 9))), "transparent"),
        (
            encoded(
                Image.new("L", (5, 5)),
                "GIF",
                save_all=True,
                append_images=[Image.new("L", (5, 5), 9)],
            ),
            "several frames",
        ),
    ],
)
def test_other_pictures_are_refused(picture: Any, message: str) -> None:
    with pytest.raises(build.BuildError) as caught:
        build.secondary_capture(picture)
    assert message in str(caught.value)


def test_objects_that_are_not_pictures_are_refused() -> None:
    with pytest.raises(TypeError, match="array, bytes or a path"):
        build.secondary_capture([[1]])  # type: ignore[arg-type]


@pytest.mark.parametrize("document", [PDF, PDF + b" ", b"\n" + PDF])
def test_pdf_has_its_length(document: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(document)
    for given in (document, tmp_path / "letter.pdf"):
        dataset = conforms(build.encapsulated(given, series(1)[0]), tmp_path)
        stored = dataset.EncapsulatedDocument[: dataset.EncapsulatedDocumentLength]
        assert stored == document


def test_pdf_without_a_source_is_in_a_new_study(tmp_path: Path) -> None:
    made = build.encapsulated(
        PDF,
        PatientName="Doe^Jane",
        concept=("18842-5", "LN", "Discharge summary"),
        derived_from=series(2),
    )
    assert len(conforms(made, tmp_path).SourceInstanceSequence) == 2


def test_stl_is_in_the_frame_of_reference_of_its_source(tmp_path: Path) -> None:
    (image,) = series(1)
    made = build.encapsulated(
        STL, image, iod=EncapsulatedSTL, derived_from=image, **EQUIPMENT
    )
    assert conforms(made, tmp_path).FrameOfReferenceUID == image.FrameOfReferenceUID
    conforms(build.encapsulated(STL, iod=EncapsulatedSTL, **EQUIPMENT), tmp_path)


@pytest.mark.parametrize(
    ("document", "iod", "message"),
    [
        (STL, None, "iod=EncapsulatedSTL"),
        (b"", None, "not PDF"),
        (PDF, EncapsulatedSTL, "not STL"),
        (b"solid x\nendsolid x\n", EncapsulatedSTL, "STL as text"),
        (STL[:-1], EncapsulatedSTL, "not STL"),
        (b"", EncapsulatedSTL, "not STL"),
    ],
)
def test_other_documents_are_refused(document: bytes, iod: Any, message: str) -> None:
    given: dict[str, Any] = {} if iod is None else {"iod": iod, **EQUIPMENT}
    with pytest.raises(build.BuildError, match=message):
        build.encapsulated(document, **given)
