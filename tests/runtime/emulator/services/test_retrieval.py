"""Retrieval of objects, and of frames: PS3.4 C.4.2, C.4.3, Y, Z."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pynetdicom import evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelGet as StudyRootGet,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelMove as StudyRootMove,
)

from iodize import example
from iodize.emulator.outbox import Address
from iodize.emulator.services.retrieval import extractable

from ..requests import CT_IMAGE, dataset
from ..running import RunningEmulator, running
from ..station import Station, station

HANGING_PROTOCOL = "1.2.840.10008.5.1.4.38.1"
HANGING_PROTOCOL_MOVE = "1.2.840.10008.5.1.4.38.3"
INSTANCE_GET = "1.2.840.10008.5.1.4.1.2.4.3"
INSTANCE_GET_WITHOUT_BULK = "1.2.840.10008.5.1.4.1.2.5.3"


def test_instances_are_moved_to_a_known_destination(
    archive: RunningEmulator, destination: tuple[Station, Address]
) -> None:
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2")
    with archive.association(StudyRootMove) as association:
        *_, (last, _) = association.send_c_move(query, "STATION", StudyRootMove)
        *_, (unknown, _) = association.send_c_move(query, "NOBODY", StudyRootMove)

    assert last.Status == 0
    assert last.NumberOfCompletedSuboperations == 2
    assert unknown.Status == 0xA801  # Move Destination unknown
    assert {each.SeriesInstanceUID for each in destination[0].objects} == {
        "1.2.1",
        "1.2.2",
    }


def test_instances_are_sent_on_the_same_association(archive: RunningEmulator) -> None:
    scu = Station()
    query = dataset(
        QueryRetrieveLevel="SERIES", StudyInstanceUID="1.2", SeriesInstanceUID="1.2.1"
    )
    with archive.association(
        StudyRootGet,
        CT_IMAGE,
        provides=(CT_IMAGE,),
        handlers=[(evt.EVT_C_STORE, scu.store)],
    ) as association:
        *_, (last, _) = association.send_c_get(query, StudyRootGet)

    assert last.Status == 0
    assert [each.SeriesInstanceUID for each in scu.objects] == ["1.2.1"]


def moved(archive: RunningEmulator, keys: dict[str, str]) -> Any:
    """Return the final response to C-MOVE."""
    with archive.association(StudyRootMove) as association:
        query = dataset(**keys)
        *_, (last, _) = association.send_c_move(query, "STATION", StudyRootMove)
    return last


def test_move_to_an_unknown_system_states_how_to_name_it(
    archive: RunningEmulator,
) -> None:
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2")
    with archive.association(StudyRootMove) as association:
        *_, (last, _) = association.send_c_move(query, "VIEWER", StudyRootMove)

    assert last.Status == 0xA801
    assert last.ErrorComment == "no address of VIEWER: add --ae VIEWER=HOST:PORT"
    assert archive.listener.wait("C-MOVE-RQ").comment == last.ErrorComment


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("keys", "code", "tag"),
    [
        ({"QueryRetrieveLevel": "STUDY"}, "unique-key-missing", 0x0020000D),
        ({"QueryRetrieveLevel": "FRAME"}, "query-level-unknown", 0x00080052),
    ],
)
def test_retrieval_without_level_or_any_key_is_refused(
    archive: RunningEmulator,
    keys: dict[str, str],
    code: str,
    tag: int,
    strict: bool,
) -> None:
    archive.emulator.strict = strict

    last = moved(archive, {**keys, "PatientName": "M*"})

    assert (last.Status, last.OffendingElement) == (0xA900, tag)
    assert last.ErrorComment
    assert code in archive.codes("C-MOVE-RQ")


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ({"QueryRetrieveLevel": "SERIES", "StudyInstanceUID": "1.2"}, 2),
        ({"QueryRetrieveLevel": "STUDY", "PatientID": "P1"}, 1),
        ({"QueryRetrieveLevel": "study", "StudyInstanceUID": "1.2"}, 2),
        ({"QueryRetrieveLevel": "PATIENT", "PatientID": "P2"}, 2),
        ({"SeriesInstanceUID": "1.2.1"}, 1),
    ],
)
def test_retrieval_by_other_keys_is_refused_only_if_strict(
    archive: RunningEmulator, keys: dict[str, str], number: int
) -> None:
    last = moved(archive, keys)
    assert (last.Status, last.NumberOfCompletedSuboperations) == (0, number)

    archive.emulator.strict = True
    assert moved(archive, keys).Status == 0xA900


def test_non_patient_object_is_moved(tmp_path: Path) -> None:
    protocol = example.build("HangingProtocol")
    query = dataset(SOPInstanceUID=protocol.SOPInstanceUID)
    with (
        station(HANGING_PROTOCOL) as (receiver, address),
        running(tmp_path / "data", "storage", "objects", addresses=[address]) as server,
        server.association(HANGING_PROTOCOL, HANGING_PROTOCOL_MOVE) as association,
    ):
        association.send_c_store(protocol)
        *_, (last, _) = association.send_c_move(query, "STATION", HANGING_PROTOCOL_MOVE)

    assert last.Status == 0
    assert [each.SOPInstanceUID for each in receiver.objects] == [
        protocol.SOPInstanceUID
    ]
    assert server.run.status == 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "storage", "qr", validates=False) as server:
        yield server


@pytest.mark.parametrize(
    ("sop_class", "has_pixels"),
    [(INSTANCE_GET, True), (INSTANCE_GET_WITHOUT_BULK, False)],
)
def test_composite_instance_is_sent_with_or_without_bulk_data(
    server: RunningEmulator, sop_class: str, has_pixels: bool
) -> None:
    scu = Station()
    scan = example.build("CTImage")
    bulk = {0x7FE00010, 0x60023000, 0x50003000, 0x5000200C}
    for tag in sorted(bulk)[:-1]:
        scan.add_new(tag, "OW", bytes(2))
    query = dataset(SOPInstanceUID=scan.SOPInstanceUID)
    if has_pixels:
        query.QueryRetrieveLevel = "IMAGE"
    with server.association(
        CT_IMAGE,
        sop_class,
        provides=(CT_IMAGE,),
        handlers=[(evt.EVT_C_STORE, scu.store)],
    ) as association:
        association.send_c_store(scan)
        *_, (last, _) = association.send_c_get(query, sop_class)

    assert last.Status == 0, f"{last.Status:04X}"
    (sent,) = scu.objects
    assert sent.SOPInstanceUID == scan.SOPInstanceUID
    assert bulk & set(sent.keys()) == (bulk if has_pixels else set())


@pytest.mark.parametrize(
    ("sop_class", "keys", "status"),
    [
        (INSTANCE_GET_WITHOUT_BULK, {}, 0xA702),
        (INSTANCE_GET, {"QueryRetrieveLevel": "IMAGE"}, 0xA702),
        (INSTANCE_GET, {"QueryRetrieveLevel": "FRAME", "SimpleFrameList": 1}, 0xAA00),
    ],
)
def test_object_with_deleted_file_cannot_be_sent(
    server: RunningEmulator, sop_class: str, keys: dict[str, Any], status: int
) -> None:
    scan = example.build("CTImage")
    query = dataset(SOPInstanceUID=scan.SOPInstanceUID, **keys)
    with server.association(CT_IMAGE, sop_class, provides=(CT_IMAGE,)) as association:
        association.send_c_store(scan)
        (entry,) = server.emulator.archive.entries([scan.SOPInstanceUID])
        entry.file.unlink()
        *_, (last, _) = association.send_c_get(query, sop_class)

    assert f"{last.Status:04X}" == f"{status:04X}"


def test_only_iods_with_the_frame_extraction_module_are_extractable() -> None:
    assert extractable("1.2.840.10008.5.1.4.1.1.2.1")  # Enhanced CT Image
    assert not extractable(CT_IMAGE)
    assert not extractable("1.2.3")
