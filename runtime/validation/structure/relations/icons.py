"""Icon images: PS3.3 C.7.6.1.1.6."""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number

ICONS: Final = 0x00880200

_PHOTOMETRIC: Final = 0x00280004
_BITS_ALLOCATED: Final = 0x00280100
_BITS_STORED: Final = 0x00280101

_COLORLESS: Final = ("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR")
_NUMBERS: Final = {
    0x00280002: (1,),  # Samples per Pixel
    _BITS_ALLOCATED: (1, 8),
    _BITS_STORED: (1, 8),
    0x00280103: (0,),  # Pixel Representation
}


def check_icon(reporter: Reporter, scope: Scope) -> None:
    """Report values of an item that an icon image does not have.

    The section allows modules to specify otherwise; no module does.
    """
    elements = scope.elements
    photometric = text_of(elements.get(_PHOTOMETRIC))
    if photometric and photometric not in _COLORLESS:
        what = f"is {photometric}; an icon has {', '.join(_COLORLESS)}"
        reporter.add(codes.ICON_IMAGE, scope, _PHOTOMETRIC, what)
        return  # its samples and bits follow from it
    for tag, allowed in _NUMBERS.items():
        value = number(elements.get(tag))
        if value is not None and value not in allowed:
            what = f"is {value}; an icon has {' or '.join(map(str, allowed))}"
            reporter.add(codes.ICON_IMAGE, scope, tag, what)
    allocated = number(elements.get(_BITS_ALLOCATED))
    stored = number(elements.get(_BITS_STORED))
    if photometric == "PALETTE COLOR" and allocated == 1:
        what = "is 1; a palette color icon has 8"
        reporter.add(codes.ICON_IMAGE, scope, _BITS_ALLOCATED, what)
    elif (allocated, stored) == (8, 1):
        what = "is 1, but 8 bits are allocated"
        reporter.add(codes.ICON_IMAGE, scope, _BITS_STORED, what)
