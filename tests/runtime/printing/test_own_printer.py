"""The SCU prints to the printer of the emulator: jobs, films and warnings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom import Dataset

from iodize import example
from iodize.emulator.printer.faults import FAULTS
from iodize.emulator.printer.output import PrintedFilm
from iodize.emulator.run import Run
from iodize.findings.finding import Severity
from iodize.network import FailedStatusError
from iodize.printing import (
    FilmNotPrintedError,
    LayoutRefusedError,
    Progress,
    print_images,
)

from .images import image

HOST = "127.0.0.1"


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Run]:
    with Run(tmp_path / "peer", ["print"]) as run:
        yield run


def ramp(size: int = 64) -> Dataset:
    """Return an image whose columns have all gray values from black to white."""
    scan = example.build("CTImage")
    scan.Rows = scan.Columns = size
    scan.BitsAllocated = scan.BitsStored = 16
    scan.HighBit, scan.PixelRepresentation = 15, 0
    scan.RescaleIntercept, scan.RescaleSlope = "0", "1"
    scan.WindowCenter, scan.WindowWidth = str(size / 2), str(size)
    row = np.arange(size, dtype="<u2")
    scan.PixelData = np.tile(row, (size, 1)).tobytes()
    return scan


def test_film_shows_the_windowed_image(emulator: Run) -> None:
    result = print_images(
        (HOST, emulator.port),
        [ramp()],
        magnification="REPLICATE",
        presentation_lut="IDENTITY",
    )
    emulator.emulator.printer.close()

    assert result.warnings == ()
    assert [job.status for job in result.jobs] == ["DONE"]
    assert not emulator.journal.has_errors
    (page,) = emulator.emulator.printer.folder.glob("*.png")
    with Image.open(page) as picture:
        film = np.asarray(picture.convert("L"), float)
    line = film[film.shape[0] // 2]
    shown = line[np.flatnonzero(line)[0] : np.flatnonzero(line)[-1] + 1]
    steps = np.unique(shown)
    assert len(steps) >= 60
    assert np.all(np.diff(shown) >= 0)  # from black to white
    assert shown[-1] == 255


def test_color_is_printed_in_color(emulator: Run) -> None:
    image = example.build("MultiFrameTrueColorSecondaryCaptureImage")
    result = print_images((HOST, emulator.port), [image], color=True)

    assert result.films
    assert not emulator.journal.has_errors


def test_layout_of_too_many_boxes_is_refused(emulator: Run) -> None:
    with pytest.raises(LayoutRefusedError, match="more than 1000"):
        print_images((HOST, emulator.port), [ramp()], layout="40x40")


def test_job_that_fails_is_in_the_result(tmp_path: Path) -> None:
    with Run(tmp_path / "peer", ["print"], fault=FAULTS["film-jam"]) as run:
        result = print_images((HOST, run.port), [ramp()])

    assert result.printer is not None
    assert result.printer.status == "FAILURE"
    assert [job.status for job in result.jobs] == ["FAILURE"]


def test_several_films_are_printed_on_one_association(emulator: Run) -> None:
    result = print_images((HOST, emulator.port), [ramp()] * 5, layout="1x2")
    emulator.emulator.printer.close()

    assert [len(film.images) for film in result.films] == [2, 2, 1]
    assert len(list(emulator.emulator.printer.folder.glob("*.pdf"))) == 3


def plain(rows: int = 8, columns: int = 8, frames: int = 1) -> Dataset:
    """Return a white image of 8 bits."""
    return image(np.full((frames, rows, columns), 255, np.uint8).squeeze())


def page_of(emulator: Run) -> tuple[NDArray[np.float64], PrintedFilm]:
    """Return the picture of the only film, and its description."""
    emulator.emulator.printer.close()
    ((film,),) = (job.films for job in emulator.emulator.prints.jobs())
    with Image.open(film.page) as picture:
        return np.asarray(picture.convert("L"), float), film


@pytest.mark.parametrize(("crop", "code"), [("DECIMATE", 0xB60A), ("CROP", 0xB609)])
def test_image_larger_than_the_film_is_printed_as_requested(
    emulator: Run, crop: str, code: int
) -> None:
    result = print_images(
        (HOST, emulator.port), [plain(6000, 100)], crop=crop, film_size="8INX10IN"
    )

    assert {each.code for each in result.warnings} == {code}
    film, printed = page_of(emulator)
    assert [note.reason.status for note in printed.notes] == [code]
    assert film.max() == 255


def test_image_larger_than_the_film_is_refused_on_request(emulator: Run) -> None:
    with pytest.raises(FilmNotPrintedError, match="C603") as caught:
        print_images(
            (HOST, emulator.port), [plain(6000, 100)], crop="FAIL", film_size="8INX10IN"
        )

    assert caught.value.printed == ()
    emulator.emulator.printer.close()
    assert emulator.emulator.prints.jobs() == []


def test_requested_width_is_that_of_the_film(emulator: Run) -> None:
    result = print_images((HOST, emulator.port), [plain()], image_size=100)

    film, _ = page_of(emulator)
    columns = np.flatnonzero(film.max(axis=0))
    assert result.warnings == ()
    assert (columns[-1] - columns[0] + 1) / 150 * 25.4 == pytest.approx(100, abs=0.2)


def test_reference_of_the_original_has_no_findings(emulator: Run) -> None:
    result = print_images((HOST, emulator.port), [ramp()], reference_original=True)

    assert result.warnings == ()
    findings = [each for file in emulator.report().files for each in file.findings]
    assert findings == []


@pytest.mark.parametrize("layout", ["1x900", "ROW\\400", "CUSTOM\\1"])
def test_layout_that_does_not_fit_is_refused(emulator: Run, layout: str) -> None:
    with pytest.raises(LayoutRefusedError) as caught:
        print_images((HOST, emulator.port), [plain()], layout=layout)

    refusal = caught.value.cause
    assert isinstance(refusal, FailedStatusError)
    assert (refusal.code, list(refusal.offending)) == (0x0106, [0x20100010])
    assert refusal.comment
    refused = [file for file in emulator.report().files if file.count(Severity.ERROR)]
    assert len(refused) == 1  # it is not repeated without optional attributes


@pytest.mark.slow
def test_600_images_are_printed(emulator: Run) -> None:
    result = print_images(
        (HOST, emulator.port), plain(frames=600), layout="6x10", film_size="8INX10IN"
    )
    emulator.emulator.printer.close()

    assert [len(film.images) for film in result.films] == [60] * 10
    assert all(job.status == "DONE" for job in result.jobs)
    jobs = emulator.emulator.prints.jobs()
    assert [film.images for job in jobs for film in job.films] == [60] * 10


def test_film_is_not_printed_if_the_association_is_lost(emulator: Run) -> None:
    def lose(progress: Progress) -> None:
        if progress.images == 3:
            (call,) = emulator.emulator._printing._calls.values()
            call.association.abort()

    with pytest.raises(FilmNotPrintedError, match="2 films were printed") as caught:
        print_images((HOST, emulator.port), [plain()] * 3, on_progress=lose)

    assert (caught.value.film, caught.value.step) == (3, "print")
    wait_for_end(emulator)
    emulator.emulator.printer.close()
    assert len(emulator.emulator.prints.jobs()) == 2


def wait_for_end(emulator: Run) -> None:
    """Wait until the print instances of all associations are deleted."""
    deadline = time.monotonic() + 20
    while emulator.emulator._printing._instances and time.monotonic() < deadline:
        time.sleep(0.01)
    assert emulator.emulator._printing._instances == {}
