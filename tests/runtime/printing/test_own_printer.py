"""The SCU prints to the printer of the emulator: jobs, films and warnings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import Dataset

from iodize import example
from iodize.emulator.printer.faults import FAULTS
from iodize.emulator.run import Run
from iodize.printing import LayoutRefusedError, print_images

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
