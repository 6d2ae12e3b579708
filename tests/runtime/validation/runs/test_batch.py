"""Many files at once."""

import os
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file

from iodize.report import FileReport
from iodize.validation.batch import check_paths, find

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
    """Return the image under a UID of its own."""
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    assert CT.read_bytes().count(uid) == 2
    return CT.read_bytes().replace(uid, uid[:-1] + str(digit).encode())


def names(folder: Path, files: tuple[FileReport | str, ...]) -> list[str]:
    return [
        os.path.relpath(file if isinstance(file, str) else file.path, folder)
        for file in files
    ]


def test_a_folder_means_the_dicom_files_below_it_in_order(folder: Path) -> None:
    files, skipped = find([str(folder)])

    assert names(folder, files) == ["a.dcm", "b/inner/second", "c"]
    assert skipped == 2


def test_a_file_of_a_folder_that_claims_to_be_dicom_is_never_passed_over(
    folder: Path,
) -> None:
    (folder / "broken.DCM").touch()

    report = check_paths([str(folder)])
    assert [file.findings[0].code for file in report.files if file.findings] == [
        "file-empty"
    ]


def test_a_file_that_is_named_is_checked_whatever_it_is(folder: Path) -> None:
    report = check_paths([str(folder / "b" / "notes.txt"), str(folder / "none")])

    assert [file.findings[0].code for file in report.files] == [
        "not-dicom",
        "file-unreadable",
    ]
    assert report.status == 1


def test_a_folder_that_points_to_itself_is_walked_once(folder: Path) -> None:
    (folder / "b" / "again").symlink_to(folder)

    files, _ = find([str(folder)])
    assert len(files) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["b", "a.dcm"])
def test_what_may_not_be_read_is_told_and_the_rest_is_checked(
    folder: Path, name: str
) -> None:
    (folder / name).chmod(0)
    report = check_paths([str(folder)])
    (folder / name).chmod(0o700)

    found = {file.path: [one.code for one in file.findings] for file in report.files}
    assert found[str(folder / name)] == ["file-unreadable"]
    assert found[str(folder / "c")] == []


def test_a_folder_that_cannot_be_listed_is_told(
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
    (found,) = report.files[1].findings
    assert (found.code, found.message) == ("file-unreadable", "Permission denied")


def test_processes_share_the_work_and_keep_the_order(folder: Path) -> None:
    (folder / "b" / "broken.dcm").write_bytes(CT.read_bytes()[:5000])
    alone = check_paths([str(folder)])
    together = check_paths([str(folder)], jobs=2)

    assert together.files == alone.files
    assert together.skipped == alone.skipped
    assert [len(file.findings) for file in alone.files] == [0, 1, 0, 0]


def test_a_fault_of_iodize_costs_one_file_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iodize.validation.engine import Validator

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


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    check_paths([str(folder)], progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]
