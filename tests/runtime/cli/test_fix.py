"""The command `iodize fix`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.cli import cli
from iodize.fix.repairs import REPAIRS

CT = str(get_testdata_file("CT_small.dcm", download=False))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["fix", *map(str, arguments)])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    image = dcmread(CT)
    del image.KVP
    path = tmp_path / "in" / "a.dcm"
    path.parent.mkdir()
    image.save_as(path)
    return path


def test_dry_run_prints_a_patch_and_writes_nothing(broken: Path) -> None:
    before = broken.read_bytes()
    result = run("--dry-run", broken)

    assert result.stdout.splitlines() == [
        f"--- {broken}",
        f"+++ {broken} (repaired)",
        "@@ data set @@",
        "+(0018,0060) DS []  KVP  # add-empty-type2",
    ]
    assert result.stderr == "1 file to repair\n"
    assert result.exit_code == 1
    assert broken.read_bytes() == before


def test_dry_run_exits_0_without_repairs() -> None:
    result = run("--dry-run", CT)

    assert (result.exit_code, result.stdout) == (0, "")


def test_repaired_copies_are_written_to_a_folder(broken: Path, tmp_path: Path) -> None:
    before = broken.read_bytes()
    result = run(broken.parent, "--out", tmp_path / "out")

    assert result.exit_code == 0
    assert "KVP" in dcmread(tmp_path / "out" / "a.dcm")
    assert broken.read_bytes() == before
    assert run(broken.parent, "--out", tmp_path / "out").exit_code == 2


def test_files_are_replaced_only_with_in_place(broken: Path) -> None:
    assert run(broken).exit_code == 2
    assert "KVP" not in dcmread(broken)

    assert run(broken, "--in-place").exit_code == 0
    assert "KVP" in dcmread(broken)
    assert run(broken, "--dry-run").exit_code == 0


def test_in_place_excludes_dry_run(broken: Path) -> None:
    assert run(broken, "--in-place", "--dry-run").exit_code == 2


def test_repairs_are_listed_with_reasons() -> None:
    output = run("--list").output

    for repair in REPAIRS:
        assert f"{repair.name}  (" in output
        assert f"Safe: {repair.reason}" in output
