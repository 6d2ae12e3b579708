"""Answers to queries, against the query."""

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.checking import AnswerChecker, check_answer
from iodize.services import StudyRootFind
from iodize.validation.findings import Finding, Severity

from ..definitions import Studies, Worklist, new
from .test_attribute_lists import encoded, found


def scheduled(**values: object) -> Dataset:
    """Return an answer of a worklist that has all it may be asked for."""
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
    """Return a query for all that an answer has to have."""
    keys = new(Worklist.Query.ScheduledProcedureStepKeys, **step)
    asked: Worklist.Query = new(Worklist.Query, ScheduledProcedureStepSequence=keys)
    return asked


def check(asked: Worklist.Query, answer: Dataset) -> tuple[Finding, ...]:
    findings = check_answer(asked, answer)
    assert found(findings) == found(check_answer(asked, encoded(answer)))
    return findings


def test_a_complete_answer_has_no_findings() -> None:
    assert check(query(Modality="CT"), scheduled()) == ()


def test_keys_that_were_asked_for_have_to_come_back() -> None:
    """A worklist answered with fewer keys than the modality had asked for.

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


def test_what_was_not_asked_for_is_not_missed() -> None:
    asked = Dataset()
    asked.PatientName = ""
    answer = Dataset()
    answer.PatientName = "Doe^Jane"

    assert check_answer((Worklist.Query, asked), answer) == ()


def test_what_was_not_asked_for_does_not_come() -> None:
    asked = Dataset()
    asked.PatientName = ""
    asked.ScheduledProcedureStepSequence = [Dataset()]
    asked.ScheduledProcedureStepSequence[0].Modality = ""
    findings = check_answer((Worklist.Query, asked), scheduled())

    codes = {finding.code for finding in findings}
    assert codes == {"key-not-asked"}
    assert "ScheduledProcedureStepSequence[0].ScheduledStationAETitle" in found(
        findings
    )


def test_a_sequence_without_keys_asks_for_all_of_it() -> None:
    asked = Dataset()
    asked.ScheduledProcedureStepSequence = []
    answer = Dataset()
    answer.ScheduledProcedureStepSequence = scheduled().ScheduledProcedureStepSequence

    assert check_answer((Worklist.Query, asked), answer) == ()
    del answer.ScheduledProcedureStepSequence[0].Modality
    assert found(check_answer((Worklist.Query, asked), answer)) == {
        "ScheduledProcedureStepSequence[0].Modality": "key-not-returned"
    }


def test_type_1_keys_come_back_with_a_value() -> None:
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
def test_an_answer_matches_the_query(step: dict[str, str], mismatch: bool) -> None:
    """Names match as the SCP decides, and optional keys need not be matched at all."""
    findings = check(query(**step), scheduled())

    path = "ScheduledProcedureStepSequence"
    assert found(findings) == ({path: "answer-mismatch"} if mismatch else {})


@pytest.mark.parametrize("time", ["0900", "1100"])
def test_dates_and_times_of_a_worklist_are_one_range(time: str) -> None:
    """The ninth at ten to the eleventh at twelve: K.5.1.1, Table K.6-1."""
    asked = query(
        ScheduledProcedureStepStartDate="20260109-20260111",
        ScheduledProcedureStepStartTime="1000-1200",
    )
    path = "ScheduledProcedureStepSequence"
    early = scheduled(
        ScheduledProcedureStepStartDate="20260109", ScheduledProcedureStepStartTime=time
    )

    assert check(asked, scheduled(ScheduledProcedureStepStartTime=time)) == ()
    wrong = {path: "answer-mismatch"} if time == "0900" else {}
    assert found(check(asked, early)) == wrong


@pytest.mark.parametrize(
    ("asked", "told", "mismatch"),
    [
        ("", "", True),
        ("+0100", "+0100", True),
        ("+0100", "+0200", False),
        ("+0100", "", False),
        ("", "+0100", False),
    ],
)
def test_times_of_another_zone_may_match(asked: str, told: str, mismatch: bool) -> None:
    """Who answers may adjust them, whatever was negotiated: C.2.2.2.5.4."""
    step, identifier = Dataset(), Dataset()
    step.Modality = ""
    step.ScheduledProcedureStepStartTime = "0900-1000"
    identifier.ScheduledProcedureStepSequence = [step]
    answer, scheduled_step = Dataset(), Dataset()
    scheduled_step.Modality = "CT"
    scheduled_step.ScheduledProcedureStepStartTime = "1015"
    answer.ScheduledProcedureStepSequence = [scheduled_step]
    for dataset, offset in ((identifier, asked), (answer, told)):
        if offset:
            dataset.TimezoneOffsetFromUTC = offset

    findings = check_answer((Worklist.Query, identifier), answer)
    codes = [finding.code for finding in findings]
    assert codes == ["answer-mismatch"] * mismatch
    step.Modality = "MR"
    findings = check_answer((Worklist.Query, identifier), answer)
    assert [finding.code for finding in findings] == ["answer-mismatch"]


@pytest.mark.parametrize(
    ("asked", "told", "held", "mismatch"),
    [
        ("ISO_IR 192", "ISO_IR 192", "Müller", False),
        ("ISO_IR 192", "ISO_IR 100", "Müller", False),
        ("ISO_IR 100", "ISO_IR 192", "Müller", False),
        ("ISO_IR 192", ["", "ISO 2022 IR 100"], "Müller", False),
        ("ISO_IR 192", "ISO_IR 192", "Möller", True),
    ],
)
def test_an_answer_may_have_another_character_set(
    asked: str, told: str | list[str], held: str, mismatch: bool
) -> None:
    """C.4.1.1.3.2: characters are compared, not bytes."""
    identifier, answer = Dataset(), Dataset()
    identifier.SpecificCharacterSet, answer.SpecificCharacterSet = asked, told
    identifier.QueryRetrieveLevel = answer.QueryRetrieveLevel = "STUDY"
    identifier.StudyInstanceUID, answer.StudyInstanceUID = "", "1.2.3"
    identifier.StudyID, answer.StudyID = "Müller", held
    answer.RetrieveAETitle = "PACS"
    wrong = {"StudyID": "answer-mismatch"} if mismatch else {}

    received = encoded(identifier), encoded(answer)
    assert found(check_answer((Studies.StudyQuery, received[0]), received[1])) == wrong
    assert found(check_answer((Studies.StudyQuery, identifier), answer)) == wrong


def test_the_value_of_another_key_may_excuse_an_absent_one() -> None:
    """The description is asked for where there is no code; nobody asked for the code."""
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

    def test_an_answer_has_the_level_and_the_unique_key(self) -> None:
        asked = new(Studies.StudyQuery, returning="given", StudyDate=None, StudyID=None)
        answer = self.answer()
        del answer.PatientName

        assert check_answer(asked, answer) == ()
        del answer.QueryRetrieveLevel
        assert found(check_answer(asked, answer)) == {
            "QueryRetrieveLevel": "query-level-missing"
        }

    def test_an_answer_tells_where_the_instances_are(self) -> None:
        """C.4.1.1.3.2: Retrieve AE Title, or the file-set; of images with a value."""
        asked, answer = Studies.StudyQuery(), self.answer()
        wrong = {"RetrieveAETitle": "key-not-returned"}

        answer.RetrieveAETitle = ""
        assert check_answer(asked, answer) == ()
        del answer.RetrieveAETitle
        assert found(check_answer(asked, answer)) == wrong
        answer.StorageMediaFileSetID = ""
        answer.StorageMediaFileSetUID = ""
        assert check_answer(asked, answer) == ()

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

    def test_the_level_is_that_of_the_query(self) -> None:
        answer = self.answer()
        answer.QueryRetrieveLevel = "SERIES"
        findings = check_answer(Studies.StudyQuery(), answer)

        assert found(findings)["QueryRetrieveLevel"] == "answer-mismatch"


def test_one_checker_serves_all_answers_of_a_query() -> None:
    checker = AnswerChecker(query(Modality="CT"))

    assert checker.check(encoded(scheduled())) == ()
    assert checker.check(scheduled(Modality="MR"))
    assert checker.check(Worklist.Answer.from_dataset(scheduled())) == ()
