"""Keys of queries: what they take, what they are read as, what they ask for."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time

import pytest
from pydicom.dataset import Dataset

from iodize.objects.errors import InvalidValueError
from iodize.services import (
    BasicOptionalCodeKeys,
    ModalityWorklist,
    PatientRootFind,
    StudyRootFind,
    StudyRootMove,
    UnifiedProcedureStepQuery,
)

Query = ModalityWorklist.Query
Step = Query.ScheduledProcedureStepItem


def test_text_takes_wildcards_as_it_stands() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sent = Query(PatientName="SMITH*", AccessionNumber="A?1").to_dataset()

    assert (sent.PatientName, sent.AccessionNumber) == ("SMITH*", "A?1")


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (date(2026, 1, 31), "20260131"),
        ("20260131", "20260131"),
        ("20260101-20260131", "20260101-20260131"),
        ("-20260131", "-20260131"),
        ((date(2026, 1, 1), date(2026, 1, 31)), "20260101-20260131"),
        ((date(2026, 1, 1), None), "20260101-"),
        ((None, "20260131"), "-20260131"),
    ],
)
def test_a_date_may_be_a_range(given: object, sent: str) -> None:
    step = Step(ScheduledProcedureStepStartDate=given)  # type: ignore[arg-type]

    assert step.ScheduledProcedureStepStartDate == sent
    assert step.to_dataset().ScheduledProcedureStepStartDate == sent


def test_times_are_ranges_too() -> None:
    step = Step(ScheduledProcedureStepStartTime=(time(8), time(12, 30)))

    assert step.ScheduledProcedureStepStartTime == "080000-123000"


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"Table K\.6-1"):
        Step(ScheduledProcedureStepStartDate="2026-01-31")


def test_uids_may_be_a_list() -> None:
    query = StudyRootFind.StudyQuery(StudyInstanceUID=["1.2.3", "1.2.4"])

    assert query.to_dataset().StudyInstanceUID == ["1.2.3", "1.2.4"]
    assert query.StudyInstanceUID == "1.2.3\\1.2.4"


def test_a_date_is_no_list() -> None:
    with pytest.raises(InvalidValueError, match="list"):
        StudyRootFind.StudyQuery(StudyDate=["20260101"])  # type: ignore[arg-type]


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_matches_everything_and_is_asked_for(nothing: str | None) -> None:
    query = Query(PatientComments=nothing, returning="given")

    assert query.PatientComments == ""
    assert "PatientComments" in query.to_dataset()
    assert query.PatientName is None
    assert "PatientName" not in query.to_dataset()


def test_what_is_deleted_is_asked_for_no_more() -> None:
    query = Query(PatientName="SMITH")
    query.PatientName = None
    assert query.PatientName == ""

    del query.PatientName

    assert "PatientName" not in query.to_dataset()


def test_a_sequence_is_matched_with_one_item() -> None:
    query = Query(ScheduledProcedureStepSequence=Step(Modality="CT"))

    sent = query.to_dataset()

    assert query.ScheduledProcedureStepSequence is not None
    assert query.ScheduledProcedureStepSequence.Modality == "CT"
    assert [item.Modality for item in sent.ScheduledProcedureStepSequence] == ["CT"]
    with pytest.raises(InvalidValueError, match="one item"):
        Query(ScheduledProcedureStepSequence=[Step(), Step()])


def test_a_query_asks_for_all_that_an_answer_has_to_have() -> None:
    """So that a worklist of little keys still returns what a modality needs."""
    sent = Query(PatientID="4711").to_dataset()

    assert sent.PatientID == "4711"
    assert {"PatientName", "StudyInstanceUID", "RequestedProcedureID"} <= set(
        sent.dir()
    )
    (step,) = sent.ScheduledProcedureStepSequence
    assert {"Modality", "ScheduledStationAETitle"} <= set(step.dir())
    assert "ScheduledProcedureStepStatus" not in step  # return type 3
    assert "SpecificCharacterSet" not in sent  # no key


def test_a_given_item_is_completed_and_left_as_it_was() -> None:
    step = Step(Modality="CT")

    sent = Query(ScheduledProcedureStepSequence=step).to_dataset()

    assert "ScheduledStationAETitle" in sent.ScheduledProcedureStepSequence[0]
    assert "ScheduledStationAETitle" not in step.to_dataset()


def test_a_query_may_ask_for_everything_or_nothing_more() -> None:
    given = Query(PatientID="4711", returning="given").to_dataset()
    every = Query(PatientID="4711", returning="all").to_dataset()

    assert given.dir() == ["PatientID"]
    assert "ScheduledProcedureStepStatus" in every.ScheduledProcedureStepSequence[0]
    assert "PatientComments" in every


def test_a_received_query_is_kept_as_it_came() -> None:
    received = Dataset()
    received.PatientName = "SMITH*"
    received.add_new(0x00091001, "LO", "private")

    query = Query.from_dataset(received)

    assert query.PatientName == "SMITH*"
    assert query.to_dataset() == received


def test_a_level_stands_in_its_query() -> None:
    assert PatientRootFind.SeriesQuery().QueryRetrieveLevel == "SERIES"
    assert PatientRootFind.SeriesQuery.above == ("PatientID", "StudyInstanceUID")
    assert StudyRootFind.SeriesQuery.above == ("StudyInstanceUID",)


def test_a_retrieval_has_the_unique_keys_alone() -> None:
    fields = StudyRootMove.SeriesRetrieve._layout_of().fields

    assert fields["SeriesInstanceUID"].type == "1"
    assert fields["StudyInstanceUID"].type == "3"  # left out in relational retrieval
    assert "Modality" not in fields


def test_codes_are_matched_by_items_of_keys() -> None:
    query = Query(
        RequestedLateralityCodeSequence=BasicOptionalCodeKeys(CodeValue="24028007"),
        returning="given",
    )

    (item,) = query.to_dataset().RequestedLateralityCodeSequence
    assert item.CodeValue == "24028007"


def test_date_times_are_written_as_dicom_does() -> None:
    query = UnifiedProcedureStepQuery.Query(
        ScheduledProcedureStepStartDateTime=(datetime(2026, 1, 2, 8), None)
    )

    assert query.ScheduledProcedureStepStartDateTime == "20260102080000-"
