"""`iodize rules` as a user runs it, and the page that it prints."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from iodize.cli import cli
from iodize.conditions.facts import FACTS
from iodize.fix.repairs import REPAIRS
from iodize.validation.codes import CODES


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def test_all_codes_are_listed() -> None:
    names = [line.split()[1] for line in run().output.splitlines() if line[0] != " "]

    assert names == list(CODES)


def test_one_code_is_explained() -> None:
    assert run("type2-missing").output.splitlines() == [
        "error    type2-missing",
        f"         {CODES['type2-missing'].explanation}",
        f"         iodize fix: {REPAIRS[0].what}",
    ]


def test_codes_are_found_by_how_they_begin() -> None:
    codes = {one["code"] for one in json.loads(run("type1", "--json").output)}

    assert codes == {name for name in CODES if name.startswith("type1")}
    assert len(codes) >= 3


def test_a_code_is_not_taken_for_the_beginning_of_another() -> None:
    assert [one["code"] for one in json.loads(run("vr-un", "--json").output)] == [
        "vr-un"
    ]


def test_an_unknown_code_is_told_with_what_was_meant() -> None:
    result = run("typ2-missing")

    assert result.exit_code == 2
    assert "did you mean 'type2-missing'?" in result.stderr


def test_facts_are_listed() -> None:
    assert json.loads(run("--facts", "--json").output) == FACTS
    assert "contrast-used\n" in run("--facts").output


def test_the_page_in_the_docs_is_what_the_command_prints(root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text("utf-8")

    assert (
        page == run("--markdown").output
    ), "print it anew: iodize rules --markdown > docs/rules.md"
