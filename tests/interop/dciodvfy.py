"""Runs dciodvfy of dicom3tools, and reads what it prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COMMAND = "dciodvfy"

_LINE = re.compile(
    r"(?P<severity>Error|Warning) - (?:</(?P<path>[^>]*)> - )?(?P<text>.*)"
)
_TAG = re.compile(
    r"\((?P<group>[0-9a-f]{4}),(?P<element>[0-9a-f]{4})\)(?:\[(?P<number>\d+)\])?"
)


class Complaint(NamedTuple):
    """One line of its output."""

    severity: str
    """"Error" or "Warning"."""
    tags: tuple[int, ...]
    """From the outermost sequence to the attribute; empty where it names none."""
    text: str

    @property
    def tag(self) -> int | None:
        return self.tags[-1] if self.tags else None


def is_installed() -> bool:
    return shutil.which(COMMAND) is not None


def check(path: Path) -> list[Complaint]:
    """Return the messages of dciodvfy for a file.

    Raises:
        subprocess.TimeoutExpired: It does not come to an end.
    """
    done = subprocess.run(
        [COMMAND, "-new", str(path)], capture_output=True, timeout=60, check=False
    )
    lines = (done.stdout + done.stderr).decode("latin-1").splitlines()
    return [*_complaints(lines)]


def _complaints(lines: list[str]) -> Iterator[Complaint]:
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is not None:
            tags = tuple(
                int(found["group"] + found["element"], 16)
                for found in _TAG.finditer(match["path"] or "")
            )
            yield Complaint(match["severity"], tags, match["text"])
