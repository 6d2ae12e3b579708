"""Names of attributes, and messages from arguments NAME=VALUE."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from iodize.cli.network.arguments.assignments import (
    RepeatedNameError,
    UnreadableValueError,
    attributes_of,
    query_of,
)
from iodize.cli.network.arguments.keywords import (
    AmbiguousNameError,
    Names,
    UnknownNameError,
    listing,
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
def test_top_level_attribute_is_found_by_keyword_or_tag(name: str) -> None:
    assert found(name) == "PatientID"


def test_unique_nested_keyword_needs_no_path() -> None:
    assert (
        found("ScheduledStationAETitle") == f"{STEP_SEQUENCE}.ScheduledStationAETitle"
    )
    assert found(f"{STEP_SEQUENCE}.Modality") == f"{STEP_SEQUENCE}.Modality"


def test_top_level_keyword_takes_precedence_over_nested_ones() -> None:
    assert found("StudyInstanceUID") == "StudyInstanceUID"


def test_keyword_of_several_sequences_is_ambiguous() -> None:
    with pytest.raises(AmbiguousNameError) as error:
        found("CodeValue")
    assert "RequestedProcedureCodeSequence.CodeValue" in error.value.places
    assert "use one of" in error.value.hint


def test_misspelled_keyword_suggests_a_similar_one() -> None:
    with pytest.raises(UnknownNameError) as error:
        found("ScheduledProcedureStepStartDat")
    assert error.value.hint == "did you mean ScheduledProcedureStepStartDate?"


def test_unknown_keyword_is_reported_with_the_message() -> None:
    with pytest.raises(UnknownNameError, match="'KVP' is not an attribute of") as error:
        found("KVP")
    assert "--keys" in error.value.hint


def test_nested_keys_create_their_items() -> None:
    dataset = keys("Modality=CT", "ScheduledProcedureStepStartDate=20260101-")
    (item,) = dataset.ScheduledProcedureStepSequence

    assert item.Modality == "CT"
    assert item.ScheduledProcedureStepStartDate == "20260101-"
    assert len(dataset) == 1


def test_key_without_value_is_returned() -> None:
    assert keys("PatientName", "PatientID=").PatientName == ""


def test_several_uids_are_a_list() -> None:
    assert keys(r"StudyInstanceUID=1.2\1.3").StudyInstanceUID == ["1.2", "1.3"]


@pytest.mark.parametrize(
    "text", ["ScheduledProcedureStepStartDate=tomorrow", "StudyInstanceUID=1.2*"]
)
def test_value_that_cannot_be_matched_is_rejected(text: str) -> None:
    with pytest.raises(IodizeError, match=text.partition("=")[0]):
        keys(text)


def test_repeated_key_is_rejected() -> None:
    with pytest.raises(RepeatedNameError):
        keys("PatientID=1", "PatientID=2")


def test_attributes_of_several_items_are_set() -> None:
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


def test_value_of_a_sequence_is_rejected() -> None:
    with pytest.raises(UnreadableValueError, match="PerformedSeriesSequence"):
        attributes_of(Step.Set, ["PerformedSeriesSequence=HEAD"])


def test_every_key_is_listed_with_its_path() -> None:
    lines = list(listing(Query))
    assert (f"{STEP_SEQUENCE}.Modality", "(0008,0060)", "R") in lines
