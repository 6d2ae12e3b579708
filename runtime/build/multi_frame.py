"""Parts of a multi-frame object whose frames are derived from the planes of source images."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..functional_groups import DerivationImage, FrameContent
from ..macros import Code, SOPInstanceReference
from ..modules import (
    CommonInstanceReference,
    MicroscopeSlideLayerTileOrganization,
)
from .planes import Plane, ranks
from .sources import Source, by_series

PURPOSE: Final = ("121322", "DCM", "Source image for image processing operation")
"""Purpose of the references to source images: PS3.16 CID 7202."""


PER_FRAME: Final = (
    "DerivationImageSequence",
    "FrameContentSequence",
    "PlanePositionSequence",
    "PlanePositionSlideSequence",
    "SegmentIdentificationSequence",
)
"""Functional groups of a frame that are not shared, even if there is only one frame."""


@dataclass(frozen=True)
class Dimensions:
    """The dimensions that distinguish planes, with the index values of each plane."""

    keywords: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    labels: tuple[str | None, ...]
    """Frame labels, if they are a dimension."""


def dimensions_of(planes: Sequence[Plane]) -> Dimensions:
    """Return the dimensions of planes: positions if they are known, and unique.

    Planes without a position, or at the same one (phases of a dynamic study), are
    distinguished by a Frame Label: their number among the source planes.

    Source: PS3.3 C.7.6.17.
    """
    axes: list[tuple[str, list[int]]] = []
    if planes[0].tile is not None:
        tiles = [plane.tile for plane in planes if plane.tile is not None]
        axes = [
            ("RowPositionInTotalImagePixelMatrix", _ranked(t.row for t in tiles)),
            ("ColumnPositionInTotalImagePixelMatrix", _ranked(t.column for t in tiles)),
        ]
        if len({tile.z for tile in tiles}) > 1:
            axes.append(("ZOffsetInSlideCoordinateSystem", _ranked(t.z for t in tiles)))
    elif planes[0].in_patient:
        axes = [("ImagePositionPatient", ranks(planes))]
    values = [*zip(*(ranked for _, ranked in axes), strict=True)] if axes else []
    labels: list[str | None] = [None] * len(planes)
    if len(set(values)) != len(planes):
        axes.append(("FrameLabel", [*range(1, len(planes) + 1)]))
        labels = [str(number) for number in range(1, len(planes) + 1)]
        values = [*zip(*(ranked for _, ranked in axes), strict=True)]
    return Dimensions(
        tuple(keyword for keyword, _ in axes), tuple(values), tuple(labels)
    )


def frame_content(
    values: Sequence[int], label: str | None
) -> list[FrameContent.FrameContentItem]:
    """Return the Frame Content of a frame with its Dimension Index Values."""
    return [
        FrameContent.FrameContentItem(
            DimensionIndexValues=[*values], FrameLabel=label
        )
    ]


def derivation(
    plane: Plane, operation: Code, *, preserved: bool
) -> list[DerivationImage.DerivationImageItem]:
    """Return the Derivation Image of a frame: the operation and its source frame.

    Args:
        operation: Code of the derivation: PS3.16 CID 7203.
        preserved: Whether the frame has the pixel locations of its source.

    Source: PS3.3 C.7.6.16.2.6.
    """
    source = DerivationImage.DerivationImageItem.SourceImageItem(
        **plane.source.reference,
        ReferencedFrameNumber=None if plane.frame is None else [plane.frame],
        PurposeOfReferenceCodeSequence=[Code(*PURPOSE)],
        SpatialLocationsPreserved="YES" if preserved else None,
    )
    return [
        DerivationImage.DerivationImageItem(
            DerivationCodeSequence=[operation], SourceImageSequence=[source]
        )
    ]


def common_references(sources: Iterable[Source]) -> CommonInstanceReference:
    """Return the references to instances of the study, by series: PS3.3 C.12.2."""
    return CommonInstanceReference(
        ReferencedSeriesSequence=[
            CommonInstanceReference.ReferencedSeriesItem(
                SeriesInstanceUID=uid,
                ReferencedInstanceSequence=[
                    SOPInstanceReference(**each.reference) for each in series
                ],
            )
            for uid, series in by_series(sources).items()
        ]
    )


def frame_of_reference(planes: Sequence[Plane]) -> dict[str, Any]:
    """Return the attributes of the frame of reference; empty if planes have no position.

    Source: PS3.3 C.7.4.1.
    """
    dataset = planes[0].source.dataset
    if not planes[0].in_patient and planes[0].tile is None:
        return {}
    return {
        "FrameOfReferenceUID": dataset.FrameOfReferenceUID,
        "PositionReferenceIndicator": dataset.get("PositionReferenceIndicator"),
    }


def patient_orientation(planes: Sequence[Plane]) -> dict[str, Any]:
    """Return the orientation of images without a position in the patient.

    It has no value if the source has none: type 2C, PS3.3 C.7.6.1.
    """
    if planes[0].in_patient:
        return {}
    found = planes[0].source.dataset.get("PatientOrientation")
    return {"PatientOrientation": [*found] if found else ""}


def slide_of(planes: Sequence[Plane]) -> dict[str, Any]:
    """Return the attributes and the module of tiles of a slide; empty for others.

    Source: PS3.3 C.8.12.14.
    """
    dataset = planes[0].source.dataset
    found: dict[str, Any] = {}
    if planes[0].tile is not None:
        origin = dataset.TotalPixelMatrixOriginSequence[0]
        item = MicroscopeSlideLayerTileOrganization.TotalPixelMatrixOriginItem
        found["DimensionOrganizationType"] = "TILED_SPARSE"
        found["microscope_slide_layer_tile_organization"] = (
            MicroscopeSlideLayerTileOrganization(
                TotalPixelMatrixColumns=dataset.TotalPixelMatrixColumns,
                TotalPixelMatrixRows=dataset.TotalPixelMatrixRows,
                TotalPixelMatrixOriginSequence=[
                    item(
                        XOffsetInSlideCoordinateSystem=float(
                            origin.XOffsetInSlideCoordinateSystem
                        ),
                        YOffsetInSlideCoordinateSystem=float(
                            origin.YOffsetInSlideCoordinateSystem
                        ),
                    )
                ],
                ImageOrientationSlide=[
                    float(value) for value in dataset.ImageOrientationSlide
                ],
            )
        )
    return found


def lossy(sources: Sequence[Source]) -> dict[str, Any]:
    """Return the attributes about lossy compression of the first source that has it."""
    for each in sources:
        dataset = each.dataset
        if dataset.get("LossyImageCompression") == "01":
            return {
                "LossyImageCompression": "01",
                "LossyImageCompressionRatio": _listed(
                    dataset.get("LossyImageCompressionRatio")
                ),
                "LossyImageCompressionMethod": _listed(
                    dataset.get("LossyImageCompressionMethod")
                ),
            }
    return {"LossyImageCompression": "00"}


def used(planes: Iterable[Plane]) -> list[Source]:
    """Return the sources of planes, each once."""
    return [*{id(plane.source): plane.source for plane in planes}.values()]


def _ranked(values: Iterable[float]) -> list[int]:
    found = [*values]
    order = {value: rank for rank, value in enumerate(sorted(set(found)), start=1)}
    return [order[value] for value in found]


def _listed(value: Any) -> list[Any] | None:
    if value in (None, ""):
        return None
    return [value] if isinstance(value, str | float | int) else [*value]
