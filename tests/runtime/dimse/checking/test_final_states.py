"""Requirements of final states: PS3.4 F.7.2.2."""

from pydicom.dataset import Dataset

from iodize.dimse.checking import check_final

from ..definitions import Retrieve, Step
from .test_attribute_lists import created, found


def test_attributes_of_earlier_requests_count() -> None:
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


def test_a_later_sequence_replaces_an_earlier_one() -> None:
    """N-SET sends all items, not only those that changed: PS3.4 F.7.2.2.2."""
    good, bad = Dataset(), Dataset()
    good.OperatorsName = ""
    first, last = Dataset(), Dataset()
    first.PerformedSeriesSequence = [good]
    last.PerformedSeriesSequence = [bad]

    findings = check_final(Step, created(), first, last)
    assert "PerformedSeriesSequence[0].OperatorsName" in found(findings)


def test_only_missing_attributes_are_reported() -> None:
    step = created()
    step.PatientSex = "X"
    step.StudyID = "1"

    codes = {finding.code for finding in check_final(Step, step)}
    assert codes == {"type1-empty"}


def test_sop_classes_without_states_have_no_requirements() -> None:
    assert check_final(Retrieve, Dataset()) == ()
