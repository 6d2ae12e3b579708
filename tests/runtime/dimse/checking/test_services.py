"""The checks of messages, over the SOP classes of the bundled edition."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset

from iodize.dimse.attribute_lists import AttributeList, FindRequest, RetrieveRequest
from iodize.dimse.checking import (
    AnswerChecker,
    Standing,
    check_attribute_list,
    check_final,
    check_query,
    judge,
)
from iodize.dimse.matching import answer, matches
from iodize.dimse.sop_classes import SopClass
from iodize.generated import services
from iodize.macros import Code
from iodize.services import (
    ModalityPerformedProcedureStep,
    ModalityWorklist,
    StudyRootFind,
    UnifiedProcedureStepPull,
    UnifiedProcedureStepPush,
    UPSContentItem,
)
from iodize.validation.findings import Severity

from .test_attribute_lists import encoded, found

Create = ModalityPerformedProcedureStep.Create
Set = ModalityPerformedProcedureStep.Set


def requests() -> Iterator[tuple[type[SopClass], type[AttributeList]]]:
    """Yield every attribute list of a request, with its SOP class."""
    for name in vars(services)["__all__"]:
        found = getattr(services, name)
        if issubclass(found, SopClass):
            for operation in found.operations:
                for request in operation.requests:
                    yield found, request


def test_nothing_makes_a_check_fail() -> None:
    number = 0
    for _, request in requests():
        number += 1
        junk = Dataset()
        junk.PatientName = "*"
        junk.ReferencedStudySequence = [Dataset(), Dataset()]
        if issubclass(request, FindRequest | RetrieveRequest):
            check_query((request, junk))
        else:
            check_attribute_list((request, junk))
        reply = getattr(request, "reply", None)
        if reply is not None:
            check_attribute_list((reply, junk))
    assert number > 100


def test_every_query_is_answered_as_the_tables_ask() -> None:
    """What is asked of an empty system has no value, and is there where it has to be.

    But one of type 1C may stay away: it could not be there without a value.
    """
    nothing = Dataset()
    nothing.RetrieveAETitle = "PACS"
    for sop_class, request in requests():
        if not issubclass(request, FindRequest):
            continue
        asked = Dataset()
        for attribute in request.attributes().values():
            asked.add_new(attribute.tag, dictionary_VR(attribute.tag), None)
        given = answer((request, asked), nothing)
        wrong = {
            (finding.code, finding.path)
            for finding in AnswerChecker((request, asked)).check(given)
            if finding.severity is Severity.ERROR
            and finding.code != "type1-empty"
            and "type 1C" not in finding.message
        }
        assert wrong == set(), sop_class


def step() -> Create:
    """Return what a modality sends when it begins."""
    scheduled = Create.ScheduledStepAttributesItem(StudyInstanceUID="1.2.3")
    return Create(
        ScheduledStepAttributesSequence=[scheduled],
        PatientName="Doe^Jane",
        PatientID="1",
        PerformedProcedureStepID="P1",
        PerformedStationAETitle="CT1",
        PerformedProcedureStepStartDate=date(2026, 1, 1),
        PerformedProcedureStepStartTime=time(12),
        PerformedProcedureStepStatus="IN PROGRESS",
        Modality="CT",
    )


class TestPerformedSteps:
    def test_a_step_of_typed_values_is_right(self) -> None:
        assert check_attribute_list(step()) == ()

    def test_the_items_of_type_2_may_not_be_left_out(self) -> None:
        """Regression: fo-dicom-samples pull request 62."""
        sent = step().to_dataset()
        forgotten = [
            "PatientBirthDate",
            "PatientSex",
            "PerformedProcedureStepEndDate",
            "ProcedureCodeSequence",
            "PerformedSeriesSequence",
        ]
        for keyword in forgotten:
            delattr(sent, keyword)
        del sent.ScheduledStepAttributesSequence[0].AccessionNumber
        findings = check_attribute_list((Create, encoded(sent)))

        assert found(findings) == {
            **dict.fromkeys(forgotten, "type2-missing"),
            "ScheduledStepAttributesSequence[0].AccessionNumber": "type2-missing",
        }
        assert {finding.reference for finding in findings} == {
            "PS3.4 F.7.2.1 Table F.7.2-1"
        }

    def test_a_code_has_one_of_its_three_values(self) -> None:
        """Regression: fo-dicom-samples pull request 62 sent an item with nothing in it."""
        sent = step().to_dataset()
        sent.ScheduledStepAttributesSequence[0].ScheduledProtocolCodeSequence = [
            Dataset()
        ]
        sent.ProcedureCodeSequence = [Dataset()]

        assert found(check_attribute_list((Create, encoded(sent)))) == {
            "ScheduledStepAttributesSequence[0].ScheduledProtocolCodeSequence[0]"
            ".CodeValue": "type1c-missing",
            "ScheduledStepAttributesSequence[0].ScheduledProtocolCodeSequence[0]"
            ".CodeMeaning": "type1-missing",
            "ProcedureCodeSequence[0].CodeValue": "type1c-missing",
        }

    def test_n_set_may_change_a_code_by_its_meaning_alone(self) -> None:
        """Table F.7.2-1f: the values of codes are 3/1C there."""
        meaning = Dataset()
        meaning.CodeMeaning = "Chest"
        change = Dataset()
        change.ProcedureCodeSequence = [meaning]

        assert check_attribute_list((Set, change)) == ()

    def test_n_set_has_other_attributes_than_n_create(self) -> None:
        """Regression: pynetdicom issues 56 and 664."""
        change = Dataset()
        change.PatientID = "2"
        change.PerformedProcedureStepID = "P2"
        change.PerformedProcedureStepStatus = "COMPLETED"

        assert found(check_attribute_list((Set, change))) == {
            "PatientID": "attribute-not-allowed",
            "PerformedProcedureStepID": "attribute-not-allowed",
        }

    def test_a_finding_leads_to_its_row(self) -> None:
        """Also where the row says that the attribute is not allowed."""
        series = Dataset()
        change = Dataset()
        change.PatientID = "2"
        change.PerformedSeriesSequence = [series]
        findings = check_attribute_list((Set, change))

        assert len(findings) > 3
        assert all(finding.paragraph.startswith("para_") for finding in findings)

    def test_a_completed_step_has_an_end_and_a_series(self) -> None:
        """Regression: pynetdicom issue 664, whose N-SET held nothing but the state."""
        change = Dataset()
        change.PerformedProcedureStepStatus = "COMPLETED"
        standing = Standing("IN PROGRESS", content=step().to_dataset())
        judged = judge(ModalityPerformedProcedureStep, "N-SET", change, standing)

        assert found(judged.findings) == {
            "PerformedProcedureStepEndDate": "type1-empty",
            "PerformedProcedureStepEndTime": "type1-empty",
            "PerformedSeriesSequence": "type1-empty",
        }

    def test_a_step_may_end_without_instances(self) -> None:
        """F.7.2.2.2: it lists what was created, and need not have created any."""
        series = Set.PerformedSeriesItem(
            ProtocolName="Chest", SeriesInstanceUID="1.2.4"
        )
        change = Set(
            PerformedProcedureStepStatus="COMPLETED",
            PerformedProcedureStepEndDate=date(2026, 1, 1),
            PerformedProcedureStepEndTime=time(13),
            PerformedSeriesSequence=[series],
        ).to_dataset()
        standing = Standing("IN PROGRESS", content=step().to_dataset())

        judged = judge(ModalityPerformedProcedureStep, "N-SET", change, standing)
        assert (judged.status, judged.findings) == (0, ())
        del change.PerformedSeriesSequence[0].ReferencedImageSequence
        judged = judge(ModalityPerformedProcedureStep, "N-SET", change, standing)
        assert list(found(judged.findings)) == [
            "PerformedSeriesSequence[0].ReferencedImageSequence"
        ]

    def test_a_final_step_is_not_changed(self) -> None:
        judged = judge(
            ModalityPerformedProcedureStep, "N-SET", Dataset(), Standing("COMPLETED")
        )

        assert (judged.status, judged.error_id) == (0x0110, 0xA710)


class TestUnifiedSteps:
    def test_a_step_is_completed_by_who_locked_it(self) -> None:
        request = Dataset()
        request.TransactionUID = "1.2.3"
        request.ProcedureStepState = "COMPLETED"
        judged = judge(
            UnifiedProcedureStepPull,
            "N-ACTION",
            request,
            Standing("IN PROGRESS", "1.2.4", Dataset()),
            type_id=1,
        )

        assert (judged.status, judged.state) == (0xC301, "IN PROGRESS")

    def test_it_needs_what_its_final_state_needs(self) -> None:
        request = Dataset()
        request.TransactionUID = "1.2.3"
        request.ProcedureStepState = "COMPLETED"
        standing = Standing("IN PROGRESS", "1.2.3", Dataset())
        judged = judge(
            UnifiedProcedureStepPull, "N-ACTION", request, standing, type_id=1
        )

        assert (judged.status, judged.state) == (0xC304, "IN PROGRESS")
        assert "ScheduledProcedureStepPriority" in found(judged.findings)

    def test_what_the_provider_has_is_not_missed(self) -> None:
        """No request brings these: they are not known of what was only heard."""
        asked = found(check_final(UnifiedProcedureStepPull, Dataset()))

        assert asked.keys().isdisjoint(
            (
                "SOPClassUID",
                "SOPInstanceUID",
                "ScheduledProcedureStepModificationDateTime",
            )
        )

    def test_what_a_final_state_needs_inside_an_item(self) -> None:
        """Empty is not enough, where the condition holds; output need not be any."""
        performed = Dataset()
        performed.PerformedStationNameCodeSequence = []
        performed.PerformedProcedureStepStartDateTime = ""
        performed.PerformedProcedureStepEndDateTime = "20260101"
        performed.OutputInformationSequence = []
        instance = Dataset()
        instance.UnifiedProcedureStepPerformedProcedureSequence = [performed]

        def lacks(state: str) -> dict[str, str]:
            instance.ProcedureStepState = state
            findings = check_final(UnifiedProcedureStepPull, encoded(instance))
            assert findings == check_final(UnifiedProcedureStepPull, instance)
            place = "UnifiedProcedureStepPerformedProcedureSequence[0]."
            return {
                path.removeprefix(place): code
                for path, code in found(findings).items()
                if path.startswith(place)
            }

        assert lacks("COMPLETED") == {
            "PerformedStationNameCodeSequence": "type1c-empty",
            "PerformedProcedureStepStartDateTime": "type1c-empty",
            "PerformedWorkitemCodeSequence": "type1c-missing",
        }
        assert lacks("CANCELED") == {}

    def test_a_parameter_has_the_value_that_its_type_names(self) -> None:
        """Table CC.2.5-2b: N-SET asks for no more than N-CREATE does."""
        parameter = UPSContentItem(
            ValueType="TEXT",
            ConceptNameCodeSequence=[Code("1", "99TEST", "Remark")],
            TextValue="None",
        )
        change = UnifiedProcedureStepPull.Set(
            TransactionUID="1.2.3", ScheduledProcessingParametersSequence=[parameter]
        )
        assert check_attribute_list(change) == ()

        content = change.to_dataset()
        del content.ScheduledProcessingParametersSequence[0].TextValue
        findings = check_attribute_list((UnifiedProcedureStepPull.Set, content))
        place = "ScheduledProcessingParametersSequence[0].TextValue"
        assert found(findings) == {place: "type1c-missing"}

    def test_a_step_in_progress_was_not_canceled(self) -> None:
        """Table CC.2.5-3: N-GET returns what was set, which N-SET leaves open."""
        reply = UnifiedProcedureStepPush.Attributes
        progress = reply.ProcedureStepProgressInformationItem(ProcedureStepProgress=50)
        content = Dataset()
        content.ProcedureStepProgressInformationSequence = [progress.to_dataset()]
        asked_for = [0x00741002]

        findings = check_attribute_list((reply, content), requested=asked_for)
        assert {each.severity for each in findings} <= {Severity.INFO}

    def test_the_time_of_a_cancellation_is_supplied(self) -> None:
        """Table CC.2.5-3: the SCP fills it; the reason has to be given."""
        progress = Dataset()
        instance = Dataset()
        instance.ProcedureStepState = "CANCELED"
        instance.ProcedureStepProgressInformationSequence = [progress]
        asked = found(check_final(UnifiedProcedureStepPull, instance))

        place = "ProcedureStepProgressInformationSequence[0]."
        reason = "ProcedureStepDiscontinuationReasonCodeSequence"
        assert [path for path in asked if path.startswith(place)] == [place + reason]

    @pytest.mark.parametrize("state", ["COMPLETED", "CANCELED"])
    def test_which_final_state_matters(self, state: str) -> None:
        instance = Dataset()
        instance.ProcedureStepState = state
        performed = Dataset()
        instance.UnifiedProcedureStepPerformedProcedureSequence = [performed]
        asked = found(check_final(UnifiedProcedureStepPull, instance))

        path = "UnifiedProcedureStepPerformedProcedureSequence[0]."
        path += "PerformedProcedureStepEndDateTime"
        assert (path in asked) is (state == "COMPLETED"), asked


class TestWorklist:
    def query(self) -> ModalityWorklist.Query:
        keys = ModalityWorklist.Query.ScheduledProcedureStepItem(Modality="CT")
        return ModalityWorklist.Query(
            PatientName="Doe*", ScheduledProcedureStepSequence=keys
        )

    def test_a_query_asks_for_what_it_may(self) -> None:
        assert check_query(self.query()) == ()

    def test_keys_of_an_answer(self) -> None:
        """Regression: pynetdicom issue 909."""
        scheduled, item = Dataset(), Dataset()
        scheduled.Modality = "CT"
        item.PatientName = "Doe^Jane"
        item.ScheduledProcedureStepSequence = [scheduled]
        assert matches(self.query(), item)
        findings = AnswerChecker(self.query()).check(item)

        codes = found(findings)
        assert codes["PatientID"] == "key-not-returned"
        path = "ScheduledProcedureStepSequence[0].ScheduledProcedureStepID"
        assert codes[path] == "key-not-returned"


def test_a_query_of_studies_has_no_keys_of_series() -> None:
    asked = Dataset()
    asked.QueryRetrieveLevel = "STUDY"
    asked.StudyInstanceUID = ""
    asked.SeriesNumber = "1"

    assert found(check_query((StudyRootFind.StudyQuery, asked))) == {
        "SeriesNumber": "key-of-other-level"
    }
