"""Messages for commands that fail."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from iodize.cli.failures import EXTRAS

PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.mark.parametrize("extra", ["generator", "network"])
def test_every_package_of_an_extra_is_in_the_table(extra: str) -> None:
    extras = tomllib.loads(PYPROJECT.read_text())["project"]["optional-dependencies"]
    names = {re.split(r"[<>=~!]", one)[0].lower() for one in extras[extra]}

    assert {EXTRAS[name] for name in names} == {extra}


@pytest.mark.parametrize(
    "arguments",
    [
        ["echo", "127.0.0.1", "1"],
        ["check-association", "--listen", "0", "--to", "127.0.0.1:1"],
    ],
)
def test_network_commands_name_the_extra_to_install(arguments: list[str]) -> None:
    code = (
        "import sys; sys.modules['pynetdicom'] = None\n"
        "from iodize.cli import main\n"
        "sys.argv[0] = 'iodize'; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 2
    assert "this command needs pynetdicom, which is not installed" in done.stderr
    assert 'pip install "iodize[network]"' in done.stderr
