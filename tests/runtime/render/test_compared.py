"""Reports of several editions as text."""

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Report
from iodize.render.options import Options
from iodize.render.text import TextStream

from .conftest import NOTE, RETIRED, WRONG_SEX

EDITIONS = ("2022d", "2023a")
EVERYTHING = Options()
Findings = tuple[Finding, ...]


def compared(*files: tuple[Findings, Findings]) -> Report:
    """Return a report of files named a, b... with findings in each of two editions."""
    reports = (
        FileReport(name, "", "CT Image", findings, edition=edition, held=1)
        for name, found in zip("abcdef", files, strict=False)
        for edition, findings in zip(EDITIONS, found, strict=True)
    )
    return Report(", ".join(EDITIONS), tuple(reports), columns=EDITIONS)


def shown(report: Report, options: Options = EVERYTHING) -> list[str]:
    stream = TextStream(options)
    lines = [*stream.head(report.tally)]
    for row in report.rows():
        lines += stream.row(row)
    return [*lines, *stream.tail(report.tally)]


def test_finding_of_several_files_is_listed_once_with_its_editions() -> None:
    report = compared(*[((WRONG_SEX,), (RETIRED, WRONG_SEX))] * 5)

    assert shown(report) == [
        "  2022d    2023a",
        "  error    error    PatientSex (0010,0040): 'm'; enumerated: M, F, O (did you mean"
        " 'M'?). PS3.3 C.7.1.1 Table C.7-1 [value-not-enumerated]",
        "                    in 5 files: a, b, c and 2 more",
        "  -        warning  StudyComments (0032,4000): retired. PS3.6 6 [attribute-retired]",
        "                    in 5 files: a, b, c and 2 more",
        "5 files; 2022d: 5 errors, 0 warnings, 0 info; 2023a: 5 errors, 5 warnings, 0 info",
        "help: --full lists every finding of each file",
    ]


def test_finding_in_other_editions_is_another_entry() -> None:
    lines = shown(compared(((NOTE,), (NOTE,)), ((NOTE,), ())))

    assert [each[:18] for each in lines if "EchoTime" in each] == [
        "  info     info   ",
        "  info     -      ",
    ]
    assert [each.strip() for each in lines if each.strip().startswith("in ")] == [
        "in a",
        "in b",
    ]


def test_finding_of_several_items_is_listed_once_with_their_number() -> None:
    def in_item(number: int) -> Finding:
        return NOTE._replace(path=f"RequestAttributesSequence[{number}].EchoTime")

    items = tuple(map(in_item, range(5)))
    lines = shown(compared((items, items), ((), (in_item(0),))))

    assert "RequestAttributesSequence[*].EchoTime" in lines[1]
    assert lines[2].strip() == "5 times, in items [0], [1], [2] and 2 more; in a"
    assert "RequestAttributesSequence[0].EchoTime" in lines[3]
    assert lines[4].strip() == "in b"


def test_items_that_differ_between_files_are_counted_by_file() -> None:
    one = (NOTE,)
    other = (NOTE._replace(path="RequestAttributesSequence[1].EchoTime"),)
    lines = shown(compared((one, one), (other, other)))

    assert "RequestAttributesSequence[*].EchoTime" in lines[1]
    assert lines[2].strip() == "in 2 files: a, b"


def test_only_file_is_named_once() -> None:
    lines = shown(compared(((NOTE, WRONG_SEX), (NOTE,))))

    assert lines[:2] == ["a: CT Image", "  2022d    2023a"]
    assert [each.split()[:2] for each in lines[2:4]] == [
        ["error", "-"],
        ["info", "info"],
    ]
    assert len(lines) == 5


def test_full_report_lists_the_findings_of_each_file() -> None:
    report = compared(*[((WRONG_SEX,), (WRONG_SEX,))] * 3)
    lines = shown(report, Options(full=True))

    assert lines[:9:3] == ["a: CT Image", "b: CT Image", "c: CT Image"]
    assert len([each for each in lines if "PatientSex" in each]) == 3
    assert not any(each.startswith("help") for each in lines)


def test_verbose_report_lists_files_before_the_findings() -> None:
    lines = shown(compared(((NOTE,), ()), ((), ())), Options(verbose=True))

    assert lines[:3] == [
        "a: CT Image",
        "  2022d rules: 1 held, 0 violated, 0 unknown",
        "  2023a rules: 1 held, 0 violated, 0 unknown",
    ]
    assert lines[3] == "b: CT Image"
    assert lines[6:8] == ["", "  2022d    2023a"]


def test_less_severe_findings_and_the_summary_are_left_out_on_request() -> None:
    report = compared(*[((WRONG_SEX, NOTE), ())] * 2)

    lines = shown(report, Options(Severity.ERROR, quiet=True))
    assert len(lines) == 3
    assert "PatientSex" in lines[1]
    assert len(shown(report, Options(only_statistics=True))) == 1
