"""Grayscale softcopy presentation states: PS3.3 A.33.1, PS3.4 N.2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from ...objects.instance import Instance
from ..errors import NotAPresentationStateError
from .attributes import numbers
from .overlays import overlay_groups
from .shutters import SHAPES
from .sources import Image, kind_of, read_header

GRAYSCALE: Final = "1.2.840.10008.5.1.4.1.1.11.1"
"""Grayscale Softcopy Presentation State Storage."""

_NOT_APPLIED: Final = {
    "GraphicAnnotationSequence": "graphic annotations",
    "MaskSubtractionSequence": "mask subtraction",
}
"""Sequences of a presentation state that have no effect here."""


def states_of(images: Image | Iterable[Image] | None) -> list[Dataset]:
    """Return presentation states.

    Raises:
        NotAPresentationStateError: An object is not one.
        OSError: A file cannot be read.
    """
    if images is None:
        return []
    if isinstance(images, str | Path | Dataset | Instance):
        images = [images]
    return [_read(each) for each in images]


def _read(image: Image) -> Dataset:
    if isinstance(image, str | Path):
        name, state = str(image), read_header(Path(image))
    else:
        state = image.to_dataset() if isinstance(image, Instance) else image
        name = str(state.get("SOPInstanceUID", "data set"))
    if state is None or str(state.get("SOPClassUID", "")) != GRAYSCALE:
        kind = "" if state is None else kind_of(state)
        raise NotAPresentationStateError(name, kind)
    return state


def state_for(states: Iterable[Dataset], image: Dataset, frame: int) -> Dataset | None:
    """Return the first presentation state that refers to a frame; None if there is none."""
    uid = str(image.get("SOPInstanceUID", ""))
    for state in states:
        for series in state.get("ReferencedSeriesSequence") or ():
            if _refers(series, uid, frame):
                return state
    return None


def voi_of(state: Dataset, image: Dataset, frame: int) -> Dataset:
    """Return the VOI LUT of a state for a frame; empty if it is an identity."""
    uid = str(image.get("SOPInstanceUID", ""))
    for item in state.get("SoftcopyVOILUTSequence") or ():
        if "ReferencedImageSequence" not in item or _refers(item, uid, frame):
            return _of_state(item, state)
    return Dataset()


def _of_state(item: Dataset, state: Dataset) -> Dataset:
    found = Dataset(item)
    found.set_original_encoding(*state.original_encoding)
    return found


def _refers(item: Dataset, uid: str, frame: int) -> bool:
    for reference in item.get("ReferencedImageSequence") or ():
        if str(reference.get("ReferencedSOPInstanceUID", "")) == uid:
            frames = numbers(reference, "ReferencedFrameNumber")
            if not frames or frame in frames:
                return True
    return False


def not_applied(state: Dataset, image: Dataset) -> Iterator[str]:
    """Yield the parts of a presentation state that are not applied."""
    for keyword, name in _NOT_APPLIED.items():
        if state.get(keyword):
            yield name
    shapes = state.get("ShutterShape") or ()
    shapes = [shapes] if isinstance(shapes, str) else shapes
    if any(shape not in SHAPES for shape in shapes):
        yield "a bitmap shutter"
    if overlay_groups(state):
        yield "overlays of the presentation state"
    whole = [1.0, 1.0, float(image.get("Columns", 0)), float(image.get("Rows", 0))]
    for area in state.get("DisplayedAreaSelectionSequence") or ():
        corners = [
            *numbers(area, "DisplayedAreaTopLeftHandCorner"),
            *numbers(area, "DisplayedAreaBottomRightHandCorner"),
        ]
        if corners != whole:
            yield "the displayed area"
            return
