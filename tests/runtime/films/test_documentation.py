"""The program of docs/films.md runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.source


def test_program_of_the_page_writes_its_files(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "films.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == {"film.png", "film.pdf"}
