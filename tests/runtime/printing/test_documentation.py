"""The examples of docs/printing.md run, and print the shown output."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from iodize.dimse.services.sides import Refused

from .images import image, ramp, saved
from .printer import FakePrinter, running


def test_examples_run(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-CREATE" and "Trim" in request.to_dataset():
            raise Refused(0x0105, offending=(0x20100140,))

    monkeypatch.chdir(tmp_path)
    (tmp_path / "ct").mkdir()
    for number in range(1, 4):
        saved(image(ramp()), tmp_path / "ct" / f"00{number}.dcm")
    text = (root / "docs" / "printing.md").read_text("utf-8")
    first, second = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (output,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    namespace: dict[str, Any] = {"__name__": "printing"}
    with running(FakePrinter(on_request=refuse)) as server:
        namespace["PORT"] = server.port
        exec(first, namespace)
        shown = capsys.readouterr().out
        exec(second, namespace)

    assert shown == output
    assert "1 of 1 NORMAL (FILMS) None" in capsys.readouterr().out
