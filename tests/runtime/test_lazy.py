"""Packages that load a class when it is first used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("iodize", "validate"),
        ("iodize.iods", "CTImage"),
        ("iodize.generated.iods", "CTImage"),
        ("iodize.services", "StudyRootGet"),
        ("iodize.statuses", "SUCCESS"),
    ],
)
def test_completion_suggests_what_is_not_loaded(module: str, name: str) -> None:
    names = dir(import_module(module))

    assert name in names
    assert len({*names}) == len(names)


PUBLIC = (
    "directory_records",
    "functional_groups",
    "iods",
    "macros",
    "messages",
    "modules",
    "services",
    "statuses",
)


@pytest.mark.parametrize("name", PUBLIC)
def test_star_import_binds_every_listed_name(name: str) -> None:
    module = import_module(f"iodize.{name}")
    found: dict[str, object] = {}

    exec(f"from iodize.{name} import *", found)

    assert module.__all__
    assert {*found} - {"__builtins__"} == {*module.__all__}


def test_listing_a_package_loads_none_of_its_classes() -> None:
    program = (
        "import sys, iodize.iods; dir(iodize.iods); iodize.iods.__all__;"
        "assert not [m for m in sys.modules if m.startswith('iodize.generated.iods.')]"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_name_that_is_none_is_no_attribute() -> None:
    with pytest.raises(ImportError, match="CTImge"):
        from iodize.iods import CTImge  # type: ignore[attr-defined]  # noqa: F401
