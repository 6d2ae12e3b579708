"""The installed package is complete: modules, files of data, and commands."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest
from click.testing import CliRunner

import iodize
from iodize.cli import cli

FACTS = "iodize.generator.retired"
"""A package without modules: standard_xml/retired/."""

# Their import runs the program.
PROGRAMS = frozenset({"iodize.__main__"})


def setuptools_of(root: Path) -> dict[str, dict[str, list[str]]]:
    """Return the packages and their files of data in pyproject.toml."""
    found: dict[str, dict[str, list[str]]] = tomllib.loads(
        (root / "pyproject.toml").read_text("utf-8")
    )["tool"]["setuptools"]
    return found


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def test_every_module_can_be_imported(root: Path) -> None:
    names = [
        found.name
        for found in walk_packages(iodize.__path__, "iodize.")
        if found.name not in PROGRAMS
    ]
    for name in names:
        import_module(name)

    packages = {"iodize", *(n for n in names if hasattr(sys.modules[n], "__path__"))}
    assert packages | {FACTS} == {*setuptools_of(root)["packages"]}
    assert len(names) > 1_400


def test_every_file_of_data_is_installed(root: Path) -> None:
    for package, patterns in setuptools_of(root)["package-data"].items():
        for pattern in patterns:
            folder, _, name = pattern.rpartition("/")
            folders = [Path(import_module(package).__path__[0])]
            if folder == "*":
                folders = [each for each in folders[0].iterdir() if each.is_dir()]
            elif folder:
                folders = [folders[0] / folder]
            found = [f for each in folders for f in each.iterdir()]
            assert any(fnmatch(f.name, name) for f in found), (package, pattern)


@pytest.mark.parametrize("words", [*commands(cli)], ids=" ".join)
def test_every_command_starts(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*words, "--help"])

    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_script_validates_a_file(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("iodize")
    image = tmp_path / "image.dcm"
    for arguments in (
        ["example", "CTImage", "--out", str(image)],
        ["validate", str(image)],
    ):
        done = subprocess.run([script, *arguments], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
