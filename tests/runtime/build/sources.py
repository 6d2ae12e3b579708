"""Source images for the tests of builders: series, multi-frame images, slides, colors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydicom import Dataset
from pydicom.uid import generate_uid

from iodize import frames, pixels
from iodize.functional_groups import FrameContent
from iodize.iods import (
    ComputedRadiographyImage,
    CTImage,
    EnhancedCTImage,
    SecondaryCaptureImage,
    UltrasoundMultiFrameImage,
    VLWholeSlideMicroscopyImage,
)

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
OBLIQUE = (0.8, 0.6, 0.0, 0.0, 0.0, -1.0)
EQUIPMENT: dict[str, Any] = {
    "Manufacturer": "Example",
    "ManufacturerModelName": "Test",
    "DeviceSerialNumber": "1",
    "SoftwareVersions": ["1"],
}


def series(
    count: int = 4,
    rows: int = 6,
    columns: int = 9,
    *,
    orientation: Sequence[float] = AXIAL,
    places: Sequence[float] | None = None,
    **values: Any,
) -> list[CTImage]:
    """Return CT images along their normal.

    Args:
        places: Distance of each image from the first, in mm.
    """
    normal = np.cross(orientation[:3], orientation[3:])
    example = CTImage.example()
    made = []
    for number in range(count):
        place = 2.5 * number if places is None else places[number]
        made.append(
            example.replace(
                **pixels.of_array(np.full((rows, columns), number, np.uint16)),
                InstanceNumber=number + 1,
                ImagePositionPatient=[round(float(v), 6) for v in place * normal],
                ImageOrientationPatient=[*orientation],
                PixelSpacing=[0.5, 0.5],
                SliceThickness=2.5,
                BodyPartExamined="ABDOMEN",
                RescaleSlope=1,
                RescaleIntercept=-1024,
                RescaleType="HU",
                **values,
            )
        )
    return made


def enhanced(planes: Sequence[CTImage], repeats: int = 1) -> Dataset:
    """Return a multi-frame image with the planes, repeated as phases."""
    example = EnhancedCTImage.example().to_dataset()
    every = [*planes] * repeats
    groups = [
        EnhancedCTImage.FunctionalGroups(
            **frames.of_plane(plane),
            FrameContentSequence=[
                FrameContent.FrameContentItem(DimensionIndexValues=[number])
            ],
        )
        for number, plane in enumerate(every, start=1)
    ]
    shared = frames.of_groups(groups, ["PlanePositionSequence"])
    own = [item.to_dataset() for item in shared["PerFrameFunctionalGroupsSequence"]]
    example.SharedFunctionalGroupsSequence = [
        item.to_dataset() for item in shared["SharedFunctionalGroupsSequence"]
    ]
    example.PerFrameFunctionalGroupsSequence = own
    example.Rows, example.Columns = planes[0].Rows, planes[0].Columns
    example.NumberOfFrames = len(every)
    example.PixelData = bytes(2 * len(every) * example.Rows * example.Columns)
    example.FrameOfReferenceUID = generate_uid(prefix=None)
    return example


def slide(
    rows: int = 10, columns: int = 13, tile: tuple[int, int] = (4, 6)
) -> Dataset:
    """Return a whole slide image of tiles, at its edges larger than the slide."""
    example = VLWholeSlideMicroscopyImage.example().to_dataset()
    down, across = -(-rows // tile[0]), -(-columns // tile[1])
    example.DimensionOrganizationType = "TILED_FULL"
    example.TotalPixelMatrixRows, example.TotalPixelMatrixColumns = rows, columns
    example.TotalPixelMatrixFocalPlanes = 1
    example.NumberOfOpticalPaths = 1
    example.Rows, example.Columns = tile
    example.NumberOfFrames = down * across
    example.ImageOrientationSlide = [0, -1, 0, -1, 0, 0]
    (origin,) = example.TotalPixelMatrixOriginSequence
    origin.XOffsetInSlideCoordinateSystem = 20
    origin.YOffsetInSlideCoordinateSystem = 40
    (shared,) = example.SharedFunctionalGroupsSequence
    measures = Dataset()
    measures.PixelSpacing = [0.001, 0.001]
    measures.SliceThickness = 0.001
    shared.PixelMeasuresSequence = [measures]
    if "PerFrameFunctionalGroupsSequence" in example:
        del example.PerFrameFunctionalGroupsSequence
    example.FrameOfReferenceUID = generate_uid(prefix=None)
    example.PixelData = bytes(down * across * tile[0] * tile[1] * 3)
    return example


def radiograph(rows: int = 6, columns: int = 9) -> ComputedRadiographyImage:
    """Return an image without a position."""
    return ComputedRadiographyImage.example().replace(
        **pixels.of_array(np.zeros((rows, columns), np.uint16)),
        BodyPartExamined="CHEST",
    )


def cine(count: int = 3) -> UltrasoundMultiFrameImage:
    """Return a multi-frame image without functional groups and positions."""
    return UltrasoundMultiFrameImage.example().replace(
        **pixels.of_array(np.zeros((count, 6, 9), np.uint8), "MONOCHROME2")
    )


def colored(rows: int = 6, columns: int = 9) -> SecondaryCaptureImage:
    """Return an RGB image."""
    return SecondaryCaptureImage.example().replace(
        **pixels.of_array(np.zeros((rows, columns, 3), np.uint8)),
        BodyPartExamined="CHEST",
    )
