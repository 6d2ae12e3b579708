"""Keys of queries: accepted values, decoded values, requested attributes."""

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


def test_text_keys_accept_wild_cards() -> None:
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


def test_a_time_may_be_a_range() -> None:
    step = Step(ScheduledProcedureStepStartTime=(time(8), time(12, 30)))

    assert step.ScheduledProcedureStepStartTime == "080000-123000"


def test_an_invalid_date_is_rejected() -> None:
    with pytest.raises(InvalidValueError, match=r"Table K\.6-1"):
        Step(ScheduledProcedureStepStartDate="2026-01-31")


def test_uids_may_be_a_list() -> None:
    query = StudyRootFind.StudyQuery(StudyInstanceUID=["1.2.3", "1.2.4"])

    assert query.to_dataset().StudyInstanceUID == ["1.2.3", "1.2.4"]
    assert query.StudyInstanceUID == "1.2.3\\1.2.4"


def test_a_list_of_dates_is_rejected() -> None:
    with pytest.raises(InvalidValueError, match="list"):
        StudyRootFind.StudyQuery(StudyDate=["20260101"])  # type: ignore[arg-type]


@pytest.mark.parametrize("nothing", [None, ""])
def test_none_and_an_empty_string_are_universal_keys(nothing: str | None) -> None:
    query = Query(PatientComments=nothing, returning="given")

    assert query.PatientComments == ""
    assert "PatientComments" in query.to_dataset()
    assert query.PatientName is None
    assert "PatientName" not in query.to_dataset()


def test_a_deleted_key_is_not_requested() -> None:
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


def test_a_query_requests_all_required_attributes_of_answers() -> None:
    """A query with few keys still returns what a modality needs."""
    sent = Query(PatientID="4711").to_dataset()

    assert sent.PatientID == "4711"
    assert {"PatientName", "StudyInstanceUID", "RequestedProcedureID"} <= set(
        sent.dir()
    )
    (step,) = sent.ScheduledProcedureStepSequence
    assert {"Modality", "ScheduledStationAETitle"} <= set(step.dir())
    assert "ScheduledProcedureStepStatus" not in step  # return type 3
    assert "SpecificCharacterSet" not in sent  # not a key


def test_a_given_item_is_completed_without_changing_it() -> None:
    step = Step(Modality="CT")

    sent = Query(ScheduledProcedureStepSequence=step).to_dataset()

    assert "ScheduledStationAETitle" in sent.ScheduledProcedureStepSequence[0]
    assert "ScheduledStationAETitle" not in step.to_dataset()


def test_a_query_may_request_all_keys_or_the_given_ones() -> None:
    given = Query(PatientID="4711", returning="given").to_dataset()
    every = Query(PatientID="4711", returning="all").to_dataset()

    assert given.dir() == ["PatientID"]
    assert "ScheduledProcedureStepStatus" in every.ScheduledProcedureStepSequence[0]
    assert "PatientComments" in every


def test_a_received_query_is_encoded_unchanged() -> None:
    received = Dataset()
    received.PatientName = "SMITH*"
    received.add_new(0x00091001, "LO", "private")

    query = Query.from_dataset(received)

    assert query.PatientName == "SMITH*"
    assert query.to_dataset() == received


def test_a_query_contains_its_level() -> None:
    assert PatientRootFind.SeriesQuery().QueryRetrieveLevel == "SERIES"
    assert PatientRootFind.SeriesQuery.above == ("PatientID", "StudyInstanceUID")
    assert StudyRootFind.SeriesQuery.above == ("StudyInstanceUID",)


def test_a_retrieval_has_the_unique_keys_only() -> None:
    fields = StudyRootMove.SeriesRetrieve._layout_of().fields

    assert fields["SeriesInstanceUID"].type == "1"
    assert fields["StudyInstanceUID"].type == "3"  # optional in relational retrieval
    assert "Modality" not in fields


def test_a_code_key_is_an_item_of_keys() -> None:
    query = Query(
        RequestedLateralityCodeSequence=BasicOptionalCodeKeys(CodeValue="24028007"),
        returning="given",
    )

    (item,) = query.to_dataset().RequestedLateralityCodeSequence
    assert item.CodeValue == "24028007"


def test_a_range_of_date_times_is_encoded() -> None:
    query = UnifiedProcedureStepQuery.Query(
        ScheduledProcedureStepStartDateTime=(datetime(2026, 1, 2, 8), None)
    )

    assert query.ScheduledProcedureStepStartDateTime == "20260102080000-"
