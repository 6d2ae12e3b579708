"""Reports as text."""

from iodize.findings.report import FileReport, Report


def test_numbers_of_rules_follow_the_findings(report: Report) -> None:
    lines = report.render().splitlines()

    assert lines[5] == "  rules: 40 held, 2 violated, 1 unknown"
    assert lines[6].startswith("good.dcm")


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
        " PS3.3 C.7.1.1 Table C.7-1"
    ) in report.render().splitlines()


def test_findings_of_the_baseline_are_counted() -> None:
    report = Report("2023a", (FileReport("a", "", "", ()),), known=3)

    assert report.render().endswith("0 info, 3 known from the baseline")
