"""Characters of text values that the specific character set does not allow."""

from io import BytesIO

import pytest

from iodize.validation.engine.engine import Validator

from .objects import secondary_capture


def faults(
    validator: Validator, sets: list[str] | str | None, name: bytes
) -> list[tuple[str, str]]:
    image = secondary_capture()
    if sets is not None:
        image.SpecificCharacterSet = sets
    place = "Q" * (len(name) + len(name) % 2)
    image.PatientName = place
    file = BytesIO()
    image.save_as(file, enforce_file_format=True)
    changed = file.getvalue().replace(place.encode(), name.ljust(len(place)), 1)
    assert name in changed
    return [
        (finding.code, finding.path)
        for finding in validator.check(BytesIO(changed)).findings
        if finding.code.startswith(("character", "escape"))
    ]


@pytest.mark.parametrize(
    ("sets", "name"),
    [
        (None, b"Plain^Ascii"),
        ("ISO_IR 100", "Müller^Jörg".encode("latin-1")),
        ("ISO_IR 144", b"\xbb\xee\xda"),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东".encode()),
        ("GB18030", "Wang^XiaoDong=王^小东".encode("gb18030")),
        (
            ["", "ISO 2022 IR 87"],
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B",
        ),
        (
            ["ISO 2022 IR 13", "ISO 2022 IR 87"],
            b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J",
        ),
        (
            ["", "ISO 2022 IR 149"],
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7",
        ),
        (["ISO 2022 IR 100", "ISO 2022 IR 144"], b"M\xfcller\x1b-L\xbb"),
    ],
)
def test_characters_of_declared_sets_have_no_finding(
    validator: Validator, sets: list[str] | str | None, name: bytes
) -> None:
    assert faults(validator, sets, name) == []


@pytest.mark.parametrize(
    ("sets", "name", "code"),
    [
        (None, b"M\xfcller", "characters-undeclared"),
        ("ISO_IR 6", b"M\xfcller", "characters-undeclared"),
        ("ISO_IR 192", b"M\xfcller", "characters-invalid"),
        ("GB18030", b"M\xffller", "characters-invalid"),
        ("ISO_IR 100", b"M\x84ller", "characters-invalid"),
        ("ISO_IR 138", b"M\xa1ller", "characters-invalid"),
        ("ISO_IR 100", b"\x1b$B;3ED\x1b(B", "escape-undeclared"),
        (["", "ISO 2022 IR 87"], b"\x1b$)C\xfb\xf3", "escape-undeclared"),
        (["", "ISO 2022 IR 87"], b"A=\x1b$B;3ED", "escape-missing"),
        (["", "ISO 2022 IR 87"], b"A=\x1b$B;3ED^B@O:\x1b(B", "characters-invalid"),
        (["", "ISO 2022 IR 87"], b"A=\x1b$B;3E\x1b(B^B", "characters-invalid"),
        (["", "ISO 2022 IR 149"], b"\x1b$)C\xb1\xe8\xb1", "characters-invalid"),
        (["", "ISO 2022 IR 58"], b"\x1b$)A\xa8\xc6\xa8\xff", "characters-invalid"),
    ],
)
def test_characters_outside_declared_sets_are_reported(
    validator: Validator, sets: list[str] | str | None, name: bytes, code: str
) -> None:
    assert faults(validator, sets, name) == [(code, "PatientName")]


@pytest.mark.parametrize(
    "sets",
    [
        ["ISO_IR 192", "ISO 2022 IR 87"],
        ["ISO 2022 IR 6", "ISO_IR 100"],
        ["ISO_IR 13", "ISO 2022 IR 87"],
        ["ISO 2022 IR 100", "ISO 2022 IR 100"],
    ],
)
def test_character_set_without_extensions_must_be_the_only_one(
    validator: Validator, sets: list[str]
) -> None:
    assert faults(validator, sets, b"Plain") == [
        ("character-set-alone", "SpecificCharacterSet")
    ]
