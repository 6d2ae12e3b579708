"""Attribute lists of messages, against what PS3.4 asks of the side that sends them."""

from io import BytesIO

import pytest
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from iodize.dimse.checking import (
    Encoded,
    check_attribute_list,
    check_final,
    check_requested,
)
from iodize.validation.findings import Finding, Severity

from ..definitions import Retrieve, Step, new


def created() -> Dataset:
    """Return what creates a step, complete."""
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
    """Return a data set as it is sent."""
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


def test_a_step_created_without_its_type_2_attributes_is_told_which() -> None:
    """A sample program sent only what it had values for, and real systems refused it.

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


def test_a_new_object_has_its_type_2_attributes() -> None:
    """What the sample forgot is there, without a value: fo-dicom-samples 62."""
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


def test_n_set_may_not_change_what_n_create_has_set() -> None:
    """What N-CREATE and N-SET of a step contain was asked for again and again.

    Regression: pynetdicom issues 56 and 664.
    """
    change = Dataset()
    change.PatientID = "2"
    change.ScheduledStepAttributesSequence = []
    change.PerformedProcedureStepStatus = "COMPLETED"

    findings = check_attribute_list((Step.Set, change))

    assert found(findings) == {
        "PatientID": "attribute-not-allowed",
        "ScheduledStepAttributesSequence": "attribute-not-allowed",
    }
    assert {finding.suggestion for finding in findings} == {"leave it out"}


def test_what_is_not_allowed_inside_an_item_is_found() -> None:
    series = Dataset()
    series.ProtocolName = "Head"
    series.StudyInstanceUID = "1.2"
    series.SeriesInstanceUID = "1.2.3"
    change = Dataset()
    change.PerformedSeriesSequence = [series]

    assert found(check_attribute_list((Step.Set, change))) == {
        "PerformedSeriesSequence[0].StudyInstanceUID": "attribute-not-allowed"
    }


def test_other_attributes_are_a_note() -> None:
    step = created()
    step.StudyID = "1"
    (finding,) = check_attribute_list((Step.Create, step))

    assert (finding.code, finding.severity) == ("attribute-outside", Severity.INFO)
    assert "message" in finding.message


@pytest.mark.parametrize("keyword", ["SpecificCharacterSet", "TimezoneOffsetFromUTC"])
def test_what_text_and_time_need_is_no_stranger(keyword: str) -> None:
    change = Dataset()
    setattr(
        change, keyword, "ISO_IR 100" if keyword == "SpecificCharacterSet" else "+0100"
    )

    assert check_attribute_list((Step.Set, change)) == ()


def test_bytes_that_end_too_early_are_reported() -> None:
    data = encoded(created()).data
    codes = {f.code for f in check_attribute_list((Step.Create, Encoded(data[:-3])))}

    assert "truncated" in codes


def test_a_reply_to_n_get_lacks_only_what_was_asked_for() -> None:
    reply = Dataset()
    reply.PerformedProcedureStepStatus = "IN PROGRESS"

    assert found(check_attribute_list((Retrieve.Attributes, reply))) == {
        "Modality": "type1-missing",
        "PatientName": "type2-missing",
    }
    asked = (0x00400252,)
    assert check_attribute_list((Retrieve.Attributes, reply), requested=asked) == ()


def test_a_reply_to_n_get_has_nothing_else() -> None:
    reply = Dataset()
    reply.Modality = "CT"
    reply.PerformedProcedureStepStatus = "IN PROGRESS"
    findings = check_attribute_list(
        (Retrieve.Attributes, reply), requested=[0x00080060]
    )

    assert found(findings) == {"PerformedProcedureStepStatus": "key-not-asked"}


def test_what_n_get_asks_for_has_to_be_known() -> None:
    findings = check_requested(
        Retrieve.Attributes, [0x00080060, 0x00101030, 0x00091001]
    )

    assert found(findings) == {"PatientWeight": "attribute-outside"}


class TestFinalStates:
    """What an instance has to have before it is final."""

    def test_the_whole_instance_counts(self) -> None:
        """The end may have been set earlier, or with the last N-SET: PS3.4 F.7.2.2.2."""
        series = Dataset()
        series.OperatorsName = ""
        first, last = Dataset(), Dataset()
        first.PerformedProcedureStepEndDate = "20260101"
        first.PerformedSeriesSequence = [series]
        last.PerformedProcedureStepEndTime = "1200"

        assert check_final(Step, created(), first, last) == ()
        assert found(check_final(Step, created(), last)) == {
            "PerformedProcedureStepEndDate": "type1-empty",
            "PerformedSeriesSequence": "type1-empty",
        }

    def test_a_later_sequence_replaces_the_one_before(self) -> None:
        """N-SET sends all items, not only those that changed: PS3.4 F.7.2.2.2."""
        good, bad = Dataset(), Dataset()
        good.OperatorsName = ""
        first, last = Dataset(), Dataset()
        first.PerformedSeriesSequence = [good]
        last.PerformedSeriesSequence = [bad]

        findings = check_final(Step, created(), first, last)
        assert "PerformedSeriesSequence[0].OperatorsName" in found(findings)

    def test_nothing_else_is_told(self) -> None:
        step = created()
        step.PatientSex = "X"
        step.StudyID = "1"

        codes = {finding.code for finding in check_final(Step, step)}
        assert codes == {"type1-empty"}

    def test_other_sop_classes_have_none(self) -> None:
        assert check_final(Retrieve, Dataset()) == ()


def test_messages_are_checked_as_pydicom_reads_them() -> None:
    """Undecoded elements and decoded ones are the same to a check."""
    from pydicom.filereader import read_dataset

    data = encoded(created()).data
    step = read_dataset(BytesIO(data), True, True, len(data))
    assert check_attribute_list((Step.Create, step)) == ()

    del step.Modality
    str(step)  # decodes all elements
    assert found(check_attribute_list((Step.Create, step))) == {
        "Modality": "type1-missing"
    }
