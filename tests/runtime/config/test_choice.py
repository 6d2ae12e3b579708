"""Which findings are reported."""

from iodize.config.choice import chosen
from iodize.config.settings import Settings
from iodize.report import FileReport, Report
from iodize.validation.codes import CODES
from iodize.validation.findings import Finding, Severity


def report(*codes: str) -> Report:
    findings = tuple(
        Finding(CODES[code].severity, code, None, "", "", "", "", "") for code in codes
    )
    return Report("2023a", (FileReport("a.dcm", "", "", findings),), skipped=2)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


ALL = report("type1-missing", "type1c-empty", "vm-wrong", "attribute-outside")


def test_nothing_is_left_out_by_itself() -> None:
    assert codes(chosen(ALL, Settings())) == codes(ALL)


def test_a_code_is_selected_by_how_it_begins() -> None:
    assert codes(chosen(ALL, Settings(select=("type1",)))) == [
        "type1-missing",
        "type1c-empty",
    ]
    assert codes(chosen(ALL, Settings(select=("type1-",)))) == ["type1-missing"]


def test_ignoring_wins_over_selecting() -> None:
    settings = Settings(select=("type1",), ignore=("type1-missing",))

    assert codes(chosen(ALL, settings)) == ["type1c-empty"]


def test_what_was_not_checked_never_looks_good() -> None:
    unreadable = report("file-unreadable", "vm-wrong")

    assert codes(chosen(unreadable, Settings(select=("type1",)))) == ["file-unreadable"]
    assert codes(chosen(unreadable, Settings(ignore=("file",)))) == ["vm-wrong"]


def test_the_longest_name_settles_the_severity() -> None:
    settings = Settings(
        severity={"type1": Severity.WARNING, "type1c-empty": Severity.INFO}
    )
    done = chosen(ALL, settings)

    assert [finding.severity for finding in done.findings] == [
        Severity.WARNING,
        Severity.INFO,
        Severity.ERROR,
        Severity.INFO,
    ]
    assert done.skipped == 2


def test_the_exit_status_follows() -> None:
    assert ALL.status == 1
    assert chosen(ALL, Settings(ignore=("type1", "vm"))).status == 0
