"""The planes of source images: their frames with positions in the patient or on a slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypedDict

from pydicom.dataset import Dataset

from ..functional_groups import (
    PixelMeasures,
    PlaneOrientationPatient,
    PlanePositionPatient,
    PlanePositionSlide,
)
from .errors import BuildError
from .sources import Source, same

Vector: TypeAlias = tuple[float, ...]

DIGITS: Final = 4
"""Decimals of a distance in mm; planes at equal distances are one position."""


@dataclass(frozen=True)
class Tile:
    """The place of a frame on a slide: PS3.3 C.8.12.6.1."""

    column: int
    """Of its top left pixel in the total pixel matrix, from 1."""
    row: int
    x: float
    """Offset in the slide coordinate system: mm."""
    y: float
    z: float
    """µm."""


@dataclass(frozen=True)
class Plane:
    """One frame of a source image."""

    source: Source
    frame: int | None
    """Its number from 1; None for an image of one frame."""
    position: Vector | None = None
    """Image Position (Patient): mm."""
    orientation: Vector | None = None
    """Image Orientation (Patient)."""
    spacing: Vector | None = None
    """Between rows and between columns: mm."""
    thickness: float | None = None
    gap: float | None = None
    """Spacing Between Slices: mm."""
    tile: Tile | None = None

    @property
    def in_patient(self) -> bool:
        """Whether its place in the patient is known."""
        return None not in (self.position, self.orientation, self.spacing)

    @property
    def distance(self) -> float:
        """Distance from the origin along the normal of the plane: mm."""
        assert self.position is not None
        return sum(p * n for p, n in zip(self.position, self.normal, strict=True))

    @property
    def normal(self) -> Vector:
        assert self.orientation is not None
        a, b, c, d, e, f = self.orientation
        return (b * f - c * e, c * d - a * f, a * e - b * d)


class Groups(TypedDict, total=False):
    """The functional groups of the place of a frame."""

    PixelMeasuresSequence: list[PixelMeasures.PixelMeasuresItem]
    PlaneOrientationSequence: list[PlaneOrientationPatient.PlaneOrientationItem]
    PlanePositionSequence: list[PlanePositionPatient.PlanePositionItem]
    PlanePositionSlideSequence: list[PlanePositionSlide.PlanePositionSlideItem]


def planes_of(argument: str, sources: Sequence[Source]) -> list[Plane]:
    """Return the frames of all sources, in their order.

    Raises:
        BuildError: The place of some of the planes is unknown, or they have several
            frames of reference.
    """
    planes = [plane for source in sources for plane in _planes(source)]
    placed = [plane.in_patient or plane.tile is not None for plane in planes]
    if any(placed):
        if not all(placed):
            number = placed.index(False) + 1
            raise BuildError(
                argument, f"plane {number} has no position, others have one"
            )
        same(argument, sources, "FrameOfReferenceUID")
        if not sources[0].dataset.get("FrameOfReferenceUID"):
            raise BuildError(argument, "have positions, but no FrameOfReferenceUID")
    return planes


def groups_of(plane: Plane) -> Groups:
    """Return the functional groups of the place of a frame; empty if it is unknown.

    Source: PS3.3 C.7.6.16.2.1, C.7.6.16.2.3, C.7.6.16.2.4, C.8.12.6.1.
    """
    if plane.tile is None and not plane.in_patient:
        return {}
    measures = PixelMeasures.PixelMeasuresItem(
        PixelSpacing=plane.spacing,
        SliceThickness=plane.thickness,
        SpacingBetweenSlices=plane.gap,
    )
    found: Groups = {"PixelMeasuresSequence": [measures]}
    if plane.tile is not None:
        tile = plane.tile
        found["PlanePositionSlideSequence"] = [
            PlanePositionSlide.PlanePositionSlideItem(
                ColumnPositionInTotalImagePixelMatrix=tile.column,
                RowPositionInTotalImagePixelMatrix=tile.row,
                XOffsetInSlideCoordinateSystem=tile.x,
                YOffsetInSlideCoordinateSystem=tile.y,
                ZOffsetInSlideCoordinateSystem=tile.z,
            )
        ]
        return found
    assert plane.position is not None
    assert plane.orientation is not None
    found["PlaneOrientationSequence"] = [
        PlaneOrientationPatient.PlaneOrientationItem(
            ImageOrientationPatient=plane.orientation
        )
    ]
    found["PlanePositionSequence"] = [
        PlanePositionPatient.PlanePositionItem(ImagePositionPatient=plane.position)
    ]
    return found


def ranks(planes: Sequence[Plane]) -> list[int]:
    """Return the rank of each plane along the normal, from 1; equal positions share one.

    Planes of different orientations keep their order.
    """
    if len({_rounded(plane.orientation or ()) for plane in planes}) == 1:
        keys: list[Any] = [round(plane.distance, DIGITS) for plane in planes]
        order = sorted(set(keys))
    else:
        keys = [(plane.orientation, plane.position) for plane in planes]
        order = list(dict.fromkeys(keys))
    rank = {key: number for number, key in enumerate(order, start=1)}
    return [rank[key] for key in keys]


def _rounded(vector: Iterable[float]) -> Vector:
    return tuple(round(value, DIGITS) for value in vector)


def _planes(source: Source) -> Iterator[Plane]:
    dataset = source.dataset
    if "SharedFunctionalGroupsSequence" in dataset:
        yield from _grouped(source)
    elif "NumberOfFrames" in dataset:
        for number in range(1, source.frames + 1):
            yield Plane(source, number)
    else:
        yield Plane(
            source,
            None,
            _vector(dataset, "ImagePositionPatient"),
            _vector(dataset, "ImageOrientationPatient"),
            _vector(dataset, "PixelSpacing"),
            _number(dataset, "SliceThickness"),
            _number(dataset, "SpacingBetweenSlices"),
        )


def _grouped(source: Source) -> Iterator[Plane]:
    """Yield the frames of an image with functional groups."""
    shared = source.dataset.SharedFunctionalGroupsSequence
    per_frame = source.dataset.get("PerFrameFunctionalGroupsSequence") or ()
    for index in range(source.frames):
        groups = [*per_frame[index : index + 1], *shared]
        measures = _group(groups, "PixelMeasuresSequence")
        position = _group(groups, "PlanePositionSequence")
        orientation = _group(groups, "PlaneOrientationSequence")
        yield Plane(
            source,
            index + 1,
            _vector(position, "ImagePositionPatient"),
            _vector(orientation, "ImageOrientationPatient"),
            _vector(measures, "PixelSpacing"),
            _number(measures, "SliceThickness"),
            _number(measures, "SpacingBetweenSlices"),
            _tile(source.dataset, groups, index),
        )


def _tile(dataset: Dataset, groups: Sequence[Dataset], index: int) -> Tile | None:
    """Return the place of a frame on a slide; None if it is not on a slide."""
    given = _group(groups, "PlanePositionSlideSequence")
    if given:
        return Tile(
            int(given.ColumnPositionInTotalImagePixelMatrix),
            int(given.RowPositionInTotalImagePixelMatrix),
            float(given.XOffsetInSlideCoordinateSystem),
            float(given.YOffsetInSlideCoordinateSystem),
            float(given.ZOffsetInSlideCoordinateSystem or 0),
        )
    if dataset.get("DimensionOrganizationType") != "TILED_FULL":
        return None
    across = -(-int(dataset.TotalPixelMatrixColumns) // int(dataset.Columns))
    down = -(-int(dataset.TotalPixelMatrixRows) // int(dataset.Rows))
    layer, place = divmod(index, across * down)
    layer %= int(dataset.get("TotalPixelMatrixFocalPlanes") or 1)
    row, column = (place // across) * dataset.Rows, (place % across) * dataset.Columns
    origin = dataset.TotalPixelMatrixOriginSequence[0]
    measures = _group(groups, "PixelMeasuresSequence")
    between_rows, between_columns = _vector(measures, "PixelSpacing") or (1.0, 1.0)
    right, below = column * between_columns, row * between_rows
    a, b, c, d, e, f = (float(value) for value in dataset.ImageOrientationSlide)
    z = float(origin.get("ZOffsetInSlideCoordinateSystem") or 0)
    gap = _number(measures, "SpacingBetweenSlices") or 0
    return Tile(
        column + 1,
        row + 1,
        round(float(origin.XOffsetInSlideCoordinateSystem) + a * right + d * below, 9),
        round(float(origin.YOffsetInSlideCoordinateSystem) + b * right + e * below, 9),
        round(z + 1000 * (c * right + f * below + layer * gap), 9),
    )


def _group(groups: Sequence[Dataset], keyword: str) -> Dataset:
    """Return the item of a functional group of a frame; empty if it has none."""
    for each in groups:
        if each.get(keyword):
            item: Dataset = each[keyword].value[0]
            return item
    return Dataset()


def _vector(dataset: Dataset, keyword: str) -> Vector | None:
    values = dataset.get(keyword)
    return tuple(float(value) for value in values) if values else None


def _number(dataset: Dataset, keyword: str) -> float | None:
    value = dataset.get(keyword)
    return None if value in (None, "") else float(value)
