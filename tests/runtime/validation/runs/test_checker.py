"""Validation against several editions: compared, or chosen for each object."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import Dataset, FileDataset
from pydicom.uid import ExplicitVRLittleEndian

from iodize import example
from iodize.config.settings import Settings
from iodize.editions.selection import Mode, Selection
from iodize.findings.finding import Severity
from iodize.findings.report import RENDERINGS, Report
from iodize.render.options import Options
from iodize.render.text import TextStream
from iodize.tables.editions import BUNDLED, Edition, bundled
from iodize.validation.runs.run import run

NAME = bundled().name


class WithoutClass(Edition):
    """The bundled edition under another name, without its storage SOP classes."""

    sop_classes = {}  # noqa: RUF012


class Strict(Edition):
    """The bundled edition under another name, without transfer syntaxes: files have errors."""

    uids = {  # noqa: RUF012
        ExplicitVRLittleEndian: ("Verification", "Verification", "SOP Class", False)
    }


def edition(name: str, kind: type[Edition] = Edition) -> Edition:
    """Return the bundled edition under another name."""
    found = kind(BUNDLED)
    found.name = name
    return found


def validated(
    sources: list[Dataset | BytesIO | str],
    mode: Mode,
    *editions: Edition,
    settings: Settings | None = None,
) -> Report:
    return run(sources, settings or Settings(), Selection(mode, editions))


@pytest.fixture
def ct(ct: FileDataset) -> FileDataset:
    ct.InstanceCreationDate = "20210701"
    return ct


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("20210228", "2020e"),
        ("20210301", "2021a"),
        ("20210701", "2021b"),
        ("20300101", "2021b"),
    ],
)
def test_auto_selects_the_newest_edition_in_force(
    ct: FileDataset, date: str, expected: str
) -> None:
    ct.InstanceCreationDate = date
    editions = [edition(name) for name in ("2020e", "2021a", "2021b")]
    report = validated([ct], Mode.AUTO, *editions)

    assert [file.edition for file in report.files] == [expected]
    assert codes(report) == []


def test_auto_notes_an_object_before_all_editions(ct: FileDataset) -> None:
    report = validated([ct], Mode.AUTO, edition("2022a"), edition("2022b"))
    (finding,) = report.findings

    assert report.files[0].edition == "2022a"
    assert finding.code == "edition-assumed"
    assert finding.severity is Severity.INFO
    assert "2021-07-01" in finding.message


def test_auto_notes_an_object_without_a_date() -> None:
    report = validated([Dataset()], Mode.AUTO, edition("2022a"), edition("2024b"))

    # Both have the package of the bundled edition; the newest one is used.
    assert report.files[0].edition == "2024b"
    assert "no date" in report.findings[0].message


def test_any_selects_the_newest_edition_that_accepts(ct: FileDataset) -> None:
    old, new = edition("2020a"), edition("2021a", Strict)
    report = validated([ct], Mode.ANY, old, new)

    assert [file.edition for file in report.files] == ["2020a"]
    assert report.status == 0


def test_any_reports_the_edition_with_the_fewest_errors(ct: FileDataset) -> None:
    del ct.KVP
    old, new = edition("2020a"), edition("2021a", Strict)
    report = validated([ct], Mode.ANY, old, new)

    assert report.files[0].edition == "2020a"
    assert codes(report) == ["edition-rejected", "type2-missing"]
    assert "2020a: 1 error)" in report.findings[0].message
    assert report.status == 1


def test_any_does_not_select_an_edition_without_the_sop_class(
    ct: FileDataset,
) -> None:
    del ct.KVP
    old, new = edition("2020a", WithoutClass), edition("2021a")
    report = validated([ct], Mode.ANY, old, new)

    assert report.files[0].edition == "2021a"
    assert "type2-missing" in codes(report)


def test_any_respects_the_severities_of_the_settings(ct: FileDataset) -> None:
    del ct.KVP
    lenient = Settings(severity={"type2-missing": Severity.INFO})
    report = validated([ct], Mode.ANY, edition("2020a"), settings=lenient)

    assert codes(report) == ["type2-missing"]
    assert report.status == 0


def test_open_files_are_read_by_each_edition(ct_bytes: bytes) -> None:
    stream = BytesIO(ct_bytes)
    report = validated([stream], Mode.EACH, edition("2020a"), edition("2021a"))

    assert [file.iod for file in report.files] == ["CT Image"] * 2


def test_compared_editions_have_a_column_each(ct: FileDataset) -> None:
    del ct.KVP
    report = validated([ct, ct], Mode.EACH, edition("2020a"), edition("2021a", Strict))

    assert report.columns == ("2020a", "2021a")
    assert report.number == 2
    assert [file.edition for file in report.files] == ["2020a", "2021a"] * 2
    assert len(report.column("2020a").files) == 2
    assert "instance-copied" in codes(report.column("2020a"))


def test_instances_are_compared_within_an_edition(ct: FileDataset) -> None:
    report = validated([ct], Mode.EACH, edition("2020a"), edition("2021a"))

    assert codes(report) == []


def test_processes_choose_the_same_editions(tmp_path: Path) -> None:
    paths: list[Dataset | BytesIO | str] = []
    for number in range(4):
        image = example.build("CTImage", seed=number)
        image.InstanceCreationDate = "20300101"
        image.save_as(tmp_path / f"{number}.dcm", enforce_file_format=True)
        paths.append(str(tmp_path / f"{number}.dcm"))
    for mode in (Mode.AUTO, Mode.ANY, Mode.EACH):
        one = validated(paths, mode, bundled())
        two = validated(paths, mode, bundled(), settings=Settings(jobs=2))
        assert one.files == two.files
        assert {file.edition for file in one.files} == {NAME}


def test_text_shows_the_severity_in_each_edition(ct: FileDataset) -> None:
    del ct.KVP
    lines = (
        validated([ct], Mode.EACH, edition("2020a"), edition("2021a", Strict))
        .render("text")
        .splitlines()
    )

    assert lines[1].split() == ["2020a", "2021a"]
    kvp = next(line for line in lines if "KVP" in line)
    syntax = next(line for line in lines if "TransferSyntaxUID" in line)
    assert kvp.split()[:2] == ["error", "error"]
    assert syntax.split()[:2] == ["-", "error"]
    assert lines[-1].startswith("1 file; 2020a: 1 error, 0 warnings")


def test_equal_findings_of_a_file_are_counted(ct: FileDataset) -> None:
    for value in ("1", "2"):
        item = Dataset()
        item.CodeValue = value
        sequence = [*ct.get("ProcedureCodeSequence", []), item]
        ct.ProcedureCodeSequence = sequence
    report = validated([ct], Mode.EACH, edition("2020a"), edition("2021a"))
    stream = TextStream(Options(full=True))
    full = [*stream.head(report.tally)]
    for row in report.rows():
        full += stream.row(row)

    shown = [line for line in full if line.split()[:2] == ["error", "error"]]
    assert len(shown) == report.column("2020a").count(Severity.ERROR) > 1
    assert "2 times, in items [0], [1]" in report.render("text")


@pytest.mark.parametrize("form", RENDERINGS)
@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.EACH])
def test_every_format_shows_the_edition_of_a_file(
    ct: FileDataset, form: str, mode: Mode
) -> None:
    del ct.KVP
    report = validated([ct], mode, edition("2020a"), edition("2021a"))

    assert "2021a" in report.render(form)


def test_json_has_the_edition_of_each_file(ct: FileDataset) -> None:
    report = validated([ct], Mode.EACH, edition("2020a"), edition("2021a"))
    data = json.loads(report.render("json"))

    assert [file["edition"] for file in data["files"]] == ["2020a", "2021a"]
    assert data["summary"]["files"] == 1


def test_baseline_hides_its_findings_in_each_edition(
    ct: FileDataset, tmp_path: Path
) -> None:
    from iodize.config import baseline

    del ct.KVP
    path = tmp_path / "known.json"
    baseline.write(validated([ct], Mode.ONE, bundled()), path)
    settings = Settings(baseline=str(path))
    editions = edition("2020a"), edition("2021a", Strict)
    report = validated([ct], Mode.EACH, *editions, settings=settings)

    assert codes(report.column("2020a")) == []
    assert "type2-missing" not in codes(report.column("2021a"))
    assert codes(report.column("2021a")) != []
