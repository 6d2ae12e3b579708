"""Print jobs have four states, and two of them are final."""

from __future__ import annotations

import pytest

from iodize.emulator.printer.jobs import NEXT, JobState, PrintJob


def job() -> PrintJob:
    return PrintJob((), copies=1, priority="MED", label="Head", originator="CT1")


def test_job_is_pending_then_printed() -> None:
    made = job()
    states = [made.state]
    for state in (JobState.PRINTING, JobState.DONE):
        made.enter(state)
        states.append(made.state)

    assert states == [JobState.PENDING, JobState.PRINTING, JobState.DONE]
    assert made.info == "NORMAL"


@pytest.mark.parametrize("state", [s for s in JobState if s.is_final])
def test_final_state_does_not_change(state: JobState) -> None:
    made = job()
    made.enter(JobState.PRINTING)
    made.enter(state)

    assert NEXT[state] == ()
    with pytest.raises(ValueError, match="cannot become PRINTING"):
        made.enter(JobState.PRINTING)


def test_events_are_numbered_as_the_table_of_the_job() -> None:
    """PS3.4 Table H.4-14."""
    ids = {str(state): state.event_type_id for state in JobState}

    assert ids == {"PENDING": 1, "PRINTING": 2, "DONE": 3, "FAILURE": 4}


def test_attributes_are_those_of_the_iod() -> None:
    found = job().attributes("FILMS")

    assert (found.ExecutionStatus, found.ExecutionStatusInfo) == ("PENDING", "QUEUED")
    assert (found.PrinterName, found.Originator) == ("FILMS", "CT1")
    assert len(found.CreationDate) == 8


def test_event_names_the_session() -> None:
    found = job().event_information("FILMS")

    assert (found.FilmSessionLabel, found.PrinterName) == ("Head", "FILMS")
