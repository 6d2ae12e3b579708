"""The command `iodize show`."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner, Result

from iodize.cli import cli


def show(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["show", *arguments])


def facts(*arguments: str) -> Any:
    result = show(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_iod_is_shown_as_a_tree_of_entities_and_modules() -> None:
    lines = show("ct-image").stdout.splitlines()

    assert lines[0].startswith("CT Image IOD  PS3.3 A.3 Table A.3-1")
    entity = lines.index("├── Patient")
    assert lines[entity + 1] == "│   ├── M  Patient  C.7.1.1 Table C.7-1"


def test_multi_frame_iod_shows_its_functional_groups() -> None:
    text = show("EnhancedCTImage").stdout

    assert "Functional groups, Table A.38-2" in text
    assert "M  Pixel Measures" in text


def test_attributes_of_an_iod_are_shown_on_request() -> None:
    assert "(0010,0010)" not in show("ct-image").stdout
    assert "2  (0010,0010) PatientName  PN 1" in show("ct-image", "--depth", "1").stdout


def test_module_is_shown_as_a_tree_with_included_macros_by_name() -> None:
    text = show("patient").stdout

    assert "├── 2  (0010,0040) PatientSex  CS 1  [M, F, O]" in text
    assert "include SOP Instance Reference, Table 10-11" in text
    assert "(0008,1155)" not in text
    assert (
        "1  (0008,1155) ReferencedSOPInstanceUID" in show("patient", "--expand").stdout
    )


def test_element_is_shown_with_its_uses() -> None:
    text = show("(0010,0010)").stdout

    assert text.startswith("Patient's Name (0010,0010)\n")
    assert "Patient Module" in text


def test_other_subjects_of_the_name_are_listed_with_their_command() -> None:
    last = show("CT", "Image").stdout.splitlines()[-1]

    assert last == (
        "also: CT Image Module (Table C.8-3): iodize show CT Image --kind module"
    )
    assert show("CT", "Image", "--kind", "module").stdout.startswith("CT Image Module")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ct-image", "iod"),
        ("patient", "module"),
        ("pixel-measures", "functional-group"),
        ("10-11", "macro"),
        ("C-STORE-RQ", "message"),
        ("0010,0010", "element"),
        ("1.2.840.10008.1.2.1", "uid"),
        ("CID 2", "uid"),
    ],
)
def test_every_kind_of_subject_is_shown_as_text_and_as_json(
    name: str, kind: str
) -> None:
    text = show(name)
    found = facts(name)

    assert text.exit_code == 0
    assert found["kind"] == kind
    assert found["name"] in text.stdout


def test_json_of_a_module_has_all_levels() -> None:
    rows = {tuple(row["path"]): row for row in facts("patient")["attributes"]}

    assert rows["00081120", "00081155"]["keyword"] == "ReferencedSOPInstanceUID"
    assert rows["00081120", "00081155"]["vr"] == ["UI"]


def test_unknown_name_exits_2_with_a_suggestion() -> None:
    result = show("PatientNmae")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "did you mean" in result.stderr
    assert "'PatientName'" in result.stderr


def test_output_to_a_file_is_plain_and_not_wrapped() -> None:
    text = subprocess.run(
        [sys.executable, "-m", "iodize", "show", "general-series", "--expand"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "40"},
        check=True,
    ).stdout

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) > 80


def test_characters_that_the_output_cannot_encode_are_escaped() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "show", "patient"],
        capture_output=True,
        encoding="ascii",
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=True,
    )

    assert "PatientName" in done.stdout
