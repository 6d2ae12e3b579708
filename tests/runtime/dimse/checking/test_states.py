"""Responses that the state of an instance requires: PS3.4 F.7.2 and CC.1.1."""

import pytest
from pydicom.dataset import Dataset

from iodize.definitions import attribute, when
from iodize.dimse.checking import Decision, InstanceState, decide
from iodize.dimse.services.attribute_lists import ActionReply, ActionRequest, FinalState
from iodize.dimse.services.sop_classes import NormalizedSopClass, operation
from iodize.dimse.services.states import StateMachine, Transition
from iodize.services import UnifiedProcedureStepPull

from ..definitions import Retrieve, Step
from .test_attribute_lists import created

LOCK, OTHER = "1.2.3", "1.2.4"


def rows() -> tuple[Transition, ...]:
    """Return the transitions of PS3.4 Tables CC.1.1-2 and CC.2.6-1."""
    states = (None, "SCHEDULED", "IN PROGRESS", "COMPLETED", "CANCELED")
    table = {
        "create": "SCHEDULED 0111 0111 0111 0111",
        "create otherwise": "C309 0111 0111 0111 0111",
        "to IN PROGRESS": "C307 IN_PROGRESS C302 C300 C300",
        "to IN PROGRESS without lock": "C307 C301 C301 C301 C301",
        "to SCHEDULED": "C307 C303 C303 C303 C303",
        "to COMPLETED": "C307 C310 COMPLETED/C304 B306 C300",
        "to COMPLETED without lock": "C307 C301 C301 C301 C301",
        "to CANCELED": "C307 C310 CANCELED/C304 C300 B304",
        "to CANCELED without lock": "C307 C301 C301 C301 C301",
        "request cancel": "C307 CANCELED - C311 B304",
        "set": "C307 SCHEDULED IN_PROGRESS C300 C300",
        "set without lock": "C307 C301 C301 C300 C300",
    }
    found = []
    for event, cells in table.items():
        for state, cell in zip(states, cells.split(), strict=True):
            target, _, status = cell.partition("/")
            if target[:1] in "BC0" and target[1:].isalnum() and target[1:2].isdigit():
                target, status = "", target
            found.append(
                Transition(
                    state,
                    event,
                    target.replace("_", " ").replace("-", "") or None,
                    status or None,
                    (
                        ("IN PROGRESS", "CANCELED")
                        if (event, state) == ("request cancel", "SCHEDULED")
                        else ()
                    ),
                )
            )
    return tuple(found)


class Workitem(
    NormalizedSopClass,
    name="Unified Procedure Step - Pull",
    uid="1.2.840.10008.5.1.4.34.6.3",
    section="CC.3.1",
):
    """A unified procedure step."""

    class Change(ActionRequest[ActionReply], section="CC.2.1", table="CC.2.1-1"):
        """Changes its state."""

        type_id = 1
        TransactionUID = attribute(0x00081195, "1")
        ProcedureStepState = attribute(0x00741000, "1")

    class Final(FinalState, section="CC.2.5.1.3", table="CC.2.5-3"):
        """Its attributes in a final state."""

        ProcedureStepState = attribute(0x00741000, "1")
        PerformedStationNameCodeSequence = attribute(
            0x00404028, "1C", when=when('ProcedureStepState == "COMPLETED"')
        )

    operations = (operation("N-ACTION", "M", "M", Change),)
    states = StateMachine(0x00741000, "SCHEDULED", ("COMPLETED", "CANCELED"), rows())


def step(state: str = "") -> Dataset:
    dataset = Dataset()
    if state:
        dataset.PerformedProcedureStepStatus = state
    return dataset


def codes(decision: Decision) -> list[str]:
    return [finding.code for finding in decision.findings]


class TestPerformedSteps:
    """Modality Performed Procedure Step."""

    def test_a_step_must_be_created_in_progress(self) -> None:
        good = decide(Step, "N-CREATE", step("IN PROGRESS"), InstanceState())
        bad = decide(Step, "N-CREATE", step("COMPLETED"), InstanceState())

        assert (good.status, good.state, good.findings) == (0, "IN PROGRESS", ())
        assert (bad.status, bad.state, codes(bad)) == (0x0106, None, ["state-initial"])

    def test_an_existing_step_cannot_be_created(self) -> None:
        decision = decide(
            Step, "N-CREATE", step("IN PROGRESS"), InstanceState("IN PROGRESS")
        )

        assert (decision.status, codes(decision)) == (0x0111, ["state-transition"])

    def test_a_step_in_progress_can_be_set(self) -> None:
        decision = decide(Step, "N-SET", step(), InstanceState("IN PROGRESS"))

        assert (decision.status, decision.state, decision.findings) == (
            0,
            "IN PROGRESS",
            (),
        )

    @pytest.mark.parametrize(
        "requested", ["", "IN PROGRESS", "COMPLETED", "DISCONTINUED"]
    )
    def test_a_final_step_cannot_be_set(self, requested: str) -> None:
        """Table F.7.2-2: 0110 with the Error ID A710."""
        decision = decide(Step, "N-SET", step(requested), InstanceState("COMPLETED"))

        assert (decision.status, decision.state) == (0x0110, "COMPLETED")
        assert codes(decision) == ["state-final"]
        if requested in ("", "COMPLETED"):
            assert decision.error_id == 0xA710

    def test_a_final_step_refuses_unknown_states_too(self) -> None:
        decision = decide(Step, "N-SET", step("DONE"), InstanceState("COMPLETED"))

        assert (decision.status, codes(decision)) == (0x0110, ["state-final"])

    def test_a_step_that_does_not_exist_cannot_be_set(self) -> None:
        decision = decide(Step, "N-SET", step("COMPLETED"), InstanceState())

        assert (decision.status, codes(decision)) == (0x0112, ["instance-unknown"])

    def test_an_unknown_state_is_refused(self) -> None:
        decision = decide(Step, "N-SET", step("DONE"), InstanceState("IN PROGRESS"))

        assert (decision.status, codes(decision)) == (0x0106, ["state-transition"])

    def test_requirements_of_the_final_state_include_earlier_requests(self) -> None:
        series = Dataset()
        series.OperatorsName = ""
        change = step("COMPLETED")
        change.PerformedProcedureStepEndDate = "20260101"
        change.PerformedProcedureStepEndTime = "1200"
        before = InstanceState("IN PROGRESS", content=created())

        lacking = decide(Step, "N-SET", change, before)
        assert (lacking.status, lacking.state) == (0x0121, "IN PROGRESS")
        assert (lacking.unready, lacking.obliged) == ("COMPLETED", False)
        assert [f.path for f in lacking.findings] == ["PerformedSeriesSequence"]
        change.PerformedSeriesSequence = [series]
        ended = decide(Step, "N-SET", change, before)
        assert (ended.status, ended.state, ended.findings) == (0, "COMPLETED", ())

    def test_attributes_of_n_set_must_be_created(self) -> None:
        """PS3.4 F.7.2.2.2; the character set belongs to the message."""
        change = step()
        change.SpecificCharacterSet = "ISO_IR 192"
        change.PatientSex = "F"
        change.PerformedProcedureStepDiscontinuationReasonCodeSequence = []
        decision = decide(
            Step, "N-SET", change, InstanceState("IN PROGRESS", content=created())
        )

        assert (decision.status, codes(decision)) == (0, ["attribute-not-created"])
        assert decision.findings[0].path.startswith("PerformedProcedureStepDisc")


class TestUnifiedSteps:
    """Unified Procedure Step, with the Transaction UID that locks it."""

    def change(self, state: str, transaction: str, before: InstanceState) -> Decision:
        request = Dataset()
        request.ProcedureStepState = state
        if transaction:
            request.TransactionUID = transaction
        return decide(Workitem, "N-ACTION", request, before, type_id=1)

    def before(self, state: str) -> InstanceState:
        done = Dataset()
        done.PerformedStationNameCodeSequence = []
        done.PerformedStationNameCodeSequence.append(Dataset())
        locked = state != "SCHEDULED"
        return InstanceState(state, LOCK if locked else "", done)

    @pytest.mark.parametrize(
        ("state", "transaction", "before", "status", "after"),
        [
            ("IN PROGRESS", LOCK, "SCHEDULED", 0x0000, "IN PROGRESS"),
            ("IN PROGRESS", "", "SCHEDULED", 0xC301, "SCHEDULED"),
            ("COMPLETED", LOCK, "SCHEDULED", 0xC310, "SCHEDULED"),
            ("COMPLETED", LOCK, "IN PROGRESS", 0x0000, "COMPLETED"),
            ("COMPLETED", OTHER, "IN PROGRESS", 0xC301, "IN PROGRESS"),
            ("CANCELED", LOCK, "IN PROGRESS", 0x0000, "CANCELED"),
            ("IN PROGRESS", LOCK, "IN PROGRESS", 0xC302, "IN PROGRESS"),
            ("SCHEDULED", LOCK, "IN PROGRESS", 0xC303, "IN PROGRESS"),
            ("COMPLETED", LOCK, "COMPLETED", 0xB306, "COMPLETED"),
            ("CANCELED", LOCK, "COMPLETED", 0xC300, "COMPLETED"),
            ("CANCELED", LOCK, "CANCELED", 0xB304, "CANCELED"),
            ("DONE", LOCK, "IN PROGRESS", 0x0115, "IN PROGRESS"),
        ],
    )
    def test_status_of_each_change_of_state(
        self, state: str, transaction: str, before: str, status: int, after: str
    ) -> None:
        decision = self.change(state, transaction, self.before(before))

        assert (decision.status, decision.state) == (status, after)
        assert bool(decision.findings) is (status != 0)

    @pytest.mark.parametrize("requested", ["IN PROGRESS", "DONE"])
    def test_a_step_that_does_not_exist_cannot_change_state(
        self, requested: str
    ) -> None:
        decision = self.change(requested, LOCK, InstanceState())

        assert (decision.status, codes(decision)) == (0xC307, ["instance-unknown"])

    def test_a_wrong_transaction_uid_is_refused(self) -> None:
        decision = self.change("COMPLETED", OTHER, self.before("IN PROGRESS"))

        (finding,) = decision.findings
        assert (finding.code, finding.keyword) == ("transaction-uid", "TransactionUID")
        assert finding.reference == "PS3.4 CC.2.1"
        assert finding.suggestion == "send the UID that locked the instance"

    def test_a_refused_change_suggests_the_allowed_states(self) -> None:
        (finding,) = self.change("COMPLETED", LOCK, self.before("SCHEDULED")).findings

        assert finding.suggestion == "change from SCHEDULED to IN PROGRESS"

    def test_a_change_to_the_present_state_is_a_warning(self) -> None:
        assert codes(self.change("COMPLETED", LOCK, self.before("COMPLETED"))) == [
            "state-already"
        ]

    def test_completion_requires_the_attributes_of_the_final_state(self) -> None:
        bare = InstanceState("IN PROGRESS", LOCK, Dataset())
        completed = self.change("COMPLETED", LOCK, bare)
        canceled = self.change("CANCELED", LOCK, bare)

        assert (completed.status, completed.state) == (0xC304, "IN PROGRESS")
        assert codes(completed) == ["type1c-missing"]
        assert (canceled.status, canceled.findings) == (0, ())

    def test_a_scheduled_step_is_canceled_on_request(self) -> None:
        decision = decide(
            Workitem, "N-ACTION", Dataset(), InstanceState("SCHEDULED"), type_id=2
        )

        assert (decision.status, decision.state) == (0, "CANCELED")
        assert decision.reports == ("IN PROGRESS", "CANCELED")

    def test_a_request_to_cancel_need_not_meet_the_final_requirements(self) -> None:
        before = InstanceState("SCHEDULED", content=Dataset())
        decision = decide(Workitem, "N-ACTION", Dataset(), before, type_id=2)

        assert (decision.status, decision.findings) == (0, ())

    def test_a_request_to_cancel_keeps_a_step_in_progress(self) -> None:
        before = InstanceState("IN PROGRESS", LOCK)
        decision = decide(Workitem, "N-ACTION", Dataset(), before, type_id=2)

        assert (decision.status, decision.state) == (0, "IN PROGRESS")

    @pytest.mark.parametrize(
        ("transaction", "before", "status"),
        [
            ("", "SCHEDULED", 0x0000),
            (LOCK, "IN PROGRESS", 0x0000),
            ("", "IN PROGRESS", 0xC301),
            (OTHER, "IN PROGRESS", 0xC301),
            (LOCK, "COMPLETED", 0xC300),
        ],
    )
    def test_n_set_requires_the_lock(
        self, transaction: str, before: str, status: int
    ) -> None:
        request = Dataset()
        if transaction:
            request.TransactionUID = transaction
        decision = decide(Workitem, "N-SET", request, self.before(before))

        assert decision.status == status

    def test_n_set_must_not_have_a_transaction_uid_before_the_lock(self) -> None:
        """CC.2.6.2 requires it of the SCU only: the request succeeds."""
        request = Dataset()
        request.TransactionUID = LOCK
        pull = UnifiedProcedureStepPull
        decision = decide(pull, "N-SET", request, InstanceState("SCHEDULED"))

        assert (decision.status, codes(decision)) == (0, ["transaction-uid"])
        assert (
            decide(pull, "N-SET", Dataset(), InstanceState("SCHEDULED")).findings == ()
        )


def test_services_and_classes_without_states_always_succeed() -> None:
    assert decide(Retrieve, "N-GET", None, InstanceState("COMPLETED")).status == 0
    assert decide(Step, "N-GET", None, InstanceState("COMPLETED")).state == "COMPLETED"
