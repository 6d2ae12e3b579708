"""Errors about missing packages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from iodize.films.errors import MissingExtraError, UnknownFilmSizeError, extra


@pytest.mark.parametrize(("module", "package"), [("PIL", "Pillow"), ("numpy", "NumPy")])
def test_missing_package_is_named_with_its_extra(module: str, package: str) -> None:
    program = f"""
import sys
sys.modules["{module}"] = None
from iodize import films
try:
    films.compose
except ImportError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert run.stdout == (
        f'iodize.films needs {package}: pip install "iodize[print]"\n'
    )


def test_missing_package_of_another_kind_is_raised() -> None:
    with pytest.raises(ModuleNotFoundError, match="absent"), extra():
        raise ModuleNotFoundError("absent", name="absent")
    with pytest.raises(MissingExtraError, match="reportlab"), extra():
        raise ModuleNotFoundError("x", name="reportlab.pdfgen")


def test_errors_have_facts() -> None:
    error = UnknownFilmSizeError("B4", ["A4"])
    assert (error.text, error.known) == ("B4", ["A4"])
