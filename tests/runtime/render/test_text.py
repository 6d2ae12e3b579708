"""The report as text."""

from iodize.report import FileReport, Report


def test_a_file_ends_with_how_its_rules_fared(report: Report) -> None:
    lines = report.render().splitlines()

    assert lines[5] == "  rules: 40 held, 2 violated, 1 unknown"
    assert lines[6].startswith("good.dcm")


def test_undecided_rules_are_told_with_their_reasons(report: Report) -> None:
    assert report.render(explain=True).splitlines()[6] == (
        "  unknown  CardiacSynchronizationTechnique: type 1C in Cardiac Synchronization:"
        ' required if unknown("cardiac-synchronized"); else forbidden; not known: cardiac-synchronized.'
        " PS3.3 C.7.6.18.1 Table C.7.6.18-1"
    )


def test_a_suggestion_follows_the_problem(report: Report) -> None:
    assert (
        "  error    PatientSex (0010,0040): 'm'; enumerated: M, F, O (did you mean 'M'?)."
        " PS3.3 C.7.1.1 Table C.7-1"
    ) in report.render().splitlines()


def test_known_findings_are_counted() -> None:
    report = Report("2023a", (FileReport("a", "", "", ()),), known=3)

    assert report.render().endswith("0 info, 3 known from the baseline")
