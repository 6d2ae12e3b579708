"""dcmdump of DCMTK reads every example without messages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from iodize import example
from iodize.tables import editions

EDITION = editions.bundled()


@pytest.fixture(scope="module")
def dcmdump() -> str:
    """Return the command; skip where it is missing, unless `.ci/run` installed it."""
    command = shutil.which("dcmdump")
    if command is None:
        if os.environ.get("IODIZE_TOOLS") == "required":
            pytest.fail("dcmdump is missing: apt-get install dcmtk")
        pytest.skip("dcmdump is not installed: Debian package dcmtk")
    return command


def test_it_reads_every_example(dcmdump: str, tmp_path: Path) -> None:
    for uid, iod in example.sop_classes(EDITION).items():
        example.write(EDITION.iod(iod), uid, tmp_path / uid)

    done = subprocess.run(
        [dcmdump, "+sd", "+r", str(tmp_path)], capture_output=True, check=False
    )

    assert done.returncode == 0
    assert done.stderr.decode("latin-1") == ""
    assert done.stdout.count(b"# Dicom-File-Format") > 190
