"""Annotations of presentation states: texts and graphics on images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ..macros import ImageSOPInstanceReference
from ..modules import GraphicAnnotation, GraphicLayer
from .errors import BuildError
from .sources import Source, sources_of

if TYPE_CHECKING:
    from .measurements import Points
    from .sources import SourcesLike

_Annotation: TypeAlias = GraphicAnnotation.GraphicAnnotationItem

LAYER: Final = "ANNOTATIONS"
"""Graphic Layer of annotations that name none."""

COUNTS: Final = {"POINT": (1, 1), "CIRCLE": (2, 2), "ELLIPSE": (4, 4)}
"""Smallest and largest number of points of a Graphic Type: PS3.3 C.10.5.1.2."""


@dataclass(frozen=True)
class Text:
    """A text on images: PS3.3 C.10.5."""

    text: str
    at: tuple[float, float]
    """Column and row of its anchor: (0, 0) is the corner of the top left pixel."""
    images: SourcesLike = ()
    """Some of the images; all if empty."""
    layer: str = LAYER
    is_anchor_visible: bool = False


@dataclass(frozen=True)
class Graphic:
    """A graphic on images: PS3.3 C.10.5."""

    graphic_type: Literal["POINT", "POLYLINE", "INTERPOLATED", "CIRCLE", "ELLIPSE"]
    points: Points
    """Column and row of each point: (0, 0) is the corner of the top left pixel."""
    images: SourcesLike = ()
    """Some of the images; all if empty."""
    layer: str = LAYER
    is_filled: bool = False


def annotation_items(
    annotations: Sequence[Text | Graphic], sources: Sequence[Source]
) -> list[_Annotation]:
    """Return the items of annotations.

    Args:
        sources: The images of the presentation state.

    Raises:
        BuildError: An annotation has another number of points, or an image that the
            presentation state does not have.
    """
    return [_item(each, sources) for each in annotations]


def layer_items(
    annotations: Sequence[Text | Graphic],
) -> list[GraphicLayer.GraphicLayerItem]:
    """Return the graphic layers of annotations, in the order they come."""
    names = dict.fromkeys(each.layer for each in annotations)
    return [
        GraphicLayer.GraphicLayerItem(GraphicLayer=name, GraphicLayerOrder=order)
        for order, name in enumerate(names, start=1)
    ]


def _item(annotation: Text | Graphic, sources: Sequence[Source]) -> _Annotation:
    chosen = _chosen(annotation, sources)
    images = [ImageSOPInstanceReference(**each.reference) for each in chosen]
    if isinstance(annotation, Text):
        points = _inside([annotation.at], chosen)
        text = _Annotation.TextObjectItem(
            UnformattedTextValue=annotation.text,
            AnchorPoint=points,
            AnchorPointAnnotationUnits="PIXEL",
            AnchorPointVisibility="Y" if annotation.is_anchor_visible else "N",
        )
        return _Annotation(
            GraphicLayer=annotation.layer,
            ReferencedImageSequence=images,
            TextObjectSequence=[text],
        )
    points = _inside(annotation.points, chosen)
    count, kind = len(points) // 2, annotation.graphic_type
    least, most = COUNTS.get(kind, (2, None))
    if count < least or (most is not None and count > most):
        raise BuildError(
            "annotations", f"{kind} must have {least} points, got {count}"
        )
    closed = kind in ("CIRCLE", "ELLIPSE") or points[:2] == points[-2:]
    if annotation.is_filled and (kind == "POINT" or not closed):
        raise BuildError("annotations", f"{kind} is filled, but not closed")
    graphic = _Annotation.GraphicObjectItem(
        GraphicAnnotationUnits="PIXEL",
        NumberOfGraphicPoints=count,
        GraphicData=points,
        GraphicType=kind,
        GraphicFilled=(
            ("Y" if annotation.is_filled else "N") if closed and kind != "POINT" else None
        ),
    )
    return _Annotation(
        GraphicLayer=annotation.layer,
        ReferencedImageSequence=images,
        GraphicObjectSequence=[graphic],
    )


def _chosen(annotation: Text | Graphic, sources: Sequence[Source]) -> list[Source]:
    """Return the images of an annotation."""
    if not isinstance(annotation, Text | Graphic):
        raise TypeError(
            f"annotations must be Text or Graphic, got {type(annotation).__name__}"
        )
    if isinstance(annotation.images, tuple | list) and not annotation.images:
        return [*sources]
    chosen = sources_of("annotations", annotation.images)
    known = {each.dataset.SOPInstanceUID for each in sources}
    if any(each.dataset.SOPInstanceUID not in known for each in chosen):
        raise BuildError(
            "annotations", "are on an image that is not one of the presentation state"
        )
    return chosen


def _inside(points: Points, sources: Sequence[Source]) -> list[float]:
    """Return the coordinates of points, which must be in all images."""
    found = [[float(value) for value in point] for point in points]
    columns = min(int(each.dataset.Columns) for each in sources)
    rows = min(int(each.dataset.Rows) for each in sources)
    for point in found:
        if len(point) != 2:
            raise BuildError("annotations", "must have points of column and row")
        if not (0 <= point[0] <= columns and 0 <= point[1] <= rows):
            raise BuildError(
                "annotations",
                f"have the point ({point[0]:g}, {point[1]:g}) outside of an image of"
                f" {columns} columns and {rows} rows",
                "points are (column, row)",
            )
    return [value for point in found for value in point]
