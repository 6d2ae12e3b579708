"""The command `iodize example`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread

from iodize import validate
from iodize.cli import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["example", *arguments])


def test_example_is_listed() -> None:
    result = run("ct", "image")

    assert result.exit_code == 0
    assert "Doe^Jane" in result.stdout


def test_written_example_conforms(tmp_path: Path) -> None:
    path = tmp_path / "seg.dcm"

    result = run("Segmentation", "--out", str(path), "--seed", "7")

    assert result.exit_code == 0
    assert dcmread(path).Modality == "SEG"
    assert [found for each in validate(path).files for found in each.findings] == []


def test_seed_determines_the_uids(tmp_path: Path) -> None:
    first, second, other = (tmp_path / name for name in ("1", "2", "3"))
    run("CTImage", "--out", str(first))
    run("CTImage", "--out", str(second))
    run("CTImage", "--out", str(other), "--seed", "1")

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_all_examples_are_written(tmp_path: Path) -> None:
    result = run("--all", str(tmp_path / "new"))

    assert result.exit_code == 0
    assert (tmp_path / "new" / "EnhancedCTImageStorage.dcm").is_file()


@pytest.mark.parametrize(
    "arguments",
    [[], ["CTImage", "--all", "folder"], ["--all", "folder", "--out", "file"]],
)
def test_name_excludes_all(arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert "--all" in result.stderr


def test_unknown_name_is_reported() -> None:
    result = run("CTImge")

    assert result.exit_code == 2
    assert "did you mean 'CTImage'" in result.stderr
