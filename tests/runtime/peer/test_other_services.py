"""The services that few systems have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pynetdicom import evt

from iodize import example

from .requests import CT_IMAGE, dataset
from .running_peer import RunningPeer, running
from .test_services import Station, found, station

HANGING_PROTOCOL = "1.2.840.10008.5.1.4.38.1"
HANGING_PROTOCOL_FIND = "1.2.840.10008.5.1.4.38.2"
HANGING_PROTOCOL_MOVE = "1.2.840.10008.5.1.4.38.3"
INSTANCE_GET = "1.2.840.10008.5.1.4.1.2.4.3"
INSTANCE_GET_WITHOUT_BULK = "1.2.840.10008.5.1.4.1.2.5.3"
PATIENTS = "1.2.840.10008.5.1.4.37.1"
MEDIA = "1.2.840.10008.5.1.1.33"
DISPLAY = "1.2.840.10008.5.1.1.40"
AVAILABILITY = "1.2.840.10008.5.1.4.33"
RT_MACHINE = "1.2.840.10008.5.1.4.34.8"
INVENTORY = "1.2.840.10008.5.1.4.1.1.201.5"
INVENTORY_INSTANCE = "1.2.840.10008.5.1.4.1.1.201.1.1"


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[RunningPeer]:
    with station(HANGING_PROTOCOL) as (taken, address):
        services = ("storage", "qr", "objects", "patients", "media", "display", "ian")
        with running(
            tmp_path / "data",
            *services,
            "rt",
            "inventory",
            addresses=[address],
            validates=False,
        ) as peer:
            peer.station = taken  # type: ignore[attr-defined]
            yield peer


def test_objects_of_no_patient_are_stored_found_and_sent(peer: RunningPeer) -> None:
    protocol = example.build("HangingProtocol")
    query = dataset(HangingProtocolName="HEAD*", SOPInstanceUID="")
    with peer.association(
        HANGING_PROTOCOL, HANGING_PROTOCOL_FIND, HANGING_PROTOCOL_MOVE
    ) as association:
        stored = association.send_c_store(protocol)
        (answer,) = found(association.send_c_find(query, HANGING_PROTOCOL_FIND))
        *_, (moved, _) = association.send_c_move(
            dataset(SOPInstanceUID=answer.SOPInstanceUID),
            "STATION",
            HANGING_PROTOCOL_MOVE,
        )

    assert (stored.Status, moved.Status) == (0, 0)
    assert answer.HangingProtocolName == protocol.HangingProtocolName
    taken: Station = peer.station  # type: ignore[attr-defined]
    assert [each.SOPInstanceUID for each in taken.objects] == [protocol.SOPInstanceUID]
    assert peer.run.status == 0


@pytest.mark.parametrize(
    ("sop_class", "has_pixels"),
    [(INSTANCE_GET, True), (INSTANCE_GET_WITHOUT_BULK, False)],
)
def test_composite_instances_are_brought_by_their_uids(
    peer: RunningPeer, sop_class: str, has_pixels: bool
) -> None:
    taken = Station()
    scan = example.build("CTImage")
    bulk = {0x7FE00010, 0x60023000, 0x50003000, 0x5000200C}
    for tag in sorted(bulk)[:-1]:
        scan.add_new(tag, "OW", bytes(2))
    query = dataset(SOPInstanceUID=scan.SOPInstanceUID)
    if has_pixels:
        query.QueryRetrieveLevel = "IMAGE"
    with peer.association(
        CT_IMAGE,
        sop_class,
        provides=(CT_IMAGE,),
        handlers=[(evt.EVT_C_STORE, taken.store)],
    ) as association:
        association.send_c_store(scan)
        *_, (last, _) = association.send_c_get(query, sop_class)

    assert last.Status == 0, f"{last.Status:04X}"
    (brought,) = taken.objects
    assert brought.SOPInstanceUID == scan.SOPInstanceUID
    assert bulk & set(brought.keys()) == (bulk if has_pixels else set())


@pytest.mark.parametrize(
    ("sop_class", "keys", "status"),
    [
        (INSTANCE_GET_WITHOUT_BULK, {}, 0xA702),
        (INSTANCE_GET, {"QueryRetrieveLevel": "IMAGE"}, 0xA702),
        (INSTANCE_GET, {"QueryRetrieveLevel": "FRAME", "SimpleFrameList": 1}, 0xAA00),
    ],
)
def test_an_object_whose_file_is_gone_cannot_be_brought(
    peer: RunningPeer, sop_class: str, keys: dict[str, Any], status: int
) -> None:
    scan = example.build("CTImage")
    query = dataset(SOPInstanceUID=scan.SOPInstanceUID, **keys)
    with peer.association(CT_IMAGE, sop_class, provides=(CT_IMAGE,)) as association:
        association.send_c_store(scan)
        (entry,) = peer.run.peer.archive.entries([scan.SOPInstanceUID])
        entry.file.unlink()
        *_, (last, _) = association.send_c_get(query, sop_class)

    assert f"{last.Status:04X}" == f"{status:04X}"


def test_relevant_information_is_of_one_patient(peer: RunningPeer) -> None:
    """PS3.4 Q.2.1.1: more than one match is a failure."""
    folder = peer.run.peer.places.folder / "patients"
    folder.mkdir(exist_ok=True)
    template = dataset(MappingResource="DCMR", TemplateIdentifier="9007")
    for number in range(2):
        patient = dataset(
            PatientID=f"P{number}",
            PatientName="Roe^Jane",
            ContentTemplateSequence=[template],
        )
        (folder / f"{number}.json").write_text(patient.to_json(), "utf-8")

    def query(patient_id: str) -> list[int]:
        keys = dataset(
            PatientID=patient_id, PatientName="", ContentTemplateSequence=[template]
        )
        return [status.Status for status, _ in association.send_c_find(keys, PATIENTS)]

    with peer.association(PATIENTS) as association:
        assert query("P1") == [0xFF00, 0]
        assert query("") == [0xC100]
        assert query("P9") == [0]


def test_media_are_requested_once(peer: RunningPeer) -> None:
    """Table S.3.2.2.4-1: a request that was initiated is not initiated again."""
    reference = dataset(
        ReferencedSOPClassUID=CT_IMAGE,
        ReferencedSOPInstanceUID="1.2.3",
        RequestedMediaApplicationProfile="STD-GEN-CD",
    )
    with peer.association(MEDIA) as association:
        created, _ = association.send_n_create(
            dataset(ReferencedSOPSequence=[reference]), MEDIA, "1.2.3"
        )
        first, _ = association.send_n_action(
            dataset(RequestPriority="LOW"), 1, MEDIA, "1.2.3"
        )
        _, got = association.send_n_get([0x21000020], MEDIA, "1.2.3")
        second, _ = association.send_n_action(
            dataset(RequestPriority="LOW"), 1, MEDIA, "1.2.3"
        )

    assert (created.Status, first.Status, second.Status) == (0, 0, 0xA510)
    assert got.ExecutionStatus == "DONE"


def test_a_display_system_tells_of_itself(peer: RunningPeer) -> None:
    with peer.association(DISPLAY) as association:
        status, got = association.send_n_get([], DISPLAY, f"{DISPLAY}.1")
        other, _ = association.send_n_get([], DISPLAY, "1.2.3")

    assert (status.Status, other.Status) == (0, 0x0112)
    assert got.Manufacturer


def test_availability_is_notified(peer: RunningPeer) -> None:
    instance = dataset(
        ReferencedSOPClassUID=CT_IMAGE,
        ReferencedSOPInstanceUID="1.2.3.4",
        InstanceAvailability="ONLINE",
        RetrieveAETitle="PACS",
    )
    series = dataset(SeriesInstanceUID="1.2.3", ReferencedSOPSequence=[instance])
    notification = dataset(
        StudyInstanceUID="1.2",
        ReferencedPerformedProcedureStepSequence=[],
        ReferencedSeriesSequence=[series],
    )
    with peer.association(AVAILABILITY) as association:
        good, _ = association.send_n_create(notification, AVAILABILITY, "1.2.9")
        del instance.RetrieveAETitle
        bad, _ = association.send_n_create(notification, AVAILABILITY, "1.2.10")

    assert good.Status == 0, peer.heard.messages
    assert bad.Status == 0x0120
    assert len(list(peer.run.peer.register.all(AVAILABILITY))) == 1


def test_a_machine_that_nobody_set_up_is_not_verified(peer: RunningPeer) -> None:
    with peer.association(RT_MACHINE) as association:
        created, _ = association.send_n_create(
            dataset(PatientID="P1"), RT_MACHINE, "1.2.3"
        )
        deleted, _ = (association.send_n_delete(RT_MACHINE, "1.2.3"), None)

    assert created.Status == 0x0120
    assert deleted.Status == 0x0112


def test_an_inventory_without_its_level_is_not_made(peer: RunningPeer) -> None:
    with peer.association(INVENTORY) as association:
        status, _ = association.send_n_action(
            dataset(TransactionUID="1.2.3"), 11, INVENTORY, INVENTORY_INSTANCE
        )

    assert status.Status == 0x0115  # Invalid argument value
    assert "type1-missing" in peer.codes("N-ACTION-RQ")


def test_the_transaction_of_an_inventory_is_followed(peer: RunningPeer) -> None:
    taken = Station()
    transaction = dataset(TransactionUID="1.2.3")
    requests = {
        11: dataset(
            TransactionUID="1.2.3",
            ScopeOfInventorySequence=[],
            InventoryLevel="STUDY",
        ),
        14: transaction,
        15: transaction,
        12: transaction,
        13: dataset(TransactionUID="1.2.3", RetainInstances="N"),
    }
    with peer.association(
        INVENTORY, handlers=[(evt.EVT_N_EVENT_REPORT, taken.report)]
    ) as association:
        statuses = []
        for number, (action, request) in enumerate(requests.items(), 1):
            status, _ = association.send_n_action(
                request, action, INVENTORY, INVENTORY_INSTANCE
            )
            statuses.append(status.Status)
            taken.wait(number)
        late, _ = association.send_n_action(
            transaction, 15, INVENTORY, INVENTORY_INSTANCE
        )

    assert statuses == [0] * 5, peer.heard.messages
    assert late.Status == 0x0110
    assert [(each[0], each[2].TransactionStatus) for each in taken.events] == [
        (12, "PROCESSING"),
        (12, "PAUSED"),
        (12, "PROCESSING"),
        (12, "PROCESSING"),
        (13, "CANCELED"),
    ]


def test_a_machine_is_verified_against_a_plan_that_is_there(peer: RunningPeer) -> None:
    taken = Station()
    plan = example.build("RTPlan")
    create = dataset(
        ReferencedRTPlanSequence=[
            dataset(
                ReferencedSOPClassUID=plan.SOPClassUID,
                ReferencedSOPInstanceUID=plan.SOPInstanceUID,
            )
        ],
        PatientID="P1",
        IssuerOfPatientID="",
        IssuerOfPatientIDQualifiersSequence=[],
        GeneralMachineVerificationSequence=[],
        ConventionalMachineVerificationSequence=[],
    )
    with peer.association(
        plan.SOPClassUID,
        RT_MACHINE,
        handlers=[(evt.EVT_N_EVENT_REPORT, taken.report)],
    ) as association:
        early, _ = association.send_n_create(create, RT_MACHINE, "1.2.3")
        association.send_c_store(plan)
        created, _ = association.send_n_create(create, RT_MACHINE, "1.2.3")
        association.send_n_action(None, 1, RT_MACHINE, "1.2.3")
        ((event, uid, _),) = taken.wait(1)
        _, got = association.send_n_get([], RT_MACHINE, "1.2.3")
        other, _ = association.send_n_get([], RT_MACHINE, "1.2.4")

    assert (early.Status, created.Status, other.Status) == (0xC227, 0, 0xC112)
    assert (event, uid) == (2, "1.2.3")
    assert got.TreatmentVerificationStatus == "VERIFIED"
