"""The command `iodize rules`, and docs/rules.md."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from iodize.cli import cli
from iodize.conditions.facts import FACTS
from iodize.findings.advice import ADVICE
from iodize.findings.codes import CODES


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def test_all_codes_are_listed() -> None:
    names = [line.split()[1] for line in run().output.splitlines() if line[0] != " "]

    assert names == list(CODES)


def test_code_is_explained() -> None:
    text = " ".join(run("meta-length").output.split())

    assert text.startswith("meta-length (error) ")
    assert CODES["meta-length"].explanation in text
    for label, fact in {**ADVICE["meta-length"]._asdict()}.items():
        assert f" {label} {fact}" in text
    assert "iodize fix: Recalculates" in text
    assert "PS3.10 Table 7.1-1" in text
    assert "2023a/output/html/part10.html#table_7.1-1" in text
    assert "--set-severity meta-length=warning, or --ignore meta-length" in text


def test_lines_of_an_explanation_fit_the_terminal() -> None:
    result = CliRunner(env={"COLUMNS": "50"}).invoke(cli, ["rules", "type2-missing"])

    assert max(map(len, result.output.splitlines())) <= 50


def test_severity_of_a_note_cannot_be_lowered() -> None:
    assert "--set-severity" not in run("key-unknown").output


def test_codes_are_selected_by_prefix() -> None:
    codes = {one["code"] for one in json.loads(run("type1", "--json").output)}

    assert codes == {name for name in CODES if name.startswith("type1")}
    assert len(codes) >= 3


def test_code_that_is_a_prefix_of_others_selects_only_itself() -> None:
    assert [one["code"] for one in json.loads(run("vr-un", "--json").output)] == [
        "vr-un"
    ]


def test_json_has_the_advice_and_the_link() -> None:
    (code,) = json.loads(run("meta-length", "--json").output)

    assert code["why"] == ADVICE["meta-length"].why
    assert code["link"].startswith("https://")


def test_unknown_code_suggests_a_similar_one() -> None:
    result = run("typ2-missing")

    assert result.exit_code == 2
    assert "did you mean 'type2-missing'?" in result.stderr


def test_unknown_code_without_similar_ones_leads_to_the_list() -> None:
    result = run("foo")

    assert result.exit_code == 2
    assert "`iodize rules` lists all codes" in result.stderr
    assert "type2-missing" not in result.stderr
    assert len(result.stderr) < 200


def test_facts_are_listed() -> None:
    assert json.loads(run("--facts", "--json").output) == FACTS
    assert "contrast-used\n" in run("--facts").output


def test_page_in_the_documentation_is_up_to_date(root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text("utf-8")

    assert (
        page == run("--markdown").output
    ), "run: iodize rules --markdown > docs/rules.md"
