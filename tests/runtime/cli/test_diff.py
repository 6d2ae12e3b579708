"""The command `iodize diff`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from iodize.cli import cli
from iodize.tables import editions

OLD, NEW = "diff_demo_old", "diff_demo_new"


@pytest.fixture(scope="module", autouse=True)
def packages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Write two packages: in the second, Study Date is type 1."""
    folder = tmp_path_factory.mktemp("packages")
    for name in (OLD, NEW):
        shutil.copytree(root / "tests" / "golden" / "demo", folder / name)
    study = folder / NEW / "modules" / "general_study.py"
    text = study.read_text("utf-8")
    study.write_text(text.replace('0x00080020, "2"', '0x00080020, "1"'), "utf-8")
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))
    for name in (OLD, NEW):
        editions.forget(name)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *arguments])


def test_differences_are_printed_with_status_1() -> None:
    result = run(OLD, NEW)

    assert result.exit_code == 1
    assert (
        "StudyDate (0008,0020): type 2 → type 1  [stricter, breaking]" in result.output
    )


def test_equal_editions_have_status_0() -> None:
    result = run(OLD, OLD)

    assert result.exit_code == 0
    assert result.output == "DICOM 2020a → 2020a, no differences\n"


def test_bundled_edition_is_compared_by_name() -> None:
    name = editions.bundled().name
    result = run(name, name)

    assert (result.exit_code, result.output) == (
        0,
        f"DICOM {name} → {name}, no differences\n",
    )


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--iod", "demo image"), 1),
        (("--iod", "DemoMap", "--stricter"), 1),
        (("--looser",), 0),
        (("--module", "general study"), 1),
        (("--module", "Patient"), 0),
        (("--attribute", "0008,0020"), 1),
        (("--attribute", "StudyInstanceUID"), 0),
        (("--part", "3"), 1),
        (("--part", "6"), 0),
        (("--service", "1.2.3.4.1"), 0),
        (("--breaking",), 1),
    ],
)
def test_filters_select_changes(options: tuple[str, ...], status: int) -> None:
    assert run(OLD, NEW, *options).exit_code == status


def test_json_is_printed() -> None:
    result = run(OLD, NEW, "--format", "json")

    (change,) = json.loads(result.stdout)["changes"]
    assert (change["kind"], change["effect"]) == ("attribute-type", "stricter")


def test_unknown_name_is_reported_with_status_2() -> None:
    result = run(OLD, NEW, "--iod", "DemoImagge")

    assert result.exit_code == 2
    assert "DemoImage" in result.stderr


@pytest.mark.parametrize("name", ["1999a", "no_such_package"])
def test_unknown_edition_is_reported_with_status_2(name: str) -> None:
    result = run(OLD, name)

    assert result.exit_code == 2
    assert name in result.stderr


def test_invalid_package_name_is_a_usage_error() -> None:
    assert "not the name of a Python package" in run(OLD, "a-b/c").stderr


def test_files_are_validated_against_both(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not DICOM")
    result = run(OLD, NEW, "--files", str(tmp_path))

    assert result.exit_code == 0
    assert result.output.startswith("0 files, 0 different")


def test_changes_of_the_stubs_are_printed_with_api() -> None:
    same = run(OLD, NEW, "--api")
    data = json.loads(run(OLD, NEW, "--api", "--format", "json").stdout)

    assert same.exit_code == 0
    assert same.output.endswith("0 changes of the typed API, 0 breaking\n")
    assert (data["old"], data["changes"]) == ("2020a", [])


def test_files_have_no_html() -> None:
    result = run(OLD, NEW, "--files", ".", "--format", "html")

    assert result.exit_code == 2
    assert "--files supports --format text and json" in result.stderr
