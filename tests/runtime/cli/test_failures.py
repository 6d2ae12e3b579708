"""What ends a command early, told to its user."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from iodize.cli.failures import EXTRAS

PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_every_package_of_the_generator_is_known_as_an_extra() -> None:
    extras = tomllib.loads(PYPROJECT.read_text())["project"]["optional-dependencies"]
    names = {re.split(r"[<>=~!]", one)[0].lower() for one in extras["generator"]}

    assert names <= set(EXTRAS)
