"""The command `iodize browse`."""

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from iodize.cli import cli
from iodize.tables import editions

EDITION = editions.bundled().name


def test_pages_are_written_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[str] = []

    def launch(address: str) -> int:
        launched.append(address)
        return 0

    monkeypatch.setattr(click, "launch", launch)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["browse", "--open"])

    assert result.exit_code == 0, result.output
    start = tmp_path / f"dicom-{EDITION}" / "index.html"
    assert start.is_file()
    assert launched == [start.as_uri()]
    assert f"DICOM {EDITION}: " in result.stdout


def test_comparison_of_equal_editions_lists_no_changes(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    arguments = ["browse", "--out", str(folder), "--compare", editions.BUNDLED]
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 0, result.output
    assert "No changes." in (folder / "changes.html").read_text("utf-8")
    assert "changes.html" in (folder / "index.html").read_text("utf-8")


def test_folder_of_another_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    result = CliRunner().invoke(cli, ["browse", "--out", str(tmp_path)])

    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {tmp_path}")
    assert "--out" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("package", ["json", "no_such_package", "", "a..b", "../x"])
def test_package_to_compare_with_must_be_an_edition(
    tmp_path: Path, package: str
) -> None:
    arguments = ["browse", "--out", str(tmp_path / "pages"), "--compare", package]
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 2
    assert "report this" not in result.stderr
    assert not (tmp_path / "pages").exists()


def test_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = CliRunner().invoke(cli, ["browse", "--out", str(tmp_path / "pages")])

    assert result.exit_code == 2
    assert "needs jinja2" in result.stderr
    assert 'pip install "iodize[browse]"' in result.stderr
