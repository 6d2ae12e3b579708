"""Objects with selected frames of another one: PS3.4 Y.3.3."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom import dcmread

from iodize import example
from iodize.definitions import CompositeIod
from iodize.emulator.data.frame_lists import times_of
from iodize.modules import FrameExtraction
from iodize.tables import editions

from .frames import FILES, errors, extracted


def test_dose_grid_keeps_its_position() -> None:
    source = dcmread(FILES / "rtdose.dcm")
    offsets, position = source.GridFrameOffsetVector, source.ImagePositionPatient
    made = extracted(source, CalculatedFrameList=[3, 15, 6])

    assert made.ImagePositionPatient == [
        position[0],
        position[1],
        position[2] + offsets[2],
    ]
    assert made.GridFrameOffsetVector == [
        0,
        offsets[8] - offsets[2],
        offsets[14] - offsets[2],
    ]


def test_dose_of_one_frame_has_no_offset_vector() -> None:
    made = extracted(dcmread(FILES / "rtdose.dcm"), SimpleFrameList=[2])

    assert "GridFrameOffsetVector" not in made
    assert errors(made) <= errors(dcmread(FILES / "rtdose.dcm"))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([3, 5, 7], {"FrameTime": 20, "FrameDelay": 25}),
        ([1, 2, 4], {"FrameTimeVector": [0, 10, 20]}),
        ([4], {"FrameTime": 10, "FrameDelay": 35}),
    ],
)
def test_frames_keep_their_times(numbers: list[int], expected: dict[str, Any]) -> None:
    source: Any = example.build("UltrasoundMultiFrameImage")
    source.NumberOfFrames, source.FrameTime, source.FrameDelay = 7, "10", "5"
    source.FrameIncrementPointer = 0x00181063
    source.PixelData = bytes(7 * source.Rows * source.Columns * source.SamplesPerPixel)
    before = times_of(source)
    made = extracted(source, SimpleFrameList=numbers)

    assert before is not None
    assert times_of(made) == pytest.approx([before[each - 1] for each in numbers])
    assert {each: made[each].value for each in expected} == expected
    assert made[made.FrameIncrementPointer].value is not None


def test_vectors_and_increments_are_those_of_the_selected_frames() -> None:
    source: Any = example.build("XRayAngiographicImage")
    source.NumberOfFrames, source.FrameIncrementPointer = 4, 0x00181065
    source.FrameTimeVector = [0, 10, 30, 20]
    source.FrameLabelVector = ["A", "B", "C", "D"]
    source.PositionerPrimaryAngleIncrement = [0, 1, 3, 4]
    source.TableLongitudinalIncrement = "2.5"
    source.StartTrim = 2
    source.PixelData = bytes(4 * len(source.PixelData))
    made = extracted(source, SimpleFrameList=[2, 4])

    assert made.FrameTimeVector == [0, 50]
    assert made.FrameLabelVector == ["B", "D"]
    assert made.PositionerPrimaryAngleIncrement == [1, 4]
    assert made.TableLongitudinalIncrement == [2.5, 7.5]
    assert "StartTrim" not in made


def test_pullback_is_renumbered_and_frame_overlays_are_removed() -> None:
    """An overlay of all frames is kept."""
    source: Any = example.build("UltrasoundMultiFrameImage")
    source.NumberOfFrames = 5
    source.PixelData = bytes(5 * source.Rows * source.Columns * source.SamplesPerPixel)
    source.IVUSPullbackStartFrameNumber, source.IVUSPullbackStopFrameNumber = 2, 4
    for group in (0x6000, 0x6002):
        source.add_new((group, 0x3000), "OW", bytes(2))
    source.add_new((0x6002, 0x0015), "IS", "5")
    made = extracted(source, SimpleFrameList=[1, 3, 4, 5])

    start_and_stop = made.IVUSPullbackStartFrameNumber, made.IVUSPullbackStopFrameNumber
    assert start_and_stop == (2, 3)
    assert (0x6000, 0x3000) in made
    assert (0x6002, 0x3000) not in made


def test_source_and_equipment_of_each_extraction_are_recorded() -> None:
    source = dcmread(FILES / "rtdose.dcm")
    uids = [source.SOPInstanceUID]
    extracted(source, SimpleFrameList=[2, 4, 6])
    uids.append(source.SOPInstanceUID)
    made = extracted(source, CalculatedFrameList=[1, 2, 1])

    first, second = made.FrameExtractionSequence
    assert [each.MultiFrameSourceSOPInstanceUID for each in (first, second)] == uids
    assert (first.SimpleFrameList, second.CalculatedFrameList) == ([2, 4, 6], [1, 2, 1])
    assert len({*uids, made.SOPInstanceUID}) == 3
    equipment = made.ContributingEquipmentSequence
    assert len(equipment) == 2
    assert equipment[0].PurposeOfReferenceCodeSequence[0].CodeValue == "109105"
    assert equipment[0].StationName == "EMULATOR"


def test_concatenation_and_private_attributes_are_removed() -> None:
    source: Any = example.build("EnhancedMRImage")
    source.ConcatenationUID, source.InConcatenationNumber = "1.2.3", 1
    source.ConcatenationFrameOffsetNumber = 0
    source.SOPInstanceUIDOfConcatenationSource = "1.2.3.4"
    source.private_block(0x0099, "X", create=True).add_new(1, "LO", "of frame 1")
    made = extracted(source, SimpleFrameList=[1])

    assert not [each for each in made if "oncatenation" in each.keyword]
    assert not [each for each in made if each.tag.is_private]


EXTRACTABLE = sorted(
    iod.__name__
    for iod in editions.bundled().definitions("iods")
    if issubclass(iod, CompositeIod)
    and any(use.definition is FrameExtraction for use in iod.module_uses)
    # Their examples have no pixel data.
    and iod.__name__ not in ("ParametricMap", "RTDose")
)


@pytest.mark.parametrize("name", EXTRACTABLE)
def test_last_frame_of_each_iod_is_a_valid_object(name: str) -> None:
    source: Any = example.build(name)
    groups = list(source.get("PerFrameFunctionalGroupsSequence") or ())
    made = extracted(source, SimpleFrameList=source.get("NumberOfFrames", 1))

    assert list(made.get("PerFrameFunctionalGroupsSequence") or ()) == groups[-1:]
    assert made.get("NumberOfFrames", 1) == 1
    assert errors(made) == set()
