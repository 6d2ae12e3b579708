"""Modality Performed Procedure Step: PS3.4 F.7 to F.9."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from iodize.emulator.data.sample_worklist import fill
from iodize.emulator.services.performed_steps import in_worklist, scheduled

from ..requests import (
    MPPS,
    MPPS_RETRIEVE,
    dataset,
    step_completed,
    step_in_progress,
)
from ..running import RunningEmulator, running
from ..station import station

NOTIFICATION = "1.2.840.10008.3.1.2.3.5"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "mpps", strict=True) as server:
        yield server


def test_valid_requests_have_no_findings(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        created, _ = association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        ended, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert (created.Status, ended.Status) == (0, 0)
    assert server.codes("N-CREATE-RQ") == server.codes("N-SET-RQ") == []
    assert server.run.status == 0


def test_create_without_type_1_attributes_is_refused(server: RunningEmulator) -> None:
    """pynetdicom issues 664 and 56."""
    step = step_in_progress()
    del step.PerformedProcedureStepID
    del step.ScheduledStepAttributesSequence[0].StudyInstanceUID

    with server.association(MPPS) as association:
        status, _ = association.send_n_create(step, MPPS, "1.2.3")
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert status.Status == 0x0120  # Missing Attribute
    assert again.Status == 0x0112  # no such instance
    found = {each.path: each for each in server.listener.wait("N-CREATE-RQ").findings}
    assert {each.code for each in found.values()} == {"type1-missing"}
    assert set(found) == {
        "PerformedProcedureStepID",
        "ScheduledStepAttributesSequence[0].StudyInstanceUID",
    }
    assert "F.7.2" in found["PerformedProcedureStepID"].reference
    assert server.run.status == 1


def test_create_without_type_2_attributes_is_refused(server: RunningEmulator) -> None:
    """fo-dicom-samples, pull request 62."""
    step = step_in_progress()
    del step.PatientBirthDate
    del step.PerformedStationName

    with server.association(MPPS) as association:
        status, _ = association.send_n_create(step, MPPS, "1.2.3")

    assert status.Status == 0x0120
    assert server.codes("N-CREATE-RQ") == ["type2-missing"] * 2
    assert "empty" in server.listener.wait("N-CREATE-RQ").findings[0].suggestion


def test_create_with_empty_type_1_attribute_is_refused(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        status, _ = association.send_n_create(
            step_in_progress(PerformedProcedureStepID=""), MPPS, "1.2.3"
        )

    assert status.Status == 0x0121  # Missing Attribute Value
    assert server.codes("N-CREATE-RQ") == ["type1-empty"]


def test_set_with_attribute_that_is_not_allowed_is_refused(
    server: RunningEmulator,
) -> None:
    with server.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_set(
            step_completed(PatientName="Doe^Sam"), MPPS, "1.2.3"
        )

    assert status.Status == 0x0105  # No such Attribute
    assert server.codes("N-SET-RQ") == ["attribute-not-allowed"]
    assert server.listener.wait("N-SET-RQ").findings[0].keyword == "PatientName"


def test_step_must_be_created_in_progress(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        status, _ = association.send_n_create(
            step_in_progress(PerformedProcedureStepStatus="COMPLETED"), MPPS, "1.2.3"
        )

    assert status.Status == 0x0106  # Invalid Attribute Value
    assert "state-initial" in server.codes("N-CREATE-RQ")


def test_step_that_has_ended_cannot_be_changed(server: RunningEmulator) -> None:
    with server.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        association.send_n_set(step_completed(), MPPS, "1.2.3")
        status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert (status.Status, status.ErrorID) == (0x0110, 0xA710)
    assert server.codes("N-SET-RQ", 2) == ["state-final"]


def test_step_cannot_end_without_attributes_of_the_final_state(
    server: RunningEmulator,
) -> None:
    with server.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_set(
            step_completed(PerformedSeriesSequence=[]), MPPS, "1.2.3"
        )
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert status.Status == 0x0121
    assert again.Status == 0  # the first one did not end it
    assert "PerformedSeriesSequence" in [
        each.keyword for each in server.listener.wait("N-SET-RQ").findings
    ]


def test_set_of_attribute_that_was_not_created_is_reported(
    server: RunningEmulator,
) -> None:
    """PS3.4 F.7.2.2.2; it is set nevertheless."""
    with server.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        change = dataset(PerformedProcedureStepDiscontinuationReasonCodeSequence=[])
        status, _ = association.send_n_set(change, MPPS, "1.2.3")

    assert status.Status == 0
    assert server.codes("N-SET-RQ") == ["attribute-not-created"]


def test_incomplete_step_ends_unless_strict(tmp_path: Path) -> None:
    """PS3.4 F.7.2.2.2 is a requirement for the SCU only."""
    with (
        running(tmp_path / "data", "mpps") as server,
        server.association(MPPS) as association,
    ):
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        without = step_completed(PerformedSeriesSequence=[])
        status, _ = association.send_n_set(without, MPPS, "1.2.3")
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")
        found = server.codes("N-SET-RQ")

    assert (status.Status, again.Status) == (0, 0x0110)
    assert found == ["type1-empty"]


def test_one_of_several_concurrent_systems_ends_a_step(tmp_path: Path) -> None:
    """The others find a step that has ended."""

    def end(sender: int) -> int:
        with busy.association(MPPS, calling_ae=f"CT{sender}") as association:
            status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")
            return int(status.Status)

    with running(tmp_path / "data", "mpps") as busy:
        with busy.association(MPPS) as association:
            association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        with ThreadPoolExecutor(10) as threads:
            statuses = sorted(threads.map(end, range(10)))

    assert statuses == [0, *[0x0110] * 9]


def test_step_that_is_not_in_the_worklist_is_reported(tmp_path: Path) -> None:
    fill(tmp_path / "data" / "worklist", 1)
    with running(tmp_path / "data", "worklist", "mpps") as server:
        with server.association(MPPS) as association:
            association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        assert server.codes("N-CREATE-RQ") == ["step-unknown"]


def test_text_in_several_character_sets_is_kept(tmp_path: Path) -> None:
    created = step_in_progress(
        SpecificCharacterSet="ISO_IR 192", PatientName="山田^太郎"
    )
    completed = step_completed(
        SpecificCharacterSet="ISO_IR 100", PerformedProcedureStepDescription="Schädel"
    )
    with (
        running(tmp_path / "data", "mpps") as server,
        server.association(MPPS, MPPS_RETRIEVE) as association,
    ):
        association.send_n_create(created, MPPS, "1.2.3")
        association.send_n_set(completed, MPPS, "1.2.3")
        _, got = association.send_n_get(
            [0x00100010, 0x00400254], MPPS_RETRIEVE, "1.2.3"
        )

    assert got.PatientName == "山田^太郎"
    assert got.PerformedProcedureStepDescription == "Schädel"


def test_changes_are_notified(tmp_path: Path) -> None:
    with (
        station(NOTIFICATION) as (receiver, address),
        running(
            tmp_path / "data", "mpps", addresses=[address], notified=["STATION"]
        ) as server,
        server.association(MPPS) as association,
    ):
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        association.send_n_set(step_completed(), MPPS, "1.2.3")
        events = receiver.wait(2)

    assert [(each[0], each[1]) for each in events] == [(1, "1.2.3"), (2, "1.2.3")]


def test_progress_is_notified_as_an_update(tmp_path: Path) -> None:
    """Table F.9.2-1: event type 4."""
    with (
        station(NOTIFICATION) as (receiver, address),
        running(
            tmp_path / "data", "mpps", addresses=[address], notified=["STATION"]
        ) as server,
        server.association(MPPS) as association,
    ):
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        change = dataset(PerformedProcedureStepDescription="Head")
        association.send_n_set(change, MPPS, "1.2.3")
        events = receiver.wait(2)

    assert [each[0] for each in events] == [1, 4]


def test_steps_are_identified_by_study_and_step_id() -> None:
    item = dataset(
        StudyInstanceUID="1.2.3",
        ScheduledProcedureStepSequence=[dataset(ScheduledProcedureStepID="S1")],
    )

    assert scheduled(step_in_progress()) == [("1.2.3", "S1")]
    assert in_worklist([item]) == {("1.2.3", "S1")}


def test_unscheduled_step_references_none() -> None:
    step = step_in_progress()
    step.ScheduledStepAttributesSequence[0].ScheduledProcedureStepID = ""

    assert scheduled(step) == []
