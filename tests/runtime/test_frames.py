"""Functional groups of frames, and the dimensions that order them."""

from __future__ import annotations

import pytest

from iodize import frames
from iodize.functional_groups import FrameContent, PixelMeasures, PlanePositionPatient
from iodize.iods import EnhancedMRImage, Segmentation
from iodize.modules import ImagePlane

Groups = EnhancedMRImage.FunctionalGroups


def groups(z: float, spacing: float = 1) -> Groups:
    return Groups(
        FrameContentSequence=[FrameContent.FrameContentItem(DimensionIndexValues=[1])],
        PixelMeasuresSequence=[
            PixelMeasures.PixelMeasuresItem(PixelSpacing=[spacing, spacing])
        ],
        PlanePositionSequence=[
            PlanePositionPatient.PlanePositionItem(ImagePositionPatient=[0, 0, z])
        ],
    )


def test_what_all_frames_have_is_shared() -> None:
    described = frames.of_groups([groups(0), groups(5)])

    (shared,) = described["SharedFunctionalGroupsSequence"]
    assert shared.PixelMeasuresSequence is not None
    assert shared.PlanePositionSequence is None
    own = described["PerFrameFunctionalGroupsSequence"]
    assert [each.PixelMeasuresSequence for each in own] == [None, None]
    assert [each.PlanePositionSequence[0].ImagePositionPatient[2] for each in own] == [
        0,
        5,
    ]


def test_what_differs_stays_with_the_frames() -> None:
    described = frames.of_groups([groups(0, spacing=1), groups(5, spacing=2)])

    (shared,) = described["SharedFunctionalGroupsSequence"]
    assert shared.PixelMeasuresSequence is None


def test_frame_content_is_never_shared() -> None:
    """Table A.36-2 forbids it, also where all frames have the same."""
    described = frames.of_groups([groups(0), groups(5)])

    (shared,) = described["SharedFunctionalGroupsSequence"]
    assert shared.FrameContentSequence is None


def test_named_groups_stay_with_the_frames() -> None:
    described = frames.of_groups([groups(0), groups(5)], ["PixelMeasuresSequence"])

    (shared,) = described["SharedFunctionalGroupsSequence"]
    assert shared.PixelMeasuresSequence is None
    own = described["PerFrameFunctionalGroupsSequence"]
    assert [len(each.PixelMeasuresSequence) for each in own] == [1, 1]


def test_a_plane_says_where_a_frame_is() -> None:
    plane = ImagePlane(
        PixelSpacing=[1, 2],
        SliceThickness=3,
        ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
        ImagePositionPatient=[4, 5, 6],
    )

    described = Groups(**frames.of_plane(plane)).to_dataset()

    assert described.PixelMeasuresSequence[0].PixelSpacing == [1, 2]
    assert described.PixelMeasuresSequence[0].SliceThickness == 3
    orientation = described.PlaneOrientationSequence[0].ImageOrientationPatient
    assert orientation == [1, 0, 0, 0, 1, 0]
    assert described.PlanePositionSequence[0].ImagePositionPatient == [4, 5, 6]


def test_frames_are_of_one_iod() -> None:
    with pytest.raises(ValueError, match="one IOD"):
        frames.of_groups([groups(0), Segmentation.FunctionalGroups()])
    with pytest.raises(ValueError, match="at least one frame"):
        frames.of_groups([])


def test_a_dimension_is_an_attribute_of_a_functional_group() -> None:
    described = frames.dimensions(EnhancedMRImage, "StackID", "InStackPositionNumber")

    (organization,) = described["DimensionOrganizationSequence"]
    indices = described["DimensionIndexSequence"]
    assert [
        (each.FunctionalGroupPointer, each.DimensionIndexPointer) for each in indices
    ] == [(0x00209111, 0x00209056), (0x00209111, 0x00209057)]
    assert {each.DimensionOrganizationUID for each in indices} == {
        organization.DimensionOrganizationUID
    }


def test_an_attribute_of_no_functional_group_is_no_dimension() -> None:
    with pytest.raises(ValueError, match="EnhancedMRImage has PatientName"):
        frames.dimensions(EnhancedMRImage, "PatientName")
