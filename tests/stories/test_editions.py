"""The page about editions names options and functions that exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import iodize.editions
from iodize.cli import cli

PAGE = "docs/editions.md"
COMMANDS = ("fetch", "editions", "validate", "generate")

pytestmark = pytest.mark.source


def options(name: str) -> set[str]:
    """Return the options of a command."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return {
        option
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }


def test_options_of_the_page_exist(root: Path) -> None:
    text = (root / PAGE).read_text("utf-8")
    named = set(re.findall(r"--[a-z][a-z-]+", text))

    assert named <= set().union(*map(options, COMMANDS))
    # The page has all options of the commands that it is about.
    assert options("fetch") - {"--list"} <= named
    assert options("editions") <= named


def test_functions_of_the_page_exist(root: Path) -> None:
    text = (root / PAGE).read_text("utf-8")
    names = set(re.findall(r"`iodize\.editions\.(\w+)", text))

    assert names == {"available", "load"}
    assert names <= set(iodize.editions.__all__)
    assert all(callable(getattr(iodize.editions, name)) for name in names)
