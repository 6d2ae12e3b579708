"""The proxy between other tools: no disturbance and no false findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import dcmread

from .files import elements, held
from .messages import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    MPPS_RETRIEVE,
    UPS_PUSH,
    commitment,
    dataset,
    mpps_complete,
    mpps_create,
    workitem,
)
from .objects import CT, instances, sample, worklist_item, write_worklist
from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems.orthanc import OTHER, TITLE, Orthanc
from .systems.processes import Server
from .systems.proxy import proxy

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


def test_query_and_retrieve_of_dcmtk(folder: Folder) -> None:
    sent = instances(folder("sent"))
    moved, gotten, answers = folder("moved"), folder("gotten"), folder("answers")
    study = (
        *("-S", "-k", "QueryRetrieveLevel=STUDY"),
        *("-k", f"StudyInstanceUID={dcmread(sent[0]).StudyInstanceUID}"),
    )
    to = dcmtk_programs.ARCHIVE
    with (
        dcmtk_programs.storescp(moved) as store,
        dcmtk_programs.dcmqrscp(folder("qr"), movers={"DEST": store.port}) as archive,
        proxy(folder("proxy"), archive.port) as between,
    ):
        port = between.port
        done = [
            dcmtk_programs.client("echoscu", port, called=to),
            dcmtk_programs.client("storescu", port, files=sent, called=to),
            dcmtk_programs.client("movescu", port, "-aem", "DEST", *study, called=to),
            dcmtk_programs.client("getscu", port, "-od", gotten, *study, called=to),
        ]
        _, found = dcmtk_programs.find(
            port, answers, *study, "-k", "PatientName", "-k", "PatientID", called=to
        )

    assert [one.status for one in done] == [0] * 4
    assert [answer.PatientID for answer in found] == ["INTEROP"]
    for path in sent:
        one = dcmread(path)
        for place in (moved, gotten):
            assert elements(dcmread(held(place, one.SOPInstanceUID))) == elements(one)
    assert between.findings() == []


def test_worklist_of_dcmtk(folder: Folder, ctn: None, orthanc: Orthanc) -> None:
    """Queried by three clients."""
    place = folder("worklists")
    to = dcmtk_programs.WORKLIST
    (place / to).mkdir()
    write_worklist(place / to, worklist_item(1), worklist_item(2, modality="MR"))
    with (
        dcmtk_programs.wlmscpfs(place, "-csk") as ris,
        proxy(folder("proxy"), ris.port) as between,
    ):
        _, found = dcmtk_programs.find(
            between.port,
            folder("answers"),
            *("-W", "-k", "PatientID", "-k", "PatientName"),
            *("-k", "ScheduledProcedureStepSequence[0].Modality=MR"),
            called=to,
        )
        foreign = ctn_programs.worklist(
            between.port,
            dataset({"PatientID": "P1", "PatientName": ""}),
            folder("ctn"),
            called=to,
        )
        orthanc.introduce(to, between.port)
        third = orthanc.request(f"modalities/{OTHER}/find-worklist", {"PatientID": ""})

    assert [item.PatientID for item in found] == ["P2"]
    assert "Number1" in foreign.text
    assert sorted(item["PatientID"] for item in third) == ["P1", "P2"]
    assert between.findings() == []


def test_query_of_orthanc(folder: Folder, orthanc: Orthanc) -> None:
    for path in instances(folder("sent")):
        orthanc.add(path)
    with proxy(folder("proxy"), orthanc.port) as between:
        _, found = dcmtk_programs.find(
            between.port,
            folder("answers"),
            *("-P", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID=INTEROP"),
            called=TITLE,
        )

    assert len(found) == 1
    assert between.findings() == []


def test_storage_of_ctn(folder: Folder, simple_storage: tuple[Server, Path]) -> None:
    server, _ = simple_storage
    with proxy(folder("proxy"), server.port) as between:
        assert "Successful operation" in ctn_programs.echo(between.port).text
        sent = ctn_programs.send(between.port, sample(CT).path)

    assert "Successful operation" in sent.text
    assert between.findings() == []


def test_normalized_services_of_dcmjs(folder: Folder, dcmjs: None) -> None:
    """The event is reported on the association of the request."""
    answers = {
        "nGet": {"dataset": {"PerformedProcedureStepStatus": "COMPLETED"}},
        "events": [
            {
                "sopClass": COMMITMENT,
                "sopInstance": COMMITMENT_INSTANCE,
                "type": 1,
                "echoes": ["TransactionUID", "ReferencedSOPSequence"],
                "dataset": {},
            }
        ],
    }
    asked = commitment((CT_IMAGE, "1.2.5"), transaction="1.2.6")
    with (
        dcmjs_scripts.recorder(folder("dcmjs"), answers) as recorder,
        proxy(folder("proxy"), recorder.port) as between,
    ):
        reported = dcmjs_scripts.send(
            between.port,
            folder("client"),
            dcmjs_scripts.request("NCreate", MPPS, "1.2.3", dataset=mpps_create()),
            dcmjs_scripts.request("NSet", MPPS, "1.2.3", dataset=mpps_complete()),
            dcmjs_scripts.request(
                "NGet", MPPS_RETRIEVE, "1.2.3", ["PerformedProcedureStepStatus"]
            ),
            dcmjs_scripts.request("NCreate", UPS_PUSH, "1.2.4", dataset=workitem()),
            dcmjs_scripts.request(
                "NAction", COMMITMENT, COMMITMENT_INSTANCE, 1, dataset=asked
            ),
            linger=500,
        )

    assert [message.kind for message in reported] == [
        *("NCreate", "NSet", "NGet", "NCreate", "NAction", "nEventReport")
    ]
    assert between.findings() == []


def test_faults_of_both_sides_are_reported(folder: Folder, dcmjs: None) -> None:
    """A step without its ID is created completed; the response has an unknown status."""
    wrong = mpps_create(
        PerformedProcedureStepID=None, PerformedProcedureStepStatus="COMPLETED"
    )
    with (
        dcmjs_scripts.recorder(
            folder("dcmjs"), {"nSet": {"status": 0x0999}}
        ) as recorder,
        proxy(folder("proxy"), recorder.port) as between,
    ):
        dcmjs_scripts.send(
            between.port,
            folder("client"),
            dcmjs_scripts.request("NCreate", MPPS, "1.2.3", dataset=wrong),
            dcmjs_scripts.request("NSet", MPPS, "1.2.3", dataset=mpps_complete()),
        )

    found = between.findings()
    for place, what in (
        ("requestor N-CREATE-RQ", "PerformedProcedureStepID"),
        ("requestor N-CREATE-RQ", "PerformedProcedureStepStatus"),
        ("acceptor N-SET-RSP", "0999"),
    ):
        assert any(place in line and what in line for line in found), (what, found)
