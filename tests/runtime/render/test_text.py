"""Reports as text."""

import pytest

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Report
from iodize.render.options import Options
from iodize.render.styled import Layout, line
from iodize.render.text import TextStream

from .conftest import NOTE, RETIRED, WRONG_SEX


def shown(report: Report, **options: bool) -> list[str]:
    """Return the lines of a report with options of the text format."""
    stream = TextStream(Options(**options))  # type: ignore[arg-type]
    lines = [*stream.head(report.tally)]
    for row in report.rows():
        lines += stream.row(row)
    return [*lines, *stream.tail(report.tally)]


def test_numbers_of_rules_and_clean_files_are_listed_with_verbose(
    report: Report,
) -> None:
    lines = shown(report, verbose=True)

    assert lines[5] == "  rules: 40 held, 2 violated, 1 unknown"
    assert lines[6].startswith("good.dcm")
    assert not any("rules: 40" in line for line in shown(report))
    assert not any("good.dcm" in line for line in shown(report))


def test_unknown_rules_are_listed_with_reasons(report: Report) -> None:
    assert report.render(explain=True).splitlines()[6] == (
        "  unknown  CardiacSynchronizationTechnique: type 1C in Cardiac Synchronization:"
        " required if the acquisition was synchronized to the heart; otherwise not permitted;"
        " decided by --fact cardiac-synchronized=yes or cardiac-synchronized=no."
        " PS3.3 C.7.6.18.1 Table C.7.6.18-1"
    )


def test_suggestion_follows_the_message(report: Report) -> None:
    assert (
        "  error    PatientSex (0010,0040): 'm'; enumerated: M, F, O (did you mean 'M'?)."
        " PS3.3 C.7.1.1 Table C.7-1 [value-not-enumerated]"
    ) in report.render().splitlines()


def test_findings_of_the_baseline_are_counted() -> None:
    report = Report("2023a", (FileReport("a", "", "", ()),), known=3)

    assert report.render().endswith("0 info, 3 known from the baseline")


def files(*findings: tuple[Finding, ...]) -> Report:
    """Return a report of files named 1, 2... with findings."""
    return Report(
        "2023a",
        tuple(
            FileReport(str(number), "", "CT Image", each, model=f"CT{number % 2}")
            for number, each in enumerate(findings, start=1)
        ),
    )


def in_item(*numbers: int) -> Finding:
    first, second = numbers
    return NOTE._replace(path=f"ASequence[{first}].BSequence[{second}].EchoTime")


def test_findings_are_ordered_by_severity_and_number() -> None:
    # Two items before the note, which comes first in the data set.
    report = files((RETIRED, NOTE, in_item(0, 1), in_item(0, 2), WRONG_SEX))

    firsts = [each.split()[0] for each in shown(report)[1:5]]
    assert firsts == ["error", "warning", "info", "2"]


def test_equal_findings_of_items_are_listed_once_with_the_first_items() -> None:
    report = files(tuple(in_item(1, number) for number in range(5)))

    assert shown(report)[1:3] == [
        "  info     ASequence[1].BSequence[*].EchoTime (0018,0081): not part of the item."
        " PS3.2 3.11.3 [attribute-outside]",
        "           5 times, in items [0], [1], [2] and 2 more",
    ]
    assert len([each for each in shown(report, full=True) if "EchoTime" in each]) == 5


def test_different_messages_at_one_place_are_listed() -> None:
    other = WRONG_SEX._replace(message="'x'; enumerated: M, F, O")

    assert "also: 'x'; enumerated: M, F, O" in shown(files((WRONG_SEX, other)))[2]


def test_equal_findings_of_files_are_listed_once_and_counted() -> None:
    report = files(*[(WRONG_SEX, RETIRED)] * 5, (NOTE, WRONG_SEX))
    lines = shown(report)

    assert lines[0] == "1: CT Image, 2023a: 1 error, 1 warning"
    assert lines[3] == "6: CT Image, 2023a: 1 error, 1 info (1 listed above)"
    assert len([each for each in lines if each.startswith("  error ")]) == 1
    assert "      6         6  value-not-enumerated  error" in lines
    assert any(each.endswith(", in 1, 2, 3 and 3 more") for each in lines)
    full = shown(report, full=True)
    assert len([each for each in full if each.startswith("  error ")]) == 6


def test_summary_counts_files_and_errors_of_scanners() -> None:
    lines = shown(files((WRONG_SEX, WRONG_SEX), (WRONG_SEX,), ()), only_statistics=True)

    assert "      2         2  CT1 (1 file without errors)" in lines
    assert "      1         1  CT0" in lines
    assert not any(each.startswith("1: ") for each in lines)


def test_quiet_report_has_only_findings() -> None:
    assert shown(files((WRONG_SEX,), ()), quiet=True)[2:] == []


def test_codes_below_the_lowest_severity_are_not_in_the_summary() -> None:
    report = files((WRONG_SEX, NOTE), (WRONG_SEX, NOTE))

    text = report.render("text", Severity.ERROR)
    assert "value-not-enumerated  error" in text
    assert "attribute-outside" not in text


@pytest.mark.parametrize("width", [50, 80])
def test_line_is_wrapped_with_a_hanging_indent(width: int) -> None:
    whole = line(("  error", "bold red"), "  " + "word " * 40, hang=11)
    first, *others = Layout(width).written([whole])

    assert first.startswith("  error  word")
    assert others
    assert all(each.startswith(" " * 11 + "word") for each in others)
    assert max(map(len, (first, *others))) <= width
    assert " ".join((first, *others)).split() == whole.plain.split()


def test_line_is_not_wrapped_without_a_terminal() -> None:
    (text,) = Layout().written([line("word " * 100)])

    assert len(text) > 400
