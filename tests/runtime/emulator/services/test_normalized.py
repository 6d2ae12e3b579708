"""Managed instances of normalized SOP classes: PS3.7 10.1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from iodize.emulator.services.normalized import only, requested
from iodize.services import ProceduralEventLogging

from ..calls import call
from ..requests import (
    CT_IMAGE,
    MPPS,
    MPPS_RETRIEVE,
    UPS_PULL,
    UPS_PUSH,
    dataset,
    step_completed,
    step_in_progress,
)
from ..running import RunningEmulator, running

AVAILABILITY = "1.2.840.10008.5.1.4.33"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(
        tmp_path / "data", "mpps", "ups", "ian", "substances", strict=True
    ) as server:
        yield server


def test_unknown_instance_is_refused_with_the_status_of_the_sop_class(
    server: RunningEmulator,
) -> None:
    with server.association(MPPS, MPPS_RETRIEVE, UPS_PULL) as association:
        step, _ = association.send_n_set(step_completed(), MPPS, "1.9")
        got, _ = association.send_n_get([], MPPS_RETRIEVE, "1.9")
        item, _ = association.send_n_get([], UPS_PUSH, "1.9", meta_uid=UPS_PULL)

    assert (step.Status, got.Status, item.Status) == (0x0112, 0x0112, 0xC307)
    assert "instance-unknown" in server.codes("N-SET-RQ")
    assert server.codes("N-GET-RQ", 2) == ["instance-unknown"]


def test_duplicate_instance_is_refused(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_create(step_in_progress(), MPPS, "1.2.3")

    assert status.Status == 0x0111
    assert server.codes("N-CREATE-RQ", 2) == ["state-transition"]


def test_instance_with_errors_is_created_unless_strict(
    tmp_path: Path,
) -> None:
    step = step_in_progress()
    del step.PerformedProcedureStepID

    with (
        running(tmp_path / "data", "mpps") as server,
        server.association(MPPS) as association,
    ):
        status, _ = association.send_n_create(step, MPPS, "1.2.3")
        assert server.codes("N-CREATE-RQ") == ["type1-missing"]

    assert status.Status == 0


def test_instance_is_managed_unless_the_request_has_errors(
    server: RunningEmulator,
) -> None:
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
    with server.association(AVAILABILITY) as association:
        good, _ = association.send_n_create(notification, AVAILABILITY, "1.2.9")
        del instance.RetrieveAETitle
        bad, _ = association.send_n_create(notification, AVAILABILITY, "1.2.10")

    assert good.Status == 0, server.listener.entries
    assert bad.Status == 0x0120
    assert len(list(server.emulator.register.all(AVAILABILITY))) == 1


def test_instance_without_uid_gets_one(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        first, _ = association.send_n_create(step_in_progress(), MPPS)
        second, _ = association.send_n_create(step_in_progress(), MPPS)

    assert (first.Status, second.Status) == (0, 0)
    uids = {each.uid for each in server.emulator.register.all(MPPS)}
    assert len(uids) == 2
    assert "" not in uids


def test_requested_attributes_are_returned(server: RunningEmulator) -> None:
    with server.association(MPPS, MPPS_RETRIEVE) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, got = association.send_n_get([0x00100020], MPPS_RETRIEVE, "1.2.3")

    assert status.Status == 0
    assert [each.keyword for each in got] == ["PatientID"]


def test_unsupported_attributes_are_a_warning(server: RunningEmulator) -> None:
    """0001: PS3.4 Table F.8.2-2."""
    with server.association(MPPS, MPPS_RETRIEVE) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, got = association.send_n_get(
            [0x00100020, 0x00280010], MPPS_RETRIEVE, "1.2.3"
        )

    assert status.Status == 0x0001
    assert [each.keyword for each in got] == ["PatientID"]


def test_changes_are_stored(server: RunningEmulator) -> None:
    with server.association(MPPS, MPPS_RETRIEVE) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        association.send_n_set(step_completed(), MPPS, "1.2.3")
        _, got = association.send_n_get([0x00400252], MPPS_RETRIEVE, "1.2.3")

    assert got.PerformedProcedureStepStatus == "COMPLETED"


def test_action_without_a_method_is_recorded(server: RunningEmulator) -> None:
    log = ProceduralEventLogging.RecordProceduralEvent.example().to_dataset()
    with server.association(ProceduralEventLogging.uid) as association:
        status, _ = association.send_n_action(
            log,
            1,
            ProceduralEventLogging.uid,
            ProceduralEventLogging.instance_uid,
        )
    (action,) = server.emulator.register.recorded(ProceduralEventLogging.uid)

    assert status.Status == 0
    assert (action.type_id, action.calling_ae) == (1, "CT1")
    assert action.dataset.PatientID == log.PatientID


def test_tags_of_get_are_single_or_several() -> None:
    command = Dataset()
    assert requested(call("N-GET", command=command)) == frozenset()
    command.AttributeIdentifierList = 0x00100020
    assert requested(call("N-GET", command=command)) == {0x00100020}
    command.AttributeIdentifierList = [0x00100020, 0x00100010]
    assert requested(call("N-GET", command=command)) == {0x00100020, 0x00100010}


def test_selected_attributes_keep_their_character_set() -> None:
    source = dataset(
        SpecificCharacterSet="ISO_IR 192", PatientName="山田^太郎", PatientID="P1"
    )

    selected = only(source, {0x00100010})
    assert {each.keyword for each in selected} == {
        "SpecificCharacterSet",
        "PatientName",
    }
