import pytest

from iodize.encoding import value_forms
from iodize.encoding.form_faults import reason

GOOD = {
    "AS": ["012Y"],
    "CS": ["ABC_1 "],
    "DA": ["20240229", "20000229", "20230430", ""],
    "DS": ["1.5e3", " 12 "],
    "DT": ["2023", "20230102101112.123456+1400", "20240229-1200", "2023+0100"],
    "IS": ["2147483647", "-2147483648", "+1", "000000000012", "1999999999"],
    "LT": ["a\nb\t"],
    "PN": ["A^B^C^D^E", "A=B=C", "X" * 64],
    "TM": ["235960", "2359", "23", "235959.1"],
    "UI": ["1.2.3", "1.0.3", "0.0"],
}

BAD = [
    ("AE", "A" * 17, "is longer than 16 characters"),
    ("AE", "A B" * 6, "is longer than 16 characters"),
    ("AS", "12Y", "is not three digits and a unit"),
    ("AS", "75Y ", "is not three digits and a unit"),
    ("CS", "A-B", "has other characters than capitals, digits, blank and underscore"),
    ("CS", "HEAD WITHOUT AGENT ", "is longer than 16 characters"),
    ("DA", "20230230", "is not a valid date"),
    ("DA", "20230229", "is not a valid date"),
    ("DA", "19000229", "is not a valid date"),
    ("DA", "20230431", "is not a valid date"),
    ("DA", "2023.01.02", "has other characters than digits"),
    ("DS", "1.5.2", "is not a number"),
    ("DT", "20230230", "is not a valid date and time, or has an offset out of range"),
    (
        "DT",
        "20230101+1500",
        "is not a valid date and time, or has an offset out of range",
    ),
    ("IS", "2147483648", "is not a 32-bit integer"),
    ("IS", "1.0", "has other characters than digits and a sign"),
    ("LO", "x" * 65, "is longer than 64 characters"),
    ("LT", "a\x01b", "has control characters"),
    ("PN", "A^B^C^D^E^F", "has more than three component groups, or five components"),
    ("PN", "A=" + "X" * 65, "is longer than 64 characters"),
    ("TM", "2500", "is not a valid time"),
    ("UI", "1.02.3", "has a component with a leading zero"),
    ("UI", "1..2", "is not a sequence of numbers separated by points"),
    ("UI", "1..2\0", "is not a sequence of numbers separated by points"),
    ("UI", "1.02\0", "has a component with a leading zero"),
    ("UI", "6,AXIAL\0", "has other characters than digits and points"),
    ("UI", "1.2\0\0", "has more padding than one NUL"),
    ("UI", "0", "does not begin with an arc of ISO 8824"),
    ("UI", "111\0", "does not begin with an arc of ISO 8824"),
    ("UI", "1.02\0", "has a component with a leading zero"),
    ("UI", "a1b2c3d\0", "has other characters than digits and points"),
    ("UI", "1.2\0\0", "has more padding than one NUL"),
    ("UI", "1" * 65, "is longer than 64 characters"),
]


@pytest.mark.parametrize(
    ("vr", "text"), [(vr, text) for vr, texts in GOOD.items() for text in texts]
)
def test_good_values(vr: str, text: str) -> None:
    accepts = value_forms.acceptor(vr, "1")
    assert accepts is not None
    assert accepts(text.encode())
    assert value_forms.invalid(vr, text.encode()) is None


@pytest.mark.parametrize(("vr", "text", "why"), BAD)
def test_bad_values_and_why(vr: str, text: str, why: str) -> None:
    wrong = value_forms.invalid(vr, text.encode())

    assert wrong is not None
    assert reason(vr, wrong) == why


@pytest.mark.parametrize(
    ("vr", "text", "why"), [bad for bad in BAD if bad[0] in "LOLTPN"]
)
def test_decoded_text_is_judged_alike(vr: str, text: str, why: str) -> None:
    """Characters count, not the bytes of their character set."""
    assert value_forms.invalid(vr, text.encode(), text) is not None
    assert value_forms.invalid("LO", ("\u00e4" * 64).encode(), "\u00e4" * 64) is None
