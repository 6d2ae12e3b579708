"""`iodize check-association` between two other tools."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from .processes import HOST, serving

NO_FAULT = frozenset({"context-refused"})
"""Codes of findings that are expected: clients propose more than servers support."""


class Proxy:
    """A running proxy."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self._report = folder / "report.json"

    def findings(self) -> list[str]:
        """Return its findings after its end: observation, path, code, message of each."""
        report = json.loads(self._report.read_text("utf-8"))
        return [
            f"{file['path']}: {finding['path']}: {finding['code']}: {finding['message']}"
            for file in report["files"]
            for finding in file["findings"]
            if finding["code"] not in NO_FAULT
        ]


@contextlib.contextmanager
def proxy(folder: Path, target: int) -> Iterator[Proxy]:
    """Relay to a port of this host, until the block ends.

    Args:
        folder: Folder for its report and log.
    """
    running = Proxy(0, folder)
    with serving(
        lambda port: (
            *(sys.executable, "-m", "iodize", "check-association"),
            *("--listen", f"{HOST}:{port}", "--to", f"{HOST}:{target}"),
            "--no-objects",  # other tests validate them
            *("--format", "json", "--report", str(folder / "report.json")),
        ),
        folder,
        name="proxy",
    ) as server:
        running.port = server.port
        yield running
