"""DCMTK prints to our printer: films show the pixels of its hardcopy images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.emulator.run import Run

from .systems import dcmtk as dcmtk_programs
from .systems.processes import wait_until

TOLERANCE = 1.0
"""Largest difference of gray values, of 255."""

Folder = Callable[[str], Path]

CT, MR = (
    Path(str(get_testdata_file(name, download=False)))
    for name in ("CT_small.dcm", "MR_small.dcm")
)

pytestmark = pytest.mark.usefixtures("dcmtk")


def printed(folder: Path, *options: str | Path) -> tuple[NDArray[Any], Run]:
    """Print with dcmpsprt and dcmprscu; return the film, and the stopped emulator."""
    with Run(folder / "peer", ["print"]) as run:
        configuration = dcmtk_programs.printer_configuration(
            folder, run.port, Type="PRINTER", Supports12Bit="true"
        )
        done = dcmtk_programs.print_to(configuration, folder, *options)
        assert done.status == 0, done.text
        films = run.emulator.printer.folder
        assert wait_until(lambda: len(list(films.glob("*.pdf"))) == 1)
    (page,) = films.glob("*.png")
    with Image.open(page) as picture:
        return np.asarray(picture.convert("L"), float), run


def hardcopies(folder: Path) -> list[NDArray[Any]]:
    """Return the gray values of the hardcopy images, from 0 to 255."""
    paths = sorted(
        (folder / "database").glob("HG_*.dcm"), key=lambda p: p.stat().st_mtime_ns
    )
    images = map(dcmread, paths)
    return [image.pixel_array / ((1 << image.BitsStored) - 1) * 255 for image in images]


def test_film_of_dcmtk_has_its_pixels(folder: Folder) -> None:
    place = folder("one")
    film, run = printed(place, "--identity", "--magnification", "REPLICATE", MR)

    (expected,) = hardcopies(place)
    rows, columns = (np.flatnonzero(film.max(axis=each)) for each in (1, 0))
    image = Image.fromarray(film[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    shown = np.asarray(image.resize(expected.shape[::-1], Image.Resampling.NEAREST))
    assert np.ptp(expected) > 100
    assert np.abs(shown - expected).max() <= TOLERANCE
    assert not run.journal.has_errors


def test_session_of_dcmtk_has_no_findings(folder: Folder) -> None:
    film, run = printed(folder("two"), "--layout", "1", "2", "--trim", CT, MR)

    assert film.shape[0] > film.shape[1]
    findings = [each for file in run.report().files for each in file.findings]
    assert findings == []
