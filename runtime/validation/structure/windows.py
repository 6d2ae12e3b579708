"""Windows against the function that applies them: PS3.3 C.11.2.1.2, C.11.2.1.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from ..text import text_of
from .numbers import decimals
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

WIDTH: Final = 0x00281051
FUNCTION: Final = 0x00281056


def check_window(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a width below 1, or of a function that takes fractions not above 0."""
    function = text_of(scope.elements.get(FUNCTION)) or "LINEAR"
    for width in decimals(scope.elements[tag]):
        if width <= 0:
            walk.add(codes.WINDOW_WIDTH, scope, tag, f"is {width:g}")
            return
        if width < 1 and function == "LINEAR":
            what = f"is {width:g}; {function} needs at least 1"
            walk.add(codes.WINDOW_WIDTH, scope, tag, what)
            return
