"""The page of films lists jobs, films and what was wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.emulator.printer.faults import FAULTS, NO_FAULT
from iodize.emulator.printer.history import LONGEST, History
from iodize.emulator.printer.jobs import PrintJob
from iodize.emulator.printer.output import Printed, PrintedFilm
from iodize.emulator.printer.printer import Printer
from iodize.emulator.web.page import PageSettings, content_of, page, resource
from iodize.films import Note, Reason
from iodize.findings.finding import Finding, Severity

FINDING = Finding(
    Severity.WARNING,
    "value-invalid",
    0x00100020,
    "PatientID",
    "PatientID",
    "Basic Grayscale Image Box",
    "the value SECRET is <wrong>",
    "PS3.3 C.13",
    value="SECRET",
)


def job(label: str = "", copies: int = 1) -> PrintJob:
    return PrintJob((), copies, "MED", label, originator="CT1")


def film(
    number: int = 1, notes: tuple[Note, ...] = (), findings: tuple[Finding, ...] = ()
) -> PrintedFilm:
    return PrintedFilm(
        Path(f"/films/a-{number}.png"),
        "STANDARD\\2,3",
        "14INX17IN",
        "PORTRAIT",
        6,
        notes,
        findings,
    )


def shown(
    history: History, settings: PageSettings | None = None, fault: str = ""
) -> str:
    printer = Printer(Path("unused"), fault=FAULTS[fault] if fault else NO_FAULT)
    return content_of(printer, history.jobs(), settings or PageSettings())


def printed(*films: PrintedFilm, label: str = "", copies: int = 1) -> History:
    history = History()
    history.printed(Printed(job(label, copies), films, Path("/films/a.pdf")))
    return history


def test_film_has_picture_size_layout_and_files() -> None:
    text = shown(printed(film(), label="Thorax", copies=2))

    assert 'src="thumbnails/a-1.png"' in text
    assert 'href="files/a-1.png"' in text
    assert 'href="files/a.pdf"' in text
    assert "14INX17IN PORTRAIT, STANDARD\\2,3, 6 images" in text
    assert "<h2>Thorax</h2>" in text
    assert "from CT1" in text
    assert "2 copies" in text


def test_job_without_a_label_has_its_number() -> None:
    assert "<h2>Print job 1</h2>" in shown(printed(film()))


def test_last_job_is_first() -> None:
    history = printed(film(), label="first")
    history.printed(Printed(job("second"), (film(2),), Path("/films/b.pdf")))

    text = shown(history)
    assert text.index("second") < text.index("first")


def test_values_from_the_client_are_escaped() -> None:
    text = shown(printed(film(), label="<script>\x1b"))

    assert "<script>" not in text
    assert "\x1b" not in text
    assert "&lt;script&gt;" in text


def test_notes_have_their_status() -> None:
    text = shown(printed(film(notes=(Note(Reason.DECIMATED, 2),))))
    assert "B60A image box 2: the image is larger than its box" in text


@pytest.mark.parametrize("show_values", [False, True])
def test_identifying_values_are_masked(show_values: bool) -> None:
    settings = PageSettings(show_values=show_values)
    text = shown(printed(film(findings=(FINDING,))), settings)

    assert ("SECRET" in text) == show_values
    assert "PS3.3 C.13" in text


def test_findings_below_the_lowest_severity_are_not_listed() -> None:
    history = printed(film(findings=(FINDING,)))
    assert "PS3.3 C.13" not in shown(history, PageSettings(lowest=Severity.ERROR))


def test_failed_job_has_its_reason() -> None:
    history = History()
    history.failed(job("Thorax"), "FILM JAM")

    text = shown(history)
    assert "Failed: FILM JAM" in text
    assert "PDF" not in text


@pytest.mark.parametrize(
    ("fault", "state"), [("", "NORMAL,"), ("out-of-film", "FAILURE SUPPLY EMPTY,")]
)
def test_state_of_the_printer_is_shown(fault: str, state: str) -> None:
    text = shown(History(), fault=fault)
    assert state in text
    assert "No films yet." in text


def test_page_has_no_inline_script() -> None:
    text = page("content")
    assert "<main>content</main>" in text
    assert 'src="films.js"' in text
    assert "fetch(" in resource("films.js")


def test_history_is_bounded() -> None:
    history = History()
    for number in range(LONGEST + 5):
        history.printed(Printed(job(), (film(number),), Path(f"/films/{number}.pdf")))

    jobs = history.jobs()
    assert len(jobs) == LONGEST
    assert jobs[0].number == LONGEST + 5
    assert history.file("0.pdf") is None
    assert history.file(f"{LONGEST}.pdf") == Path(f"/films/{LONGEST}.pdf")
