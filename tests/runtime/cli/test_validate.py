"""The command `iodize validate`."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import UID

import iodize
from iodize.cli import cli
from iodize.findings.report import RENDERINGS
from iodize.tables import editions

CT = str(get_testdata_file("CT_small.dcm", download=False))
KVP = "para_455d4887-b8fd-415c-8854-4b98b48a6ddd"
WEB = f"https://dicom.nema.org/medical/dicom/{editions.bundled().name}/output/html"


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


def test_json_report_has_its_documented_keys(broken: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "validate", broken, "--format", "json"],
        capture_output=True,
        encoding="utf-8",
    )

    assert done.stderr == ""
    assert done.returncode == 1
    report = json.loads(done.stdout)
    rules = report["files"][0].pop("rules")
    assert rules.keys() == {"held", "violated", "unknown"}
    assert rules["held"] > 100
    assert report == {
        "iodize": iodize.__version__,
        "edition": editions.bundled().name,
        "files": [
            {
                "path": str(broken),
                "sop_class_uid": "1.2.840.10008.5.1.4.1.1.2",
                "sop_instance_uid": dcmread(CT).SOPInstanceUID,
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
                        "suggestion": "add it empty",
                        "paragraph": KVP,
                        "link": f"{WEB}/part03.html#{KVP}",
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
                        "value": "5",
                        "vr": "DS",
                        "length": 2,
                        "link": f"{WEB}/part02.html#sect_3.11.3",
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
                        "value": "•••",
                        "vr": "LT",
                        "length": 4,
                        "link": f"{WEB}/part06.html#chapter_6",
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
            "known": 0,
        },
    }


def test_text_report_has_place_problem_and_source(broken: Path) -> None:
    result = run(broken)

    edition = editions.bundled().name
    assert result.output.splitlines() == [
        f"{broken}: CT Image, {edition}: 1 error, 1 warning, 1 info",
        "  error    KVP (0018,0060): absent; type 2 in CT Image"
        " (add it empty). PS3.3 C.8.2.1 Table C.8-3 [type2-missing]",
        "  warning  StudyComments (0032,4000): retired. PS3.6 6 [attribute-retired]",
        "  info     EchoTime (0018,0081): not part of the IOD. PS3.2 3.11.3"
        " [attribute-outside]",
        "1 file, 1 error, 1 warning, 1 info",
        "help: `iodize rules type2-missing` explains a code;"
        " --select and --ignore choose codes",
    ]
    assert result.exit_code == 1


def test_valid_file_exits_0() -> None:
    result = run(CT)

    assert result.exit_code == 0
    assert result.output == "1 file, 0 errors, 0 warnings, 0 info\n"


def test_clean_file_and_its_rules_are_listed_with_v() -> None:
    heading, rules, explained, _ = run(CT, "-v").output.splitlines()

    assert heading == f"{CT}: CT Image, {editions.bundled().name}: no findings"
    assert re.fullmatch(r"  rules: \d+ held, 0 violated, \d+ unknown", rules)
    assert "--explain" in explained


@pytest.mark.parametrize(
    ("severity", "shown"),
    [
        ("error", ["error"]),
        ("warning", ["error", "warning"]),
        ("info", ["error", "info", "warning"]),
    ],
)
def test_less_severe_findings_are_omitted_but_counted(
    severity: str, shown: list[str], broken: Path
) -> None:
    report = json.loads(run(broken, "--severity", severity, "--format", "json").output)

    assert [found["severity"] for found in report["files"][0]["findings"]] == shown
    assert report["summary"]["warnings"] == 1


def test_folder_is_searched_and_skipped_files_are_counted(
    broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    image = dcmread(CT)
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    image.save_as(tmp_path / "a")
    result = run(tmp_path, "--jobs", "2")

    assert result.exit_code == 1
    assert (
        "2 files, 1 error, 1 warning, 1 info, 1 skipped, not DICOM"
    ) in result.output.splitlines()


def test_missing_file_exits_2_and_the_others_are_checked(broken: Path) -> None:
    result = run(broken.with_name("none.dcm"), broken)

    assert result.exit_code == 2
    assert "none.dcm: 1 error\n  error    No such file" in result.output
    assert "broken.dcm: CT Image" in result.output


def test_unknown_edition_lists_the_known_ones() -> None:
    result = run(CT, "--edition", "1066")

    assert result.exit_code == 2
    assert "1066" in result.stderr
    assert editions.bundled().name in result.stderr


def test_paths_are_required() -> None:
    assert run().exit_code == 2


def test_control_characters_of_a_file_name_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.dcm"
    shutil.copy(CT, path)

    assert "\x1b" not in run(path).output


def test_one_file_as_json_imports_no_unneeded_modules() -> None:
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


def codes(result: Result) -> list[str]:
    return [
        found["code"]
        for file in json.loads(result.stdout)["files"]
        for found in file["findings"]
    ]


@pytest.mark.parametrize("form", RENDERINGS)
def test_every_format_is_printed(form: str, broken: Path) -> None:
    result = run(broken, "--format", form)

    assert result.exit_code == 1
    assert "KVP" in result.stdout


def test_findings_are_selected_and_ignored(broken: Path) -> None:
    as_json = (broken, "--format", "json")

    assert codes(run(*as_json, "--select", "type2,type1")) == ["type2-missing"]
    done = run(*as_json, "--ignore", "type2", "--ignore", "attribute-retired")
    assert codes(done) == ["attribute-outside"]
    assert done.exit_code == 0


def test_severity_of_a_code_can_be_set(broken: Path) -> None:
    result = run(broken, "--set-severity", "type2=warning")

    assert result.exit_code == 0
    assert "  warning  KVP (0018,0060)" in result.stdout


def test_options_override_the_settings_file(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.with_name("iodize.toml").write_text(
        'select = ["type2"]\nformat = "json"\n[facts]\ncontrast-used = true\n'
    )
    monkeypatch.chdir(broken.parent)

    assert codes(run("broken.dcm")) == ["type2-missing"]
    assert codes(run("broken.dcm", "--select", "attribute")) == [
        "attribute-outside",
        "attribute-retired",
    ]
    assert run("broken.dcm", "--format", "text").stdout.startswith("broken.dcm: CT")


def test_invalid_setting_is_reported_before_validation(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.with_name("iodize.toml").write_text('ingore = ["type2"]')
    monkeypatch.chdir(broken.parent)
    result = run("broken.dcm")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "unknown key 'ingore'\n  help: did you mean 'ignore'?" in result.stderr


def test_settings_file_can_be_given(broken: Path) -> None:
    path = broken.with_name("ci.toml")
    path.write_text('format = "json"\nignore = "attribute"')

    assert codes(run(broken, "--config", path)) == ["type2-missing"]


def test_unknown_fact_is_rejected(broken: Path) -> None:
    assert run(broken, "--fact", "contrast-used=no").exit_code == 1
    result = run(broken, "--fact", "contrast-usd=no")

    assert result.exit_code == 2
    assert "did you mean 'contrast-used'?" in result.stderr


def test_findings_of_the_baseline_are_not_reported(
    broken: Path, tmp_path: Path
) -> None:
    known = tmp_path / "known.json"
    written = run(broken, "--write-baseline", known)
    assert written.stderr == f"{known}: 3 findings\n"
    assert written.exit_code == 1

    result = run(broken, "--baseline", known)
    assert result.exit_code == 0
    assert result.stdout.endswith("0 info, 3 known from the baseline\n")

    image = dcmread(broken)
    del image.PatientName
    image.save_as(broken)
    assert codes(run(broken, "--baseline", known, "--format", "json")) == [
        "type2-missing"
    ]


def test_baseline_of_the_settings_can_be_written(broken: Path, tmp_path: Path) -> None:
    """First it does not exist; then its findings must be kept."""
    known = tmp_path / "known.json"
    settings = tmp_path / "ci.toml"
    settings.write_text('baseline = "known.json"')

    for _ in range(2):
        written = run(broken, "--config", settings, "--write-baseline", known)
        assert written.stderr == f"{known}: 3 findings\n"

    assert run(broken, "--config", settings).exit_code == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rules_of_a_profile_are_added(jobs: str, broken: Path, tmp_path: Path) -> None:
    profile = tmp_path / "site.toml"
    profile.write_text(
        'name = "Archive"\n[[rule]]\npath = "EchoTime"\nforbidden = true\n'
    )
    shutil.copy(CT, tmp_path / "good.dcm")
    result = run(tmp_path, "--profile", profile, "--jobs", jobs, "--select", "profile")

    assert "EchoTime (0018,0081): forbidden by Archive. Archive" in result.stdout
    assert result.exit_code == 1


def test_identifying_values_are_shown_on_request(broken: Path) -> None:
    assert "old" not in run(broken, "--format", "json").stdout
    assert '"old"' in run(broken, "--format", "json", "--show-values").stdout


def test_instances_of_a_study_are_compared_on_request(
    broken: Path, tmp_path: Path
) -> None:
    image = dcmread(CT)
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    image.PatientSex = "M" if image.PatientSex != "M" else "F"
    image.save_as(tmp_path / "other.dcm")

    plain = codes(run(tmp_path, "--format", "json"))
    compared = codes(run(tmp_path, "--format", "json", "--consistency"))
    assert "patient-differs" not in plain
    assert "patient-differs" in compared


def test_fact_determines_an_unknown_condition() -> None:
    def unknown(*facts: str) -> set[str]:
        report = json.loads(run(CT, "--format", "json", "--explain", *facts).stdout)
        file = report["files"][0]
        assert file["rules"]["unknown"] == len(file["unknowns"])
        return {reason for one in file["unknowns"] for reason in one["reasons"]}

    assert "contrast-used" in unknown()
    assert "contrast-used" not in unknown("--fact", "contrast-used=no")
