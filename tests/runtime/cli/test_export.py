"""The command `iodize export`."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from iodize.cli import cli
from iodize.tables import editions


def test_edition_is_written_and_records_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "export", "--out", folder],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    index = json.loads((folder / "edition.json").read_bytes())

    assert index["edition"] == editions.bundled().name
    for file, count in index["files"].items():
        assert f"{count:6}  {file}\n" in done.stdout


def test_folder_is_required() -> None:
    result = CliRunner().invoke(cli, ["export"])

    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_unwritable_folder_is_reported(tmp_path: Path) -> None:
    occupied = tmp_path / "taken"
    occupied.write_text("")
    result = CliRunner().invoke(cli, ["export", "--out", str(occupied)])

    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {occupied}")
    assert "--out" in result.stderr
