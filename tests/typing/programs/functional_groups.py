"""Functional groups of an enhanced object."""

from typing import reveal_type

from iodize import frames
from iodize.functional_groups import PixelMeasures, PlanePositionPatient
from iodize.iods import EnhancedCTImage, EnhancedMRImage

Position = PlanePositionPatient.PlanePositionItem
Measures = PixelMeasures.PixelMeasuresItem

groups = EnhancedCTImage.FunctionalGroups(
    PlanePositionSequence=[Position(ImagePositionPatient=[0, 0, -12.5])],
    PixelMeasuresSequence=[Measures(PixelSpacing=[0.5, 0.5], SliceThickness=1)],
)
frames.of_groups([groups, groups])

EnhancedCTImage.FunctionalGroups(
    PlanePositionSequence=[Measures()],  # mypy: PlanePositionItem / pyright: PlanePositionSequence
)
EnhancedCTImage.FunctionalGroups(
    PlanePositionSequence=Position(),  # error: PlanePositionSequence
)


def read(ct: EnhancedCTImage) -> None:
    reveal_type(ct.SharedFunctionalGroupsSequence)  # type: list[FunctionalGroups]
    for frame in ct.PerFrameFunctionalGroupsSequence or []:
        for plane in frame.PlanePositionSequence or []:
            reveal_type(plane.ImagePositionPatient)  # type: list[float] | None


def write(ct: EnhancedCTImage, mr: EnhancedMRImage) -> None:
    ct.SharedFunctionalGroupsSequence = [groups]
    mr.SharedFunctionalGroupsSequence = [groups]  # mypy: EnhancedMRImage / pyright: SharedFunctionalGroupsSequence
