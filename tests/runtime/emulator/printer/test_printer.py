"""The printer writes films, by priority, unless it has a fault."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from pydicom.dataset import Dataset

import iodize.films.output
from iodize.atomic import writing
from iodize.emulator.printer.faults import FAULTS
from iodize.emulator.printer.instances import FilmContent
from iodize.emulator.printer.jobs import JobState, PrintJob
from iodize.emulator.printer.output import Printed
from iodize.emulator.printer.printer import Printer

TIMEOUT = 20.0


def job(priority: str = "MED", copies: int = 1, size: str = "8INX10IN") -> PrintJob:
    film_box = Dataset()
    film_box.ImageDisplayFormat = r"STANDARD\1,1"
    film_box.FilmSizeID = size
    film_box.FilmOrientation = "PORTRAIT"
    content = FilmContent(film_box, {}, {}, {})
    return PrintJob((content,), copies, priority, label="", originator="CT1")


class Records:
    """Records the states of jobs, and waits for a final one."""

    def __init__(self) -> None:
        self.states: list[tuple[str, JobState]] = []
        self._changed = threading.Condition()

    def __call__(self, job: PrintJob) -> None:
        with self._changed:
            self.states.append((job.uid, job.state))
            self._changed.notify_all()

    def wait(self, number: int = 1) -> list[JobState]:
        def final() -> bool:
            return sum(state.is_final for _, state in self.states) >= number

        with self._changed:
            assert self._changed.wait_for(final, TIMEOUT), self.states
            return [state for _, state in self.states]


def test_films_are_png_and_pdf_files(tmp_path: Path) -> None:
    printed: list[Printed] = []
    records = Records()
    printer = Printer(tmp_path / "films", on_printed=printed.append)
    printer.submit(job(copies=2), records)

    assert records.wait() == [JobState.PRINTING, JobState.DONE]
    printer.close()
    (files,) = printed
    assert [page.read_bytes()[:4] for page in files.pages] == [b"\x89PNG"]
    assert files.document.read_bytes().count(b"/Type /Page\n") == 2


def test_jobs_of_a_higher_priority_are_printed_first(tmp_path: Path) -> None:
    records = Records()
    printer = Printer(tmp_path, fault=FAULTS["out-of-film"])
    low, high = job("LOW"), job("HIGH")
    printer.submit(low, records)
    printer.submit(high, records)
    printer.repair()

    records.wait(2)
    printer.close()
    printing = [uid for uid, state in records.states if state is JobState.PRINTING]
    assert printing == [high.uid, low.uid]


def test_jobs_wait_while_there_is_no_film(tmp_path: Path) -> None:
    changes: list[str] = []
    records = Records()
    printer = Printer(
        tmp_path,
        fault=FAULTS["out-of-film"],
        on_status=lambda: changes.append(printer.attributes().PrinterStatus),
    )
    waiting = job()
    printer.submit(waiting, records)

    assert waiting.info == "SUPPLY EMPTY"
    assert printer.attributes().PrinterStatus == "FAILURE"
    printer.repair()
    assert records.wait() == [JobState.PENDING, JobState.PRINTING, JobState.DONE]
    assert changes == ["NORMAL"]
    printer.close()


def test_fault_ends_after_its_time(tmp_path: Path) -> None:
    records = Records()
    printer = Printer(tmp_path, fault=FAULTS["out-of-film"], repaired_after=0.05)
    printer.submit(job(), records)

    assert records.wait()[-1] is JobState.DONE
    printer.close()


@pytest.mark.parametrize("name", ["film-jam", "job-fails"])
def test_jobs_fail_with_the_reason(name: str, tmp_path: Path) -> None:
    records = Records()
    printer = Printer(tmp_path, fault=FAULTS[name])
    failing = job()
    printer.submit(failing, records)

    assert records.wait() == [JobState.FAILURE]
    assert failing.info == FAULTS[name].info
    printer.close()


def test_film_that_cannot_be_rendered_fails_its_job_only(tmp_path: Path) -> None:
    problems: list[str] = []
    records = Records()
    printer = Printer(tmp_path, on_failed=lambda job, reason: problems.append(reason))
    printer.submit(job(size="UNKNOWN"), records)
    printer.submit(job(), records)

    states = records.wait(2)
    printer.close()
    assert states.count(JobState.FAILURE) == states.count(JobState.DONE) == 1
    assert "UNKNOWN" in problems[0]


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_full_disk_fails_the_job_and_leaves_no_files(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def full(path: Path) -> Iterator[BinaryIO]:
        with writing(path) as file:
            yield file
            if path.suffix == suffix:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    problems: list[str] = []
    records = Records()
    printer = Printer(tmp_path, on_failed=lambda job, reason: problems.append(reason))
    with monkeypatch.context() as patch:
        patch.setattr(iodize.films.output, "writing", full)
        failing = job()
        printer.submit(failing, records)
        assert records.wait()[-1] is JobState.FAILURE
    assert failing.info == "INSUFFIC MEMORY"
    assert "No space left on device" in problems[0]
    assert list(tmp_path.iterdir()) == []

    printer.submit(job(), records)
    assert records.wait(2)[-1] is JobState.DONE
    printer.close()


def test_pixels_of_ended_jobs_are_not_kept(tmp_path: Path) -> None:
    records = Records()
    printer = Printer(tmp_path)
    ended = job()
    printer.submit(ended, records)
    records.wait()
    printer.close()

    assert ended.films == ()


def test_printer_closes_while_jobs_wait(tmp_path: Path) -> None:
    printer = Printer(tmp_path, fault=FAULTS["out-of-film"])
    printer.submit(job(), Records())
    printer.close(TIMEOUT)

    assert not list(tmp_path.iterdir())


def test_full_queue_is_a_fault(tmp_path: Path) -> None:
    assert Printer(tmp_path, fault=FAULTS["queue-full"]).is_full
    assert not Printer(tmp_path).is_full
