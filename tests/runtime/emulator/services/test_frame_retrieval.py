"""Retrieval of frames: PS3.4 Annex Y."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pynetdicom import evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    CompositeInstanceRootRetrieveGet as RootGet,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    CompositeInstanceRootRetrieveMove as RootMove,
)

from iodize import example

from ..data.frames import FILES
from ..requests import dataset
from ..running import RunningEmulator, running
from ..station import Station, station

RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"
ULTRASOUND = "1.2.840.10008.5.1.4.1.1.3.1"


class Frames(NamedTuple):
    """An emulator with multi-frame objects, by SOP class, and a destination."""

    server: RunningEmulator
    station: Station
    objects: dict[str, Dataset]


@pytest.fixture
def frames(tmp_path: Path) -> Iterator[Frames]:
    names = ("rtdose.dcm", "examples_ybr_color.dcm", "SC_rgb_rle_2frame.dcm")
    objects = [dcmread(FILES / name) for name in names]
    with (
        station(RT_DOSE, ULTRASOUND) as (receiver, address),
        running(
            tmp_path / "data", "storage", "qr", addresses=[address], validates=False
        ) as server,
    ):
        for source in objects:
            syntax, uid = source.file_meta.TransferSyntaxUID, source.SOPClassUID
            with server.association((uid, syntax)) as association:
                assert association.send_c_store(source).Status == 0
        yield Frames(server, receiver, {each.SOPClassUID: each for each in objects})


def frame_request(uid: str, **keys: Any) -> Dataset:
    return dataset(QueryRetrieveLevel="FRAME", SOPInstanceUID=uid, **keys)


def test_frames_are_sent_on_the_same_association(frames: Frames) -> None:
    server, _, objects = frames
    source, scu = objects[ULTRASOUND], Station()
    syntax = source.file_meta.TransferSyntaxUID
    request = frame_request(source.SOPInstanceUID, TimeRange=[0.0, 0.1])
    with server.association(
        RootGet,
        (ULTRASOUND, syntax),
        provides=(ULTRASOUND,),
        handlers=[(evt.EVT_C_STORE, scu.store)],
    ) as association:
        *_, (last, _) = association.send_c_get(request, RootGet)

    assert last.Status == 0
    assert last.NumberOfCompletedSuboperations == 1
    (made,) = scu.objects
    assert made.NumberOfFrames == 4
    assert made.FrameExtractionSequence[0].TimeRange == [0.0, 0.1]
    assert made.ContributingEquipmentSequence[-1].StationName == "IODIZE"
    assert server.run.status == 0
    assert server.listener.remarks == []


def test_frames_are_moved(frames: Frames) -> None:
    server, receiver, objects = frames
    source = objects[RT_DOSE]
    request = frame_request(source.SOPInstanceUID, CalculatedFrameList=[2, 15, 4])
    with server.association(RootMove) as association:
        *_, (last, _) = association.send_c_move(request, "STATION", RootMove)

    assert last.Status == 0
    (made,) = receiver.objects
    size = len(source.PixelData) // 15
    expected = [
        source.PixelData[each * size : (each + 1) * size] for each in (1, 5, 9, 13)
    ]
    assert made.PixelData == b"".join(expected)
    assert made.SeriesInstanceUID == source.SeriesInstanceUID


def test_refused_requests_have_the_statuses_of_the_standard(frames: Frames) -> None:
    """Tables Y.4-1 and Y.4-2."""
    server, receiver, objects = frames
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
    with server.association(RootMove) as association:
        statuses = [
            list(association.send_c_move(each, "STATION", RootMove))[-1][0].Status
            for each in requests
        ]

    assert [f"{each:04X}" for each in statuses] == [
        *("AA04", "AA04", "AA04"),
        *("AA00", "AA00", "AA03", "AA01", "A900", "A900"),
    ]
    assert receiver.objects == []


def test_broken_object_is_not_an_internal_error(tmp_path: Path) -> None:
    source: Any = example.build("EnhancedCTImage")
    del source.PerFrameFunctionalGroupsSequence[1:]
    request = frame_request(source.SOPInstanceUID, SimpleFrameList=2)
    uid = source.SOPClassUID
    with (
        running(tmp_path / "data", "storage", "qr", validates=False) as server,
        server.association(uid, RootGet) as association,
    ):
        association.send_c_store(source)
        *_, (last, _) = association.send_c_get(request, RootGet)

    assert last.Status == 0xAA02
    assert server.listener.remarks == []


def test_extraction_that_would_be_invalid_is_refused(tmp_path: Path) -> None:
    """A volume whose planes do not have equal distances: PS3.3 C.8.24.3."""
    source: Any = example.build("EnhancedUSVolume")
    source.NumberOfFrames = 4
    source.PixelData = source.PixelData * 2
    source.PerFrameFunctionalGroupsSequence = [
        *source.PerFrameFunctionalGroupsSequence,
        *source.PerFrameFunctionalGroupsSequence,
    ]
    uid = source.SOPClassUID
    with (
        running(tmp_path / "data", "storage", "qr", validates=False) as server,
        server.association(uid, RootGet) as association,
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
    assert statuses[1] == 0xA702  # no presentation context for it
