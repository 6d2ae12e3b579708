"""Values that a new instance has without arguments."""

from __future__ import annotations

import pytest
from pydicom.uid import UID

from iodize.iods import (
    BasicFilmBox,
    BasicImageBox,
    CTImage,
)
from iodize.objects.errors import (
    MissingValueError,
)

from .conftest import CT


def test_new_instance_has_a_sop_class_and_a_unique_uid(ct: CTImage) -> None:
    assert ct.SOPClassUID == "1.2.840.10008.5.1.4.1.1.2"
    assert UID(ct.SOPInstanceUID).is_valid
    assert ct.SOPInstanceUID != CTImage(**CT).SOPInstanceUID


def test_normalized_instance_has_the_sop_class_of_the_same_name() -> None:
    assert BasicFilmBox().SOPClassUID == "1.2.840.10008.5.1.1.2"
    with pytest.raises(MissingValueError, match="SOPClassUID"):
        BasicImageBox()  # type: ignore[call-arg]  # of grayscale, or of colour


def test_attribute_with_one_legal_value_has_it(ct: CTImage) -> None:
    assert (ct.SamplesPerPixel, ct.BitsAllocated) == (1, 16)


def test_none_omits_an_optional_default() -> None:
    assert "InstanceCreationDate" in CTImage(**CT).to_dataset()
    assert (
        "InstanceCreationDate"
        not in CTImage(**CT, InstanceCreationDate=None).to_dataset()
    )
