"""The formats of a comparison."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from iodize.compare import Comparison
from iodize.compare.changes import Effect
from iodize.compare.forms import FORMS, render
from iodize.compare.forms.json import as_data
from iodize.compare.rules import RULES

from .conftest import Compared, Edit

SERIES = "modules/general_series.py"
EDITS = (
    Edit(SERIES, 'enumerated("R", "L")', 'enumerated("R", "B")'),
    Edit(
        SERIES,
        "when=when('unknown(\"not-understood\")')",
        "when=when('present(PatientID)')",
    ),
    Edit("modules/general_study.py", '0x00080020, "2"', '0x00080020, "1"'),
    Edit("dictionary.py", '"Study Date", ""', '"Day <of> Study", ""'),
)


@pytest.fixture
def comparison(compared: Compared) -> Comparison:
    return compared(*EDITS)


def test_text_has_a_line_for_each_change(comparison: Comparison) -> None:
    lines = render(comparison, "text").splitlines()

    assert (
        "      ~ StudyDate (0008,0020): type 2 → type 1  [stricter, breaking]" in lines
    )
    assert (
        "      ~ Laterality (0020,0060): enumerated values: +B, -L"
        "  [stricter or looser, breaking]"
    ) in lines
    assert (
        "          new: required if PatientID is present; otherwise not permitted"
        in lines
    )
    assert lines[-1] == (
        "DICOM 2020a → 2020b, 4 changes: 1 stricter, 2 stricter or looser, 1 neutral;"
        " 2 breaking"
    )
    assert sum(line.startswith("      ~ ") for line in lines) == 4


def test_equal_editions_are_one_line(compared: Compared) -> None:
    assert render(compared(), "text") == "DICOM 2020a → 2020b, no differences"


FIELDS = {
    "kind",
    "subject",
    "path",
    "tags",
    "label",
    "old",
    "new",
    "effect",
    "breaking",
    "reason",
    "iods",
    "modules",
    "services",
    "reference",
    "edition",
    "url",
}


def test_json_has_stable_fields(comparison: Comparison) -> None:
    data = json.loads(render(comparison, "json"))

    assert data.keys() == {"iodize", "format", "old", "new", "parts", "changes"}
    assert (data["format"], data["old"], data["new"]) == (1, "2020a", "2020b")
    for change in data["changes"]:
        assert change.keys() == FIELDS
        assert change["kind"] in RULES
        assert change["effect"] in [effect.value for effect in Effect]
        assert change["subject"].keys() == {
            "kind",
            "keyword",
            "name",
            "part",
            "section",
            "table",
        }
        for side in (change["old"], change["new"]):
            assert side.keys() == {"text", "condition", "condition_text", "values"}


def test_json_of_a_change_of_values(comparison: Comparison) -> None:
    (change,) = (
        c for c in as_data(comparison)["changes"] if c["kind"] == "attribute-values"
    )

    assert change["path"] == ["Laterality"]
    assert change["tags"] == ["(0020,0060)"]
    assert change["old"]["values"] == ["L", "R"]
    assert change["new"]["text"] == "enumerated values: B, R"
    assert change["reference"] == "PS3.3 C.7.3.1 Table C.7-5a"
    assert "DemoImage" in change["iods"]


def test_json_of_an_added_row_has_no_old_side(compared: Compared) -> None:
    line = '    StudyDate = attribute(0x00080020, "2")  # DA 1\n'
    comparison = compared(Edit("modules/general_study.py", line, ""))
    (change,) = as_data(comparison)["changes"]

    assert change["new"] is None
    assert change["url"].startswith("https://dicom.nema.org/medical/dicom/2020a/")


def test_links_lead_to_the_row(comparison: Comparison) -> None:
    urls = [c["url"] for c in as_data(comparison)["changes"] if c["tags"]]

    assert all("/2020b/output/html/part0" in url for url in urls)


def test_markdown_escapes_names_and_links_rows(comparison: Comparison) -> None:
    text = render(comparison, "markdown")

    assert text.startswith("# DICOM 2020a → 2020b\n")
    assert r"Day \<of\> Study" in text
    assert re.search(r"- `~` \[StudyDate \(0008,0020\)\]\(https://\S+\): type 2", text)


class Tags(HTMLParser):
    """Checks that tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_escaped(comparison: Comparison) -> None:
    page = render(comparison, "html")
    tags = Tags()
    tags.feed(page)

    assert tags.open == []
    assert tags.seen.count("li") == len(comparison.changes)
    assert "script" not in tags.seen
    assert "Day &lt;of&gt; Study" in page


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_repeatable(form: str, comparison: Comparison) -> None:
    assert render(comparison, form) == render(comparison, form)


def test_part_of_another_edition_is_noted(compared: Compared) -> None:
    comparison = compared(Edit("__init__.py", '7: "2020b"', '7: "2019e"'))

    for form in ("text", "markdown", "html"):
        assert "PS3.7 is compared from 2020a to 2019e." in render(comparison, form)
    assert as_data(comparison)["parts"] == [
        {"part": "PS3.7", "old": "2020a", "new": "2019e"}
    ]


def test_part_that_a_package_lacks_is_not_compared(compared: Compared) -> None:
    comparison = compared(
        Edit("__init__.py", '    7: "2020b",\n', ""),
        Edit("statuses.py", '"Failure", "Failed"', '"Warning", "Failed"'),
    )

    assert comparison.changes == ()
    assert render(comparison, "text").splitlines() == [
        "PS3.7 is not compared: 2020b was generated without it.",
        "DICOM 2020a → 2020b, no differences",
    ]


def test_row_of_an_attribute_list_refers_to_its_table(compared: Compared) -> None:
    comparison = compared(
        Edit(
            "services/demo_step.py",
            'when=when("present(PatientID)")',
            'when=when("valued(PatientID)")',
        )
    )
    (change,) = as_data(comparison)["changes"]

    assert change["reference"] == "PS3.4 F.1.3 Table F.1-1"
    assert change["subject"]["keyword"] == "DemoStep"
    assert "/part04.html#" in change["url"]
