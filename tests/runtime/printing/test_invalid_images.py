"""Images that cannot be printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import MPEG2MPML, DeflatedExplicitVRLittleEndian

from iodize.printing import (
    FilmNotPrintedError,
    ImageTooLargeError,
    NoFrameError,
    NoImagesError,
    NotAnImageError,
    NotAPresentationStateError,
    NotConvertibleError,
    NotDecodableError,
    UnsupportedImageError,
    print_images,
)

from .images import image, item, ramp, saved, state
from .printer import FakePrinter, printed

STRUCTURED_REPORT = "1.2.840.10008.5.1.4.1.1.88.11"


# Invalid images: nothing is sent


def unsendable(images: Any, error: type[Exception], words: str, **options: Any) -> None:
    """Check that images are rejected before an association is opened."""
    with pytest.raises(error, match=words):
        print_images(("127.0.0.1", 1), images, **options)


def test_object_without_an_image_is_rejected(tmp_path: Path) -> None:
    report = image(ramp(), SOPClassUID=STRUCTURED_REPORT)
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(report, keyword)
    path = saved(report, tmp_path / "report.dcm")

    unsendable([path], NotAnImageError, "report.dcm: has no image: Basic Text SR")
    unsendable(report, NotAnImageError, "has no image: Basic Text SR")


def test_image_without_pixel_data_is_rejected() -> None:
    made = image(ramp())
    del made.PixelData
    unsendable(made, NotAnImageError, "has no image")


def test_other_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    unsendable(tmp_path / "a.txt", NotAnImageError, "is not a DICOM file")
    (tmp_path / "empty").touch()
    unsendable(tmp_path / "empty", NotAnImageError, "is not a DICOM file")


@pytest.mark.parametrize("value", ["CMYK", "HSV", "", "XYZ"])
def test_unsupported_photometric_interpretation_is_rejected(value: str) -> None:
    made = image(ramp(), PhotometricInterpretation=value)
    unsendable(made, UnsupportedImageError, "PhotometricInterpretation")


def test_contradictory_samples_are_rejected() -> None:
    made = image(ramp(), PhotometricInterpretation="RGB")
    unsendable(made, UnsupportedImageError, "SamplesPerPixel 1")


def test_image_larger_than_the_memory_limit_is_rejected() -> None:
    made = image(ramp(), Rows=65535, Columns=65535)
    unsendable(
        made, ImageTooLargeError, "needs 34,359 MB of memory; the limit is 1,074 MB"
    )
    unsendable(image(ramp()), ImageTooLargeError, "limit", memory_limit=100)


def test_missing_frame_is_rejected() -> None:
    unsendable(image(ramp()), NoFrameError, "no frame 2; it has 1", frames=[2])


def test_transfer_syntax_without_decoder_is_rejected() -> None:
    made = image(ramp())
    made.file_meta.TransferSyntaxUID = MPEG2MPML
    unsendable(made, NotDecodableError, "MPEG2 .* is not supported")


def test_file_without_pixel_data_is_rejected(tmp_path: Path) -> None:
    """Its header has rows and columns."""
    made = image(ramp())
    del made.PixelData
    path = saved(made, tmp_path / "a.dcm")
    unsendable(path, NotAnImageError, "has no image: Secondary Capture")


@pytest.mark.filterwarnings("ignore:Invalid value")
def test_invalid_number_is_rejected(tmp_path: Path) -> None:
    path = saved(image(ramp(), NumberOfFrames=7777), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes().replace(b"7777", b"77X7"))
    unsendable(path, UnsupportedImageError, "NumberOfFrames")


def test_deflated_file_is_printed(tmp_path: Path) -> None:
    made = image(ramp(dtype=np.uint8))
    made.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    printer = FakePrinter(boxes=1)
    printed(printer, saved(made, tmp_path / "a.dcm"), bits=8)

    assert printer.images()[0].PixelData == ramp(dtype=np.uint8).tobytes()


def test_no_images_are_rejected() -> None:
    unsendable([], NoImagesError, "no images")


def test_other_object_as_presentation_state_is_rejected() -> None:
    made = image(ramp())
    unsendable(
        made, NotAPresentationStateError, "Secondary Capture", presentation_state=made
    )


# Invalid pixels: the film session is deleted


def failing(
    made: Dataset,
    words: str,
    error: type[Exception] = NotConvertibleError,
    **options: Any,
) -> None:
    """Check that an image fails when it is converted."""
    printer = FakePrinter(boxes=1)
    with pytest.raises(FilmNotPrintedError, match=words) as caught:
        printed(printer, made, **options)
    assert isinstance(caught.value.cause, error)
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"


def test_truncated_pixel_data_are_reported() -> None:
    made = image(ramp())
    made.PixelData = made.PixelData[:10]
    failing(made, "film 1, image: .* cannot be decoded", NotDecodableError)


def test_palette_color_without_palette_is_reported() -> None:
    failing(image(ramp(dtype=np.uint8), "PALETTE COLOR"), "cannot be converted")


@pytest.mark.parametrize(
    "lut",
    [
        item(LUTDescriptor=[300, 0, 12], LUTData=[1, 2, 3]),
        item(LUTDescriptor=[3, 0, 12]),
        item(LUTData=[1, 2, 3]),
    ],
)
def test_invalid_lookup_table_is_reported(lut: Dataset) -> None:
    failing(image(ramp(), VOILUTSequence=[lut]), "LUT Data")


def test_invalid_table_of_a_state_is_reported() -> None:
    made = image(ramp())
    lut = item(LUTDescriptor=[300, 0, 12], LUTData=[1, 2, 3])
    applied = state(made, SoftcopyVOILUTSequence=[item(VOILUTSequence=[lut])])
    failing(made, "LUT Data has 3 of 300 entries", presentation_state=applied)
