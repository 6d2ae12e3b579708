"""Elements in memory are encoded as by pydicom, on the fast paths too."""

from __future__ import annotations

import pytest
from pydicom.dataelem import DataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element

from iodize.data_sets.encoder import encoded

LATIN = ["iso8859"]
PRIVATE = 0x00091001


@pytest.mark.parametrize(
    ("vr", "value"),
    [
        ("CS", "PRIMARY"),
        ("CS", ["ORIGINAL", "PRIMARY", "AXIAL"]),
        ("CS", None),
        ("DA", ["20230101", "20230102"]),
        ("DS", "1.50"),
        ("DS", 1.5),
        ("DS", ["1.50", "-2e3", 3]),
        ("FD", 0.1),
        ("FL", 1),
        ("FL", None),
        ("IS", "+007"),
        ("IS", ["+7", 8]),
        ("LO", ["one", "other"]),
        ("LO", "größer"),
        ("PN", "Doe^Jane"),
        ("PN", ["Doe^Jane", "Doe^John=="]),
        ("SS", -1),
        ("SV", -(2**40)),
        ("UI", "1.2.3"),
        ("UI", ["1.2.3", "1.2"]),
        ("US", 7),
        ("US", [7, 8]),
    ],
)
def test_bytes_are_those_of_pydicom(vr: str, value: object) -> None:
    element = DataElement(PRIVATE, vr, value)
    file = DicomBytesIO()
    file.is_little_endian = file.is_implicit_VR = True
    write_data_element(file, element, LATIN)
    written = file.getvalue()[8:]

    raw = encoded(element, LATIN)

    assert raw is not None
    assert (raw.VR, raw.value, raw.length) == (vr, written, len(written))


@pytest.mark.parametrize(
    ("vr", "value"),
    [
        ("US", 70_000),
        ("US", 1.5),
        ("FL", 1e300),
        ("CS", 1),
        ("CS", ["ORIGINAL", None]),
    ],
)
def test_value_that_the_vr_cannot_hold_is_not_encoded(vr: str, value: object) -> None:
    element = DataElement(PRIVATE, vr, None)
    element._value = value  # pydicom may refuse to set it

    assert encoded(element, LATIN) is None
