"""Checks of messages with the SOP classes of the bundled edition."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset

from iodize.dimse.checking import (
    AnswerChecker,
    InstanceState,
    check_attribute_list,
    check_final,
    check_query,
    decide,
)
from iodize.dimse.queries.matching import answer, matches
from iodize.dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    RetrieveRequest,
)
from iodize.dimse.services.sop_classes import SopClass
from iodize.findings.finding import Severity
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


def test_checks_of_all_requests_survive_unexpected_attributes() -> None:
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


def test_answers_to_every_query_have_the_attributes_that_its_table_requires() -> None:
    """An SCP without values returns required attributes empty.

    Attributes of type 1C are exempt: they cannot be present without a value.
    """
    nothing = Dataset()
    nothing.RetrieveAETitle = "PACS"
    for sop_class, request in requests():
        if not issubclass(request, FindRequest):
            continue
        identifier = Dataset()
        for attribute in request.attributes().values():
            identifier.add_new(attribute.tag, dictionary_VR(attribute.tag), None)
        given = answer((request, identifier), nothing)
        wrong = {
            (finding.code, finding.path)
            for finding in AnswerChecker((request, identifier)).check(given)
            if finding.severity is Severity.ERROR
            and finding.code != "type1-empty"
            and "type 1C" not in finding.message
        }
        assert wrong == set(), sop_class


def step() -> Create:
    """Return the N-CREATE request of a modality that starts a procedure step."""
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
    def test_a_request_of_typed_values_has_no_findings(self) -> None:
        assert check_attribute_list(step()) == ()

    def test_missing_type_2_attributes_are_reported(self) -> None:
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

    def test_a_code_requires_one_of_its_three_values(self) -> None:
        """Regression: fo-dicom-samples pull request 62 sent an empty item."""
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

    def test_n_set_accepts_a_code_without_a_value(self) -> None:
        """Table F.7.2-1f: the values of codes are 3/1C there."""
        meaning = Dataset()
        meaning.CodeMeaning = "Chest"
        change = Dataset()
        change.ProcedureCodeSequence = [meaning]

        assert check_attribute_list((Set, change)) == ()

    def test_attributes_of_n_create_only_are_not_allowed_in_n_set(self) -> None:
        """Regression: pynetdicom issues 56 and 664."""
        change = Dataset()
        change.PatientID = "2"
        change.PerformedProcedureStepID = "P2"
        change.PerformedProcedureStepStatus = "COMPLETED"

        assert found(check_attribute_list((Set, change))) == {
            "PatientID": "attribute-not-allowed",
            "PerformedProcedureStepID": "attribute-not-allowed",
        }

    def test_findings_link_to_table_rows(self) -> None:
        """Also findings of attributes that the row does not allow."""
        series = Dataset()
        change = Dataset()
        change.PatientID = "2"
        change.PerformedSeriesSequence = [series]
        findings = check_attribute_list((Set, change))

        assert len(findings) > 3
        assert all(finding.paragraph.startswith("para_") for finding in findings)

    def test_a_completed_step_requires_an_end_and_a_series(self) -> None:
        """Regression: pynetdicom issue 664, whose N-SET had the state only."""
        change = Dataset()
        change.PerformedProcedureStepStatus = "COMPLETED"
        before = InstanceState("IN PROGRESS", content=step().to_dataset())
        decision = decide(ModalityPerformedProcedureStep, "N-SET", change, before)

        assert found(decision.findings) == {
            "PerformedProcedureStepEndDate": "type1-empty",
            "PerformedProcedureStepEndTime": "type1-empty",
            "PerformedSeriesSequence": "type1-empty",
        }

    def test_a_completed_series_may_have_no_instances(self) -> None:
        """F.7.2.2.2: the sequence must be present, and may be empty."""
        series = Set.PerformedSeriesItem(
            ProtocolName="Chest", SeriesInstanceUID="1.2.4"
        )
        change = Set(
            PerformedProcedureStepStatus="COMPLETED",
            PerformedProcedureStepEndDate=date(2026, 1, 1),
            PerformedProcedureStepEndTime=time(13),
            PerformedSeriesSequence=[series],
        ).to_dataset()
        before = InstanceState("IN PROGRESS", content=step().to_dataset())

        decision = decide(ModalityPerformedProcedureStep, "N-SET", change, before)
        assert (decision.status, decision.findings) == (0, ())
        del change.PerformedSeriesSequence[0].ReferencedImageSequence
        decision = decide(ModalityPerformedProcedureStep, "N-SET", change, before)
        assert list(found(decision.findings)) == [
            "PerformedSeriesSequence[0].ReferencedImageSequence"
        ]

    def test_a_final_step_refuses_n_set_with_its_error_id(self) -> None:
        decision = decide(
            ModalityPerformedProcedureStep,
            "N-SET",
            Dataset(),
            InstanceState("COMPLETED"),
        )

        assert (decision.status, decision.error_id) == (0x0110, 0xA710)


class TestUnifiedSteps:
    def test_a_wrong_transaction_uid_cannot_complete_a_step(self) -> None:
        request = Dataset()
        request.TransactionUID = "1.2.3"
        request.ProcedureStepState = "COMPLETED"
        decision = decide(
            UnifiedProcedureStepPull,
            "N-ACTION",
            request,
            InstanceState("IN PROGRESS", "1.2.4", Dataset()),
            type_id=1,
        )

        assert (decision.status, decision.state) == (0xC301, "IN PROGRESS")

    def test_completion_requires_the_attributes_of_the_final_state(self) -> None:
        request = Dataset()
        request.TransactionUID = "1.2.3"
        request.ProcedureStepState = "COMPLETED"
        before = InstanceState("IN PROGRESS", "1.2.3", Dataset())
        decision = decide(
            UnifiedProcedureStepPull, "N-ACTION", request, before, type_id=1
        )

        assert (decision.status, decision.state) == (0xC304, "IN PROGRESS")
        assert "ScheduledProcedureStepPriority" in found(decision.findings)

    def test_attributes_that_the_scp_supplies_are_not_required_of_requests(
        self,
    ) -> None:
        """An observer of requests cannot know these attributes."""
        missing = found(check_final(UnifiedProcedureStepPull, Dataset()))

        assert missing.keys().isdisjoint(
            (
                "SOPClassUID",
                "SOPInstanceUID",
                "ScheduledProcedureStepModificationDateTime",
            )
        )

    def test_a_final_state_has_requirements_inside_items(self) -> None:
        """Type 1C needs a value if the condition is met; the output may be empty."""
        performed = Dataset()
        performed.PerformedStationNameCodeSequence = []
        performed.PerformedProcedureStepStartDateTime = ""
        performed.PerformedProcedureStepEndDateTime = "20260101"
        performed.OutputInformationSequence = []
        instance = Dataset()
        instance.UnifiedProcedureStepPerformedProcedureSequence = [performed]

        def missing(state: str) -> dict[str, str]:
            instance.ProcedureStepState = state
            findings = check_final(UnifiedProcedureStepPull, encoded(instance))
            assert findings == check_final(UnifiedProcedureStepPull, instance)
            place = "UnifiedProcedureStepPerformedProcedureSequence[0]."
            return {
                path.removeprefix(place): code
                for path, code in found(findings).items()
                if path.startswith(place)
            }

        assert missing("COMPLETED") == {
            "PerformedStationNameCodeSequence": "type1c-empty",
            "PerformedProcedureStepStartDateTime": "type1c-empty",
            "PerformedWorkitemCodeSequence": "type1c-missing",
        }
        assert missing("CANCELED") == {}

    def test_a_parameter_requires_the_value_of_its_value_type(self) -> None:
        """Table CC.2.5-2b: N-SET requires no more than N-CREATE."""
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

    def test_cancellation_attributes_are_not_required_of_a_step_in_progress(
        self,
    ) -> None:
        """Table CC.2.5-3: N-GET returns what N-SET may have set."""
        reply = UnifiedProcedureStepPush.Attributes
        progress = reply.ProcedureStepProgressInformationItem(ProcedureStepProgress=50)
        content = Dataset()
        content.ProcedureStepProgressInformationSequence = [progress.to_dataset()]
        requested = [0x00741002]

        findings = check_attribute_list((reply, content), requested=requested)
        assert {each.severity for each in findings} <= {Severity.INFO}

    def test_the_scp_supplies_the_time_of_a_cancellation(self) -> None:
        """Table CC.2.5-3: the SCU must give the reason only."""
        progress = Dataset()
        instance = Dataset()
        instance.ProcedureStepState = "CANCELED"
        instance.ProcedureStepProgressInformationSequence = [progress]
        missing = found(check_final(UnifiedProcedureStepPull, instance))

        place = "ProcedureStepProgressInformationSequence[0]."
        reason = "ProcedureStepDiscontinuationReasonCodeSequence"
        assert [path for path in missing if path.startswith(place)] == [place + reason]

    @pytest.mark.parametrize("state", ["COMPLETED", "CANCELED"])
    def test_requirements_depend_on_the_final_state(self, state: str) -> None:
        instance = Dataset()
        instance.ProcedureStepState = state
        performed = Dataset()
        instance.UnifiedProcedureStepPerformedProcedureSequence = [performed]
        missing = found(check_final(UnifiedProcedureStepPull, instance))

        path = "UnifiedProcedureStepPerformedProcedureSequence[0]."
        path += "PerformedProcedureStepEndDateTime"
        assert (path in missing) is (state == "COMPLETED"), missing


class TestWorklist:
    def query(self) -> ModalityWorklist.Query:
        keys = ModalityWorklist.Query.ScheduledProcedureStepItem(Modality="CT")
        return ModalityWorklist.Query(
            PatientName="Doe*", ScheduledProcedureStepSequence=keys
        )

    def test_a_typed_query_has_no_findings(self) -> None:
        assert check_query(self.query()) == ()

    def test_requested_keys_missing_in_an_answer_are_reported(self) -> None:
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


def test_a_key_of_series_in_a_query_of_studies_is_reported() -> None:
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "STUDY"
    identifier.StudyInstanceUID = ""
    identifier.SeriesNumber = "1"

    assert found(check_query((StudyRootFind.StudyQuery, identifier))) == {
        "SeriesNumber": "key-of-other-level"
    }
