"""NAME=VALUE as the attributes of messages."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from iodize.cli.keywords import (
    AmbiguousNameError,
    Names,
    RepeatedNameError,
    UnknownNameError,
    UnreadableValueError,
    attributes_of,
    listing,
    query_of,
)
from iodize.errors import IodizeError
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist

STEP_SEQUENCE = "ScheduledProcedureStepSequence"
Query = ModalityWorklist.Query


def found(name: str) -> str:
    place, _ = Names(Query).find(name)
    return place.name


def keys(*texts: str) -> Dataset:
    return query_of(Query, texts, "given").to_dataset()


@pytest.mark.parametrize("name", ["PatientID", "patientid", "0010,0020", "(0010,0020)"])
def test_a_keyword_at_the_top_is_found_by_its_name_or_tag(name: str) -> None:
    assert found(name) == "PatientID"


def test_a_nested_keyword_needs_no_path_where_only_one_place_has_it() -> None:
    assert (
        found("ScheduledStationAETitle") == f"{STEP_SEQUENCE}.ScheduledStationAETitle"
    )
    assert found(f"{STEP_SEQUENCE}.Modality") == f"{STEP_SEQUENCE}.Modality"


def test_a_keyword_at_the_top_wins_over_nested_ones() -> None:
    assert found("StudyInstanceUID") == "StudyInstanceUID"


def test_a_keyword_of_several_sequences_wants_a_path() -> None:
    with pytest.raises(AmbiguousNameError) as error:
        found("CodeValue")
    assert "RequestedProcedureCodeSequence.CodeValue" in error.value.places
    assert "name one of" in error.value.hint


def test_a_typing_error_is_met_with_what_was_meant() -> None:
    with pytest.raises(UnknownNameError) as error:
        found("ScheduledProcedureStepStartDat")
    assert error.value.hint == "did you mean ScheduledProcedureStepStartDate?"


def test_what_the_message_does_not_have_is_told_with_its_name() -> None:
    with pytest.raises(UnknownNameError, match="'KVP' is no attribute of") as error:
        found("KVP")
    assert "--keys" in error.value.hint


def test_keys_are_nested_as_the_query_has_them() -> None:
    dataset = keys("Modality=CT", "ScheduledProcedureStepStartDate=20260101-")
    (item,) = dataset.ScheduledProcedureStepSequence

    assert item.Modality == "CT"
    assert item.ScheduledProcedureStepStartDate == "20260101-"
    assert len(dataset) == 1


def test_a_key_without_a_value_is_asked_for() -> None:
    assert keys("PatientName", "PatientID=").PatientName == ""


def test_several_uids_are_a_list() -> None:
    assert keys(r"StudyInstanceUID=1.2\1.3").StudyInstanceUID == ["1.2", "1.3"]


@pytest.mark.parametrize(
    "text", ["ScheduledProcedureStepStartDate=tomorrow", "StudyInstanceUID=1.2*"]
)
def test_what_cannot_be_matched_is_told(text: str) -> None:
    with pytest.raises(IodizeError, match=text.partition("=")[0]):
        keys(text)


def test_a_key_is_given_once() -> None:
    with pytest.raises(RepeatedNameError):
        keys("PatientID=1", "PatientID=2")


def test_attributes_of_several_items() -> None:
    made = attributes_of(
        Step.Set,
        [
            "PerformedSeriesSequence[0].ProtocolName=HEAD",
            "PerformedSeriesSequence[1].ProtocolName=NECK",
            "PerformedProcedureStepStatus=COMPLETED",
        ],
    ).to_dataset()

    assert [each.ProtocolName for each in made.PerformedSeriesSequence] == [
        "HEAD",
        "NECK",
    ]


def test_a_sequence_has_items_and_no_value() -> None:
    with pytest.raises(UnreadableValueError, match="PerformedSeriesSequence"):
        attributes_of(Step.Set, ["PerformedSeriesSequence=HEAD"])


def test_every_key_is_listed_with_its_path() -> None:
    lines = list(listing(Query))
    assert (f"{STEP_SEQUENCE}.Modality", "(0008,0060)", "R") in lines
