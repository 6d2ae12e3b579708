"""Encoded values: their number and their form."""

import pytest

from iodize.encoding import value_forms
from iodize.rules import multiplicity


def accepted(vr: str, vm: str, value: bytes) -> bool:
    accepts = value_forms.acceptor(vr, vm)
    return accepts is None or bool(accepts(value))


@pytest.mark.parametrize(
    ("vm", "good", "bad"),
    [
        ("1", [1], [2, 3]),
        ("1-3", [1, 2, 3], [4]),
        ("2-n", [2, 3, 50], [1]),
        ("2-2n", [2, 4, 50], [1, 3]),
        ("3-3n", [3, 6], [1, 4]),
        ("1-n or 1", [1, 2, 9], []),
        ("16", [16], [15]),
        ("", [1, 7], []),
        ("See Note", [1, 7], []),
    ],
)
def test_a_multiplicity_allows_some_counts(
    vm: str, good: list[int], bad: list[int]
) -> None:
    assert [count for count in good if not multiplicity.allows(vm, count)] == []
    assert [count for count in bad if multiplicity.allows(vm, count)] == []


@pytest.mark.parametrize(
    ("vr", "good", "bad"),
    [
        ("AE", b"STORE_SCP ", b"A" * 17),
        ("AS", b"045Y", b"45Y"),
        ("CS", b"ORIGINAL", b"original"),
        ("CS", b"A" * 16 + b" ", b"A" * 18),
        ("DA", b"20240229", b"2024.02.29"),
        ("DA", b"19991231", b"19991301"),
        ("DS", b" -1.5e-10 ", b"1,5"),
        ("DS", b"1" * 16, b"1" * 17),
        ("DT", b"20240229120000.5+0100 ", b"2024-02-29"),
        ("IS", b"+12", b"1.0"),
        ("LO", b"L" * 64, b"L" * 65),
        ("LO", b"one", b"one\ttwo"),
        ("PN", b"A^B=C=D", b"A=B=C=D"),
        ("SH", b"S" * 16, b"S" * 17),
        ("TM", b"235960.123456", b"23:59:59"),
        ("UI", b"1.2.3\0", b"1.02.3"),
        ("UI", b"2." + b"2" * 62, b"2." + b"2" * 63),
        ("UI", b"1.39.5", b"1.40.5"),
        ("UI", b"2.999", b"3.999"),
        ("UI", b"0.0", b"0"),
        ("UR", b"https://example.org ", b"https://example .org"),
        ("US", b"\0\0", b"\0"),
        ("FD", bytes(8), bytes(4)),
        ("OW", bytes(6), bytes(5)),
        ("OF", bytes(8), bytes(6)),
        ("AT", bytes(4), bytes(2)),
    ],
)
def test_a_value_has_the_form_of_its_vr(vr: str, good: bytes, bad: bytes) -> None:
    assert accepted(vr, "1", good)
    assert value_forms.invalid(vr, good) is None
    assert not accepted(vr, "1", bad)
    assert value_forms.invalid(vr, bad) is not None


@pytest.mark.parametrize("vr", sorted(value_forms.TEXT))
def test_an_empty_value_has_the_form_of_every_text(vr: str) -> None:
    assert accepted(vr, "1", b"")


def test_padding_of_the_last_value_is_no_part_of_its_length() -> None:
    two = b"10.0000000000000\\10.0000000000000 "

    assert accepted("DS", "2", two)
    assert value_forms.invalid("DS", two) is None


def test_a_backslash_separates_values_but_not_in_long_text() -> None:
    assert not accepted("LO", "1", b"one\\two")
    assert value_forms.count("LO", b"one\\two") == 2
    assert accepted("ST", "1", b"one\\two")
    assert value_forms.count("ST", b"one\\two") == 1


def test_a_long_list_of_numbers_is_judged_like_a_short_one() -> None:
    contour = b"\\".join([b"-12.5"] * 3000)

    assert accepted("DS", "3-3n", contour)
    assert not accepted("DS", "3-3n", contour + b"\\1 ")
    assert not accepted("DS", "3-3n", contour.replace(b"-12.5", b"-12,5", 1))
    assert not accepted("DS", "3-3n", contour.replace(b"-12.5", b"1" * 17, 1))


def test_terms_are_the_values_without_padding() -> None:
    assert value_forms.terms("CS", b"YES\\NO ", True) == ["YES", "NO"]
    assert value_forms.terms("US", b"\1\0\2\0", True) == ["1", "2"]
    assert value_forms.terms("US", b"\0\1", False) == ["1"]
    assert value_forms.terms("SS", b"\xff\xff", True) == ["-1"]
    assert value_forms.terms("AT", b"\x10\0\x20\0", True) == ["00100020"]
    assert value_forms.terms("OB", b"YES", True) is None


def test_a_message_shows_no_control_characters() -> None:
    assert value_forms.printable(b"a\x1b[31mb\0") == "a\\x1b[31mb\\x00"
    assert value_forms.printable(b"x" * 100) == "x" * 64 + "…"
