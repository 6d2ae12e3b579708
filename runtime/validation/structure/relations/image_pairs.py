"""References to the other image of a pair, and to an annotated image.

Source: PS3.3 C.8.7.1.1.13, C.8.12.1.1.7, C.37.1.2.1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ....encoding.readings import Elements
from ....encoding.single_values import text_of, words_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import count_of
from ..subject import Subject
from .items import items_of

REFERENCED_IMAGES: Final = 0x00081140

_IMAGE_TYPE: Final = 0x00080008
_PURPOSE: Final = 0x0040A170
_FRAME_NUMBER: Final = 0x00081160
_CODE: Final = 0x00080100
_SCHEME: Final = 0x00080102


PIXEL_ORIGIN: Final = 0x00480301
_COORDINATE_TYPE: Final = 0x006A0001


class Pair(NamedTuple):
    """Images that refer to each other."""

    kinds: frozenset[str]
    """Value 3 of Image Type."""
    purpose: str
    """The code of DCM for the other image."""
    reference: str
    whole: bool
    """True if the reference has no frame number."""


_PAIRS: Final[Mapping[str, Pair]] = {
    # X-Ray Image
    "C.8-26": Pair(
        frozenset({"BIPLANE A", "BIPLANE B"}), "121314", "PS3.3 C.8.7.1.1.13", True
    ),
    # VL Image
    "C.8-77": Pair(
        frozenset({"STEREO L", "STEREO R"}), "121315", "PS3.3 C.8.12.1.1.7", False
    ),
}
"""By table of Referenced Image Sequence."""


def check_pair(reporter: Reporter, scope: Scope, sequence: int, have: int) -> None:
    """Report references that do not identify the other image of a pair.

    Args:
        scope: The data set that has the sequence.
        have: The number of items.
    """
    if scope.parent is not None or _IMAGE_TYPE not in scope.elements:
        return
    words = words_of(scope.elements[_IMAGE_TYPE])
    rows = scope.level.plan.sources.get(sequence, ())
    pairs = (_PAIRS.get(table_of(row.attribute)) for row in rows)
    pair = next((one for one in pairs if one), None)
    if pair is None or len(words) < 3 or words[2] not in pair.kinds:
        return
    items = items_of(scope.elements.get(sequence))
    others = [index for index, item in enumerate(items) if _is_other(item, pair)]
    what = ""
    if len(items) > 1 and not all(_PURPOSE in item for item in items):
        what = "has several items, which must have a purpose of reference each"
    elif len(items) > 1 and others != [0]:
        what = (
            f"only the first item must have the purpose {pair.purpose} of"
            f" {words[2]} images"
        )
    elif items and pair.whole and _FRAME_NUMBER in items[0]:
        what = "refers to a frame of the other image, but must refer to the image"
    if what:
        reporter.add(
            codes.VALUE_RELATION, scope, sequence, what, reference=pair.reference
        )


def check_annotated_image(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report coordinates in a frame, or in a matrix, of several images or frames."""
    origin = text_of(scope.elements[tag])
    if scope.parent is not None or _COORDINATE_TYPE not in scope.elements:
        return
    items = items_of(scope.elements.get(REFERENCED_IMAGES))
    what = ""
    if origin in ("FRAME", "VOLUME") and len(items) > 1:
        what = f"has {len(items)} items; coordinates in a {origin} have one image"
    elif items and _FRAME_NUMBER in items[0]:
        frames = count_of(items[0][_FRAME_NUMBER])
        if origin == "VOLUME" or (origin == "FRAME" and frames > 1):
            wanted = "no frame" if origin == "VOLUME" else "one frame"
            what = (
                f"has {frames} frame numbers; coordinates in a {origin} have {wanted}"
            )
    if what:
        reference = "PS3.3 C.37.1.2.1.1"
        reporter.add(
            codes.VALUE_RELATION, scope, REFERENCED_IMAGES, what, reference=reference
        )


def _is_other(item: Elements, pair: Pair) -> bool:
    """True if an item has the purpose of the other image."""
    return any(
        (text_of(code.get(_CODE)), text_of(code.get(_SCHEME))) == (pair.purpose, "DCM")
        for code in items_of(item.get(_PURPOSE))
    )
