"""`iodize.validate` has the options and findings of the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydicom import dcmread
from pydicom.data import get_testdata_file

import iodize
from iodize.cli import cli
from iodize.config.errors import ConfigurationError
from iodize.config.profile import load
from iodize.errors import UnknownEditionError
from iodize.findings.finding import Severity
from iodize.findings.report import Report

CT = str(get_testdata_file("CT_small.dcm", download=False))
PACKAGE = "iodize.generated"
PROFILE = """
name = "Archive"
[[rule]]
path = "AccessionNumber"
forbidden = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a series of two inconsistent images with findings of all severities."""
    images = tmp_path / "images"
    images.mkdir()
    for number in (1, 2):
        image = dcmread(CT)
        del image.KVP
        image.StudyComments = "old"
        image.EchoTime = "5"
        image.PatientID = f"P{number}"
        image.SOPInstanceUID += f".{number}"
        image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
        image.save_as(images / f"{number}.dcm")
    (tmp_path / "archive.toml").write_text(PROFILE)
    (tmp_path / "iodize.toml").write_text('ignore = "type2"\nconsistency = true\n')
    return images


def commanded(folder: Path, *options: str) -> Any:
    """Return the JSON report of the command without configuration files."""
    empty = folder.parent / "empty.toml"
    empty.touch()
    config = () if "--config" in options else ("--config", str(empty))
    arguments = ["validate", str(folder), "--format", "json", *config, *options]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code in (0, 1), done.output
    return json.loads(done.stdout)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ({"select": ["type2", "vm"]}, ("--select", "type2,vm")),
        ({"ignore": "type2"}, ("--ignore", "type2")),
        (
            {"severity": {"type2-missing": "info"}},
            ("--set-severity", "type2-missing=info"),
        ),
        ({"facts": {"contrast-used": False}}, ("--fact", "contrast-used=no")),
        ({"consistency": True}, ("--consistency",)),
        ({"explain": True}, ("--explain",)),
    ],
)
def test_function_returns_the_findings_of_the_command(
    folder: Path, arguments: dict[str, Any], options: tuple[str, ...]
) -> None:
    report = iodize.validate(folder, **arguments)
    data = json.loads(report.render("json", explain="explain" in arguments))

    assert data == commanded(folder, *options)
    assert data != commanded(folder)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ({}, ()),
        ({"edition": "2023a"}, ("--edition", "2023a")),
        ({"definitions": PACKAGE}, ("--definitions", PACKAGE)),
        ({"jobs": 2}, ("--jobs", "2")),
    ],
)
def test_options_for_the_default_edition_do_not_change_findings(
    folder: Path, arguments: dict[str, Any], options: tuple[str, ...]
) -> None:
    data = json.loads(iodize.validate(folder, **arguments).render("json"))

    assert data == commanded(folder, *options) == commanded(folder)


def test_profiles_may_be_paths_or_loaded_profiles(folder: Path) -> None:
    path = folder.parent / "archive.toml"
    expected = commanded(folder, "--profile", str(path))
    assert "profile-forbidden" in json.dumps(expected)

    for profiles in (path, str(path), [path], load(path), [load(path)]):
        report = iodize.validate(folder, profiles=profiles)
        assert json.loads(report.render("json")) == expected


def test_arguments_take_precedence_over_config(folder: Path) -> None:
    config = folder.parent / "iodize.toml"
    report = iodize.validate(folder, config=config)

    assert json.loads(report.render("json")) == commanded(
        folder, "--config", str(config)
    )
    assert "patient-differs" in codes(report)
    assert "type2-missing" not in codes(report)
    assert "patient-differs" not in codes(
        iodize.validate(folder, config=config, consistency=False)
    )


def test_baseline_omits_known_findings(folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    commanded(folder, "--write-baseline", str(known))
    report = iodize.validate(folder, baseline=known)

    assert (codes(report), report.status) == ([], 0)
    assert report.known == len(codes(iodize.validate(folder)))


def test_several_sources_are_compared_in_one_run(folder: Path) -> None:
    """Data sets in memory are compared with files."""
    first, second = sorted(folder.iterdir())
    sources = [first, dcmread(second)]

    assert "patient-differs" in codes(iodize.validate(sources, consistency=True))
    assert len(iodize.validate(sources, jobs=2).files) == 2


def test_duplicate_instance_in_memory_is_reported() -> None:
    image, same = dcmread(CT), dcmread(CT)
    same.filename = image.filename = None

    report = iodize.validate([image, same])
    assert [finding.message for finding in report.findings] == [
        "another instance with this UID is in another data set"
    ]


def test_progress_is_called_for_each_file(folder: Path) -> None:
    calls: list[tuple[int, int]] = []
    iodize.validate(folder, progress=lambda done, total: calls.append((done, total)))

    assert calls == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"select": "typo1"}, "select: unknown code 'typo1'"),
        ({"ignore": ["typo1"]}, "ignore: unknown code 'typo1'"),
        ({"severity": {"type1": "fatal"}}, "severity: unknown severity 'fatal'"),
        ({"facts": {"sunshine": True}}, "facts: unknown fact 'sunshine'"),
        ({"edition": "2023a", "definitions": "x"}, "mutually exclusive"),
    ],
)
def test_invalid_option_is_rejected(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        iodize.validate(CT, **arguments)


def test_missing_definitions_package_is_rejected() -> None:
    with pytest.raises(UnknownEditionError):
        iodize.validate(CT, definitions="no.such.package")


def test_severity_may_be_a_string_or_a_member() -> None:
    for severity in ("info", Severity.INFO):
        report = iodize.validate(CT, severity={"type": severity})
        assert report.count(Severity.ERROR) == 0
