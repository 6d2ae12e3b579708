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


def test_to_list_a_package_loads_none_of_its_classes() -> None:
    program = (
        "import sys, iodize.iods; dir(iodize.iods);"
        "assert not [m for m in sys.modules if m.startswith('iodize.generated.iods.')]"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_name_that_is_none_is_no_attribute() -> None:
    with pytest.raises(ImportError, match="CTImge"):
        from iodize.iods import CTImge  # type: ignore[attr-defined]  # noqa: F401
