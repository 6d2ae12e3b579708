import pytest

from iodize.generator.docbook.values.statements import (
    read_statement,
    read_values,
    read_vm,
    sentences,
)
from iodize.generator.model import Range, Terms, Value


def enumerated(*terms: str, number: int | None = None) -> Terms:
    return Terms(True, tuple(map(Value, terms)), number)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("This value shall be 16", enumerated("16")),
        ("The value of this Attribute shall be 7", enumerated("7")),
        ("Value 2 shall be PRIMARY", enumerated("PRIMARY", number=2)),
        ("The third value (bits) shall be 8", enumerated("8", number=3)),
        ("The Mood (0009,1001) shall be GOOD or BAD", enumerated("GOOD", "BAD")),
        ("Shall have a value of 1.2.3 (Demo Storage)", enumerated("1.2.3")),
        ("Value shall be greater than 1", Range(above="1")),
        ("The Mood is always GOOD for PET images", enumerated("GOOD")),
        ("Shall be 1.2.3, which names a demo, see Section C.1.2", enumerated("1.2.3")),
        ("Shall be less than 44,100 Hz", Range(below="44100")),
        (
            "Shall be RGB for plain or lossless Transfer Syntaxes, YBR_RCT for MPEG2,"
            " MPEG-4 and others and YBR_FULL or RGB for RLE Transfer Syntaxes",
            enumerated("RGB", "YBR_RCT", "YBR_FULL"),
        ),
        ("Shall be greater than zero", Range(above="0")),
        ("Shall be equal to or greater than 2", Range(at_least="2")),
        ("Shall be from 0.5 to 2.0, inclusive", Range(at_least="0.5", at_most="2.0")),
        ("Value shall be between 0 and 90", Range(at_least="0", at_most="90")),
        ("The range of values is from 1 to 9", Range(at_least="1", at_most="9")),
    ],
)
def test_unambiguous_statement_is_read(sentence: str, stated: Terms | Range) -> None:
    assert read_statement(sentence, "Mood") == stated


@pytest.mark.parametrize(
    "sentence",
    [
        "When the demo runs the value shall be 1",
        "The value shall be 1 if the demo runs",
        "Shall be greater than zero, unless the demo says so",
        "Another Mood (0009,1002) shall be GOOD",
        "High Bit shall be one less than that",
        "The value of the demo is 16",
    ],
)
def test_statement_with_a_condition_or_another_subject_is_not_read(
    sentence: str,
) -> None:
    assert read_statement(sentence, "Mood") is None


@pytest.mark.parametrize(
    ("what", "stated"),
    [
        ("ES", enumerated("ES")),
        ("AU (audio)", enumerated("AU")),
        ('"PTP"', enumerated("PTP")),
        ("UB, MB, or AB", enumerated("UB", "MB", "AB")),
        ("STEREO L or STEREO R", enumerated("STEREO L", "STEREO R")),
        ("less than or equal to 400 Hz", Range(at_most="400")),
        ("between 1 and 64, inclusive", Range(at_least="1", at_most="64")),
        ("RGB for some images", None),
        ("44.1 kHz", None),
    ],
)
def test_values_after_shall_be_are_parsed(
    what: str, stated: Terms | Range | None
) -> None:
    assert read_values(what) == stated


@pytest.mark.parametrize(
    ("sentence", "vm"),
    [
        ("Only a single value shall be present", "1"),
        ("This Attribute has two Values", "2"),
        ("Contains two values (in mm)", "2"),
        ("The Attribute may only have one or two values, for demos", "1-2"),
        ("This Attribute may contain multiple values", None),
    ],
)
def test_value_multiplicity(sentence: str, vm: str | None) -> None:
    assert read_vm(sentence) == vm


def test_section_number_does_not_end_a_sentence() -> None:
    text = "See Section C.7.6. Value shall be 1. The rest."

    assert [*sentences(text)] == ["See Section C.7.6", "Value shall be 1", "The rest"]
