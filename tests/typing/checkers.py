"""Runs mypy and pyright, and returns their messages in a common form."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import iodize
from iodize.editions.locking import exclusive

PACKAGE: Final = Path(iodize.__file__).parent
MYPY_CACHE: Final = "mypy-cache"
"""The cache that all runs of mypy share, so that the stubs are analysed once."""


class Message(NamedTuple):
    """A message of a checker for a line."""

    file: str
    """Name of the program: "values.py"."""
    line: int
    kind: str
    """"error", or "type" for `reveal_type`."""
    text: str


class CheckerMissingError(Exception):
    """A checker that cannot be run, and why."""


def mypy(programs: Sequence[Path], folder: Path) -> Iterator[Message]:
    """Yield the messages of `mypy --strict`, with simplified revealed types.

    Args:
        folder: That of the cache.
    """
    cache = folder / MYPY_CACHE
    options = ["--strict", "--output=json", f"--cache-dir={cache}", "--config-file="]
    with exclusive(cache.with_suffix(".lock")):
        done = subprocess.run(
            [sys.executable, "-m", "mypy", *options, *map(str, programs)],
            capture_output=True,
            text=True,
            env={**os.environ, "MYPYPATH": str(PACKAGE.parent)},
        )
    if done.returncode not in (0, 1):
        raise CheckerMissingError(done.stdout + done.stderr)
    for said in map(json.loads, done.stdout.splitlines()):
        name, line, text = Path(said["file"]).name, said["line"], said["message"]
        if revealed := re.fullmatch(r'Revealed type is "(.*)"', text):
            yield Message(name, line, "type", plain(revealed[1]))
        elif said["severity"] == "error":
            yield Message(name, line, "error", text)


def pyright(programs: Sequence[Path], folder: Path) -> Iterator[Message]:
    """Yield the messages of pyright in strict mode, with simplified revealed types.

    Args:
        folder: A place for the programs.
    """
    folder = folder / "pyright"
    folder.mkdir(exist_ok=True)
    for program in programs:  # it takes its settings from beside what it checks
        shutil.copy(program, folder)
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(PACKAGE.parent)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--outputjson"),
            *("--project", str(folder), "--pythonpath", sys.executable),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    try:
        said = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        raise CheckerMissingError(done.stdout + done.stderr) from None
    for each in said:
        name = Path(each["file"]).name
        line, text = each["range"]["start"]["line"] + 1, each["message"]
        if revealed := re.fullmatch(r'Type of ".*" is "(.*)"', text):
            yield Message(name, line, "type", plain(revealed[1]))
        elif each["severity"] == "error":
            yield Message(name, line, "error", text)


Checker = Callable[[Sequence[Path], Path], Iterator[Message]]
CHECKERS: Final[Mapping[str, Checker]] = {"mypy": mypy, "pyright": pyright}


def plain(revealed: str) -> str:
    """Return a revealed type without modules, and its literals in one: both then agree."""
    short = re.sub(r"\b(?:\w+\.)+(?=\w)", "", revealed)
    return re.sub(r"\] \| Literal\[", ", ", short)
