"""The examples of docs/network.md run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iodize.network import serve

from .samples import Patients


def test_examples_run(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / "docs" / "network.md").read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    with serve(0, [Patients(2)]) as server:
        for example in examples:
            exec(example, {"PORT": server.port, "FOLDER": tmp_path})

    assert len(examples) == 4
    assert "Doe^1 1.2.1" in capsys.readouterr().out
