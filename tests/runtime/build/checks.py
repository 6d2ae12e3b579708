"""Checks of built objects: saved, validated and read again."""

from __future__ import annotations

from pathlib import Path

from pydicom import dcmread
from pydicom.dataset import FileDataset

from iodize.definitions import Iod
from iodize.findings.finding import Severity
from tests.interop import dciodvfy


def conforms(instance: Iod, folder: Path) -> FileDataset:
    """Return a built object as pydicom reads it; fail if a validator objects to it."""
    path = folder / "built.dcm"
    instance.save(path)
    report = instance.validate()
    count = report.count(Severity.ERROR) + report.count(Severity.WARNING)
    assert count == 0, report.render("text")
    if dciodvfy.is_installed():
        errors = [c for c in dciodvfy.check(path) if c.severity == "Error"]
        assert errors == [], errors
    return dcmread(path)
