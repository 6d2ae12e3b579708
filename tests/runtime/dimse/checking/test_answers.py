"""Checks of answers against their query."""

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.checking import AnswerChecker, check_answer
from iodize.findings.finding import Finding, Severity
from iodize.services import StudyRootFind

from ..definitions import Studies, Worklist, new
from .test_attribute_lists import encoded, found


def scheduled(**values: object) -> Dataset:
    """Return an answer of a worklist with all keys."""
    step = Dataset()
    step.Modality = "CT"
    step.ScheduledStationAETitle = "CT1"
    step.ScheduledProcedureStepStartDate = "20260110"
    step.ScheduledProcedureStepStartTime = "1015"
    step.ScheduledPerformingPhysicianName = ""
    step.ScheduledProcedureStepDescription = "Head"
    step.ScheduledProcedureStepID = "S1"
    item = Dataset()
    item.AccessionNumber = ""
    item.ReferringPhysicianName = ""
    item.PatientName = "Doe^Jane"
    item.PatientID = "1"
    item.PatientBirthDate = ""
    item.PatientSex = "F"
    item.StudyInstanceUID = "1.2.3"
    item.RequestedProcedureID = "R1"
    item.ScheduledProcedureStepSequence = [step]
    for keyword, value in values.items():
        setattr(item if keyword in item else step, keyword, value)
    return item


def query(**step: object) -> Worklist.Query:
    """Return a query for all required attributes."""
    keys = new(Worklist.Query.ScheduledProcedureStepKeys, **step)
    made: Worklist.Query = new(Worklist.Query, ScheduledProcedureStepSequence=keys)
    return made


def check(request: Worklist.Query, answer: Dataset) -> tuple[Finding, ...]:
    findings = check_answer(request, answer)
    assert found(findings) == found(check_answer(request, encoded(answer)))
    return findings


def test_a_complete_answer_has_no_findings() -> None:
    assert check(query(Modality="CT"), scheduled()) == ()


def test_missing_requested_keys_are_reported() -> None:
    """A worklist returned fewer keys than the modality had requested.

    Regression: pynetdicom issue 909.
    """
    answer = scheduled()
    del answer.PatientBirthDate
    del answer.ScheduledProcedureStepSequence[0].ScheduledStationAETitle
    findings = check(query(), answer)

    assert found(findings) == {
        "PatientBirthDate": "key-not-returned",
        "ScheduledProcedureStepSequence[0].ScheduledStationAETitle": "key-not-returned",
    }
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    assert findings[0].reference == "PS3.4 K.6.1.2 Table K.6-1"


def test_keys_that_were_not_requested_may_be_absent() -> None:
    request = Dataset()
    request.PatientName = ""
    answer = Dataset()
    answer.PatientName = "Doe^Jane"

    assert check_answer((Worklist.Query, request), answer) == ()


def test_keys_that_were_not_requested_are_reported() -> None:
    request = Dataset()
    request.PatientName = ""
    request.ScheduledProcedureStepSequence = [Dataset()]
    request.ScheduledProcedureStepSequence[0].Modality = ""
    findings = check_answer((Worklist.Query, request), scheduled())

    codes = {finding.code for finding in findings}
    assert codes == {"key-not-asked"}
    assert "ScheduledProcedureStepSequence[0].ScheduledStationAETitle" in found(
        findings
    )


def test_a_sequence_without_keys_requests_all_of_its_attributes() -> None:
    request = Dataset()
    request.ScheduledProcedureStepSequence = []
    answer = Dataset()
    answer.ScheduledProcedureStepSequence = scheduled().ScheduledProcedureStepSequence

    assert check_answer((Worklist.Query, request), answer) == ()
    del answer.ScheduledProcedureStepSequence[0].Modality
    assert found(check_answer((Worklist.Query, request), answer)) == {
        "ScheduledProcedureStepSequence[0].Modality": "key-not-returned"
    }


def test_type_1_keys_require_a_value() -> None:
    answer = scheduled(PatientID="", PatientSex="X")

    assert found(check(query(), answer)) == {
        "PatientID": "type1-empty",
        "PatientSex": "value-not-enumerated",
    }


@pytest.mark.parametrize(
    ("step", "mismatch"),
    [
        ({"Modality": "MR"}, True),
        ({"Modality": "CT"}, False),
        ({"ScheduledProcedureStepStartDate": "20260111-"}, True),
        ({"ScheduledProcedureStepStartDate": "20260101-20260131"}, False),
        ({"ScheduledPerformingPhysicianName": "Doe^John"}, False),
        ({"ScheduledProcedureStepDescription": "Neck"}, False),
    ],
    ids=str,
)
def test_an_answer_must_match_the_query(step: dict[str, str], mismatch: bool) -> None:
    """Except names, which match as the SCP decides, and optional keys."""
    findings = check(query(**step), scheduled())

    path = "ScheduledProcedureStepSequence"
    assert found(findings) == ({path: "answer-mismatch"} if mismatch else {})


@pytest.mark.parametrize("time", ["0900", "1100"])
def test_dates_and_times_of_a_worklist_form_one_range(time: str) -> None:
    """From the 9th, 10:00, to the 11th, 12:00: K.5.1.1, Table K.6-1."""
    request = query(
        ScheduledProcedureStepStartDate="20260109-20260111",
        ScheduledProcedureStepStartTime="1000-1200",
    )
    path = "ScheduledProcedureStepSequence"
    early = scheduled(
        ScheduledProcedureStepStartDate="20260109", ScheduledProcedureStepStartTime=time
    )

    assert check(request, scheduled(ScheduledProcedureStepStartTime=time)) == ()
    wrong = {path: "answer-mismatch"} if time == "0900" else {}
    assert found(check(request, early)) == wrong


@pytest.mark.parametrize(
    ("zone", "answered", "mismatch"),
    [
        ("", "", True),
        ("+0100", "+0100", True),
        ("+0100", "+0200", False),
        ("+0100", "", False),
        ("", "+0100", False),
    ],
)
def test_times_of_another_zone_may_match(
    zone: str, answered: str, mismatch: bool
) -> None:
    """An SCP may adjust them without negotiation: C.2.2.2.5.4."""
    step, identifier = Dataset(), Dataset()
    step.Modality = ""
    step.ScheduledProcedureStepStartTime = "0900-1000"
    identifier.ScheduledProcedureStepSequence = [step]
    answer, scheduled_step = Dataset(), Dataset()
    scheduled_step.Modality = "CT"
    scheduled_step.ScheduledProcedureStepStartTime = "1015"
    answer.ScheduledProcedureStepSequence = [scheduled_step]
    for dataset, offset in ((identifier, zone), (answer, answered)):
        if offset:
            dataset.TimezoneOffsetFromUTC = offset

    findings = check_answer((Worklist.Query, identifier), answer)
    codes = [finding.code for finding in findings]
    assert codes == ["answer-mismatch"] * mismatch
    step.Modality = "MR"
    findings = check_answer((Worklist.Query, identifier), answer)
    assert [finding.code for finding in findings] == ["answer-mismatch"]


@pytest.mark.parametrize(
    ("requested", "returned", "held", "mismatch"),
    [
        ("ISO_IR 192", "ISO_IR 192", "Müller", False),
        ("ISO_IR 192", "ISO_IR 100", "Müller", False),
        ("ISO_IR 100", "ISO_IR 192", "Müller", False),
        ("ISO_IR 192", ["ISO 2022 IR 100", "ISO 2022 IR 144"], "Müller", False),
        ("ISO_IR 192", "ISO_IR 192", "Möller", True),
    ],
)
def test_an_answer_may_have_another_character_set(
    requested: str, returned: str | list[str], held: str, mismatch: bool
) -> None:
    """C.4.1.1.3.2: characters are compared, not bytes."""
    identifier, answer = Dataset(), Dataset()
    identifier.SpecificCharacterSet, answer.SpecificCharacterSet = requested, returned
    identifier.QueryRetrieveLevel = answer.QueryRetrieveLevel = "STUDY"
    identifier.StudyInstanceUID, answer.StudyInstanceUID = "", "1.2.3"
    identifier.StudyID, answer.StudyID = "Müller", held
    answer.RetrieveAETitle = "PACS"
    wrong = {"StudyID": "answer-mismatch"} if mismatch else {}

    received = encoded(identifier), encoded(answer)
    assert found(check_answer((Studies.StudyQuery, received[0]), received[1])) == wrong
    assert found(check_answer((Studies.StudyQuery, identifier), answer)) == wrong


def test_a_condition_on_attributes_that_were_not_requested_is_not_reported() -> None:
    """The description is required without a code, which was not requested."""
    answer = scheduled()
    del answer.ScheduledProcedureStepSequence[0].ScheduledProcedureStepDescription

    assert check(query(), answer) == ()


class TestLevels:
    def answer(self) -> Dataset:
        answer = Dataset()
        answer.QueryRetrieveLevel = "STUDY"
        answer.RetrieveAETitle = "PACS"
        answer.StudyDate = ""
        answer.PatientName = ""
        answer.StudyID = ""
        answer.StudyInstanceUID = "1.2.3"
        return answer

    def test_an_answer_requires_level_and_unique_key(self) -> None:
        request = new(
            Studies.StudyQuery, returning="given", StudyDate=None, StudyID=None
        )
        answer = self.answer()
        del answer.PatientName

        assert check_answer(request, answer) == ()
        del answer.QueryRetrieveLevel
        assert found(check_answer(request, answer)) == {
            "QueryRetrieveLevel": "query-level-missing"
        }

    def test_an_answer_requires_the_location_of_the_instances(self) -> None:
        """C.4.1.1.3.2: Retrieve AE Title or file-set, for images with a value."""
        request, answer = Studies.StudyQuery(), self.answer()
        wrong = {"RetrieveAETitle": "key-not-returned"}

        answer.RetrieveAETitle = ""
        assert check_answer(request, answer) == ()
        del answer.RetrieveAETitle
        assert found(check_answer(request, answer)) == wrong
        answer.StorageMediaFileSetID = ""
        answer.StorageMediaFileSetUID = ""
        assert check_answer(request, answer) == ()

        image = StudyRootFind.ImageQuery(
            StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.4"
        )
        answer = Dataset()
        answer.QueryRetrieveLevel = "IMAGE"
        answer.SOPInstanceUID, answer.InstanceNumber = "1.2.5", "1"
        answer.RetrieveAETitle = ""
        codes = found(check_answer(image, answer))
        assert codes["RetrieveAETitle"] == "key-not-returned"
        answer.RetrieveAETitle = "PACS"
        assert "RetrieveAETitle" not in found(check_answer(image, answer))

    def test_the_level_of_an_answer_must_be_that_of_the_query(self) -> None:
        answer = self.answer()
        answer.QueryRetrieveLevel = "SERIES"
        findings = check_answer(Studies.StudyQuery(), answer)

        assert found(findings)["QueryRetrieveLevel"] == "answer-mismatch"


def test_a_checker_checks_several_answers() -> None:
    checker = AnswerChecker(query(Modality="CT"))

    assert checker.check(encoded(scheduled())) == ()
    assert checker.check(scheduled(Modality="MR"))
    assert checker.check(Worklist.Answer.from_dataset(scheduled())) == ()
