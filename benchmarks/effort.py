"""Effort to build eight objects: lines, statements and user time of a program.

    python -m benchmarks.effort [--rounds N]

The programs are those of docs/building, for iodize, highdicom and pydicom, formatted by black.
Lines and statements are those of the program without its inputs. The user time is that of a
process from its start, with the imports and the inputs.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.objects import user_seconds
from tests.stories.libraries import LIBRARIES, PAGES, inputs, programs
from tests.stories.pages import program

SERIES = PAGES.parent / "stories" / "ct-series.md"


class Effort(NamedTuple):
    """The effort of one program."""

    lines: int
    statements: int
    seconds: float
    """User time."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        run(program(SERIES), Path(folder), 1)
        for page in sorted(PAGES.glob("*.md")):
            found[page.stem] = measured(page, Path(folder), rounds)
            print(f"{page.stem} done", file=sys.stderr, flush=True)
    show(found)


def run(text: str, folder: Path, rounds: int) -> float:
    """Return the user time of a program, at best."""
    path = folder / "program.py"
    path.write_text(text, "utf-8")
    times = []
    for _ in range(rounds):
        command = [sys.executable, "-W", "ignore", str(path)]
        times.append(user_seconds(command, cwd=folder, stderr=subprocess.DEVNULL))
    return min(times)


def measured(page: Path, folder: Path, rounds: int) -> dict[str, Effort]:
    """Return the efforts of the programs of a page, by library."""
    found = {}
    given = inputs(page)
    for library, text in programs(page).items():
        if importlib.util.find_spec(library) is None:
            continue
        seconds = run(f"{given}\n{text}", folder, rounds)
        lines = [line for line in text.splitlines() if line.strip()]
        statements = [
            node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)
        ]
        found[library] = Effort(len(lines), len(statements), seconds)
    for path in folder.glob("*.dcm"):
        path.unlink()
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    return found


def show(found: Mapping[str, Mapping[str, Effort]]) -> None:
    """Print the efforts as a table, and the ratios to those of iodize."""
    header = "".join(f"{library:>28}" for library in LIBRARIES)
    print(f"{'lines, statements, user s':<26}{header}")
    for name, efforts in found.items():
        cells = "".join(f"{_cell(efforts.get(library)):>28}" for library in LIBRARIES)
        print(f"{name:<26}{cells}")
    for library in LIBRARIES[1:]:
        pairs = [
            (efforts["iodize"], efforts[library])
            for efforts in found.values()
            if library in efforts
        ]
        if pairs:
            ratios = [
                sum(pair[0][index] for pair in pairs)
                / sum(pair[1][index] for pair in pairs)
                for index in range(len(Effort._fields))
            ]
            print(
                f"iodize by {library}, {len(pairs)} objects: {ratios[0]:.2f} lines,"
                f" {ratios[1]:.2f} statements, {ratios[2]:.2f} user time"
            )


def _cell(effort: Effort | None) -> str:
    if effort is None:
        return "-"
    return f"{effort.lines} {effort.statements} {effort.seconds:.2f}"


if __name__ == "__main__":
    main()
