"""Check that the built wheel is complete, and run tests against it without the source.

`python -m tests.wheel [PYTEST-ARGUMENT...]` builds the wheel, installs it in a new virtual
environment with the dependencies of the current one, and runs a copy of the tests there.
Without arguments, these are the tests of what a wheel may lack: modules, files of data,
commands, types, and all that the examples of the documentation use.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

from .docbook import VARIABLE, folder

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGED: Final = {
    "runtime": "iodize",
    "generator": "iodize/generator",
    "generated": "iodize/generated",
    "standard_xml/retired": "iodize/generator/retired",
}
"""The folders that the wheel is built from, with their folders in it."""
FILES: Final = ("pyproject.toml", "Makefile", "README.md", "LICENSE")
NEEDED: Final = ("tests", "docs", "benchmarks", "changelog.d", "standard_xml")
"""The folders that the tests read."""
TESTS: Final = (
    "tests/test_installation.py",
    "tests/runtime/cli",
    "tests/stories",
    "tests/typing",
    # Each command starts in test_installation; the stories exchange objects.
    "--ignore=tests/runtime/cli/network",
)
UNNEEDED: Final = shutil.ignore_patterns("__pycache__", "*.egg-info")


def main(arguments: list[str]) -> int:
    """Run the tests and return the exit status of pytest."""
    with TemporaryDirectory(prefix="iodize-wheel-") as name:
        place = Path(name)
        wheel = build(place)
        if lacking := missing(wheel):
            print("not in the wheel:", *lacking, sep="\n  ", file=sys.stderr)
            return 1
        python = install(wheel, place / "venv")
        checkout = copy(place / "checkout", NEEDED)
        environment = {**os.environ, VARIABLE: os.fspath(folder())}
        environment.pop("PYTHONPATH", None)
        verify(python, checkout, place / "venv")
        command = [python, "-m", "pytest", "-m", "not slow and not source"]
        command += arguments or ["-n", "auto", "--dist", "worksteal", *TESTS]
        return subprocess.run(
            command, cwd=checkout, env=environment, check=False
        ).returncode


def copy(target: Path, folders: tuple[str, ...]) -> Path:
    """Copy folders of the checkout, and the files at its top."""
    target.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, target)
    for name in folders:
        shutil.copytree(ROOT / name, target / name, ignore=UNNEEDED)
    return target


def build(place: Path) -> Path:
    """Build the wheel from a copy of the source, and remove the copy."""
    source = copy(place / "source", tuple(PACKAGED))
    pip("wheel", "--no-deps", "--wheel-dir", str(place), str(source))
    shutil.rmtree(source)
    (wheel,) = place.glob("iodize-*.whl")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.2f} MB", flush=True)
    return wheel


def missing(wheel: Path) -> list[str]:
    """Return the files of the source that a wheel lacks."""
    with ZipFile(wheel) as archive:
        present = frozenset(archive.namelist())
    return [
        str(file.relative_to(ROOT))
        for folder, packed in PACKAGED.items()
        for file in sorted((ROOT / folder).rglob("*"))
        if file.is_file()
        and "__pycache__" not in file.parts
        and f"{packed}/{file.relative_to(ROOT / folder).as_posix()}" not in present
    ]


def install(wheel: Path, environment: Path) -> str:
    """Install the wheel in a new environment, and return its Python.

    A .pth file adds the packages of the current environment, but not the source: Python does
    not process .pth files in folders that are added in this way.
    """
    venv.create(environment, with_pip=False, symlinks=True)
    python = str(environment / "bin" / "python")
    pip("--python", python, "install", "--no-deps", str(wheel))
    (packages,) = environment.glob("lib/python*/site-packages")
    dependencies = [path for path in sys.path if Path(path).name == packages.name]
    (packages / "dependencies.pth").write_text("\n".join(dependencies), "utf-8")
    return python


def pip(*arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", *quiet, *arguments], check=True)


def verify(python: str, checkout: Path, environment: Path) -> None:
    """Check that the installed package is the one of the wheel."""
    program = "import iodize, iodize.generated; print(iodize.__file__)"
    done = subprocess.run(
        [python, "-c", program],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(environment), done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
