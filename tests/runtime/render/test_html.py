"""Reports as HTML, as text and in a browser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Invocation, Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Balance(HTMLParser):
    """Checks that elements are closed in reverse order."""

    VOID = frozenset({"input", "meta", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_tags_of_the_page_are_balanced(report: Report) -> None:
    parser = Balance()
    parser.feed(report.render("html", explain=True))

    assert parser.open == []


def test_page_loads_no_resources(report: Report) -> None:
    page = report.render("html")

    assert not re.search(r"<(?:link|img|iframe|script[^>]*\bsrc)|@import|url\(", page)
    assert "default-src 'none'" in page


def test_values_of_files_are_escaped(report: Report) -> None:
    page = report.render("html")

    assert "<a> & b.dcm" not in page
    assert "&lt;a&gt; &amp; b.dcm" in page


def test_rules_are_counted_and_unknown_ones_listed(report: Report) -> None:
    page = report.render("html", explain=True)

    assert "Rules: 40 held, 2 violated, 1 unknown." in page
    assert "1 rule with an unknown condition" in page
    assert "cardiac-synchronized" in page
    assert "unknown condition" not in report.render("html")


def test_empty_report_is_rendered() -> None:
    assert "No files were checked" in Report("2023a", ()).render("html")


def test_less_severe_findings_are_omitted_but_counted(report: Report) -> None:
    page = report.render("html", Severity.ERROR)

    assert "EchoTime" not in page
    assert re.search(r'<div class="info"><dt>info</dt><dd>1</dd>', page)


def test_command_and_date_are_shown(report: Report) -> None:
    start = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    report.invocation = Invocation("iodize validate 'a&b'", start)
    page = report.render("html")

    assert "2026-03-04 15:30 UTC" in page
    assert "<code>iodize validate &#x27;a&amp;b&#x27;</code>" in page


def copies(report: Report, number: int) -> tuple[FileReport, ...]:
    """Return reports of files with the findings of the first file."""
    first = report.files[0]
    return tuple(
        first._replace(path=f"study/{i:05}.dcm", sop_instance_uid=f"1.2.{i}")
        for i in range(number)
    )


def test_files_with_the_same_findings_are_one_entry(report: Report) -> None:
    page = Report("2023a", copies(report, 400)).render("html")

    assert ">400 files</span>" in page
    by_file, by_rule = page.split('class="view by-rule"')
    assert by_file.count("<li class") == by_rule.count("<li class") == 4
    assert "400 times in 400 files" in by_rule
    assert by_rule.count('href="#file-1"') == 4
    assert all(f"{i:05}.dcm" in by_file for i in range(400))


def test_findings_of_several_items_are_one_entry(report: Report) -> None:
    note = report.files[0].findings[2]
    items = [
        note._replace(path=f"RequestAttributesSequence[{i}].EchoTime", message=str(i))
        for i in range(9)
    ]
    file = report.files[0]._replace(findings=tuple(items))
    page = Report("2023a", (file,)).render("html")

    assert page.count("RequestAttributesSequence[].<wbr>EchoTime") == 2
    assert "9 times" in page
    assert "(first of several)" in page


def test_files_with_errors_come_first(report: Report) -> None:
    clean, warned = (
        report.files[1],
        report.files[1]._replace(
            path="warned.dcm", findings=(report.files[0].findings[3],)
        ),
    )
    page = Report("2023a", (clean, warned, report.files[2])).render("html")

    names = re.findall(r'<span class="name">(.*?)</span>', page)
    assert names[:3] == ["none.dcm", "warned.dcm", "good.dcm"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of 50,000 files, half of which have a finding of their own."""
    finding = Finding(
        Severity.WARNING, "attribute-unknown", None, "", "", "", "unknown", "PS3.6 6"
    )
    usual = tuple(
        finding._replace(severity=Severity.ERROR, code=code, path="KVP")
        for code in ("type2-missing", "vr-wrong", "vm-wrong")
    )
    files = tuple(
        FileReport(
            f"/data/archive/patient_{i // 100:04}/series_{i % 7}/1.2.826.0.1.{i:040}.dcm",
            "1.2.840.10008.5.1.4.1.1.2",
            "CT Image",
            (
                *usual,
                *(finding._replace(path=f"(0011,{i:04X})") for _ in range(i % 2)),
            ),
        )
        for i in range(50_000)
    )
    page = tmp_path_factory.mktemp("html") / "many.html"
    page.write_text(Report("2023a", files).render("html", show_values=True), "utf-8")
    return page


@pytest.mark.slow
def test_page_of_many_files_is_small_and_opens_quickly(
    browser: "Browser", many: Path
) -> None:
    assert many.stat().st_size <= 5_000_000
    text = many.read_text("utf-8")
    assert ">25,000 files</span>" in text
    assert "files more. <code>--format jsonl" in text

    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    # The time of the thread does not depend on other processes.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(many.as_uri())
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )
    metrics = session.send("Performance.getMetrics")["metrics"]
    page.close()
    (seconds,) = (m["value"] for m in metrics if m["name"] == "TaskDuration")
    assert 0 < seconds <= 2


@pytest.fixture
def address(report: Report, tmp_path: Path) -> str:
    """Return the URL of a report with a path that is wider than a phone."""
    first = report.files[0]
    deep = first.findings[1]._replace(
        path="ReferencedImageSequence[0]." * 6 + "PatientSex"
    )
    far = first._replace(
        path="a-folder-with-a-long-name/" * 5 + "scan_0001.dcm",
        findings=(*first.findings, deep),
    )
    many = tuple(
        FileReport(f"{number}.dcm", "", "MR Image", ()) for number in range(30)
    )
    page = tmp_path / "report.html"
    page.write_text(
        Report("2023a", (*report.files, far, *many)).render("html", explain=True),
        "utf-8",
    )
    return page.as_uri()


@pytest.fixture
def page(browser: "Browser", address: str) -> "Iterator[Page]":
    """Return the page; fail if the browser logs an error."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    yield page
    page.close()
    assert complaints == []
    assert requests == [address]


def visible(page: "Page", selector: str) -> int:
    return page.locator(selector).filter(visible=True).count()


def test_filter_hides_findings_that_do_not_match(page: "Page") -> None:
    before = visible(page, ".by-file .group")
    page.fill("#filter", "birthdate da")

    assert visible(page, ".by-file .group") == 2
    assert visible(page, ".by-file .finding") == 2
    assert page.inner_text("#shown") == "2 shown"

    page.fill("#filter", "")
    assert visible(page, ".by-file .group") == before == 3


def test_filter_without_matches_shows_a_note(page: "Page") -> None:
    page.fill("#filter", "no such thing")

    assert visible(page, ".finding") == 0
    assert page.is_visible(".nothing")


def test_findings_are_grouped_by_rule(page: "Page") -> None:
    assert visible(page, ".by-rule .group") == 0
    page.click("label[for=by-rule]")

    assert visible(page, ".by-file .group") == 0
    codes = page.locator(".by-rule .name").all_inner_texts()
    assert codes == [
        "file-unreadable",
        "value-invalid",
        "value-not-enumerated",
        "attribute-retired",
        "attribute-outside",
    ]


def test_finding_of_a_rule_links_to_its_file(page: "Page") -> None:
    page.click("label[for=by-rule]")
    page.click(".by-rule a.file >> nth=0")

    assert page.is_visible("#file-2")


def test_files_without_findings_are_in_a_closed_group(page: "Page") -> None:
    assert page.inner_text(".clean > summary") == "31 files without findings"
    assert not page.is_visible(".clean .group")
    page.click(".clean > summary")
    assert visible(page, ".clean .group") == 1


def test_groups_collapse_and_severities_can_be_hidden(page: "Page") -> None:
    assert page.is_visible("#file-1 .finding.warning")
    page.click("label[for=show-warning]")
    assert not page.is_visible("#file-1 .finding.warning")
    assert page.is_visible("#file-1 .finding.error >> nth=0")
    page.click("#file-1 > summary")
    assert not page.is_visible("#file-1 .finding.error >> nth=0")


def test_page_fits_the_width_of_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("label[for=by-rule]")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_dark_colour_scheme_is_applied(page: "Page") -> None:
    def lightness(selector: str, what: str) -> int:
        script = f"(e) => getComputedStyle(e).{what}"
        color: str = page.locator(selector).first.evaluate(script)
        return sum(map(int, re.findall(r"\d+", color)[:3]))

    page.emulate_media(color_scheme="light")
    assert lightness("body", "backgroundColor") > 600 > lightness("body", "color")
    page.emulate_media(color_scheme="dark")
    assert lightness("body", "backgroundColor") < 120 < lightness("body", "color")
    assert lightness(".group", "backgroundColor") < 150


def test_page_works_without_javascript_except_for_the_filter(
    browser: "Browser", address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert not page.is_visible("#filter")
    page.click("label[for=by-rule]")
    assert page.locator(".by-rule .group").first.is_visible()
    assert not page.locator(".by-file .group").first.is_visible()
    context.close()
