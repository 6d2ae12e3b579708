"""Overlays: length (PS3.3 C.9.2, PS3.5 8.1.2), frames (PS3.3 C.9.3), activation (C.11.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...encoding.readings import Element
from ...encoding.single_values import text_of
from ...findings import codes
from ..plan.rule import name_of, reference_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number, numbers, value_length
from .relations.items import items_of
from .subject import Subject

OVERLAY_DATA: Final = tuple(group << 16 | 0x3000 for group in range(0x6000, 0x6020, 2))
ROWS: Final = 0x0010
COLUMNS: Final = 0x0011
"""The elements of images have the same numbers: (0028,0010)."""
LAYER: Final = 0x1001
"""Overlay Activation Layer."""
FIRST_LAYER: Final = 0x60000000 | LAYER
"""As tables list it."""
SHUTTER_GROUP: Final = 0x00181623
FRAMES: Final = 0x0015
"""Number of Frames in Overlay; 1 if it is absent."""
OVERLAY_FRAMES: Final = tuple(
    group << 16 | FRAMES for group in range(0x6000, 0x6020, 2)
)
ORIGIN_FRAME: Final = 0x0051
"""Image Frame Origin; 1 if it is absent."""
REGIONS: Final = 0x00186011
"""Sequence of Ultrasound Regions."""
ACTIVE_AREA: Final = 0x00186070
"""Active Image Area Overlay Group."""
SUBTYPE: Final = 0x0045
DATA: Final = 0x3000
IMAGE_FRAMES: Final = 0x00280008

_SHUTTER: Final[Mapping[int, tuple[object, ...]]] = {
    0x0040: ("G",),  # Overlay Type
    0x0050: (1, 1),  # Overlay Origin
    0x0100: (1,),  # Overlay Bits Allocated
    0x0102: (0,),  # Overlay Bit Position
}
"""Values of the overlay of a bitmap shutter, by element."""


def check_overlay(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report overlay data of a wrong length, or that a presentation state does not place."""
    _check_activation(reporter, scope, tag & 0xFFFF0000)
    elements, group = scope.elements, tag & 0xFFFF0000
    rows = number(elements.get(group | ROWS))
    columns = number(elements.get(group | COLUMNS))
    frames = (
        number(elements.get(group | FRAMES), "IS") if group | FRAMES in elements else 1
    )
    length = value_length(elements[tag])
    if not (rows and columns and frames and length):
        return
    size = (rows * columns * frames + 7) // 8
    expected = size + size % 2
    if length != expected:
        what = f"has {length} bytes; its rows and columns require {expected}"
        reporter.add(codes.OVERLAY_LENGTH, scope, tag, what)


def check_overlay_frames(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report overlay frames after the last frame of a multi-frame image: C.9.3.1.1."""
    group = tag & 0xFFFF0000
    count = number(scope.elements[tag], "IS")
    origin = number(scope.elements.get(group | ORIGIN_FRAME)) or 1
    frames = number(scope.elements.get(IMAGE_FRAMES), "IS")
    if scope.parent is None and count and frames and count + origin - 1 > frames:
        what = f"is {count} from frame {origin} on, but the image has {frames} frames"
        reporter.add(codes.OVERLAY_FRAMES, scope, tag, what)


def check_shutter(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a bitmap shutter whose overlay is specialized otherwise: C.7.6.15."""
    group = (number(scope.elements[tag]) or 0) << 16
    if group >> 16 not in range(0x6000, 0x6020, 2):
        return
    image = {
        element: (size,)
        for element in (ROWS, COLUMNS)
        if (size := number(scope.elements.get(0x00280000 | element))) is not None
    }
    for element, expected in {**_SHUTTER, **image}.items():
        given = _given(scope.elements.get(group | element))
        if given not in ((), expected):
            shown, wanted = ("\\".join(map(str, one)) for one in (given, expected))
            what = f"is {shown}; must be {wanted} in a bitmap shutter"
            reporter.add(
                codes.VALUE_RELATION,
                scope,
                group | element,
                what,
                reference="PS3.3 C.7.6.15",
            )


def check_region_overlays(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report an overlay of the active area of a region without its subtype: Table C.8-18."""
    for item in items_of(scope.elements[tag]):
        group = (number(item.get(ACTIVE_AREA)) or 0) << 16
        absent = scope.absent(frozenset({group | SUBTYPE}))
        if group | DATA in scope.elements and absent:
            what = "absent; type 1C, required if a region refers to this overlay"
            reporter.add(
                codes.TYPE1C_MISSING,
                scope,
                group | SUBTYPE,
                what,
                reference="PS3.3 C.8.5.6 Table C.8-18",
            )
            return


def _given(element: Element | None) -> tuple[object, ...]:
    if element is None or element.VR == "CS":
        word = text_of(element)
        return (word,) if word else ()
    return numbers(element, "US")


def _check_activation(reporter: Reporter, scope: Scope, group: int) -> None:
    """Report a group without Overlay Activation Layer, in IODs that have it.

    An empty value means that the overlay is not shown. A bitmap shutter has no layer: PS3.3
    Table A.33.1-1.
    """
    sources = scope.level.plan.sources.get(FIRST_LAYER)
    shutter = number(scope.elements.get(SHUTTER_GROUP))
    if sources is None or group | LAYER in scope.elements or shutter == group >> 16:
        return
    what = "absent; type 2C, required if the presentation state has this overlay"
    owner = sources[0].attribute.owner
    reporter.add(
        codes.TYPE2C_MISSING,
        scope,
        group | LAYER,
        what,
        module=name_of(owner),
        reference=reference_of(owner),
    )
