"""Checks of the attribute lists of messages: PS3.4 5.4."""

from io import BytesIO

import pytest
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from iodize.dimse.checking import (
    Encoded,
    check_attribute_list,
    check_requested,
)
from iodize.findings.finding import Finding, Severity
from iodize.services import UnifiedProcedureStepPush

from ..definitions import Retrieve, Step, new


def created() -> Dataset:
    """Return a complete N-CREATE request."""
    scheduled = Dataset()
    scheduled.AccessionNumber = ""
    scheduled.StudyInstanceUID = "1.2.3"
    scheduled.RequestedProcedureID = ""
    step = Dataset()
    step.Modality = "CT"
    step.PatientName = "Doe^Jane"
    step.PatientID = "1"
    step.PatientSex = "F"
    step.PerformedProcedureStepEndDate = ""
    step.PerformedProcedureStepEndTime = ""
    step.PerformedProcedureStepStatus = "IN PROGRESS"
    step.PerformedProcedureStepID = "P1"
    step.ScheduledStepAttributesSequence = [scheduled]
    step.PerformedSeriesSequence = []
    return step


def encoded(dataset: Dataset) -> Encoded:
    """Return an encoded data set."""
    file = DicomBytesIO()
    file.is_little_endian = file.is_implicit_VR = True
    write_dataset(file, dataset)
    return Encoded(file.getvalue())


def found(findings: tuple[Finding, ...]) -> dict[str, str]:
    """Return the code of each finding by its path."""
    return {finding.path: finding.code for finding in findings}


def test_a_complete_list_has_no_findings() -> None:
    assert check_attribute_list((Step.Create, created())) == ()
    assert check_attribute_list((Step.Create, encoded(created()))) == ()
    assert check_attribute_list(Step.Create.from_dataset(created())) == ()


def test_missing_type_2_attributes_are_reported() -> None:
    """A sample program omitted attributes without a value; systems refused its requests.

    Regression: fo-dicom-samples pull request 62.
    """
    step = created()
    for keyword in ("PatientName", "PerformedProcedureStepEndTime"):
        delattr(step, keyword)
    del step.PerformedSeriesSequence
    del step.ScheduledStepAttributesSequence[0].AccessionNumber

    assert found(check_attribute_list((Step.Create, step))) == {
        "PatientName": "type2-missing",
        "PerformedProcedureStepEndTime": "type2-missing",
        "PerformedSeriesSequence": "type2-missing",
        "ScheduledStepAttributesSequence[0].AccessionNumber": "type2-missing",
    }


def test_value_of_attribute_that_must_be_empty_is_an_error() -> None:
    """A step is created unlocked, with an empty Transaction UID: PS3.4 CC.2.5."""
    step = Dataset()
    step.TransactionUID = "1.2.3"
    create = UnifiedProcedureStepPush.Create

    findings = check_attribute_list((create, step))
    (finding,) = (one for one in findings if one.path == "TransactionUID")
    step.TransactionUID = ""

    assert (finding.code, finding.message) == ("vm-wrong", "has 1 value; must be empty")
    assert "TransactionUID" not in found(check_attribute_list((create, step)))


def test_type_2_attributes_are_added_to_a_new_object() -> None:
    """Regression: fo-dicom-samples pull request 62."""
    scheduled = new(Step.Create.ScheduledStepAttributesItem, StudyInstanceUID="1.2.3")
    step = new(
        Step.Create,
        Modality="CT",
        PerformedProcedureStepStatus="IN PROGRESS",
        PerformedProcedureStepID="P1",
        ScheduledStepAttributesSequence=[scheduled],
    )

    assert check_attribute_list(step) == ()


def test_a_finding_names_the_message_and_its_table() -> None:
    step = created()
    del step.Modality
    (finding,) = check_attribute_list((Step.Create, step))

    assert finding.module == "N-CREATE of Modality Performed Procedure Step"
    assert finding.reference == "PS3.4 F.7.2.1 Table F.7.2-1"
    assert (finding.code, finding.severity) == ("type1-missing", Severity.ERROR)


def test_values_and_numbers_of_items_are_checked() -> None:
    step = created()
    step.PatientSex = "X"
    step.PerformedProcedureStepStatus = ""
    step.ScheduledStepAttributesSequence = []

    assert found(check_attribute_list((Step.Create, step))) == {
        "PatientSex": "value-not-enumerated",
        "PerformedProcedureStepStatus": "type1-empty",
        "ScheduledStepAttributesSequence": "type1-empty",
    }


def test_attributes_not_allowed_in_n_set_are_reported() -> None:
    """Regression: pynetdicom issues 56 and 664."""
    change = Dataset()
    change.PatientID = "2"
    change.ScheduledStepAttributesSequence = []
    change.PerformedProcedureStepStatus = "COMPLETED"

    findings = check_attribute_list((Step.Set, change))

    assert found(findings) == {
        "PatientID": "attribute-not-allowed",
        "ScheduledStepAttributesSequence": "attribute-not-allowed",
    }
    assert {finding.suggestion for finding in findings} == {"remove it"}


def test_attributes_not_allowed_in_an_item_are_reported() -> None:
    series = Dataset()
    series.ProtocolName = "Head"
    series.StudyInstanceUID = "1.2"
    series.SeriesInstanceUID = "1.2.3"
    change = Dataset()
    change.PerformedSeriesSequence = [series]

    assert found(check_attribute_list((Step.Set, change))) == {
        "PerformedSeriesSequence[0].StudyInstanceUID": "attribute-not-allowed"
    }


def test_attributes_outside_the_table_are_reported_as_info() -> None:
    step = created()
    step.StudyID = "1"
    (finding,) = check_attribute_list((Step.Create, step))

    assert (finding.code, finding.severity) == ("attribute-outside", Severity.INFO)
    assert "message" in finding.message


@pytest.mark.parametrize("keyword", ["SpecificCharacterSet", "TimezoneOffsetFromUTC"])
def test_character_set_and_timezone_are_always_allowed(keyword: str) -> None:
    change = Dataset()
    setattr(
        change, keyword, "ISO_IR 100" if keyword == "SpecificCharacterSet" else "+0100"
    )

    assert check_attribute_list((Step.Set, change)) == ()


def test_truncated_bytes_are_reported() -> None:
    data = encoded(created()).data
    codes = {f.code for f in check_attribute_list((Step.Create, Encoded(data[:-3])))}

    assert "truncated" in codes


def test_a_reply_to_n_get_requires_the_requested_attributes_only() -> None:
    reply = Dataset()
    reply.PerformedProcedureStepStatus = "IN PROGRESS"

    assert found(check_attribute_list((Retrieve.Attributes, reply))) == {
        "Modality": "type1-missing",
        "PatientName": "type2-missing",
    }
    requested = (0x00400252,)
    assert check_attribute_list((Retrieve.Attributes, reply), requested=requested) == ()


def test_a_reply_to_n_get_must_not_have_other_attributes() -> None:
    reply = Dataset()
    reply.Modality = "CT"
    reply.PerformedProcedureStepStatus = "IN PROGRESS"
    findings = check_attribute_list(
        (Retrieve.Attributes, reply), requested=[0x00080060]
    )

    assert found(findings) == {"PerformedProcedureStepStatus": "key-not-asked"}


def test_unknown_attributes_requested_by_n_get_are_reported() -> None:
    findings = check_requested(
        Retrieve.Attributes, [0x00080060, 0x00101030, 0x00091001]
    )

    assert found(findings) == {"PatientWeight": "attribute-outside"}


def test_a_data_set_of_pydicom_is_checked_decoded_or_not() -> None:
    """The findings are the same before and after decoding."""
    from pydicom.filereader import read_dataset

    data = encoded(created()).data
    step = read_dataset(BytesIO(data), True, True, len(data))
    assert check_attribute_list((Step.Create, step)) == ()

    del step.Modality
    str(step)  # decodes all elements
    assert found(check_attribute_list((Step.Create, step))) == {
        "Modality": "type1-missing"
    }
