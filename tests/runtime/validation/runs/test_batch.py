"""Validation of many files."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pydicom.data import get_testdata_file

from iodize.findings.report import FileReport
from iodize.tables import editions
from iodize.validation.engine import engine
from iodize.validation.engine.consistency import Together
from iodize.validation.runs import batch, search
from iodize.validation.runs.batch import Batch, Row, check_paths
from iodize.validation.runs.checker import Checker
from iodize.validation.runs.search import find

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three DICOM files and other things."""
    (tmp_path / "b" / "inner").mkdir(parents=True)
    for digit, path in enumerate(("b/inner/second", "a.dcm", "c"), start=5):
        (tmp_path / path).write_bytes(instance(digit))
    (tmp_path / "b" / "notes.txt").write_text("no image")
    (tmp_path / "empty").touch()
    return tmp_path


def instance(digit: int) -> bytes:
    """Return the image with a unique UID."""
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    assert CT.read_bytes().count(uid) == 2
    return CT.read_bytes().replace(uid, uid[:-1] + str(digit).encode())


def names(folder: Path, files: tuple[FileReport | str, ...]) -> list[str]:
    return [
        os.path.relpath(file if isinstance(file, str) else file.path, folder)
        for file in files
    ]


def test_folder_is_searched_for_dicom_files_in_order(folder: Path) -> None:
    files, skipped = find([str(folder)])

    assert names(folder, files) == ["a.dcm", "b/inner/second", "c"]
    assert skipped == 2


def test_file_with_dicom_suffix_is_not_skipped(
    folder: Path,
) -> None:
    (folder / "broken.DCM").touch()

    report = check_paths([str(folder)])
    assert [file.findings[0].code for file in report.files if file.findings] == [
        "file-empty"
    ]


def test_file_given_by_path_is_not_skipped(folder: Path) -> None:
    report = check_paths([str(folder / "b" / "notes.txt"), str(folder / "none")])

    assert [file.findings[0].code for file in report.files] == [
        "not-dicom",
        "file-unreadable",
    ]
    assert report.status == 2


def test_link_to_a_parent_folder_is_not_followed(folder: Path) -> None:
    (folder / "b" / "again").symlink_to(folder)

    files, _ = find([str(folder)])
    assert len(files) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["b", "a.dcm"])
def test_unreadable_path_is_reported_and_others_are_checked(
    folder: Path, name: str
) -> None:
    (folder / name).chmod(0)
    report = check_paths([str(folder)])
    (folder / name).chmod(0o700)

    codes = {file.path: [one.code for one in file.findings] for file in report.files}
    assert codes[str(folder / name)] == ["file-unreadable"]
    assert codes[str(folder / "c")] == []


def test_folder_that_cannot_be_listed_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_folder = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = check_paths([str(folder)])

    assert [Path(file.path).name for file in report.files] == ["a.dcm", "b", "c"]
    (finding,) = report.files[1].findings
    assert (finding.code, finding.message) == ("file-unreadable", "Permission denied")


def test_parallel_run_returns_reports_in_order(folder: Path) -> None:
    (folder / "b" / "broken.dcm").write_bytes(CT.read_bytes()[:5000])
    alone = check_paths([str(folder)])
    together = check_paths([str(folder)], jobs=2)

    assert together.files == alone.files
    assert together.skipped == alone.skipped
    assert [len(file.findings) for file in alone.files] == [0, 1, 0, 0]


@pytest.mark.parametrize(("files", "workers"), [(7, 0), (8, 2), (9, 2)])
def test_many_files_are_checked_by_as_many_processes_as_save_time(
    files: int, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones are checked here, so that workers have the rules compiled for them."""
    started: list[int] = []
    here: list[object] = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, jobs: int, **options: Any) -> None:
            started.append(jobs)
            super().__init__(jobs, **options)

    def check_one(checker: Checker, file: Any) -> Row:
        here.append(file)
        return _check_one(checker, file)

    _check_one = batch._check_one
    monkeypatch.setattr(batch, "_MANY", 4)
    monkeypatch.setattr(batch, "_FIRST", 3)
    monkeypatch.setattr(batch, "_processors", lambda: 2)
    monkeypatch.setattr(batch, "_check_one", check_one)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    for digit in range(files):
        (tmp_path / f"{digit}.dcm").write_bytes(instance(digit))

    found = [row[0] for row in Batch([str(tmp_path)], jobs=None).rows()]

    assert [Path(file.path).stem for file in found] == [*map(str, range(files))]
    assert all(file.iod == "CT Image" for file in found)
    assert started == [workers] * bool(workers)
    assert len(here) == (3 if workers else files)


def test_internal_error_is_reported_for_its_file_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iodize.validation.engine.engine import Validator

    check = Validator.check

    def fail(validator: Validator, source: str) -> FileReport:
        if source.endswith("second"):
            raise ZeroDivisionError("a / b")
        return check(validator, source)

    monkeypatch.setattr(Validator, "check", fail)
    report = check_paths([str(folder)])

    assert [[one.code for one in file.findings] for file in report.files] == [
        [],
        ["not-checked"],
        [],
    ]


def test_progress_is_called_for_each_file(folder: Path) -> None:
    calls: list[tuple[int, int]] = []
    check_paths([str(folder)], progress=lambda done, total: calls.append((done, total)))

    # Files that are skipped are looked at too.
    assert calls == [(number, 5) for number in range(1, 6)]


def test_reports_are_yielded_before_other_files_are_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iodize.validation.engine.engine import Validator

    check, checked = Validator.check, []

    def note(validator: Validator, source: str) -> FileReport:
        checked.append(source)
        return check(validator, source)

    monkeypatch.setattr(Validator, "check", note)
    rows = Batch([str(folder)]).rows()

    assert next(rows)[0].path == str(folder / "a.dcm")
    assert checked == [str(folder / "a.dcm")]


def test_file_of_a_folder_is_opened_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(path: str, mode: str) -> BinaryIO:
        opened.append(os.path.basename(path))
        return open(path, mode)  # type: ignore[return-value]

    monkeypatch.setattr(engine, "open", note, raising=False)
    monkeypatch.setattr(search, "open", note, raising=False)
    check_paths([str(folder)])

    assert opened == ["a.dcm", "second", "notes.txt", "c", "empty"]


def test_copy_in_another_transfer_syntax_is_recognized_without_reading_it() -> None:
    first = FileReport("a", "", "", (), sop_instance_uid="1.2", transfer_syntax_uid="1")
    together = Together(lambda file: editions.bundled())
    together.checked(first)

    (finding,) = together.checked(first._replace(transfer_syntax_uid="2")).findings
    assert finding.code == "instance-copied"
    (finding,) = together.checked(first).findings  # neither file exists
    assert finding.code == "instance-duplicate"
