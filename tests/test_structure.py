"""The floors: which rooms there are, and which may import which."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from .conftest import EXTENSIVE
from .import_graph import (
    FOLDERS,
    Import,
    cycles,
    graph,
    imported_at_once,
    imports,
    module_name,
    names_imported,
    sources,
)

pytestmark = pytest.mark.source

Floors = Sequence[str]

RUNTIME: Final[Floors] = (
    "atomic errors findings lazy version",
    "conditions render tables",
    "directory_records editions functional_groups iods macros messages modules services"
    " statuses",
    "config rules",
    "encoding",
    "data_sets",
    "validation",
    "objects",
    "definitions",
    "dimse reading",
    "films fix frames pixels references",
    "build compare export network proxy",
    "show printing",
    "browse example",
    "assistants emulator testing",
    "cli",
    "__main__",
)
"""The rooms of iodize, from the ground up. A room imports rooms of lower floors only."""

ROOMS: Final[dict[str, Floors]] = {
    "validation": (
        "arguments element_values",
        "views",
        "plan",
        "reporting",
        "conditions",
        "structure",
        "walk",
        "engine",
        "runs",
        "api",
    ),
    "dimse": ("messages", "services", "queries", "checking"),
    "network": ("link", "requests", "serving", "connecting", "server"),
    "build": (
        "errors values",
        "codes sources",
        "measurements pictures planes",
        "annotations content masks multi_frame",
        "image_library observers regions time_points",
        "captures documents key_objects parametric_maps presentation_states reports"
        " segmentations structure_sets",
    ),
    "printing": (
        "errors results",
        "layouts",
        "settings",
        "images",
        "session",
        "printing",
    ),
    "emulator": (
        "data printer",
        "services web",
        "journal",
        "outbox",
        "observing print_service",
        "emulator",
        "run",
    ),
    "generator": (
        "model importing naming output checkout inputs",
        "conditions snapshot kept",
        "report retired_services",
        "docbook",
        "emit",
        "run",
        "readers",
        "passes",
        "pipeline",
        "sources",
        "generate samples",
        "cli",
    ),
    "generator.docbook": (
        "spelling",
        "errata",
        "xml",
        "values",
        "tables",
        "services shapes checks",
        "standard",
    ),
}
"""The same inside of packages that have rooms of their own."""

EXCEPTIONS: Final = {
    ("findings.report", "render"): "Report.render, for convenience",
    ("objects.instance", "example"): "Instance.example, for convenience",
    ("dimse.services.attribute_lists", "example"): "AttributeList.example, likewise",
}
"""Upward imports that are allowed, each in one function, with the reason."""

PYNETDICOM: Final = ("network", "emulator", "proxy", "cli")
"""The rooms that may import pynetdicom, an extra."""

LARGEST_FOLDER: Final = 24
LARGEST_CYCLE: Final = 3


def floor_of(floors: Floors) -> dict[str, int]:
    return {room: i for i, names in enumerate(floors) for room in names.split()}


def room_of(module: str, package: str) -> str:
    """Return the part of a module's name below a package: "link" of "network.link.log"."""
    inside = module.removeprefix(package).removeprefix(".")
    return inside.split(".")[0]


def upward(
    found: Sequence[Import], package: str, floors: Floors
) -> Iterator[tuple[Import, str, str]]:
    """Yield the imports of a package that do not lead down, with both rooms."""
    floor = floor_of(floors)
    prefix = f"{package}." if package else ""
    for each in found:
        if each.importer.startswith(prefix) and each.imported.startswith(prefix):
            start, end = (room_of(m, package) for m in (each.importer, each.imported))
            if start == end or not start or not end:
                continue
            if floor.get(end, len(floors)) >= floor.get(start, len(floors)):
                yield each, start, end


FACTS: Final = "iodize.generator.retired"
"""A package without modules: standard_xml/retired/."""


def packages(root: Path) -> set[str]:
    """Return the import names of all folders that are packages."""
    return {
        ".".join([name, *init.parent.relative_to(root / folder).parts])
        for folder, name in FOLDERS.items()
        for init in (root / folder).rglob("__init__.py")
    }


def test_every_room_has_a_floor(root: Path) -> None:
    for package, floors in [("", RUNTIME), *ROOMS.items()]:
        folder = root / "runtime" / package.replace(".", "/")
        if package.startswith("generator"):
            folder = root / package.replace(".", "/")
        rooms = {
            p.stem for p in folder.iterdir() if not p.name.startswith(("__i", "__p"))
        }
        missing = {r for r in rooms if r not in floor_of(floors)} - {"py", "typing"}
        listed = package in ("", "generator")
        assert (
            not listed or missing == set()
        ), f"rooms of {package or 'iodize'} without floor"


def test_a_room_imports_lower_rooms_only(root: Path) -> None:
    wrong = [
        f"{each.file.relative_to(root)}:{each.line}: {start} imports {end}"
        for each, start, end in upward(imports(root, "runtime"), "", RUNTIME)
        if (each.importer, end) not in EXCEPTIONS
    ]
    assert wrong == []


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_inside_a_package_imports_lower_rooms_only(
    root: Path, package: str
) -> None:
    found = imports(root, "generator" if package.startswith("generator") else "runtime")
    wrong = [
        f"{each.file.relative_to(root)}:{each.line}: {start} imports {end}"
        for each, start, end in upward(found, package, ROOMS[package])
    ]
    assert wrong == []


def test_each_exception_is_used(root: Path) -> None:
    """An exception that no import needs any more is removed."""
    needed = {
        (each.importer, end)
        for each, _, end in upward(imports(root, "runtime"), "", RUNTIME)
    }
    assert needed == set(EXCEPTIONS)
    assert len(EXCEPTIONS) <= 5


def test_no_large_cycle_of_files(root: Path) -> None:
    found = imports(root, "runtime", "generator")
    allowed = (
        (each.importer, each.imported)
        for each in found
        if (each.importer, room_of(each.imported, "")) not in EXCEPTIONS
    )
    assert [sorted(c) for c in cycles(graph(allowed)) if len(c) > LARGEST_CYCLE] == []


def test_no_folder_is_crowded(root: Path) -> None:
    """A folder of source or tests has at most two dozen Python files."""
    files = [
        file
        for top in ("runtime", "generator", "tests", "benchmarks")
        for file in (root / top).rglob("*.py")
        if "golden" not in file.parts
    ]
    crowded = Counter(file.parent.relative_to(root) for file in files)
    assert {f: n for f, n in crowded.items() if n > LARGEST_FOLDER} == {}


def test_each_package_states_its_subject(root: Path) -> None:
    for folder in ("runtime", "generator"):
        for init in (root / folder).rglob("__init__.py"):
            assert init.read_text("utf-8").startswith('"""'), init


def test_every_package_is_in_the_wheel(root: Path) -> None:
    """setuptools packs what pyproject.toml lists, and nothing else."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    listed = project["tool"]["setuptools"]["packages"]

    assert len(listed) == len(set(listed))
    assert packages(root) | {FACTS} == set(listed)


def test_every_folder_with_code_is_a_package(root: Path) -> None:
    for folder in FOLDERS:
        for file in sources(root / folder):
            assert (file.parent / "__init__.py").is_file(), file


@pytest.mark.parametrize("folder", ["runtime", "generated"])
def test_what_users_run_does_not_import_the_generator(root: Path, folder: str) -> None:
    for file in sources(root / folder):
        names = [name for name, _ in names_imported(file, root)]
        assert not [n for n in names if n.startswith("iodize.generator")], file
        named = "iodize.generator" in file.read_text("utf-8")
        # The command line names the commands of the generator in a table. The cache of
        # editions has a folder for each version of the generator.
        allowed = ("runtime/cli/__init__.py", "runtime/editions/cache.py")
        assert not named or file.relative_to(root).as_posix() in allowed, file


def test_generated_code_imports_the_runtime_alone(root: Path) -> None:
    allowed = (
        "iodize.definitions",
        "iodize.dimse",
        "iodize.lazy",
        "iodize.generated",
    )

    stubs = (*allowed, "iodize.objects.typing", "typing", "collections.abc")

    for file in sources(root / "generated"):
        for name, _ in names_imported(file, root):
            known = stubs if file.suffix == ".pyi" else allowed
            assert name.startswith(known), f"{file} imports {name}"


def test_only_rooms_with_a_network_import_pynetdicom(root: Path) -> None:
    for folder in FOLDERS:
        for file in sources(root / folder):
            names = [f"{name}." for name, _ in names_imported(file, root)]
            used = any(name.startswith("pynetdicom.") for name in names)
            assert not used or room_of(module_name(file, root), "") in PYNETDICOM, file


def test_rooms_below_data_sets_do_not_need_pydicom(root: Path) -> None:
    """It takes longer to import than a small file to validate."""
    floors = floor_of(RUNTIME)
    for file in sources(root / "runtime"):
        room = room_of(module_name(file, root), "")
        if floors.get(room, 0) <= floors["validation"] and room != "data_sets":
            assert not imported_at_once(file, "pydicom"), file


def test_pynetdicom_is_loaded_with_the_first_association() -> None:
    """The command line, and the names of `iodize.network`, come without it."""
    program = """
import sys
import iodize.cli, iodize.emulator, iodize.proxy, iodize.services
from iodize.network import TLS, Extended, FailedStatusError, Proposal, Timeouts
assert "pynetdicom" not in sys.modules
from iodize.network import connect
assert "pynetdicom" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_relative_imports_are_resolved(root: Path) -> None:
    """The tests above see through the dots, and lazy and type-only imports count."""
    file = root / "generator" / "docbook" / "tables" / "iods.py"
    names = {name for name, _ in names_imported(file, root)}
    edges = {(each.importer, each.imported) for each in imports(root, "runtime")}

    assert {"iodize.generator.model.Iod", "iodize.generator.docbook.xml.table"} <= names
    assert ("definitions", "objects.fields") in edges  # under TYPE_CHECKING


def test_cycles_are_found() -> None:
    edges = graph(iter([(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4), (6, 1)]))
    assert sorted(map(sorted, cycles(edges))) == [[1, 2, 3], [4, 5]]
    assert cycles(graph(pairwise(range(9)))) == []


def test_the_inventory_of_the_architecture_page_is_that_of_the_code(root: Path) -> None:
    """`python -m tests.inventory` writes it."""
    from .inventory import PAGE, page

    text = PAGE.read_text("utf-8")
    assert text == page(text)


def test_places_of_extensive_tests_exist(root: Path) -> None:
    assert [each for each in EXTENSIVE if not (root / "tests" / each).exists()] == []
