"""Sizes of films: Film Size ID (2010,0050) and Film Orientation (2010,0040)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from .errors import FilmValueError, UnknownFilmSizeError

MM_PER_INCH: Final = 25.4

DEFAULT_SIZE: Final = "14INX17IN"
"""The size of a film box without Film Size ID: a choice of this package."""

LARGEST: Final = 2000.0
"""Maximum width and height of a film in mm; larger ones are mistakes."""


class FilmSize(NamedTuple):
    """The width and height of a film in mm."""

    width: float
    height: float


SIZES: Final[Mapping[str, FilmSize]] = {
    "8INX10IN": FilmSize(203.2, 254.0),
    "8_5INX11IN": FilmSize(215.9, 279.4),
    "10INX12IN": FilmSize(254.0, 304.8),
    "10INX14IN": FilmSize(257.0, 364.0),  # 25.7 x 36.4 cm, despite its name
    "11INX14IN": FilmSize(279.4, 355.6),
    "11INX17IN": FilmSize(279.4, 431.8),
    "14INX14IN": FilmSize(355.6, 355.6),
    "14INX17IN": FilmSize(355.6, 431.8),
    "24CMX24CM": FilmSize(240.0, 240.0),
    "24CMX30CM": FilmSize(240.0, 300.0),
    "A4": FilmSize(210.0, 297.0),
    "A3": FilmSize(297.0, 420.0),
}
"""The defined terms of Film Size ID, PS3.3 C.13.3, in portrait orientation."""

_UNITS: Final[Mapping[str, float]] = {"IN": MM_PER_INCH, "CM": 10.0}
_FORM: Final = re.compile(
    r"(\d{1,4}(?:_\d{1,3})?)(IN|CM)X(\d{1,4}(?:_\d{1,3})?)(IN|CM)"
)


def film_size(size_id: str = "", orientation: str = "") -> FilmSize:
    """Return the size of a film.

    Args:
        size_id: Film Size ID: a defined term, or a private one of the same form, such
            as 35CMX43CM. 14INX17IN if empty.
        orientation: Film Orientation: PORTRAIT, also if empty, or LANDSCAPE.

    Raises:
        UnknownFilmSizeError: The size is not a defined term and has another form.
        FilmValueError: The orientation is not an enumerated value.
    """
    width, height = sorted(_portrait(size_id.strip(" \0") or DEFAULT_SIZE))
    match orientation.strip(" \0"):
        case "" | "PORTRAIT":
            return FilmSize(width, height)
        case "LANDSCAPE":
            return FilmSize(height, width)
        case other:
            raise FilmValueError(
                "FilmOrientation", other, "must be PORTRAIT or LANDSCAPE"
            )


def _portrait(size_id: str) -> FilmSize:
    if size_id in SIZES:
        return SIZES[size_id]
    match = _FORM.fullmatch(size_id)
    if match is None:
        raise UnknownFilmSizeError(size_id, [*SIZES])
    size = FilmSize(_millimetres(match[1], match[2]), _millimetres(match[3], match[4]))
    if not 10.0 <= min(size) <= max(size) <= LARGEST:
        raise UnknownFilmSizeError(size_id, [*SIZES])
    return size


def _millimetres(number: str, unit: str) -> float:
    return float(number.replace("_", ".")) * _UNITS[unit]
