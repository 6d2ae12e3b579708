"""`iodize.validate`: what the command can do, from Python."""

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
from iodize.report import Report
from iodize.validation.findings import Severity

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
    """Return a series of two images that disagree, with errors, a warning and a note."""
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
    """Return the JSON report of the command, which must find no settings of its own."""
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
def test_the_command_and_the_function_find_the_same(
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
def test_some_options_change_nothing_here(
    folder: Path, arguments: dict[str, Any], options: tuple[str, ...]
) -> None:
    data = json.loads(iodize.validate(folder, **arguments).render("json"))

    assert data == commanded(folder, *options) == commanded(folder)


def test_profiles_are_files_or_what_was_read_of_them(folder: Path) -> None:
    path = folder.parent / "archive.toml"
    expected = commanded(folder, "--profile", str(path))
    assert "profile-forbidden" in json.dumps(expected)

    for profiles in (path, str(path), [path], load(path), [load(path)]):
        report = iodize.validate(folder, profiles=profiles)
        assert json.loads(report.render("json")) == expected


def test_settings_count_where_they_are_named(folder: Path) -> None:
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


def test_a_baseline_leaves_out_what_is_known(folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    commanded(folder, "--write-baseline", str(known))
    report = iodize.validate(folder, baseline=known)

    assert (codes(report), report.status) == ([], 0)
    assert report.known == len(codes(iodize.validate(folder)))


def test_several_sources_are_one_run(folder: Path) -> None:
    """Data sets in memory are compared too, and need not be files."""
    first, second = sorted(folder.iterdir())
    sources = [first, dcmread(second)]

    assert "patient-differs" in codes(iodize.validate(sources, consistency=True))
    assert len(iodize.validate(sources, jobs=2).files) == 2


def test_an_instance_that_is_twice_in_memory() -> None:
    image, same = dcmread(CT), dcmread(CT)
    same.filename = image.filename = None

    report = iodize.validate([image, same])
    assert [finding.message for finding in report.findings] == [
        "another instance with this UID is in another data set"
    ]


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    iodize.validate(folder, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"select": "typo1"}, "select: unknown code 'typo1'"),
        ({"ignore": ["typo1"]}, "ignore: unknown code 'typo1'"),
        ({"severity": {"type1": "fatal"}}, "severity: unknown severity 'fatal'"),
        ({"facts": {"sunshine": True}}, "facts: unknown fact 'sunshine'"),
        ({"edition": "2023a", "definitions": "x"}, "exclude each other"),
    ],
)
def test_what_has_no_meaning_is_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        iodize.validate(CT, **arguments)


def test_only_packages_that_exist_are_definitions() -> None:
    with pytest.raises(UnknownEditionError):
        iodize.validate(CT, definitions="no.such.package")


def test_a_severity_may_be_named_or_given() -> None:
    for severity in ("info", Severity.INFO):
        report = iodize.validate(CT, severity={"type": severity})
        assert report.count(Severity.ERROR) == 0
