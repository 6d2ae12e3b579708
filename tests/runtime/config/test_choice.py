"""Selection of the reported findings."""

from iodize.config.choice import chosen
from iodize.config.settings import Settings
from iodize.findings.codes import CODES
from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Report


def report(*codes: str) -> Report:
    findings = tuple(
        Finding(CODES[code].severity, code, None, "", "", "", "", "") for code in codes
    )
    return Report("2023a", (FileReport("a.dcm", "", "", findings),), skipped=2)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


ALL = report("type1-missing", "type1c-empty", "vm-wrong", "attribute-outside")


def test_default_settings_keep_all_findings() -> None:
    assert codes(chosen(ALL, Settings())) == codes(ALL)


def test_codes_are_selected_by_prefix() -> None:
    assert codes(chosen(ALL, Settings(select=("type1",)))) == [
        "type1-missing",
        "type1c-empty",
    ]
    assert codes(chosen(ALL, Settings(select=("type1-",)))) == ["type1-missing"]


def test_ignore_overrides_select() -> None:
    settings = Settings(select=("type1",), ignore=("type1-missing",))

    assert codes(chosen(ALL, settings)) == ["type1c-empty"]


def test_unchecked_file_is_reported_whatever_is_selected() -> None:
    unreadable = report("file-unreadable", "vm-wrong")

    assert codes(chosen(unreadable, Settings(select=("type1",)))) == ["file-unreadable"]
    assert codes(chosen(unreadable, Settings(ignore=("file",)))) == ["vm-wrong"]


def test_longest_prefix_determines_the_severity() -> None:
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


def test_exit_status_depends_on_the_changed_severity() -> None:
    assert ALL.status == 1
    assert chosen(ALL, Settings(ignore=("type1", "vm"))).status == 0
