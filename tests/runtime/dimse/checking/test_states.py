"""States of instances: PS3.4 F.7.2 and CC.1.1."""

import pytest
from pydicom.dataset import Dataset

from iodize.definitions import attribute, when
from iodize.dimse.attribute_lists import ActionReply, ActionRequest, FinalState
from iodize.dimse.checking import Judgement, Standing, judge
from iodize.dimse.sop_classes import NormalizedSopClass, operation
from iodize.dimse.states import StateMachine, Transition
from iodize.services import UnifiedProcedureStepPull

from ..definitions import Retrieve, Step
from .test_attribute_lists import created

LOCK, OTHER = "1.2.3", "1.2.4"


def rows() -> tuple[Transition, ...]:
    """Return what PS3.4 Tables CC.1.1-2 and CC.2.6-1 say."""
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
        """What it has in the end."""

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


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


class TestPerformedSteps:
    """Modality Performed Procedure Step."""

    def test_it_is_created_in_progress(self) -> None:
        good = judge(Step, "N-CREATE", step("IN PROGRESS"), Standing())
        bad = judge(Step, "N-CREATE", step("COMPLETED"), Standing())

        assert (good.status, good.state, good.findings) == (0, "IN PROGRESS", ())
        assert (bad.status, bad.state, codes(bad)) == (0x0106, None, ["state-initial"])

    def test_it_is_created_once(self) -> None:
        judged = judge(Step, "N-CREATE", step("IN PROGRESS"), Standing("IN PROGRESS"))

        assert (judged.status, codes(judged)) == (0x0111, ["state-transition"])

    def test_it_is_changed_as_long_as_it_is_in_progress(self) -> None:
        judged = judge(Step, "N-SET", step(), Standing("IN PROGRESS"))

        assert (judged.status, judged.state, judged.findings) == (0, "IN PROGRESS", ())

    @pytest.mark.parametrize("asked", ["", "IN PROGRESS", "COMPLETED", "DISCONTINUED"])
    def test_what_is_final_is_not_changed(self, asked: str) -> None:
        """Table F.7.2-2: 0110 with the Error ID A710."""
        judged = judge(Step, "N-SET", step(asked), Standing("COMPLETED"))

        assert (judged.status, judged.state) == (0x0110, "COMPLETED")
        assert codes(judged) == ["state-final"]
        if asked in ("", "COMPLETED"):
            assert judged.error_id == 0xA710

    def test_what_is_final_stays_so_whatever_is_asked(self) -> None:
        judged = judge(Step, "N-SET", step("DONE"), Standing("COMPLETED"))

        assert (judged.status, codes(judged)) == (0x0110, ["state-final"])

    def test_what_does_not_exist_is_not_changed(self) -> None:
        judged = judge(Step, "N-SET", step("COMPLETED"), Standing())

        assert (judged.status, codes(judged)) == (0x0112, ["instance-unknown"])

    def test_a_state_has_to_be_one(self) -> None:
        judged = judge(Step, "N-SET", step("DONE"), Standing("IN PROGRESS"))

        assert (judged.status, codes(judged)) == (0x0106, ["state-transition"])

    def test_what_ends_it_is_judged_with_all_that_was_set(self) -> None:
        series = Dataset()
        series.OperatorsName = ""
        change = step("COMPLETED")
        change.PerformedProcedureStepEndDate = "20260101"
        change.PerformedProcedureStepEndTime = "1200"
        standing = Standing("IN PROGRESS", content=created())

        lacking = judge(Step, "N-SET", change, standing)
        assert (lacking.status, lacking.state) == (0x0121, "IN PROGRESS")
        assert (lacking.unready, lacking.obliged) == ("COMPLETED", False)
        assert [f.path for f in lacking.findings] == ["PerformedSeriesSequence"]
        change.PerformedSeriesSequence = [series]
        ended = judge(Step, "N-SET", change, standing)
        assert (ended.status, ended.state, ended.findings) == (0, "COMPLETED", ())

    def test_what_is_set_was_created(self) -> None:
        """PS3.4 F.7.2.2.2; the character set belongs to the message."""
        change = step()
        change.SpecificCharacterSet = "ISO_IR 192"
        change.PatientSex = "F"
        change.PerformedProcedureStepDiscontinuationReasonCodeSequence = []
        judged = judge(
            Step, "N-SET", change, Standing("IN PROGRESS", content=created())
        )

        assert (judged.status, codes(judged)) == (0, ["attribute-not-created"])
        assert judged.findings[0].path.startswith("PerformedProcedureStepDisc")


class TestUnifiedSteps:
    """Unified Procedure Step, and the Transaction UID that locks it."""

    def change(self, state: str, transaction: str, standing: Standing) -> Judgement:
        request = Dataset()
        request.ProcedureStepState = state
        if transaction:
            request.TransactionUID = transaction
        return judge(Workitem, "N-ACTION", request, standing, type_id=1)

    def standing(self, state: str) -> Standing:
        done = Dataset()
        done.PerformedStationNameCodeSequence = []
        done.PerformedStationNameCodeSequence.append(Dataset())
        locked = state != "SCHEDULED"
        return Standing(state, LOCK if locked else "", done)

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
    def test_changes_of_state(
        self, state: str, transaction: str, before: str, status: int, after: str
    ) -> None:
        judged = self.change(state, transaction, self.standing(before))

        assert (judged.status, judged.state) == (status, after)
        assert bool(judged.findings) is (status != 0)

    @pytest.mark.parametrize("asked", ["IN PROGRESS", "DONE"])
    def test_there_has_to_be_one(self, asked: str) -> None:
        judged = self.change(asked, LOCK, Standing())

        assert (judged.status, codes(judged)) == (0xC307, ["instance-unknown"])

    def test_the_lock_is_the_transaction_uid(self) -> None:
        judged = self.change("COMPLETED", OTHER, self.standing("IN PROGRESS"))

        (finding,) = judged.findings
        assert (finding.code, finding.keyword) == ("transaction-uid", "TransactionUID")
        assert finding.reference == "PS3.4 CC.2.1"
        assert finding.suggestion == "send the one that locked it"

    def test_what_may_be_asked_for_instead_is_told(self) -> None:
        (finding,) = self.change("COMPLETED", LOCK, self.standing("SCHEDULED")).findings

        assert finding.suggestion == "SCHEDULED is followed by IN PROGRESS"

    def test_being_there_already_is_a_warning(self) -> None:
        assert codes(self.change("COMPLETED", LOCK, self.standing("COMPLETED"))) == [
            "state-already"
        ]

    def test_completion_needs_what_the_final_state_needs(self) -> None:
        bare = Standing("IN PROGRESS", LOCK, Dataset())
        completed = self.change("COMPLETED", LOCK, bare)
        canceled = self.change("CANCELED", LOCK, bare)

        assert (completed.status, completed.state) == (0xC304, "IN PROGRESS")
        assert codes(completed) == ["type1c-missing"]
        assert (canceled.status, canceled.findings) == (0, ())

    def test_a_scheduled_one_is_canceled_on_request(self) -> None:
        judged = judge(
            Workitem, "N-ACTION", Dataset(), Standing("SCHEDULED"), type_id=2
        )

        assert (judged.status, judged.state) == (0, "CANCELED")
        assert judged.reports == ("IN PROGRESS", "CANCELED")

    def test_who_asks_for_a_cancellation_need_not_describe_it(self) -> None:
        standing = Standing("SCHEDULED", content=Dataset())
        judged = judge(Workitem, "N-ACTION", Dataset(), standing, type_id=2)

        assert (judged.status, judged.findings) == (0, ())

    def test_a_request_for_another_one_is_passed_on(self) -> None:
        standing = Standing("IN PROGRESS", LOCK)
        judged = judge(Workitem, "N-ACTION", Dataset(), standing, type_id=2)

        assert (judged.status, judged.state) == (0, "IN PROGRESS")

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
    def test_n_set_needs_the_lock(
        self, transaction: str, before: str, status: int
    ) -> None:
        request = Dataset()
        if transaction:
            request.TransactionUID = transaction
        judged = judge(Workitem, "N-SET", request, self.standing(before))

        assert judged.status == status

    def test_n_set_needs_no_lock_where_there_is_none(self) -> None:
        """CC.2.6.2: then there shall be none; no provider has to refuse it."""
        request = Dataset()
        request.TransactionUID = LOCK
        pull = UnifiedProcedureStepPull
        judged = judge(pull, "N-SET", request, Standing("SCHEDULED"))

        assert (judged.status, codes(judged)) == (0, ["transaction-uid"])
        assert judge(pull, "N-SET", Dataset(), Standing("SCHEDULED")).findings == ()


def test_other_services_and_classes_have_no_states() -> None:
    assert judge(Retrieve, "N-GET", None, Standing("COMPLETED")).status == 0
    assert judge(Step, "N-GET", None, Standing("COMPLETED")).state == "COMPLETED"
