"""docs/assistants.md compared with the tools."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from iodize.assistants import Answers
from iodize.assistants.server import tools
from iodize.cli import cli
from iodize.tables import editions


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Return the answers about the bundled edition."""
    return Answers(editions.bundled())


@pytest.fixture
def text(root: Path) -> str:
    """Return the page."""
    return (root / "docs" / "assistants.md").read_text("utf-8")


def test_every_tool_is_listed_with_its_arguments(text: str, answers: Answers) -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.*?) \|", text, re.MULTILINE)
    expected = [
        (
            tool.__name__,
            ", ".join(f"`{name}`" for name in inspect.signature(tool).parameters),
        )
        for tool in tools(answers)
    ]

    assert listed == expected


def test_row_of_the_page_is_that_of_an_answer(text: str, answers: Answers) -> None:
    configuration, row = map(json.loads, re.findall(r"```json\n(.*?)```", text, re.S))
    (answered,) = answers.attribute("PatientSex", within="Patient")["rows"]
    link = answered["source"].pop("link")

    assert link.startswith(row["source"].pop("link").removesuffix("..."))
    assert answered == row
    command = configuration["mcpServers"]["dicom"]
    assert command["command"] == "iodize"
    done = CliRunner().invoke(cli, [*command["args"], "--help"])
    assert done.exit_code == 0
