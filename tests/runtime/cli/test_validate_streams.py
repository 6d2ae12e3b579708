"""`iodize validate`: paths, exit statuses, and reports that are written file by file."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom.data import get_testdata_file

from iodize.cli import cli

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))
BROKEN = Path(str(get_testdata_file("rtplan.dcm", download=False)))


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["validate", *map(str, arguments)], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a conformant file and one with errors."""
    place = tmp_path / "study"
    place.mkdir()
    shutil.copy(CT, place / "a.dcm")
    shutil.copy(BROKEN, place / "b.dcm")
    return place


def paths(result: Result) -> list[str]:
    """Return the names of the files of a report as JSON."""
    return [Path(each["path"]).name for each in json.loads(result.stdout)["files"]]


def test_folder_without_dicom_files_exits_2_unless_allowed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    result = run(tmp_path)

    assert result.exit_code == 2
    assert f"no DICOM file in {tmp_path} (1 other files)" in result.stderr
    assert run(tmp_path, "--allow-empty").exit_code == 0


def test_errors_exit_0_on_request_but_unread_files_do_not(folder: Path) -> None:
    assert run(folder).exit_code == 1
    assert run(folder, "--exit-zero").exit_code == 0
    assert run(folder, folder / "none.dcm", "--exit-zero").exit_code == 2


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "gz"])
def test_archive_is_not_read_and_says_so(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"study.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(CT)
    else:
        with tarfile.open(path, "w:gz" if kind.endswith("gz") else "w") as packed:
            packed.add(CT)
    result = run(path)

    assert result.exit_code == 2
    assert "archive; unpack it, and validate the folder" in result.stdout


def test_archive_in_a_folder_is_skipped_and_counted(folder: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(CT)

    assert "1 skipped, not DICOM, of which 1 is an archive" in run(folder).stdout


def test_address_is_not_read_and_says_so() -> None:
    result = run("https://pacs.example/dicom-web/studies/1.2")

    assert result.exit_code == 2
    assert "only files are read" in result.stdout


def test_standard_input_is_read() -> None:
    result = run("-", "-v", stdin=CT.read_bytes())

    assert result.stdout.startswith("<stdin>: CT Image")
    assert result.exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("edition", [(), ("--edition", "auto")])
def test_named_pipe_is_read(edition: tuple[str, ...], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen(["cp", CT, pipe])
    try:
        result = run(pipe, "-v", *edition)
    finally:
        writer.wait(10)

    assert result.stdout.startswith(f"{pipe}: CT Image")


def test_file_that_is_named_twice_is_checked_once(folder: Path) -> None:
    twice = (folder, folder / "." / "a.dcm", f"{folder}/../study", folder / "b.dcm")

    assert paths(run(*twice, "--format", "json")) == ["a.dcm", "b.dcm"]


@pytest.mark.parametrize("pattern", ["old", "old/*", "c.*"])
def test_files_are_excluded_by_name_and_by_path(pattern: str, folder: Path) -> None:
    (folder / "old").mkdir()
    shutil.copy(CT, folder / "old" / "c.dcm")
    kept = run(folder, "--format", "json", "--exclude", pattern)

    assert paths(kept) == ["a.dcm", "b.dcm"]
    assert "c.dcm" in paths(run(folder, "--format", "json"))


def test_files_are_excluded_by_the_settings(folder: Path) -> None:
    settings = folder.with_name("iodize.toml")
    settings.write_text('exclude = "b.dcm"\njobs = "auto"')

    assert paths(run(folder, "--format", "json", "--config", settings)) == ["a.dcm"]


@pytest.mark.parametrize("jobs", ["1", "2", "auto"])
def test_numbers_of_processes_have_the_same_findings(jobs: str, folder: Path) -> None:
    assert run(folder, "--jobs", jobs).stdout == run(folder).stdout


@pytest.mark.parametrize("jobs", ["0", "many"])
def test_invalid_number_of_processes_is_rejected(jobs: str) -> None:
    result = run(CT, "--jobs", jobs)

    assert result.exit_code == 2
    assert "--jobs" in result.stderr


def test_reports_are_written_in_the_format_of_their_suffix(folder: Path) -> None:
    place = folder.parent
    reports = [place / f"out.{suffix}" for suffix in ("txt", "json", "jsonl", "csv")]
    result = run(folder, "-q", *(f"--report={path}" for path in reports))
    text, data, lines, table = reports

    assert text.read_text() == result.stdout
    number = len(json.loads(data.read_text())["files"][1]["findings"])
    assert len(lines.read_text().splitlines()) == 3
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert len([*csv.DictReader(file)]) == number


def test_unknown_suffix_of_a_report_is_rejected(folder: Path) -> None:
    result = run(folder, "--report", folder / "out.docx")

    assert result.exit_code == 2
    assert ".html" in result.stderr


def test_csv_begins_with_a_byte_order_mark(folder: Path) -> None:
    out = folder.parent / "out.csv"
    result = run(folder, "--format", "csv", "--report", out)

    assert result.stdout_bytes.startswith(b"\xef\xbb\xbffile,")
    assert out.read_bytes() == result.stdout_bytes


def test_color_is_chosen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    assert "\x1b[" not in run(folder).stdout
    assert "\x1b[1;31m" in run(folder, "--color", "always").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run(folder).stdout
    assert "\x1b[" not in run(folder, "--color", "never").stdout


def test_github_commands_have_file_title_and_message(folder: Path) -> None:
    lines = run(folder, "--format", "github").stdout.splitlines()

    assert any(
        each.startswith(
            f"::error file={folder / 'b.dcm'},title=iodize meta-sop-instance::"
        )
        for each in lines
    )
    assert lines[-1].startswith("2 files, ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_interrupted_run_has_written_its_files_and_a_summary(
    jobs: str, form: str, tmp_path: Path
) -> None:
    for number in range(3000):
        (tmp_path / f"{number:04}.dcm").symlink_to(BROKEN)
    out = tmp_path / "out.json"
    options = ("--format", form, "--jobs", jobs, "--full", "--report", out)
    process = subprocess.Popen(
        [sys.executable, "-m", "iodize", "validate", tmp_path, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()  # while other files are being checked
    assert "0000.dcm" in first
    os.killpg(process.pid, signal.SIGINT)
    rest, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert errors.startswith("interrupted after ")
    last = rest.splitlines()[-1]
    assert '"summary"' in last if form == "jsonl" else last.startswith("help: ")
    assert not out.exists()
