"""Values of the attributes of film boxes and image boxes, checked."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

from pydicom.dataset import Dataset

from .errors import FilmValueError

EnumT = TypeVar("EnumT", bound=Enum)


def text(dataset: Dataset, keyword: str, default: str = "") -> str:
    """Return a text, without padding; the default if it is absent or empty.

    A backslash separates values of other attributes, but belongs to Image Display Format.
    """
    value = dataset.get(keyword)
    if value is None:
        return default
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        value = "\\".join(str(each) for each in value)
    return str(value).strip(" \0") or default


def number(dataset: Dataset, keyword: str) -> float | None:
    """Return a number; None if it is absent or empty.

    Raises:
        FilmValueError: The value is not one number.
    """
    value = _value(dataset, keyword)
    if value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        raise FilmValueError(keyword, value, "must be a number") from None


def integer(dataset: Dataset, keyword: str, least: int, most: int) -> int:
    """Return a required integer.

    Raises:
        FilmValueError: The value is absent, or outside of the range.
    """
    value = _value(dataset, keyword)
    try:
        result = int(value)
    except (TypeError, ValueError):
        raise FilmValueError(keyword, value, "must be an integer") from None
    if not least <= result <= most:
        raise FilmValueError(keyword, result, f"must be {least} to {most}")
    return result


def enumerated(dataset: Dataset, keyword: str, default: EnumT) -> EnumT:
    """Return the member of an enumeration that has a value; the default if it is empty.

    Raises:
        FilmValueError: The value is not one of the enumeration.
    """
    value = text(dataset, keyword)
    if not value:
        return default
    try:
        return type(default)(value)
    except ValueError:
        known = ", ".join(str(each.value) for each in type(default))
        raise FilmValueError(keyword, value, f"must be one of {known}") from None


def overriding(keyword: str, image_box: Dataset, film_box: Dataset) -> Dataset:
    """Return the data set whose value applies: the image box, if it has one."""
    return image_box if _value(image_box, keyword) is not None else film_box


def _value(dataset: Dataset, keyword: str) -> Any:
    value = dataset.get(keyword)
    return None if isinstance(value, str) and not value.strip(" \0") else value
