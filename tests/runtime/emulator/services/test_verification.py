"""RT machine verification: PS3.4 DD.3.2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pynetdicom import evt

from iodize import example

from ..requests import dataset
from ..running import RunningEmulator, running
from ..station import Station

RT_MACHINE = "1.2.840.10008.5.1.4.34.8"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "storage", "rt", validates=False) as server:
        yield server


def test_verification_without_a_plan_is_not_created(server: RunningEmulator) -> None:
    with server.association(RT_MACHINE) as association:
        created, _ = association.send_n_create(
            dataset(PatientID="P1"), RT_MACHINE, "1.2.3"
        )
        deleted = association.send_n_delete(RT_MACHINE, "1.2.3")

    assert created.Status == 0x0120
    assert deleted.Status == 0x0112


def test_machine_is_verified_if_the_plan_is_stored(server: RunningEmulator) -> None:
    scu = Station()
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
    with server.association(
        plan.SOPClassUID,
        RT_MACHINE,
        handlers=[(evt.EVT_N_EVENT_REPORT, scu.report)],
    ) as association:
        early, _ = association.send_n_create(create, RT_MACHINE, "1.2.3")
        association.send_c_store(plan)
        created, _ = association.send_n_create(create, RT_MACHINE, "1.2.3")
        association.send_n_action(None, 1, RT_MACHINE, "1.2.3")
        ((event, uid, _),) = scu.wait(1)
        _, got = association.send_n_get([], RT_MACHINE, "1.2.3")
        other, _ = association.send_n_get([], RT_MACHINE, "1.2.4")

    assert (early.Status, created.Status, other.Status) == (0xC227, 0, 0xC112)
    assert (event, uid) == (2, "1.2.3")
    assert got.TreatmentVerificationStatus == "VERIFIED"
