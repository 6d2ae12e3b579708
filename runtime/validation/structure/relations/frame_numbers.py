"""Numbers of frames: of this object, and of objects that it refers to.

Source: PS3.3 10.3, C.7.6.6, C.7.6.10: frames are numbered from 1.
"""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of
from ....findings import codes
from ....tables.descriptions import Iod
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number, numbers
from ..subject import Subject

REFERENCED_FRAMES: Final = 0x00081160

OWN_FRAMES: Final = (
    0x00082142,  # Start Trim
    0x00082143,  # Stop Trim
    0x00286010,  # Representative Frame Number
    0x00286020,  # Frame Numbers of Interest
)
"""Numbers of frames of the data set they are in."""

_FRAMES: Final = 0x00280008
_MAP: Final = 0x00221518
"""Two Dimensional to Three Dimensional Map Sequence: refers to its own object."""
_CLASS: Final = 0x00081150
_INSTANCE: Final = 0x00081155
_OWN: Final = 0x00080018


def check_own_frames(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report numbers of frames that the object does not have."""
    if scope.parent is None:
        _check_range(reporter, scope, scope, tag)


def check_referenced_frames(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report frames of a single-frame SOP class, and frames that do not exist."""
    root = scope.root
    own = text_of(root.elements.get(_OWN))
    uid = text_of(scope.elements.get(_INSTANCE))
    is_map = scope.step is not None and scope.step[0] == _MAP
    if (uid and uid == own) or is_map:
        _check_range(reporter, scope, root, tag)
        return
    _check_range(reporter, scope, None, tag)
    rule = scope.rule(tag)
    if rule is None or rule.type != "1C" or not scope.elements[tag].value:
        return  # an empty one is reported as such
    iod = subject.edition.iod_of(text_of(scope.elements.get(_CLASS)))
    if iod is not None and not _has_frames(iod):
        what = "present, but the referenced SOP class has no frames"
        reporter.add_cited(codes.CONDITION_NOT_MET, scope, tag, what)


def _check_range(
    reporter: Reporter, scope: Scope, root: Scope | None, tag: int
) -> None:
    """Report a number below 1, or above the number of frames of a data set."""
    values = numbers(scope.elements[tag], "US" if tag >> 16 == 0x0028 else "IS")
    frames = None if root is None else number(root.elements.get(_FRAMES), "IS")
    if values and min(values) < 1:
        what = f"is {min(values)}; frames are numbered from 1"
        reporter.add_cited(codes.FRAME_NUMBER, scope, tag, what)
    elif values and frames and max(values) > frames:
        what = f"is {max(values)}, but the object has {frames} frames"
        reporter.add_cited(codes.FRAME_NUMBER, scope, tag, what)


def _has_frames(iod: type[Iod]) -> bool:
    """True if any module of an IOD has Number of Frames."""
    return any(_FRAMES in use.definition.attributes() for use in iod.module_uses)
