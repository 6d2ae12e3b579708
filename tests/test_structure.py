"""The folders, and which may import which."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

FOLDERS = {
    "runtime": "iodize",
    "generator": "iodize.generator",
    "generated": "iodize.generated",
}
"""Import names of the top-level folders."""

LAZY = "runtime/cli/__init__.py"
"""Names the commands of the generator in a table, and imports none until it is called."""


NETWORK = ("network", "peer", "proxy", "cli")
"""The folders of runtime/ that may stand on pynetdicom, an extra."""


def packages(root: Path) -> set[str]:
    """Return the import names of all folders that are packages."""
    return {
        ".".join([name, *init.parent.relative_to(root / folder).parts])
        for folder, name in FOLDERS.items()
        for init in (root / folder).rglob("__init__.py")
    }


def sources(folder: Path) -> list[Path]:
    return sorted([*folder.rglob("*.py"), *folder.rglob("*.pyi")])


@cache
def imports(file: Path, root: Path) -> frozenset[str]:
    """Return the full names of the modules that a file imports, at any depth."""
    return frozenset(_imports(file, root))


def _imports(file: Path, root: Path) -> Iterator[str]:
    top, *inside = file.relative_to(root).parts
    package = [*FOLDERS[top].split("."), *inside[:-1]]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_every_package_is_in_the_wheel(root: Path) -> None:
    """setuptools packs what pyproject.toml lists, and nothing else."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    listed = project["tool"]["setuptools"]["packages"]

    assert len(listed) == len(set(listed))
    assert packages(root) <= set(listed)
    assert set(listed) - packages(root) <= {"iodize.standard_xml"}


def test_every_folder_with_code_is_a_package(root: Path) -> None:
    for folder in FOLDERS:
        for file in sources(root / folder):
            assert (file.parent / "__init__.py").is_file(), file


@pytest.mark.parametrize("folder", ["runtime", "generated"])
def test_what_users_run_has_not_heard_of_the_generator(root: Path, folder: str) -> None:
    for file in sources(root / folder):
        found = [n for n in imports(file, root) if n.startswith("iodize.generator")]
        assert found == [], file
        named = "iodize.generator" in file.read_text("utf-8")
        assert not named or file == root / LAZY, file


def test_generated_code_stands_on_the_runtime_alone(root: Path) -> None:
    allowed = (
        "iodize.definitions",
        "iodize.dimse",
        "iodize.lazy",
        "iodize.generated",
    )

    stubs = (*allowed, "iodize.objects.typing", "typing", "collections.abc")

    for file in sources(root / "generated"):
        for name in imports(file, root):
            known = stubs if file.suffix == ".pyi" else allowed
            assert name.startswith(known), f"{file} imports {name}"


@pytest.mark.parametrize(
    ("folder", "others"),
    [
        ("model", ("docbook", "emit", "snapshot", "report", "cli")),
        ("docbook", ("emit", "snapshot", "cli", "generate")),
        ("snapshot", ("docbook", "emit", "cli", "generate")),
        ("emit", ("docbook", "snapshot", "cli", "generate")),
    ],
)
def test_imports_flow_one_way(root: Path, folder: str, others: tuple[str, ...]) -> None:
    """docbook and snapshot lead to model; emit leads from it."""
    forbidden = tuple(f"iodize.generator.{other}" for other in others)

    for file in sources(root / "generator" / folder):
        for name in imports(file, root):
            assert not f"{name}.".startswith(
                tuple(f"{f}." for f in forbidden)
            ), f"{file} imports {name}"


def test_relative_imports_are_resolved(root: Path) -> None:
    """The tests above see through the dots."""
    found = imports(root / "generator" / "docbook" / "iods.py", root)

    assert {"iodize.generator.model.Iod", "iodize.generator.docbook.table"} <= found


def test_only_what_needs_a_network_stands_on_pynetdicom(root: Path) -> None:
    for folder in ("runtime", "generated", "generator"):
        for file in sources(root / folder):
            used = any(
                f"{name}.".startswith("pynetdicom.") for name in imports(file, root)
            )
            inside = file.relative_to(root).parts[:2]
            assert not used or inside in {("runtime", name) for name in NETWORK}, file


def test_pynetdicom_is_loaded_when_an_association_is_asked_for() -> None:
    """The command line, and the names of `iodize.network`, come without it."""
    program = """
import sys
import iodize.cli, iodize.peer, iodize.proxy, iodize.services
from iodize.network import TLS, Extended, FailedStatusError, Proposal, Timeouts
assert "pynetdicom" not in sys.modules
from iodize.network import connect
assert "pynetdicom" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
