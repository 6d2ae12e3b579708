"""Python types of value representations: accepted, stored and returned values.

Source: PS3.5 6.2, Table 6.2-1.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from numbers import Integral, Real
from operator import index
from typing import Final, NamedTuple, TypeVar

from pydicom.config import IGNORE, RAISE
from pydicom.dataelem import empty_value_for_VR
from pydicom.multival import MultiValue
from pydicom.uid import UID
from pydicom.valuerep import DA, DT, IS, TM, DSfloat, PersonName, validate_value

_T = TypeVar("_T", date, time, datetime)

Accept = Callable[[object], object]
"""Returns the stored form of a value.

Raises:
    ValueError: The value is invalid; the message is the end of a sentence.
"""


class Kind(NamedTuple):
    """Python form of the values of one value representation."""

    accept: Accept
    read: Accept
    """The same for a value that pydicom has decoded."""


class WrongTypeError(ValueError):
    """A value of a Python type that its value representation does not accept."""

    def __init__(self, types: str) -> None:
        super().__init__(f"must be {types}")


LARGEST_SINGLE: Final = (2 - 2**-23) * 2.0**127
"""The largest number of VR FL: PS3.5 6.2, IEEE 754."""

_WITH_BACKSLASH: Final = frozenset({"LT", "ST", "UT", "UR"})
"""Text VRs in which a backslash is not a separator: PS3.5 6.2."""


def _plain(value: object) -> object:
    """Return the Python value of a scalar of NumPy, or of an array without axes.

    They are recognized by their attributes: NumPy is not required.
    """
    if getattr(value, "shape", None) != ():
        return value
    if getattr(getattr(value, "dtype", None), "kind", "") == "M":
        value = value.astype("datetime64[us]")  # type: ignore[attr-defined]
    item = getattr(value, "item", None)
    return item() if callable(item) else value


def _refuse_missing(value: object) -> None:
    """Refuse the missing date of pandas, which is a datetime, and of NumPy."""
    if value is None or value != value:
        raise ValueError("is a missing value; None stands for no value")


def checked(vr: str, value: str) -> str:
    """Return text that is valid for its value representation.

    Raises:
        ValueError: It is invalid; the message is the end of a sentence.
    """
    if "\\" in value and vr not in _WITH_BACKSLASH:
        raise ValueError("contains a backslash, which separates values; use a list")
    _valid(vr, value)
    return value


def _text(vr: str, value: object) -> str:
    if not isinstance(value, str):
        raise WrongTypeError("a str")
    return checked(vr, value if type(value) is str else str(value))


def _valid(vr: str, value: str) -> None:
    """Check a value with pydicom."""
    try:
        validate_value(vr, value, RAISE)
    except ValueError as error:
        raise ValueError(f"is not a valid {vr} value: {error}") from None


def _uid(value: object) -> UID:
    if not isinstance(value, str):
        raise WrongTypeError("a UID or str")
    uid = UID(value, validation_mode=IGNORE)
    if not uid.is_valid:
        raise ValueError(
            "is not a valid UID"
            " (digits and dots, at most 64 characters, no leading zeros)"
        )
    return uid


def _name(value: object) -> PersonName:
    if isinstance(value, PersonName):
        return value
    if not isinstance(value, str):
        raise WrongTypeError("a PersonName or str")
    _text("PN", value)
    return PersonName(value)


def _date(value: object) -> date:
    if isinstance(value, str):
        _valid("DA", value)
        return _parsed(DA, value, "date")
    if not isinstance(value, date):
        value = _moment(value)
    if isinstance(value, datetime):
        _refuse_missing(value)
        return value.date()
    if not isinstance(value, date):
        raise WrongTypeError("a date or a str YYYYMMDD")
    return value


def _moment(value: object) -> object:
    """Return a date and time of NumPy as one of Python; other values as they are."""
    plain = _plain(value)
    if plain is not value:
        _refuse_missing(plain)
    return plain


def _time(value: object) -> time:
    if isinstance(value, str):
        _valid("TM", value)
        return _parsed(TM, value, "time")
    if not isinstance(value, time):
        value = _moment(value)
    if isinstance(value, datetime):
        _refuse_missing(value)
        return value.time()
    if not isinstance(value, time):
        raise WrongTypeError("a time or a str HHMMSS.FFFFFF")
    return value


def _date_time(value: object) -> datetime:
    if isinstance(value, str):
        _valid("DT", value)
        return _parsed(DT, value, "date and time")
    if not isinstance(value, datetime):
        value = _moment(value)
    if not isinstance(value, datetime):
        raise WrongTypeError("a datetime or a str YYYYMMDDHHMMSS.FFFFFF&ZZXX")
    _refuse_missing(value)
    if type(value) in (datetime, DT):
        return value
    return datetime.combine(value.date(), value.timetz())  # of pandas


def _read_date(value: object) -> date:
    """Read a date; the form of ACR-NEMA is accepted: PS3.5 6.2, note on DA."""
    if not isinstance(value, str):
        return _date(value)
    return _parsed(DA, value, "date")


def _parsed(parse: Callable[[str], _T | None], text: str, what: str) -> _T:
    try:
        parsed = parse(text)
    except ValueError:
        parsed = None
    if parsed is None:
        raise ValueError(f"is not a valid {what}")
    return parsed


def _decimal(value: object) -> float:
    """Accept a decimal string; a number is rounded to 16 characters."""
    if isinstance(value, str):
        try:
            return DSfloat(value, validation_mode=RAISE)
        except (ValueError, OverflowError):
            raise ValueError(
                "is not a decimal number of at most 16 characters"
            ) from None
    if not isinstance(value, Real | Decimal):
        value = _plain(value)
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise WrongTypeError("a float, int or Decimal, or a decimal str")
    if not math.isfinite(value):
        raise ValueError("must be finite; None stands for no value")
    if isinstance(value, Integral | Decimal) and len(str(value)) <= 16:
        return DSfloat(str(value))
    return value if isinstance(value, DSfloat) else float(value)


def _integer_string(value: object) -> int:
    if isinstance(value, str):
        try:
            value = IS(value, validation_mode=RAISE)
        except (ValueError, OverflowError, TypeError):
            raise ValueError("is not an integer") from None
    return _integer(-(2**31), 2**31 - 1, value)


def _integer(least: int, most: int, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        # numpy's integers, which many programs use, are not instances of int.
        if isinstance(value, float | str | bytes):
            raise WrongTypeError("an int")
        try:
            value = index(_plain(value))  # type: ignore[arg-type]
        except TypeError:
            raise WrongTypeError("an int") from None
    if not least <= value <= most:
        raise ValueError(f"must be between {least} and {most}")
    return value


def _number(value: object) -> float:
    value = _plain(value)
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise WrongTypeError("a float")
    try:
        return float(value)
    except TypeError:  # an array with axes
        raise WrongTypeError("a float") from None


def _single(value: object) -> float:
    """Accept a number of 32 bits: larger ones have no encoding."""
    number = _number(value)
    if math.isfinite(number) and abs(number) > LARGEST_SINGLE:
        raise ValueError(
            f"must be between -{LARGEST_SINGLE:.7g} and {LARGEST_SINGLE:.7g}"
        )
    return number


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes | bytearray | memoryview):
        if hasattr(value, "tobytes"):
            raise WrongTypeError(
                "bytes: those of array.tobytes() in little endian; iodize.pixels.of_array"
                " describes pixels"
            )
        raise WrongTypeError("bytes")
    return value if isinstance(value, bytes) else bytes(value)


def _words(value: object) -> bytes:
    """Read values of VR US or OW as words, in either encoding."""
    if isinstance(value, int):
        value = [value]
    if isinstance(value, list | MultiValue):
        return struct.pack(f"<{len(value)}H", *(number & 0xFFFF for number in value))
    return _bytes(value)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise WrongTypeError("a str")
    return value


def _read_name(value: object) -> PersonName:
    return value if isinstance(value, PersonName) else PersonName(str(value))


def _read_uid(value: object) -> UID:
    return value if isinstance(value, UID) else UID(str(value), validation_mode=IGNORE)


_INTEGERS: Final = {
    "US": (0, 2**16 - 1),
    "SS": (-(2**15), 2**15 - 1),
    "UL": (0, 2**32 - 1),
    "SL": (-(2**31), 2**31 - 1),
    "UV": (0, 2**64 - 1),
    "SV": (-(2**63), 2**63 - 1),
    "AT": (0, 2**32 - 1),
    "US or SS": (-(2**15), 2**16 - 1),
}

_TEXTS: Final = ("AE", "AS", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT")
_BYTES: Final = ("OB", "OD", "OF", "OL", "OV", "OW", "UN", "OB or OW")

KINDS: Final[dict[str, Kind]] = {
    **{vr: Kind(partial(_text, vr), _read_text) for vr in _TEXTS},
    **{
        vr: Kind(partial(_integer, *ends), partial(_integer, *ends))
        for vr, ends in _INTEGERS.items()
    },
    **{vr: Kind(_bytes, _bytes) for vr in _BYTES},
    "US or OW": Kind(_bytes, _words),
    "US or SS or OW": Kind(_bytes, _words),
    "DA": Kind(_date, _read_date),
    "TM": Kind(_time, _time),
    "DT": Kind(_date_time, _date_time),
    "DS": Kind(_decimal, _decimal),
    "IS": Kind(_integer_string, _integer_string),
    "FD": Kind(_number, _number),
    "FL": Kind(_single, _number),
    "PN": Kind(_name, _read_name),
    "UI": Kind(_uid, _read_uid),
}
"""Python form of each VR, or choice of VRs, of the data dictionary."""


def empty(vr: str) -> object:
    """Return the empty value of pydicom's elements."""
    return empty_value_for_VR(vr.partition(" ")[0])


def encoded(vr: str, value: object) -> object:
    """Return a stored value in the form of pydicom's elements."""
    if isinstance(value, list):
        return [encoded(vr, one) for one in value]
    if vr == "DS" and isinstance(value, float) and not isinstance(value, DSfloat):
        return DSfloat(value, auto_format=True)
    if vr == "DA" and isinstance(value, date):
        return str(value) if isinstance(value, DA) else _written_date(value)
    if vr == "TM" and isinstance(value, time):
        return str(value) if isinstance(value, TM) else _written_time(value)
    if vr == "DT" and isinstance(value, datetime):
        return str(value) if isinstance(value, DT) else _written_date_time(value)
    return value


def _written_date(value: date) -> str:
    return value.isoformat().replace("-", "")


def _written_time(value: time) -> str:
    return f"{value:%H%M%S}" + (f".{value:%f}" if value.microsecond else "")


def _written_date_time(value: datetime) -> str:
    text = _written_date(value.date()) + _written_time(value.time())
    return text + (f"{value:%z}" if value.tzinfo is not None else "")
