"""Errors of snapshots have their place and a hint."""

from pathlib import Path

import pytest
from attrs import frozen

from iodize.errors import IodizeError
from iodize.generator import snapshot
from iodize.generator.model import MessageField, Part, Standard
from iodize.generator.snapshot import (
    EditionMismatchError,
    InvalidValueError,
    MalformedXmlError,
    MissingPartError,
    SchemaViolationError,
    SnapshotError,
    UnknownSnapshotError,
    UnreadableFileError,
)

from .samples import STANDARD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2023a"
    snapshot.write(STANDARD, folder)
    return folder


@frozen
class Damage:
    """A replacement in part03.xml, with the expected message."""

    right: str
    wrong: str
    problem: str
    error: type[SnapshotError] = SchemaViolationError


DAMAGES = [
    Damage(
        'type="2"', 'type="4"', "type of <attribute> is '4'; expected 1, 1C, 2, 2C, 3"
    ),
    Damage(
        "(0010,0040)",
        "0010,0040",
        r"tag of <attribute> is '0010,0040'; expected \([0-9A-Fx]{4},[0-9A-Fx]{4}\)",
    ),
    Damage(
        'enumerated="true"',
        'enumerated="yes"',
        "enumerated of <terms> is 'yes'; expected false, true",
    ),
    Damage(
        'type="2"',
        'typ="2"',
        "<attribute> does not have an attribute typ, only tag, name, type",
    ),
    Damage('term="M" ', "", "<value> lacks the attribute term"),
    Damage(
        '<value term="M" label="male"/>',
        '<valu term="M" label="male"/>',
        "<terms> must not contain <valu>, only <value>, <condition>",
    ),
    Damage(
        "unknown(&quot;not-understood&quot;)",
        "if it rains",
        "not a valid condition: 'if it rains'",
        InvalidValueError,
    ),
    Damage('number="3"', 'number="4"', "number of <part> is '4'; expected 3"),
    Damage(
        "</terms>", "M or F</terms>", "Did not expect text in element terms content"
    ),
    Damage(
        "</terms>",
        "</term>",
        "Opening and ending tag mismatch: terms",
        error=MalformedXmlError,
    ),
    Damage(
        "<part ",
        '<!DOCTYPE part [<!ENTITY m "male">]><part ',
        "a snapshot must not have a document type declaration",
        error=MalformedXmlError,
    ),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.wrong or "gap")
def test_damage_is_reported_with_its_place(folder: Path, damage: Damage) -> None:
    file = folder / "part03.xml"
    before, found, after = file.read_text("utf-8").partition(damage.right)
    file.write_text(before + damage.wrong + after, "utf-8")

    with pytest.raises(damage.error) as caught:
        snapshot.read(folder)

    assert found
    assert caught.value.file == file
    assert caught.value.problem.startswith(damage.problem)
    assert str(caught.value).startswith(f"{file}:{caught.value.line}: ")
    assert "iodize generate" in caught.value.hint


def test_the_line_is_that_of_the_damage(folder: Path) -> None:
    file = folder / "part06.xml"
    file.write_text(file.read_text("utf-8").replace('"(0028,0106)"', '"none"'), "utf-8")

    with pytest.raises(SchemaViolationError) as caught:
        snapshot.read(folder)

    lines = file.read_text("utf-8").splitlines()
    assert caught.value.line is not None
    assert '"none"' in lines[caught.value.line - 1]


def test_file_of_another_kind_is_rejected(folder: Path) -> None:
    (folder / "part03.xml").write_text("<book/>")

    with pytest.raises(SchemaViolationError, match="the root is <book>, not <part>"):
        snapshot.read(folder)


@pytest.mark.parametrize("content", [b"", b"\0", b"<part", b"\xff\xfe\xfd"])
def test_truncated_or_binary_file_is_rejected(folder: Path, content: bytes) -> None:
    (folder / "part04.xml").write_bytes(content)

    with pytest.raises(MalformedXmlError, match=r"part04\.xml:"):
        snapshot.read(folder)


def test_file_that_cannot_be_opened_is_reported(folder: Path) -> None:
    (folder / "part07.xml").unlink()
    (folder / "part07.xml").mkdir()

    with pytest.raises(UnreadableFileError, match=r"part07\.xml: .*directory"):
        snapshot.read(folder)


def test_value_that_only_a_class_rejects_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("no such multiplicity")

    monkeypatch.setattr(MessageField, "__init__", refuse)
    with pytest.raises(InvalidValueError, match=r"part07\.xml:6: no such multiplicity"):
        snapshot.read(folder)


def test_part_3_is_needed(folder: Path) -> None:
    (folder / "part03.xml").unlink()

    with pytest.raises(MissingPartError, match=r"part03\.xml: PS3\.3 is missing"):
        snapshot.read(folder)


def test_other_parts_may_be_missing(folder: Path) -> None:
    (folder / "part04.xml").unlink()
    (folder / "part07.xml").unlink()
    standard = snapshot.read(folder)

    assert standard.parts == (Part(3, "2023a"), Part(6, "2023a"))
    assert standard.iods == STANDARD.iods
    assert standard.messages == ()


def test_a_folder_is_named_after_its_edition(folder: Path) -> None:
    renamed = folder.rename(folder.with_name("2024c"))

    with pytest.raises(EditionMismatchError) as caught:
        snapshot.read(renamed)

    assert (caught.value.expected, caught.value.found) == ("2024c", "2023a")
    assert "edition is 2023a, but the name of its folder is 2024c" in str(caught.value)


def test_unknown_edition_is_reported_with_the_known_ones(folder: Path) -> None:
    snapshot.write(Standard("2022d", (Part(3, "2022d"),)), folder.with_name("2022d"))

    with pytest.raises(UnknownSnapshotError) as caught:
        snapshot.read(folder.with_name("1993"))

    assert str(caught.value) == "no snapshot of edition '1993'; known: 2022d, 2023a"
    assert isinstance(caught.value, IodizeError)
