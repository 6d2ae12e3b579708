from __future__ import annotations

from pathlib import Path

from pydicom import dcmread
from pydicom.fileset import FileSet

from iodize import editions, example, validate
from iodize.validation.findings import Severity

EDITION = editions.bundled()


def test_a_directory_comes_with_its_image(tmp_path: Path) -> None:
    path = tmp_path / "DICOMDIR"

    example.write(*example.named(EDITION, "Basic Directory"), path)

    found = [f for each in validate(tmp_path).files for f in each.findings]
    assert found == []
    [instance] = FileSet(path)
    image = dcmread(instance.path)
    assert image.SOPInstanceUID == example.build("CTImage").SOPInstanceUID


def test_all_are_one_study_without_a_fault(tmp_path: Path) -> None:
    paths = list(example.write_all(EDITION, tmp_path / "study"))

    report = validate(tmp_path)
    bad = [
        f"{each.path}: {found.code}"
        for each in report.files
        for found in each.findings
        if found.severity is not Severity.INFO
    ]
    assert len(paths) > 165
    assert len(report.files) == len(paths)
    assert bad == []
