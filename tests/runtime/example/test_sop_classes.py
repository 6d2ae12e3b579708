"""IODs and SOP classes are found by name, keyword or UID."""

from __future__ import annotations

import pytest

from iodize.example import named, sop_classes
from iodize.show import UnknownNameError
from iodize.tables import editions

EDITION = editions.bundled()
CT = "1.2.840.10008.5.1.4.1.1.2"


@pytest.mark.parametrize(
    "text",
    ["CTImage", "CT Image", "ct-image", "CTImageStorage", "CT Image Storage", CT],
)
def test_iod_is_found_by_any_name(text: str) -> None:
    iod, uid = named(EDITION, text)

    assert (iod.__name__, uid) == ("CTImage", CT)


def test_named_sop_class_is_not_replaced_by_the_first_of_its_iod() -> None:
    uid = "1.2.840.10008.5.1.4.1.1.1.1.1"

    iod, found = named(EDITION, "Digital X-Ray Image Storage - For Processing")

    assert (iod.__name__, found) == ("DigitalXRayImage", uid)
    assert named(EDITION, "DigitalXRayImage")[1] != uid


def test_normalized_iod_has_the_sop_class_of_its_service() -> None:
    assert sop_classes(EDITION)["1.2.840.10008.5.1.1.4"] == "BasicImageBox"


@pytest.mark.parametrize("text", ["PatientName", "ImplicitVRLittleEndian", "nothing"])
def test_name_of_something_else_is_unknown(text: str) -> None:
    with pytest.raises(UnknownNameError):
        named(EDITION, text)
