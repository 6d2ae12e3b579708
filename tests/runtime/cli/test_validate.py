"""`iodize validate` as a user runs it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread
from pydicom.data import get_testdata_file

import iodize
from iodize import editions
from iodize.cli import cli

CT = str(get_testdata_file("CT_small.dcm", download=False))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a CT image with an error, a warning and a note."""
    image = dcmread(CT)
    del image.KVP
    image.StudyComments = "old"
    image.EchoTime = "5"
    path = tmp_path / "broken.dcm"
    image.save_as(path)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["validate", *map(str, arguments)])


def test_the_json_report_is_a_contract(broken: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "validate", broken, "--format", "json"],
        capture_output=True,
        encoding="utf-8",
    )

    assert done.stderr == ""
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "iodize": iodize.__version__,
        "edition": editions.bundled().name,
        "files": [
            {
                "path": str(broken),
                "sop_class_uid": "1.2.840.10008.5.1.4.1.1.2",
                "iod": "CT Image",
                "findings": [
                    {
                        "severity": "error",
                        "code": "type2-missing",
                        "tag": "(0018,0060)",
                        "keyword": "KVP",
                        "path": "KVP",
                        "module": "CT Image",
                        "message": "absent; type 2 in CT Image",
                        "reference": "PS3.3 C.8.2.1 Table C.8-3",
                    },
                    {
                        "severity": "info",
                        "code": "attribute-outside",
                        "tag": "(0018,0081)",
                        "keyword": "EchoTime",
                        "path": "EchoTime",
                        "module": "",
                        "message": "not part of the IOD",
                        "reference": "PS3.2 3.11.3",
                    },
                    {
                        "severity": "warning",
                        "code": "attribute-retired",
                        "tag": "(0032,4000)",
                        "keyword": "StudyComments",
                        "path": "StudyComments",
                        "module": "",
                        "message": "retired",
                        "reference": "PS3.6 6",
                    },
                ],
            }
        ],
        "summary": {
            "files": 1,
            "errors": 1,
            "warnings": 1,
            "infos": 1,
            "skipped": 0,
        },
    }


def test_the_text_report_names_place_problem_and_source(broken: Path) -> None:
    result = run(broken)

    edition = editions.bundled().name
    assert result.output.splitlines() == [
        f"{broken}: CT Image, {edition}: 1 error, 1 warning, 1 info",
        "  error    KVP (0018,0060): absent; type 2 in CT Image."
        " PS3.3 C.8.2.1 Table C.8-3",
        "  info     EchoTime (0018,0081): not part of the IOD. PS3.2 3.11.3",
        "  warning  StudyComments (0032,4000): retired. PS3.6 6",
        "1 file, 1 error, 1 warning, 1 info",
    ]
    assert result.exit_code == 1


def test_a_good_file_exits_0() -> None:
    result = run(CT)

    assert result.exit_code == 0
    assert "no findings" in result.output


@pytest.mark.parametrize(
    ("severity", "shown"),
    [
        ("error", ["error"]),
        ("warning", ["error", "warning"]),
        ("info", ["error", "info", "warning"]),
    ],
)
def test_less_severe_findings_are_left_out_but_counted(
    severity: str, shown: list[str], broken: Path
) -> None:
    report = json.loads(run(broken, "--severity", severity, "--format", "json").output)

    assert [found["severity"] for found in report["files"][0]["findings"]] == shown
    assert report["summary"]["warnings"] == 1


def test_a_folder_is_searched_and_skipped_files_are_counted(
    broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    shutil.copy(CT, tmp_path / "a")
    result = run(tmp_path, "--jobs", "2")

    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == (
        "2 files, 1 error, 1 warning, 1 info, 1 skipped, not DICOM"
    )


def test_a_file_that_is_not_there_is_an_error_of_that_file(broken: Path) -> None:
    result = run(broken.with_name("none.dcm"), CT)

    assert result.exit_code == 1
    assert "none.dcm: 1 error\n  error    No such file" in result.output
    assert "CT_small.dcm: CT Image" in result.output


def test_an_unknown_edition_is_told_with_the_known_ones() -> None:
    result = run(CT, "--edition", "1066")

    assert result.exit_code == 2
    assert "1066" in result.stderr
    assert editions.bundled().name in result.stderr


def test_paths_are_asked_for() -> None:
    assert run().exit_code == 2


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.dcm"
    shutil.copy(CT, path)

    assert "\x1b" not in run(path).output


def test_one_file_as_json_loads_nothing_that_is_not_needed() -> None:
    program = (
        "import sys; sys.argv[1:] = ['validate', sys.argv[1], '--format', 'json'];"
        "from iodize.cli import cli; cli(standalone_mode=False);"
        "print([name for name in ('rich', 'lxml', 'attrs', 'jinja2', 'black',"
        " 'concurrent.futures') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, CT], capture_output=True, encoding="utf-8"
    )

    assert done.stderr == "[]\n"
