"""Values of NumPy and pandas are accepted as the Python values that they are.

pandas is not required: a subclass of datetime stands for its Timestamp.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from iodize.iods import CTImage
from iodize.macros import Code
from iodize.objects.errors import InvalidValueError


class Timestamp(datetime):
    """A date and time of a subclass, as that of pandas."""


class NotATime(datetime):
    """The missing date of pandas: a datetime that does not equal itself."""

    def __ne__(self, other: object) -> bool:
        return True


MOMENT = Timestamp(2023, 1, 15, 10, 15, 30)
DAY_AND_TIME = np.datetime64("2023-01-15T10:15:30", "ns")
MISSING = NotATime(1, 1, 1)


class Column:
    """A column of a table, which can be iterated over."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    def __iter__(self) -> Any:
        return iter(self.values)


@pytest.mark.parametrize(
    ("keyword", "value", "expected"),
    [
        ("SliceThickness", np.float32(0.5), 0.5),
        ("SliceThickness", np.int64(2), 2.0),
        ("SliceThickness", np.array(0.5), 0.5),
        ("InstanceNumber", np.uint16(7), 7),
        ("InstanceNumber", np.array(7), 7),
        ("Rows", np.int64(7), 7),
        ("AcquisitionDuration", np.float32(0.5), 0.5),
        ("AcquisitionDuration", np.int8(2), 2.0),
        ("AcquisitionDuration", Decimal("0.5"), 0.5),
        ("PixelSpacing", np.array([0.5, 0.25]), [0.5, 0.25]),
        ("PixelSpacing", np.array([1, 2]), [1, 2]),
        ("PixelSpacing", (np.float32(0.5), 1), [0.5, 1]),
        ("PixelSpacing", Column(0.5, np.float64(1)), [0.5, 1]),
        ("PatientID", np.str_("42"), "42"),
        ("ImageType", np.array(["ORIGINAL", "PRIMARY"]), ["ORIGINAL", "PRIMARY"]),
        ("StudyDate", DAY_AND_TIME, date(2023, 1, 15)),
        ("StudyDate", np.datetime64("2023-01-15"), date(2023, 1, 15)),
        ("StudyDate", MOMENT, date(2023, 1, 15)),
        ("StudyTime", DAY_AND_TIME, time(10, 15, 30)),
        ("StudyTime", MOMENT, time(10, 15, 30)),
        ("AcquisitionDateTime", DAY_AND_TIME, datetime(2023, 1, 15, 10, 15, 30)),
        ("AcquisitionDateTime", MOMENT, datetime(2023, 1, 15, 10, 15, 30)),
    ],
)
def test_value_is_stored_as_that_of_python(
    ct: CTImage, keyword: str, value: Any, expected: Any
) -> None:
    setattr(ct, keyword, value)

    stored = getattr(ct, keyword)
    assert stored == expected
    for each in stored if isinstance(stored, list) else [stored]:
        assert not type(each).__module__.startswith(("numpy", __name__))


@pytest.mark.parametrize(
    ("keyword", "value", "reason"),
    [
        ("Rows", np.array([7]), "must be an int"),
        ("Rows", np.float64(7), "must be an int"),
        ("InstanceNumber", np.array([7]), "must be an int"),
        ("AcquisitionDuration", np.array([0.5, 1]), "must be a float"),
        ("AcquisitionDuration", "0.5", "must be a float"),
        ("SliceThickness", np.array([0.5]), "must be a float"),
        ("SliceThickness", np.nan, "must be finite; None stands for no value"),
        ("PixelSpacing", np.array([[0.5, 0.5]]), "must be a float"),
        ("PixelSpacing", {0.5, 0.25}, "a set has no order"),
        ("PixelData", np.zeros((2, 2), np.uint16), "pixels.of_array"),
        ("StudyDate", np.datetime64("NaT"), "is a missing value"),
        ("StudyDate", MISSING, "is a missing value"),
        ("StudyTime", MISSING, "is a missing value"),
        ("AcquisitionDateTime", MISSING, "is a missing value"),
        ("ProcedureCodeSequence", Dataset(), "must be a list"),
        ("ProcedureCodeSequence", [Dataset()], r"Code\.from_dataset\(\)"),
        ("ProcedureCodeSequence", Code("a", "b", "c"), "must be a list"),
    ],
)
def test_other_values_are_refused(
    ct: CTImage, keyword: str, value: Any, reason: str
) -> None:
    with pytest.raises(InvalidValueError, match=reason):
        setattr(ct, keyword, value)


def test_number_that_vr_fl_cannot_encode_is_refused() -> None:
    field = CTImage._layout_of().field(0x00189073)
    assert field is not None
    assert field.accept(1e300) == 1e300  # FD
    fl = next(
        each
        for each in CTImage.example()._layout_of().fields.values()
        if each.vr == "FL"
    )
    with pytest.raises(InvalidValueError, match="must be between"):
        fl.accept([1e300] if fl.many else 1e300)
