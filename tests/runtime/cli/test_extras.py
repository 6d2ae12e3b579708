"""Commands without the packages of the extras."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from iodize.cli import COMMANDS, cli
from iodize.cli.failures import EXTRAS, MissingExtraError, without_extra

PROGRAM = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if (package := name.partition(".")[0]) in {{*{sorted(EXTRAS)!r}, "mcp"}}:
            raise ModuleNotFoundError(name, name=package)

sys.meta_path.insert(0, Missing())
from click.testing import CliRunner
from iodize.cli import COMMANDS, cli

for name in COMMANDS:
    page = CliRunner().invoke(cli, [name, "--help"])
    print(name, page.exit_code, "Needs iodize[" in page.output)
run = CliRunner().invoke(cli, ["generate", "--out", "x"])
print(run.exit_code, "pip install" in run.output)
"""


def test_help_pages_need_no_extra() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    *pages, run = done.stdout.splitlines()
    assert pages == [
        f"{name} 0 {bool(entry.extra)}" for name, entry in COMMANDS.items()
    ]
    assert run == "2 True"


def test_help_page_names_the_extra() -> None:
    command = cli.get_command(click.Context(cli), "echo")
    assert command is not None
    assert command.epilog == 'Needs iodize[network]: pip install "iodize[network]"'


def test_command_in_place_of_a_missing_one_fails() -> None:
    error = ModuleNotFoundError("lark", name="lark")
    command = without_extra("condition", "Show a condition.", error)

    with pytest.raises(MissingExtraError, match="lark"):
        command.main(["--any", "text"], standalone_mode=False)


def test_missing_module_of_no_extra_is_raised() -> None:
    with pytest.raises(ModuleNotFoundError):
        without_extra("x", "X.", ModuleNotFoundError("other", name="other"))
