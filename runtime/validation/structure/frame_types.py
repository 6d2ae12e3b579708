"""Values of an image that summarize the values of its frames.

Image Type and the attributes beside it have the value that all frames have, or MIXED; the
frames themselves never have MIXED.

Source: PS3.3 C.8.16.1, C.8.16.2.1, C.8.13.3.1, C.8.14.5.1.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.single_values import text_of, words_of
from ...findings import codes
from ..plan.scope import Scope
from ..plan.tags import PER_FRAME, SHARED
from ..reporting.reporter import Reporter
from .functional_groups import NUMBER_OF_FRAMES
from .numbers import number
from .subject import Subject

FRAME_TYPES: Final = (
    0x00189226,  # MR Image Frame Type Sequence
    0x00189227,  # MR Spectroscopy Frame Type Sequence
    0x00189329,  # CT Image Frame Type Sequence
    0x00189504,  # X-Ray 3D Frame Type Sequence: C.8.21.1.1.1
    0x00189751,  # PET Frame Type Sequence
    0x00289443,  # Frame Pixel Data Properties Sequence of X-Ray images: C.8.19.2.1.1
)

MIXED: Final = "MIXED"

LEGACY: Final = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.2.2",
        "1.2.840.10008.5.1.4.1.1.4.4",
        "1.2.840.10008.5.1.4.1.1.128.1",
    }
)
"""Legacy Converted CT, MR and PET, which may lack the information: C.8.16.2.1.2."""


class Summary(NamedTuple):
    """A value of the frames, and the value of the image that summarizes it."""

    frame: int
    image: int
    place: int = 0
    """Number of the value, from 1; 0 if the attribute has one value."""


IMAGE_TYPE: Final = 0x00080008
FRAME_TYPE: Final = 0x00089007

SUMMARIES: Final = (
    # Values 2 and 3 of Image Type are not summaries: C.8.16.1.2, C.8.16.1.3.
    *(Summary(FRAME_TYPE, IMAGE_TYPE, place) for place in (1, 4, 5)),
    Summary(0x00089205, 0x00089205),  # Pixel Presentation
    Summary(0x00089206, 0x00089206),  # Volumetric Properties
    Summary(0x00089207, 0x00089207),  # Volume Based Calculation Technique
    Summary(0x00089208, 0x00089208),  # Complex Image Component
    Summary(0x00089209, 0x00089209),  # Acquisition Contrast
)

LISTED: Final = Summary(FRAME_TYPE, IMAGE_TYPE, 1)
"""Rows of Frame Type have a list of first values without MIXED, which `walk` checks."""


class FrameTypes:
    """Collects the values of the frames, and compares them with those of the image."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._root = root
        self._values: dict[Summary, set[str]] = {each: set() for each in SUMMARIES}
        self._frames = 0
        self._shared = False
        self._legacy = text_of(root.elements.get(0x00080016)) in LEGACY

    def visit(self, scope: Scope) -> None:
        parent = scope.parent
        if self._legacy or parent is None or parent.depth != 1 or parent.step is None:
            return
        if parent.step[0] == SHARED:
            self._shared = True
        elif parent.step[0] == PER_FRAME:
            self._frames += 1
        else:
            return
        for each, values in self._values.items():
            value = _value(scope, each.frame, each.place)
            if value == MIXED and MIXED not in values and each != LISTED:
                what = f"{_name(each)} {MIXED}, which only the whole image may have"
                self._reporter.add(codes.FRAME_SUMMARY, scope, each.frame, what)
            values.add(value)

    def finish(self) -> None:
        if not self._complete():
            return
        for each, values in self._values.items():
            value = _value(self._root, each.image, each.place)
            if not value or "" in values or MIXED in values or not values:
                continue
            due = MIXED if len(values) > 1 else next(iter(values))
            if value != due:
                frames = "frames have" if len(values) > 1 else "all frames have"
                what = f"{_name(each)} {value}, but {frames} {' and '.join(sorted(values))}"
                if due == MIXED:
                    what += f"; it must be {MIXED}"
                self._reporter.add(codes.FRAME_SUMMARY, self._root, each.image, what)

    def _complete(self) -> bool:
        """True if the values of all frames are known."""
        if self._shared:
            return not self._frames
        return self._frames == number(self._root.elements.get(NUMBER_OF_FRAMES), "IS")


def _value(scope: Scope, tag: int, place: int) -> str:
    """Return a value of an attribute; empty if there is none."""
    if tag not in scope.elements:
        return ""
    words = words_of(scope.elements[tag])
    if not place:
        return words[0] if len(words) == 1 else ""
    return words[place - 1] if place <= len(words) else ""


def _name(summary: Summary) -> str:
    """Return the beginning of a message about a value."""
    return f"value {summary.place} is" if summary.place else "is"
