"""`iodize print`: output, exit statuses, interruption."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydicom.uid import DeflatedExplicitVRLittleEndian

from iodize.cli import cli
from iodize.dimse.services.sides import Refused

from ...printing.images import image, item, ramp, saved
from ...printing.printer import FakePrinter, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(image(ramp(), WindowCenter=64, WindowWidth=128), tmp_path / "a.dcm")


def run(printer: FakePrinter, *arguments: object) -> Result:
    with running(printer) as server:
        command = ["print", "127.0.0.1", str(server.port), *map(str, arguments)]
        return CliRunner().invoke(cli, command)


def test_films_and_status_are_printed(path: Path) -> None:
    done = run(FakePrinter(boxes=2), path, path, path, "--layout", "2x1")

    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "film 1: 2 images in 2",
        "film 2: 1 image in 2",
        "2 films accepted for printing",
    ]
    assert done.stderr == "printer: NORMAL (FILMS)\n"


def test_folder_is_printed(path: Path) -> None:
    printer = FakePrinter(boxes=1)
    done = run(printer, path.parent)

    assert done.exit_code == 0, done.output
    assert len(printer.images()) == 1


@pytest.mark.parametrize("deflated", [False, True])
def test_objects_without_an_image_in_a_folder_are_skipped(
    path: Path, deflated: bool
) -> None:
    report = image(ramp(), SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11")
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(report, keyword)
    if deflated:
        report.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    skipped = saved(report, path.parent / "report.dcm")
    printer = FakePrinter(boxes=1)
    done = run(printer, path.parent)

    assert done.exit_code == 0, done.output
    assert f"skipped: {skipped}: has no image" in done.stderr
    assert len(printer.images()) == 1


def test_result_is_printed_as_json(path: Path) -> None:
    printer = FakePrinter(boxes=1, jobs=("Done",), offers_jobs=True)
    done = run(printer, path, "--json", "--trim")
    result = json.loads(done.stdout)

    assert done.exit_code == 0, done.output
    assert result["films"][0]["job"]["status"] == "DONE"
    assert result["printer"]["status"] == "NORMAL"
    assert result["warnings"] == []


def test_options_are_used(path: Path, tmp_path: Path) -> None:
    printer = FakePrinter(boxes=1, annotation_boxes=1)
    done = run(
        printer,
        path,
        *("--window", "10", "20", "--bits", "8", "--polarity", "reverse"),
        *("--annotation", "Doe", "--annotation-format", "A", "--no-trim"),
    )
    (box,) = printer.sent("Basic Grayscale Image Box")
    (film,) = printer.sent("Basic Film Box", "N-CREATE")

    assert done.exit_code == 0, done.output
    assert (box.Polarity, film.Trim) == ("REVERSE", "NO")
    assert box.BasicGrayscaleImageSequence[0].BitsStored == 8
    assert printer.sent("Basic Annotation Box")[0].TextString == "Doe"


def test_warning_is_printed(path: Path) -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-CREATE" and "Trim" in request.to_dataset():
            raise Refused(0x0105, offending=(0x20100140,))

    done = run(FakePrinter(boxes=1, on_request=refuse), path, "--trim")

    assert done.exit_code == 0, done.output
    assert "warning: film 1: 0105 film box: " in done.stderr
    assert "Trim" in done.stderr


def test_refused_film_is_a_failure(path: Path) -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-ACTION":
            raise Refused(0xC602)

    done = run(FakePrinter(boxes=1, on_request=refuse), path)

    assert done.exit_code == 1, done.output
    assert (
        "failure: film 1, print: N-ACTION of Basic Film Box failed: C602" in done.stderr
    )
    assert "0 films were printed" in done.stderr


def test_refused_layout_is_a_failure(path: Path) -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-CREATE" and "ImageDisplayFormat" in request.to_dataset():
            raise Refused(0x0106)

    done = run(FakePrinter(on_request=refuse), path, "--layout", "7x7")

    assert done.exit_code == 1, done.output
    assert "help: try another layout" in done.stderr


def test_film_without_boxes_is_a_failure(path: Path) -> None:
    done = run(FakePrinter(boxes=0), path)

    assert done.exit_code == 1, done.output
    assert "the printer returned no image boxes" in done.stderr


def test_status_changes_are_printed(path: Path) -> None:
    """Those of the printer and of the job, while the job is executed."""

    def fail(service: str, request: Any, call: Any) -> None:
        if service == "N-ACTION":
            printer.status = "WARNING"

    printer = FakePrinter(
        boxes=1, jobs=("Printing",), offers_jobs=True, on_request=fail
    )
    done = run(printer, path, "--wait", "0.2")

    assert done.exit_code == 0, done.output
    lines = done.stderr.splitlines()
    assert lines[0] == "printer: NORMAL (FILMS)"
    assert "printer: WARNING NORMAL (FILMS)" in lines
    assert "print job: PRINTING NORMAL" in lines
    assert "has not ended" in lines[-1]


def test_failed_job_is_a_failure(path: Path) -> None:
    printer = FakePrinter(boxes=1, jobs=("Failure",), offers_jobs=True)
    done = run(printer, path)

    assert done.exit_code == 1, done.output
    assert "failure: film 1: print job FAILURE" in done.stderr


def test_lost_association_fails_the_command(path: Path) -> None:
    def abort(service: str, request: Any, call: Any) -> None:
        if service == "N-SET":
            call.association.abort()

    done = run(FakePrinter(boxes=1, on_request=abort), path)

    assert done.exit_code == 2, done.output
    assert f"error: film 1, image box 1 ({path}): the association ended" in done.stderr


def test_timeout_refers_to_its_option(path: Path) -> None:
    def wait(service: str, request: Any, call: Any) -> None:
        if service == "N-SET":
            time.sleep(2)

    done = run(FakePrinter(boxes=1, on_request=wait), path, "--timeout", "0.5")

    assert done.exit_code == 2, done.output
    assert "help: wait longer with --timeout" in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--layout 2", "'2' is not a layout"),
        ("--annotation A", "annotation_format must be"),
        ("--frame 2", "there is no frame 2"),
        ("--memory 1 --window 1 0", "the width of the window must be"),
    ],
)
def test_invalid_option_is_rejected(path: Path, options: str, words: str) -> None:
    command = f"print 127.0.0.1 1 {path} {options}".split()
    done = CliRunner().invoke(cli, command)

    assert done.exit_code == 2
    assert words in done.output


def test_object_without_an_image_is_rejected(tmp_path: Path) -> None:
    report = image(ramp(), SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11")
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(report, keyword)
    report.ContentSequence = [item(ValueType="TEXT")]
    path = saved(report, tmp_path / "report.dcm")
    done = CliRunner().invoke(cli, ["print", "127.0.0.1", "1", str(path)])

    assert done.exit_code == 2
    assert "error: " in done.output
    assert "has no image: Basic Text SR Storage" in done.output


def test_interruption_deletes_the_film_session(path: Path) -> None:
    """Also while the response to a request is expected."""
    waiting = threading.Event()

    def wait(service: str, request: Any, call: Any) -> None:
        if service == "N-SET":
            waiting.set()
            time.sleep(1)

    printer = FakePrinter(boxes=1, on_request=wait)
    with running(printer) as server:
        command = ["print", "127.0.0.1", str(server.port), str(path)]
        process = subprocess.Popen(
            [sys.executable, "-m", "iodize", *command],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.wait(30)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130, errors
    assert "the film session was deleted; 0 films printed before" in errors
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"
    assert "N-ACTION Basic Film Box" not in printer.steps()
