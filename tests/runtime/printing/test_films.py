"""Films: the order of the messages, their attributes, jobs and the result."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iodize.printing import (
    InvalidLayoutError,
    InvalidSettingError,
    Kind,
    PrintResult,
    Progress,
    Settings,
    print_images,
)
from iodize.printing.layouts import layout_of

from .images import image, ramp, saved
from .printer import FakePrinter, running


def printed(printer: FakePrinter, images: Any, **options: Any) -> PrintResult:
    """Print images on a printer, without findings of the messages."""
    with running(printer) as server:
        result = print_images(("127.0.0.1", server.port), images, **options)
    assert printer.findings == []
    return result


def test_film_is_created_filled_printed_and_deleted() -> None:
    printer = FakePrinter(boxes=2)
    result = printed(printer, [image(ramp()), image(ramp())], layout="2x1")

    assert printer.steps() == [
        "N-CREATE Basic Film Session",
        "N-CREATE Basic Film Box",
        "N-SET Basic Grayscale Image Box",
        "N-SET Basic Grayscale Image Box",
        "N-ACTION Basic Film Box",
        "N-DELETE Basic Film Box",
        "N-DELETE Basic Film Session",
    ]
    (film,) = result.films
    assert (film.number, film.boxes, film.job) == (1, 2, None)
    assert [
        each.ImageBoxPosition for each in printer.sent("Basic Grayscale Image Box")
    ] == [1, 2]
    assert result.printer is not None
    assert str(result.printer) == "NORMAL (FILMS)"


def test_images_are_printed_on_several_films() -> None:
    """The last film has empty boxes."""
    printer = FakePrinter(boxes=4)
    progress: list[Progress] = []
    images = [image(np.stack([ramp(dtype=np.uint8)] * 9))]
    result = printed(printer, images, layout="2x2", on_progress=progress.append)

    assert [len(film.images) for film in result.films] == [4, 4, 1]
    assert printer.steps().count("N-ACTION Basic Film Box") == 3
    assert printer.steps().count("N-CREATE Basic Film Session") == 1
    assert (progress[-1].images, progress[-1].total, progress[-1].films) == (9, 9, 3)


def test_600_images_are_printed() -> None:
    printer = FakePrinter(boxes=60)
    frames = np.zeros((600, 8, 8), np.uint8)
    frames[:, 0, 0] = np.arange(600) % 256
    result = printed(printer, image(frames), layout="6x10", bits=8)

    assert len(result.films) == 10
    assert [each.PixelData[0] for each in printer.images()] == [
        number % 256 for number in range(600)
    ]


def test_settings_are_sent_as_attributes() -> None:
    printer = FakePrinter(boxes=1, annotation_boxes=1)
    printed(
        printer,
        image(ramp(), PixelSpacing=[1, 0.5]),
        film_size="A4",
        orientation="LANDSCAPE",
        medium="PAPER",
        copies=2,
        priority="HIGH",
        destination="BIN_1",
        label="LABEL",
        polarity="REVERSE",
        magnification="CUBIC",
        smoothing="1",
        trim=True,
        border_density="BLACK",
        empty_density="WHITE",
        min_density=20,
        max_density=310,
        configuration="CS001",
        resolution="HIGH",
        annotations=["Doe"],
        annotation_format="A",
        true_size=True,
        crop="FAIL",
    )
    (session,) = printer.sent("Basic Film Session", "N-CREATE")
    (film,) = printer.sent("Basic Film Box", "N-CREATE")
    (box,) = printer.sent("Basic Grayscale Image Box")
    (annotation,) = printer.sent("Basic Annotation Box")

    assert (session.NumberOfCopies, session.PrintPriority) == (2, "HIGH")
    assert (session.MediumType, session.FilmDestination) == ("PAPER", "BIN_1")
    assert session.FilmSessionLabel == "LABEL"
    assert film.ImageDisplayFormat == "STANDARD\\1,1"
    assert (film.FilmSizeID, film.FilmOrientation) == ("A4", "LANDSCAPE")
    assert (film.MagnificationType, film.SmoothingType) == ("CUBIC", "1")
    assert (film.Trim, film.BorderDensity) == ("YES", "BLACK")
    assert (film.EmptyImageDensity, film.RequestedResolutionID) == ("WHITE", "HIGH")
    assert (film.MinDensity, film.MaxDensity) == (20, 310)
    assert film.ConfigurationInformation == "CS001"
    assert (box.Polarity, box.RequestedDecimateCropBehavior) == ("REVERSE", "FAIL")
    assert float(box.RequestedImageSize) == 8.0
    assert box.BasicGrayscaleImageSequence[0].PixelAspectRatio == [2, 1]
    assert (annotation.AnnotationPosition, annotation.TextString) == (1, "Doe")


def test_grayscale_has_12_bits() -> None:
    printer = FakePrinter(boxes=1)
    printed(printer, image(ramp(), bits_stored=12, PresentationLUTShape="IDENTITY"))
    (item,) = printer.images()

    assert (item.BitsAllocated, item.BitsStored, item.HighBit) == (16, 12, 11)
    assert item.PhotometricInterpretation == "MONOCHROME2"
    assert (np.frombuffer(item.PixelData, "<u2").reshape(8, 16) == ramp()).all()


def test_odd_number_of_bytes_is_padded() -> None:
    printer = FakePrinter(boxes=1)
    printed(printer, image(np.full((3, 3), 9, np.uint8)), bits=8)

    assert printer.images()[0].PixelData == b"\x09" * 9 + b"\0"


def test_color_is_sent_by_plane() -> None:
    printer = FakePrinter(boxes=1, colors=True)
    array = np.arange(4 * 4 * 3, dtype=np.uint8).reshape(4, 4, 3)
    printed(printer, image(array), color=True)
    (item,) = printer.images()

    assert (item.SamplesPerPixel, item.PlanarConfiguration) == (3, 1)
    assert item.PixelData == np.moveaxis(array, 2, 0).tobytes()


def test_presentation_lut_is_created_and_referenced() -> None:
    printer = FakePrinter(boxes=1)
    printed(printer, image(ramp()), presentation_lut="IDENTITY")
    (film,) = printer.sent("Basic Film Box", "N-CREATE")

    assert printer.sent("Presentation LUT")[0].PresentationLUTShape == "IDENTITY"
    assert len(film.ReferencedPresentationLUTSequence) == 1


def test_files_and_objects_are_printed(tmp_path: Path) -> None:
    printer = FakePrinter(boxes=2)
    first, second = image(ramp(dtype=np.uint8)), image(ramp(dtype=np.uint8) + 1)
    path = saved(first, tmp_path / "a.dcm")
    result = printed(printer, [str(path), second], layout="1x2", bits=8)

    assert result.films[0].images == (str(path), str(second.SOPInstanceUID))
    assert [each.PixelData[:2] for each in printer.images()] == [b"\0\1", b"\1\2"]


def test_job_is_followed_by_event_reports() -> None:
    printer = FakePrinter(
        boxes=1, jobs=("Pending", "Printing", "Done"), offers_jobs=True
    )
    seen: list[str] = []

    def note(progress: Progress) -> None:
        if progress.job is not None and progress.job.status not in seen:
            seen.append(progress.job.status)

    result = printed(printer, image(ramp()), on_progress=note)

    assert [job.status for job in result.jobs] == ["DONE"]
    assert seen[-1] == "DONE"
    assert not result.has_failed


def test_job_is_followed_by_requests() -> None:
    printer = FakePrinter(
        boxes=1, jobs=("Pending",), offers_jobs=True, job_status="DONE"
    )
    result = printed(printer, image(ramp()))

    assert [job.status for job in result.jobs] == ["DONE"]


def test_failed_job_is_a_failure() -> None:
    printer = FakePrinter(boxes=1, jobs=("Failure",), offers_jobs=True)
    assert printed(printer, image(ramp())).has_failed


def test_job_that_does_not_end_is_a_warning() -> None:
    printer = FakePrinter(boxes=1, jobs=("Pending",), offers_jobs=True)
    result = printed(printer, image(ramp()), wait=0.2)

    assert [each.kind for each in result.warnings if each.kind is Kind.JOB] == [
        Kind.JOB
    ]
    assert [job.status for job in result.jobs] == ["PENDING"]


def test_status_of_the_printer_is_reported() -> None:
    printer = FakePrinter(boxes=1, status="FAILURE")
    seen: list[str] = []
    printed(
        printer,
        image(ramp()),
        on_progress=lambda progress: seen.append(progress.printer.status),
    )

    assert set(seen) == {"FAILURE"}


def test_address_is_a_text_or_a_pair() -> None:
    printer = FakePrinter(boxes=1)
    with running(printer) as server:
        print_images(f"127.0.0.1:{server.port}", image(ramp()))
    with pytest.raises(InvalidSettingError, match="HOST:PORT"):
        print_images("printer", image(ramp()))


@pytest.mark.parametrize(
    ("text", "format", "boxes"),
    [
        ("2x3", "STANDARD\\2,3", 6),
        ("STANDARD\\2,3", "STANDARD\\2,3", 6),
        ("row\\2,1", "ROW\\2,1", 3),
        ("COL\\1,2,1", "COL\\1,2,1", 4),
        ("SLIDE", "SLIDE", None),
        ("SUPERSLIDE", "SUPERSLIDE", None),
        ("CUSTOM\\3", "CUSTOM\\3", None),
    ],
)
def test_layout_is_an_image_display_format(
    text: str, format: str, boxes: int | None
) -> None:
    assert layout_of(text) == (format, boxes)


@pytest.mark.parametrize(
    "text",
    ["", "2", "0x2", "2x", "STANDARD\\2", "STANDARD\\2,3,4", "ROW", "SLIDE\\1", "A\\1"],
)
def test_invalid_layout_is_rejected(text: str) -> None:
    with pytest.raises(InvalidLayoutError, match="is not a layout"):
        Settings(layout=text)


@pytest.mark.parametrize(
    "options",
    [
        {"bits": 10},
        {"copies": 0},
        {"annotations": ("A",)},
        {"window": (1, 0)},
        {"image_size": 0},
        {"image_size": 10, "true_size": True},
    ],
)
def test_invalid_setting_is_rejected(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidSettingError):
        print_images("127.0.0.1:1", [], **options)


@pytest.mark.parametrize(
    ("package", "extra"), [("numpy", "pixels"), ("pynetdicom", "network")]
)
def test_missing_package_is_named(package: str, extra: str) -> None:
    program = f"""
import sys
sys.modules[{package!r}] = None
import iodize.printing
try:
    iodize.printing.print_images
except ModuleNotFoundError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True
    )
    assert f"pip install iodize[{extra}]" in done.stdout, done.stderr


def test_requested_width_is_sent() -> None:
    printer = FakePrinter()
    printed(printer, [image(ramp())], image_size=120, crop="CROP")

    (box,) = printer.sent("Basic Grayscale Image Box")
    assert float(box.RequestedImageSize) == 120
    assert box.RequestedDecimateCropBehavior == "CROP"


@pytest.mark.parametrize("color", [False, True])
def test_original_image_is_referenced_on_request(color: bool) -> None:
    printer = FakePrinter(colors=color)
    original = image(
        ramp(), StudyInstanceUID="1.2.1", SeriesInstanceUID="1.2.2", PatientID="P1"
    )
    printed(printer, [original], color=color, reference_original=True)

    (box,) = printer.sent(f"Basic {'Color' if color else 'Grayscale'} Image Box")
    (item,) = box.OriginalImageSequence
    assert item.ReferencedSOPInstanceUID == original.SOPInstanceUID
    assert item.ReferencedSOPClassUID == original.SOPClassUID
    assert (item.StudyInstanceUID, item.SeriesInstanceUID) == ("1.2.1", "1.2.2")
    assert item.PatientID == "P1"


def test_original_image_without_patient_id_is_not_referenced() -> None:
    printer = FakePrinter(boxes=1)
    result = printed(printer, [image(ramp(dtype=np.uint8))], reference_original=True)

    (box,) = printer.sent("Basic Grayscale Image Box")
    assert "OriginalImageSequence" not in box
    assert [each.kind for each in result.warnings] == [Kind.NOT_APPLIED]
