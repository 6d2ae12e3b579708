"""Printing to DCMTK's printer, and DCMTK to ours: the pixels are those of the source."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from PIL import Image
from pydicom import Dataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.pixels.processing import apply_modality_lut

from iodize.cli import cli
from iodize.emulator.run import Run
from iodize.printing import (
    Kind,
    LayoutRefusedError,
    PrintResult,
    print_images,
)

from ..systems import dcmtk as dcmtk_programs
from ..systems.processes import HOST, Server, run, wait_until

Folder = Callable[[str], Path]

TOLERANCE = 1.0
"""Largest difference of gray values, of 255."""

pytestmark = pytest.mark.usefixtures("dcmtk")


def sample(name: str) -> Path:
    return Path(str(get_testdata_file(name, download=False)))


CT, MR = sample("CT_small.dcm"), sample("MR_small.dcm")
FRAMES = sample("SC_rgb_rle_2frame.dcm")


def windowed(path: Path, center: float, width: float) -> NDArray[Any]:
    """Return the P-values of an image, from 0 to 1: PS3.3 C.11.2.1.2.1."""
    image = dcmread(path)
    values = apply_modality_lut(image.pixel_array, image)
    result: NDArray[Any] = np.clip((values - (center - 0.5)) / (width - 1) + 0.5, 0, 1)
    return result


def difference(stored: Dataset, expected: NDArray[Any]) -> float:
    """Return the largest difference of gray values, of 255."""
    values = stored.pixel_array / ((1 << stored.BitsStored) - 1)
    return float(np.abs(values - expected).max() * 255)


def sent(server: Server, images: Any, **options: Any) -> PrintResult:
    return print_images(
        (HOST, server.port), images, called_ae=dcmtk_programs.PRINTER, **options
    )


def films(place: Path, count: int = 1) -> list[tuple[Dataset, list[Dataset]]]:
    """Return the stored films, once the printer has written them."""
    database = place / "database"
    assert wait_until(lambda: len(list(database.glob("SP_*.dcm"))) == count)
    return dcmtk_programs.stored_prints(place)


@pytest.mark.parametrize("bits", [8, 12])
def test_images_are_printed_through_a_window(folder: Folder, bits: int) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place) as server:
        result = sent(server, [CT, CT, CT], layout="2x2", window=(40, 400), bits=bits)
        ((film, images),) = films(place)

    assert result.warnings == ()
    assert result.printer is not None
    assert result.printer.status == "NORMAL"
    assert [len(each.images) for each in result.films] == [3]
    (box,) = film.FilmBoxContentSequence
    assert (box.ImageDisplayFormat, box.FilmSizeID) == ("STANDARD\\2,2", "14INX17IN")
    assert [each.BitsStored for each in images] == [bits] * 3
    assert [difference(each, windowed(CT, 40, 400)) < 1 for each in images] == [
        True
    ] * 3


def test_window_of_each_image_is_used(folder: Folder) -> None:
    place = folder("printer")
    header = dcmread(MR)
    with dcmtk_programs.dcmprscp(place) as server:
        sent(server, [MR], layout="1x1")
        ((_, (stored,)),) = films(place)

    expected = windowed(MR, float(header.WindowCenter), float(header.WindowWidth))
    assert difference(stored, expected) < 1


def test_frames_of_a_color_image_are_printed_in_gray(folder: Folder) -> None:
    place = folder("printer")
    image = dcmread(FRAMES)
    with dcmtk_programs.dcmprscp(place) as server:
        sent(server, FRAMES, layout="1x2")
        ((_, images),) = films(place)

    weights = np.array([0.299, 0.587, 0.114])
    for stored, frame in zip(images, image.pixel_array, strict=True):
        assert difference(stored, frame @ weights / 255) <= 1


def test_several_films_are_printed_in_one_session(folder: Folder) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place) as server:
        result = sent(server, [CT] * 5, layout="2x2", copies=2, medium="PAPER")
        found = films(place, 2)
        log = server.text()

    assert [len(film.images) for film in result.films] == [4, 1]
    assert sorted(len(images) for _, images in found) == [1, 4]
    assert log.count("N-DELETE RQ") == 3


def test_true_size_and_presentation_lut_are_stored(folder: Folder) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place) as server:
        options: dict[str, Any] = {"true_size": True, "presentation_lut": "IDENTITY"}
        result = sent(server, CT, window=(40, 400), **options)
        ((film, _),) = films(place)

    (box,) = film.ImageBoxContentSequence
    width = float(dcmread(CT).PixelSpacing[1]) * dcmread(CT).Columns
    assert float(box.RequestedImageSize) == pytest.approx(width, abs=0.01)
    (table,) = film.PresentationLUTContentSequence
    assert table.PresentationLUTShape == "IDENTITY"
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("setting", "options", "keyword"),
    [
        ("SupportsTrim", {"trim": True}, "Trim"),
        ("SupportsImageSize", {"true_size": True}, "RequestedImageSize"),
        ("SupportsDecimateCrop", {"crop": "CROP"}, "RequestedDecimateCropBehavior"),
    ],
)
def test_refused_attribute_is_omitted(
    folder: Folder, setting: str, options: dict[str, Any], keyword: str
) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place, **{setting: "false"}) as server:
        result = sent(server, CT, film_size="8INX10IN", **options)
        ((film, _),) = films(place)

    omitted = [each for each in result.warnings if each.kind is Kind.OMITTED]
    assert [each.attributes for each in omitted] == [(keyword,)]
    assert film.FilmBoxContentSequence[0].FilmSizeID == "8INX10IN"


def test_refused_12_bits_are_sent_as_8_bits(folder: Folder) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place, Supports12Bit="false") as server:
        result = sent(server, [CT, CT], layout="2x2", window=(40, 400))
        ((_, images),) = films(place)

    assert Kind.DEPTH in {each.kind for each in result.warnings}
    assert [each.BitsStored for each in images] == [8, 8]
    assert max(difference(each, windowed(CT, 40, 400)) for each in images) < 1


def test_refused_layout_is_reported(folder: Folder) -> None:
    place = folder("printer")
    with (
        dcmtk_programs.dcmprscp(place) as server,
        pytest.raises(LayoutRefusedError, match="STANDARD"),
    ):
        sent(server, CT, layout="7x7")
    assert not list((place / "database").glob("*.dcm"))


def test_command_prints(folder: Folder) -> None:
    place = folder("printer")
    with dcmtk_programs.dcmprscp(place) as server:
        done = CliRunner().invoke(
            cli,
            f"print {HOST} {server.port} {CT} {MR} --layout 2x2 --json".split(),
        )
        ((_, images),) = films(place)

    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert result["films"][0]["images"] == [str(CT), str(MR)]
    assert result["printer"]["status"] == "NORMAL"
    assert len(images) == 2
    assert "printer: NORMAL" in done.stderr


# DCMTK as the SCU


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


def test_film_of_a_presentation_state_of_dcmtk_has_its_pixels(folder: Folder) -> None:
    place = folder("state")
    state = place / "state.dcm"
    assert run("dcmpsmk", "+Vw", MR, state).status == 0
    options = ("--identity", "--magnification", "REPLICATE", "--landscape")
    film, printer = printed(place, *options, "+p", state, MR)

    (expected,) = hardcopies(place)
    rows, columns = (np.flatnonzero(film.max(axis=each)) for each in (1, 0))
    image = Image.fromarray(film[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    shown = np.asarray(image.resize(expected.shape[::-1], Image.Resampling.NEAREST))
    header = dcmread(MR)
    window = windowed(MR, float(header.WindowCenter), float(header.WindowWidth))
    assert film.shape[1] > film.shape[0]
    assert np.abs(shown - window * 255).max() <= TOLERANCE
    assert not printer.journal.has_errors


def test_session_of_dcmtk_has_no_findings(folder: Folder) -> None:
    film, run = printed(folder("two"), "--layout", "1", "2", "--trim", CT, MR)

    assert film.shape[0] > film.shape[1]
    findings = [each for file in run.report().files for each in file.findings]
    assert findings == []
