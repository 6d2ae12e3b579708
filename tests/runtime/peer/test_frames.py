"""Frames taken out of objects: PS3.4 Annex Y."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom.data
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate_extended, generate_frames
from pydicom.uid import MPEG2MPML, ExplicitVRBigEndian
from pynetdicom import evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    CompositeInstanceRootRetrieveGet as RootGet,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    CompositeInstanceRootRetrieveMove as RootMove,
)

import iodize
from iodize import example
from iodize.dimse.providers import Refused
from iodize.peer.classes import storage_classes
from iodize.peer.extraction import extract
from iodize.peer.frame_lists import frames_of, times_of
from iodize.peer.retrieval import extractable
from iodize.validation.findings import Severity

from .requests import dataset
from .running_peer import running
from .test_services import Station, station

FILES = Path(pydicom.data.__file__).parent / "test_files"
RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"
ULTRASOUND = "1.2.840.10008.5.1.4.1.1.3.1"


def of(count: int, **values: Any) -> Dataset:
    return dataset(NumberOfFrames=count, **values)


def extracted(source: Dataset, **keys: Any) -> Dataset:
    """Return what a request makes of an object."""
    request = dataset(**keys)
    extract(source, frames_of(request, source), request, "PEER")
    return source


def errors(source: Dataset) -> set[tuple[str, str]]:
    """Return the errors of an object, whichever frame has them."""
    buffer = BytesIO()
    source.save_as(buffer, enforce_file_format=True)
    buffer.seek(0)
    return {
        (each.code, re.sub(r"\[\d+\]", "", each.path))
        for each in iodize.validate(buffer).findings
        if each.severity is Severity.ERROR
    }


def refusal(**keys: Any) -> int:
    """Return the status of a request that ten frames without times cannot meet."""
    with pytest.raises(Refused) as refused:
        frames_of(dataset(**keys), of(10))
    assert isinstance(refused.value.status, int)
    return refused.value.status


# Which frames


def test_a_calculated_list_is_that_of_the_standard() -> None:
    """The example of PS3.4 Y.3.2.1.2."""
    keys = dataset(CalculatedFrameList=[2, 9, 3, 12, 0xFFFFFFFF, 5])

    assert frames_of(keys, of(25)) == [each - 1 for each in (2, 5, 8, 12, 17, 22)]


def test_a_sub_range_beyond_the_last_frame_is_ignored() -> None:
    assert frames_of(dataset(CalculatedFrameList=[9, 10, 1, 30, 40, 2]), of(10)) == [
        8,
        9,
    ]
    assert frames_of(dataset(CalculatedFrameList=[3, 8, 5]), of(10)) == [2, 7]


def test_a_simple_list_may_have_one_frame() -> None:
    assert frames_of(dataset(SimpleFrameList=7), of(10)) == [6]
    assert frames_of(dataset(SimpleFrameList=[1, 7, 11]), of(10)) == [0, 6]


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"SimpleFrameList": [1], "TimeRange": [0.0, 1.0]},
        {"SimpleFrameList": [2, 1]},
        {"SimpleFrameList": [2, 2]},
        {"SimpleFrameList": [0, 1]},
        {"CalculatedFrameList": [1, 5]},
        {"CalculatedFrameList": [5, 1, 1]},
        {"CalculatedFrameList": [1, 5, 0]},
        {"CalculatedFrameList": [1, 0xFFFFFFFF, 1, 12, 13, 1]},
        {"TimeRange": [1.0, 0.0]},
        {"TimeRange": 1.0},
    ],
)
def test_a_list_that_is_none_is_an_invalid_request(keys: dict[str, Any]) -> None:
    assert refusal(**keys) == 0xAA04


def test_frames_that_are_not_there() -> None:
    assert refusal(SimpleFrameList=[11, 12]) == 0xAA00
    assert refusal(CalculatedFrameList=[11, 20, 1]) == 0xAA00
    assert refusal(TimeRange=[0.0, 1.0]) == 0xAA03


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"FrameTime": "100"}, [1, 2]),
        ({"FrameTime": "100", "FrameDelay": "100"}, [0, 1]),
        ({"FrameTimeVector": ["0", "50", "50", "150"]}, [2]),
    ],
)
def test_frames_of_a_time_range(
    attributes: dict[str, Any], expected: Sequence[int]
) -> None:
    """Those at its ends are in it; times begin with Content Time."""
    keys = dataset(TimeRange=[0.1, 0.2])

    assert frames_of(keys, of(4, **attributes)) == expected
    with pytest.raises(Refused) as refused:
        frames_of(dataset(TimeRange=[9.0, 9.5]), of(4, **attributes))
    assert refused.value.status == 0xAA00


@pytest.mark.parametrize("zone", ["", "+0100"])
def test_times_of_functional_groups(zone: str) -> None:
    moments = ["20260101235959.5", "20260102000000.25", f"20260102000001{zone}"]
    source = of(
        3,
        ContentDate="20260101",
        ContentTime="235959",
        TimezoneOffsetFromUTC="+0100",
        PerFrameFunctionalGroupsSequence=[
            dataset(FrameContentSequence=[dataset(FrameReferenceDateTime=each)])
            for each in moments
        ],
    )

    assert times_of(source) == [0.5, 1.25, 2.0]
    del source.PerFrameFunctionalGroupsSequence[1].FrameContentSequence
    assert times_of(source) is None


# What is made of them


@pytest.mark.parametrize("name", ["rtdose.dcm", "rtdose_expb.dcm", "rtdose_rle.dcm"])
def test_the_pixels_are_those_of_the_frames(name: str) -> None:
    """Native in both byte orders, and encapsulated."""
    source = dcmread(FILES / name)
    before, found, uid = source.pixel_array, errors(source), source.SOPInstanceUID
    made = extracted(source, SimpleFrameList=[2, 4, 15])

    assert made.NumberOfFrames == 3
    assert np.array_equal(made.pixel_array, before[[1, 3, 14]])
    assert made.SOPInstanceUID != uid
    assert made.file_meta.MediaStorageSOPInstanceUID == made.SOPInstanceUID
    assert errors(made) <= found


def test_a_dose_grid_stays_where_it_is() -> None:
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


def test_a_dose_of_one_frame_has_no_grid_of_frames() -> None:
    made = extracted(dcmread(FILES / "rtdose.dcm"), SimpleFrameList=[2])

    assert "GridFrameOffsetVector" not in made
    assert errors(made) <= errors(dcmread(FILES / "rtdose.dcm"))


def test_compressed_frames_stay_as_they_are() -> None:
    source = dcmread(FILES / "examples_ybr_color.dcm")
    before = list(generate_frames(source.PixelData, number_of_frames=30))
    made = extracted(source, SimpleFrameList=[3, 5, 30])
    after = list(generate_frames(made.PixelData, number_of_frames=3))

    assert after == [before[2], before[4], before[29]]
    assert errors(made) <= errors(dcmread(FILES / "examples_ybr_color.dcm"))


def test_an_extended_offset_table_is_made_anew() -> None:
    source = dcmread(FILES / "examples_ybr_color.dcm")
    frames = list(generate_frames(source.PixelData, number_of_frames=30))
    data, source.ExtendedOffsetTable, source.ExtendedOffsetTableLengths = (
        encapsulate_extended(frames)
    )
    source.PixelData = data
    made = extracted(source, SimpleFrameList=[2, 3])

    tables = made.ExtendedOffsetTable, made.ExtendedOffsetTableLengths
    assert len(tables[0]) == 16
    found = list(generate_frames(made.PixelData, extended_offsets=tables))
    assert found == frames[1:3]


def test_frames_that_share_bytes_are_told_apart() -> None:
    """A segmentation of 3 by 5 bits a frame."""
    source: Any = example.build("Segmentation")
    bits = np.random.default_rng(1).integers(0, 2, (4, 3, 5), np.uint8)
    source.SegmentationType, source.Rows, source.Columns = "BINARY", 3, 5
    source.NumberOfFrames, source.BitsAllocated, source.BitsStored = 4, 1, 1
    source.PixelData = np.packbits(bits.ravel(), bitorder="little").tobytes()
    groups = source.PerFrameFunctionalGroupsSequence
    source.PerFrameFunctionalGroupsSequence = [groups[0]] * 4
    made = extracted(source, SimpleFrameList=[2, 4])

    assert np.array_equal(made.pixel_array, bits[[1, 3]])


def test_pixels_may_be_floats() -> None:
    source: Any = example.build("ParametricMap")
    source.NumberOfFrames, source.Rows, source.Columns = 2, 3, 1
    source.BitsAllocated = 32
    source.FloatPixelData = np.arange(6, dtype="<f4").tobytes()
    made = extracted(source, SimpleFrameList=[2])

    assert np.frombuffer(made.FloatPixelData, "<f4").tolist() == [3, 4, 5]


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


def test_vectors_and_increments_are_those_of_the_frames() -> None:
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


def test_what_refers_to_frames_by_their_numbers_fits_the_new_ones() -> None:
    """A pullback is renumbered; overlays of frames are left out, one of all is not."""
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


def test_where_an_instance_comes_from_is_told_each_time() -> None:
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
    assert equipment[0].StationName == "PEER"


def test_a_concatenation_and_private_attributes_are_left() -> None:
    source: Any = example.build("EnhancedMRImage")
    source.ConcatenationUID, source.InConcatenationNumber = "1.2.3", 1
    source.ConcatenationFrameOffsetNumber = 0
    source.SOPInstanceUIDOfConcatenationSource = "1.2.3.4"
    source.private_block(0x0099, "X", create=True).add_new(1, "LO", "of frame 1")
    made = extracted(source, SimpleFrameList=[1])

    assert not [each for each in made if "oncatenation" in each.keyword]
    assert not [each for each in made if each.tag.is_private]


EXTRACTABLE = sorted(
    {cls.iod for uid, cls in storage_classes().items() if extractable(uid)}
    - {"ParametricMap", "RTDose"}  # whose examples have no pixel data
)


@pytest.mark.parametrize("name", EXTRACTABLE)
def test_the_last_frame_of_any_object_is_a_valid_object(name: str) -> None:
    source: Any = example.build(name)
    groups = list(source.get("PerFrameFunctionalGroupsSequence") or ())
    made = extracted(source, SimpleFrameList=source.get("NumberOfFrames", 1))

    assert list(made.get("PerFrameFunctionalGroupsSequence") or ()) == groups[-1:]
    assert made.get("NumberOfFrames", 1) == 1
    assert errors(made) == set()


# What cannot be


def test_frames_that_cannot_be_told_apart_are_not_extracted() -> None:
    video = dcmread(FILES / "examples_ybr_color.dcm")
    video.file_meta.TransferSyntaxUID = MPEG2MPML
    tiled: Any = dcmread(FILES / "rtdose.dcm")
    tiled.DimensionOrganizationType = "TILED_FULL"
    elsewhere: Any = dcmread(FILES / "rtdose.dcm")
    del elsewhere.PixelData
    odd: Any = dcmread(FILES / "rtdose_expb.dcm")
    odd.BitsAllocated, odd.Rows, odd.Columns, odd.NumberOfFrames = 8, 3, 3, 4
    odd.PixelData = bytes(36)
    assert odd.file_meta.TransferSyntaxUID == ExplicitVRBigEndian
    short: Any = dcmread(FILES / "rtdose.dcm")
    short.PixelData = short.PixelData[:500]
    for source in (video, tiled, elsewhere, odd, short):
        with pytest.raises(Refused) as refused:
            extracted(source, SimpleFrameList=[2])
        assert refused.value.status == 0xAA02


# On the network


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    """A peer with objects of many frames, and a system that it moves them to."""
    names = ("rtdose.dcm", "examples_ybr_color.dcm", "SC_rgb_rle_2frame.dcm")
    objects = [dcmread(FILES / name) for name in names]
    with (
        station(RT_DOSE, ULTRASOUND) as (taken, address),
        running(
            tmp_path / "data", "storage", "qr", addresses=[address], validates=False
        ) as peer,
    ):
        for source in objects:
            syntax, uid = source.file_meta.TransferSyntaxUID, source.SOPClassUID
            with peer.association((uid, syntax)) as association:
                assert association.send_c_store(source).Status == 0
        yield peer, taken, {each.SOPClassUID: each for each in objects}


def frame_request(uid: str, **keys: Any) -> Dataset:
    return dataset(QueryRetrieveLevel="FRAME", SOPInstanceUID=uid, **keys)


def test_frames_are_brought(archive: Any) -> None:
    peer, _, objects = archive
    source, taken = objects[ULTRASOUND], Station()
    syntax = source.file_meta.TransferSyntaxUID
    request = frame_request(source.SOPInstanceUID, TimeRange=[0.0, 0.1])
    with peer.association(
        RootGet,
        (ULTRASOUND, syntax),
        provides=(ULTRASOUND,),
        handlers=[(evt.EVT_C_STORE, taken.store)],
    ) as association:
        *_, (last, _) = association.send_c_get(request, RootGet)

    assert last.Status == 0
    assert last.NumberOfCompletedSuboperations == 1
    (made,) = taken.objects
    assert made.NumberOfFrames == 4
    assert made.FrameExtractionSequence[0].TimeRange == [0.0, 0.1]
    assert made.ContributingEquipmentSequence[-1].StationName == "IODIZE"
    assert peer.run.status == 0
    assert peer.heard.remarks == []


def test_frames_are_moved(archive: Any) -> None:
    peer, taken, objects = archive
    source = objects[RT_DOSE]
    request = frame_request(source.SOPInstanceUID, CalculatedFrameList=[2, 15, 4])
    with peer.association(RootMove) as association:
        *_, (last, _) = association.send_c_move(request, "STATION", RootMove)

    assert last.Status == 0
    (made,) = taken.objects
    size = len(source.PixelData) // 15
    expected = [
        source.PixelData[each * size : (each + 1) * size] for each in (1, 5, 9, 13)
    ]
    assert made.PixelData == b"".join(expected)
    assert made.SeriesInstanceUID == source.SeriesInstanceUID


def test_requests_that_cannot_be_met_are_refused(archive: Any) -> None:
    """Tables Y.4-1 and Y.4-2."""
    peer, taken, objects = archive
    dose = objects[RT_DOSE].SOPInstanceUID
    capture = next(each for each in objects if each not in (RT_DOSE, ULTRASOUND))
    requests = [
        frame_request(dose),
        frame_request(dose, SimpleFrameList=[3, 2]),
        frame_request(f"{dose}\\1.2.3", SimpleFrameList=[1]),
        frame_request("1.2.3", SimpleFrameList=[1]),
        frame_request(dose, SimpleFrameList=[16]),
        frame_request(dose, TimeRange=[0.0, 1.0]),
        frame_request(objects[capture].SOPInstanceUID, SimpleFrameList=[1]),
        frame_request("", SimpleFrameList=[1]),
        dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2.3"),
    ]
    with peer.association(RootMove) as association:
        statuses = [
            list(association.send_c_move(each, "STATION", RootMove))[-1][0].Status
            for each in requests
        ]

    assert [f"{each:04X}" for each in statuses] == [
        *("AA04", "AA04", "AA04"),
        *("AA00", "AA00", "AA03", "AA01", "A900", "A900"),
    ]
    assert taken.objects == []


def test_a_broken_object_is_told_from_a_broken_peer(tmp_path: Path) -> None:
    source: Any = example.build("EnhancedCTImage")
    del source.PerFrameFunctionalGroupsSequence[1:]
    request = frame_request(source.SOPInstanceUID, SimpleFrameList=2)
    uid = source.SOPClassUID
    with (
        running(tmp_path / "data", "storage", "qr", validates=False) as peer,
        peer.association(uid, RootGet) as association,
    ):
        association.send_c_store(source)
        *_, (last, _) = association.send_c_get(request, RootGet)

    assert last.Status == 0xAA02
    assert peer.heard.remarks == []


def test_an_object_that_would_be_broken_is_not_made(tmp_path: Path) -> None:
    """A volume whose planes are not equally far from each other: C.8.24.3."""
    source: Any = example.build("EnhancedUSVolume")
    source.NumberOfFrames = 4
    source.PixelData = source.PixelData * 2
    source.PerFrameFunctionalGroupsSequence = [
        *source.PerFrameFunctionalGroupsSequence,
        *source.PerFrameFunctionalGroupsSequence,
    ]
    uid = source.SOPClassUID
    with (
        running(tmp_path / "data", "storage", "qr", validates=False) as peer,
        peer.association(uid, RootGet) as association,
    ):
        assert association.send_c_store(source).Status == 0
        statuses = [
            list(association.send_c_get(request, RootGet))[-1][0].Status
            for request in (
                frame_request(source.SOPInstanceUID, SimpleFrameList=[1, 2, 4]),
                frame_request(source.SOPInstanceUID, SimpleFrameList=[1, 2]),
            )
        ]

    assert statuses[0] == 0xAA01
    assert statuses[1] == 0xA702  # nobody takes it
