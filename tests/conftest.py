"""Fixtures of all tests: folders, and the standard if its DocBook is available."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from pydicom.data import get_testdata_file

from iodize.editions.locking import exclusive

from .docbook import VARIABLE, folder
from .sharing import shared_folder

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "tests" / "fixtures" / "docbook" / "demo"
PROFILE = "iodize"
"""The settings of Hypothesis that all tests inherit."""
EDITIONS = ("2023a", "2022d", "2025e", "2013")
EXTENSIVE = (
    "generator/conditions/test_cli.py",
    "generator/docbook/errata/",
    "generator/editions/",
    "generator/emit/test_layout.py",
    "generator/emit/test_package.py",
    "generator/snapshot/",
    "generator/test_cli.py",
    "generator/test_generate.py",
    "generator/test_importing.py",
    "generator/test_kept.py",
    "interop/",
    "metamorphic/",
    "mutation/",
    "oracles/",
    "runtime/assistants/",
    "runtime/browse/",
    "runtime/cli/",
    "runtime/compare/",
    "runtime/dimse/services/test_sop_classes.py",
    "runtime/editions/",
    "runtime/emulator/",
    "runtime/example/test_making.py",
    "runtime/export/",
    "runtime/network/link/",
    "runtime/network/serving/",
    "runtime/network/test_trouble.py",
    "runtime/objects/test_damaged.py",
    "runtime/objects/test_documentation.py",
    "runtime/objects/test_equality.py",
    "runtime/objects/test_every_definition.py",
    "runtime/objects/test_every_iod.py",
    "runtime/printing/",
    "runtime/render/test_html.py",
    "runtime/show/test_subjects.py",
    "runtime/test_atomic.py",
    "runtime/test_testing.py",
    "runtime/validation/runs/test_validate.py",
    "runtime/validation/test_scaling.py",
    "stories/",
    "test_installation.py",
    "test_no_sentences.py",
    "test_plain_english.py",
    "test_structure.py",
    "typing/",
)
"""Folders and files of tests that start programs, or try every object of the standard."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-golden",
        action="store_true",
        help="Write what the generator yields to tests/golden instead of comparing.",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Try every fault and every change of every object, not one of four.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make Hypothesis draw the same values in every run, except with --thorough.

    Hypothesis also draws constants of the modules that are loaded, which depend on the
    tests that ran before.
    """
    thorough = config.getoption("--thorough")
    settings.register_profile(
        PROFILE, derandomize=not thorough, print_blob=True, deadline=None
    )
    settings.load_profile(PROFILE)
    if not thorough:
        vars(providers)["is_local_module_file"] = lambda path: False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark extensive tests by their place, and those that read the published standard."""
    for item in items:
        place = item.path.relative_to(ROOT / "tests").as_posix()
        fixtures = getattr(item, "fixturenames", ())
        if place.startswith(EXTENSIVE) or "real_docbook" in fixtures:
            item.add_marker(pytest.mark.extensive)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def one_of(request: pytest.FixtureRequest) -> int:
    """Of how many cases the tests that try tens of thousands take one."""
    return 1 if request.config.getoption("--thorough") else 4


@pytest.fixture(scope="session")
def demo() -> Path:
    """A small standard, written for these tests."""
    return DEMO


@pytest.fixture(scope="session")
def real_docbook() -> Path:
    """The standard as its publisher releases it: a folder for each edition."""
    place = folder()
    missing = [name for name in EDITIONS if not (place / name).is_dir()]
    if missing:
        pytest.skip(
            f"no DocBook of {', '.join(missing)} in {place}: set {VARIABLE} to a"
            " folder of editions, or put it at ../shared/standard beside the checkout"
        )
    return place


@pytest.fixture(scope="session")
def cache_of_2022d(
    real_docbook: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A cache in which 2022d was fetched, and generated when it was first used.

    All processes of the run share it, and must not change it.
    """
    folder = shared_folder(tmp_path_factory) / "cache-2022d"
    environment = {**os.environ, "IODIZE_CACHE": str(folder)}
    sample = get_testdata_file("CT_small.dcm", download=False)
    with exclusive(folder.with_suffix(".lock")):
        if not folder.exists():
            for command in (
                ("fetch", "2022d", "--from-file", real_docbook),
                ("validate", "--edition", "2022d", sample),
            ):
                done = subprocess.run(
                    [sys.executable, "-m", "iodize", *map(str, command)],
                    env=environment,
                    capture_output=True,
                    encoding="utf-8",
                    check=True,
                )
            assert "generating edition 2022d, once" in done.stderr
    return folder
