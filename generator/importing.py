"""Checks that a generated package can be imported, before it is written.

Run as a program, this module imports every module of a package and prints the first
failure as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from types import ModuleType
from typing import NamedTuple

from iodize.definitions import Definition
from iodize.errors import IodizeError

NAME = "iodize_generated_preview"
"""Name under which a package is imported before it is written."""


class UnimportablePackageError(IodizeError):
    """A generated package cannot be imported."""

    hint = (
        "nothing was written. Resolve the rows that were not understood first; if there"
        " are none, report this as a defect of the generator"
    )

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file = file
        """The path of the module in the package."""
        self.line = line
        self.problem = problem

    def __str__(self) -> str:
        return (
            f"the generated package cannot be imported:"
            f" {self.file}:{self.line}: {self.problem}"
        )


class Failure(NamedTuple):
    """The location and the message of an error during import."""

    file: str
    line: int
    problem: str


def failure_of(error: Exception, package: Path) -> Failure | None:
    """Return the line of a package that raised an error; None if it was not raised there.

    Args:
        package: The folder of the package.
    """
    frames = [(f.filename, f.lineno or 0) for f in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 0))
    for name, line in reversed(frames):
        if Path(name).is_relative_to(package):
            path = Path(name).relative_to(package).as_posix()
            return Failure(path, line, _problem(error))
    return None


def _problem(error: Exception) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {text}"


@contextmanager
def preview(sources: Mapping[str, bytes]) -> Iterator[Path]:
    """Write the modules of a package to a temporary folder; return that of the package.

    Args:
        sources: Files of the package by path; only modules are written.
    """
    with TemporaryDirectory() as folder:
        package = Path(folder) / NAME
        package.mkdir()
        for path, source in sources.items():
            if path.endswith(".py"):
                file = package / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(source)
        yield package


def check_importable(package: Path) -> None:
    """Check in a separate process that all modules of a package can be imported.

    Args:
        package: The folder of a `preview`. It passes if it has no modules.

    Raises:
        UnimportablePackageError: A module cannot be imported.
    """
    if not any(package.iterdir()):
        return
    command = [sys.executable, "-B", "-m", __name__, str(package)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise UnimportablePackageError(*_failure(result))


def _failure(result: subprocess.CompletedProcess[str]) -> Failure:
    """Return the failure that the process printed, or its exit status without one."""
    try:
        return Failure(*json.loads(result.stdout))
    except ValueError:
        last = [*result.stderr.splitlines(), f"exit status {result.returncode}"]
        return Failure("__init__.py", 0, last[-1])


def first_failure(package: Path) -> Failure | None:
    """Return the first error of importing all modules and resolving their classes.

    The modules stay in this process: `check_importable` starts another one.
    """
    sys.path.insert(0, str(package.parent))
    for file in sorted(package.rglob("*.py")):
        path = file.relative_to(package.parent)
        try:
            _resolve(import_module(".".join(path.with_suffix("").parts)))
        except Exception as error:
            place = file.relative_to(package).as_posix()
            return failure_of(error, package) or Failure(place, 0, _problem(error))
    return None


def _resolve(module: ModuleType) -> None:
    """Resolve references to item classes, which are functions until their first use."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Definition):
            for attribute in value.attributes().values():
                _ = attribute.item


if __name__ == "__main__":
    failure = first_failure(Path(sys.argv[1]))
    if failure is not None:
        print(json.dumps(failure))
        sys.exit(1)
