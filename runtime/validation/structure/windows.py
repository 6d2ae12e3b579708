"""Windows, their width and VOI LUT function: PS3.3 C.11.2.1.2, C.11.2.1.3."""

from __future__ import annotations

from typing import Final

from ...encoding.single_values import text_of
from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import decimals
from .pixel_data.encapsulated import PHOTOMETRIC
from .pixel_data.pixels import MONOCHROME
from .subject import Subject

WIDTH: Final = 0x00281051
FUNCTION: Final = 0x00281056


def check_window(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a window of a color image, and a width that is too small.

    A width is below 1, or not above 0 for functions other than LINEAR.
    """
    photometric = text_of(scope.root.elements.get(PHOTOMETRIC))
    if photometric and photometric not in MONOCHROME:
        what = f"present, but Photometric Interpretation is {photometric}"
        reporter.add(codes.WINDOW_ON_COLOR, scope, tag, what)
    function = text_of(scope.elements.get(FUNCTION)) or "LINEAR"
    for width in decimals(scope.elements[tag]):
        if width < 1 and function == "LINEAR":
            what = f"is {width:g}; must be at least 1 for {function}"
        elif width <= 0:
            what = f"is {width:g}; must be above 0"
        else:
            continue
        reporter.add(codes.WINDOW_WIDTH, scope, tag, what)
        return
