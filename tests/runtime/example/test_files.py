"""Examples are written with the files that they reference."""

from __future__ import annotations

from pathlib import Path

from pydicom import dcmread
from pydicom.fileset import FileSet

from iodize import example, validate
from iodize.findings.finding import Severity
from iodize.tables import editions

EDITION = editions.bundled()


def test_directory_is_written_with_its_image(tmp_path: Path) -> None:
    path = tmp_path / "DICOMDIR"

    example.write(*example.named(EDITION, "Basic Directory"), path)

    found = [f for each in validate(tmp_path).files for f in each.findings]
    assert found == []
    [instance] = FileSet(path)
    image = dcmread(instance.path)
    assert image.SOPInstanceUID == example.build("CTImage").SOPInstanceUID


def test_all_examples_form_a_consistent_study(tmp_path: Path) -> None:
    paths = list(example.write_all(EDITION, tmp_path / "study"))

    report = validate(tmp_path)
    bad = [
        f"{each.path}: {found.code}"
        for each in report.files
        for found in each.findings
        if found.severity is not Severity.INFO and found.code != "sop-class-retired"
    ]
    assert len(paths) > 165
    assert len(report.files) == len(paths)
    assert bad == []
