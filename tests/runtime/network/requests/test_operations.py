"""All services, association_with two sides in one process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import UID

from iodize.dimse.services.sides import Call, Sent
from iodize.network import (
    FailedStatusError,
    InvalidMessageError,
    NoPresentationContextError,
    Progress,
    Received,
    StorageProvider,
    connect,
    serve,
)
from iodize.network.link.checks import CheckedMessage
from iodize.services import BasicFilmSession as FilmSession
from iodize.services import BasicGrayscalePrintManagement as GrayscalePrint
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist
from iodize.services import Printer
from iodize.services import StorageCommitmentPushModel as Commitment
from iodize.services import StudyRootFind as Find
from iodize.services import StudyRootGet as Get
from iodize.services import StudyRootMove as Move
from iodize.services import UnifiedProcedureStepEvent as Events
from iodize.services import UnifiedProcedureStepPull as Pull
from iodize.services import UnifiedProcedureStepPush as Push

from ..samples import (
    CT,
    VERIFICATION,
    Archive,
    Outcomes,
    Patients,
    Steps,
    association_with,
    commitment,
    committed,
    completed,
    connected,
    new_step,
    query_all,
)

pytest.importorskip("pynetdicom")

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def test_server_without_services_responds_to_echo() -> None:
    with association_with([], VERIFICATION) as association:
        assert association.echo().code == 0


def test_query_yields_typed_answers() -> None:
    with association_with([Patients(3)], Worklist) as association:
        found = list(association.find(query_all()))

    assert [each.PatientID for each in found] == ["0", "1", "2"]
    assert all(isinstance(each, Worklist.Answer) for each in found)


def test_leaving_a_query_early_cancels_it() -> None:
    patients = Patients(300)
    with association_with([patients], Worklist) as association:
        for _ in association.find(query_all()):
            break
        assert association.is_established
        assert len(list(association.find(query_all()))) > 0

    assert patients.sent > 300  # the second query was not cancelled
    assert patients.sent < 600


def test_level_of_a_query_determines_its_class() -> None:
    requested: list[Any] = []

    class Archive(Find.Provider):
        def find(self, request: Any, call: Call, /) -> Iterable[Any]:
            requested.append(type(request))
            return [Find.SeriesAnswer(SeriesInstanceUID="1.2.3")]

    with association_with([Archive()], Find, check="off") as association:
        query = Find.SeriesQuery(StudyInstanceUID="1.2")
        assert len(list(association.find(query))) == 1
        ward = Dataset()
        ward.QueryRetrieveLevel = "WARD"
        wrong = Find.SeriesQuery.from_dataset(ward)
        with pytest.raises(FailedStatusError) as failed:
            list(association.find(wrong))

    assert requested == [Find.SeriesQuery]
    assert failed.value.code == 0xA900


def test_step_is_created_and_modified() -> None:
    steps = Steps()
    with association_with([steps], Step) as association:
        created = association.create(new_step(), "1.2.3")
        change = completed()
        association.set(change, "1.2.3")
        with pytest.raises(FailedStatusError) as failed:
            association.set(change, "1.2.3")

    assert isinstance(created, Step.Created)
    assert created.sop_instance_uid == "1.2.3"
    assert steps.status == {"1.2.3": "COMPLETED"}
    error = failed.value
    assert (error.code, error.error_id, error.comment) == (0x0110, 0xA710, "final")
    assert error.label
    assert str(error).startswith(f"{error.during} failed: 0110 {error.label}, 'final'")


def test_message_with_errors_is_not_sent() -> None:
    steps = Steps()
    broken = Step.Create.from_dataset(Dataset())
    with (
        association_with([steps], Step) as association,
        pytest.raises(InvalidMessageError) as refused,
    ):
        association.create(broken, "1.2.3")

    assert {each.keyword for each in refused.value.findings} >= {
        "PerformedProcedureStepID"
    }
    first, *_, last = str(refused.value).splitlines()
    assert first.startswith("N-CREATE of Modality Performed Procedure Step")
    assert last == f"  and {len(refused.value.findings) - 5} more"
    assert steps.status == {}


def test_handler_gets_the_findings_of_a_request() -> None:
    steps = Steps()
    reported: list[Any] = []
    broken = new_step()
    del broken.PerformedProcedureStepID
    with (
        serve(0, [steps], on_findings=lambda *what: reported.append(what)) as server,
        connected(server, Step, check="off") as association,
    ):
        association.create(broken, "1.2.3")
        assert association.is_established

    assert [each.keyword for each in steps.findings] == ["PerformedProcedureStepID"]
    message, findings = reported[0]
    assert message == CheckedMessage(
        "N-CREATE",
        "Modality Performed Procedure Step SOP Class",
        is_response=False,
        calling_ae="IODIZE",
    )
    assert str(message).startswith("N-CREATE of Modality Performed Procedure Step")
    assert list(findings) == steps.findings


def test_n_get_requests_attributes_by_keyword() -> None:
    requested: list[Any] = []

    class Device(Printer.Provider):
        def get(self, request: Printer.Get, call: Call, /) -> Printer.Attributes:
            requested.append((request.keywords, call.sop_instance_uid))
            return Printer.Attributes(
                PrinterStatus="NORMAL", PrinterStatusInfo="NORMAL"
            )

    with association_with([Device()], Printer) as association:
        reply = association.get(Printer.Get("PrinterStatus"))

    assert reply.PrinterStatus == "NORMAL"
    assert requested == [(("PrinterStatus",), "1.2.840.10008.5.1.1.17")]


def test_message_of_a_member_uses_the_context_of_its_meta_sop_class() -> None:
    class Session(FilmSession.Provider):
        def create(
            self, request: FilmSession.Create, call: Any, /
        ) -> FilmSession.Created:
            seen.append((call.abstract_syntax, call.sop_class_uid))
            reply = FilmSession.Created()
            reply.sop_instance_uid = "1.2.3.4"  # the SCP names it
            return reply

        def delete(self, request: FilmSession.Delete, call: Call, /) -> None:
            seen.append(call.sop_instance_uid)

    seen: list[Any] = []
    with association_with([Session(), GrayscalePrint], GrayscalePrint) as association:
        created = association.create(FilmSession.Create(NumberOfCopies=2))
        association.delete(FilmSession.Delete(), created.sop_instance_uid)

    assert seen == [(GrayscalePrint.uid, FilmSession.uid), "1.2.3.4"]


def test_event_is_reported_before_the_response_to_the_action() -> None:
    outcomes = Outcomes()
    with association_with([Archive()], outcomes) as association:
        association.action(commitment("1.2.9"))

    assert outcomes.transactions == ["1.2.9"]


def test_event_is_reported_on_a_new_association_with_reversed_roles() -> None:
    """The SCP requests the association and proposes only the SCP role."""
    outcomes = Outcomes()
    with association_with([outcomes], Archive()) as association:
        event = committed("1.2.8")
        association.report(event)
        item = association._link.acceptor.role_selection[UID(Commitment.uid)]

    assert outcomes.transactions == ["1.2.8"]
    assert (bool(item.scu_role), bool(item.scp_role)) == (False, True)


def test_unknown_action_is_refused() -> None:
    class Unknown(Commitment.RequestStorageCommitment):
        type_id = 99

    unknown = Unknown.from_dataset(commitment("1.2").to_dataset())
    with (
        association_with([Archive()], Commitment, check="off") as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.action(unknown)

    assert failed.value.code == 0x0123


def test_failing_handler_is_a_failure_status_and_the_server_continues(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None:
            raise ZeroDivisionError

    with association_with([Broken()], Step) as association:
        new = new_step()
        for _ in range(2):
            with pytest.raises(FailedStatusError) as failed:
                association.create(new, "1.2.3")

    assert failed.value.code == 0x0110
    assert "ZeroDivisionError" in caplog.text


def test_operation_without_a_handler_is_unrecognized() -> None:
    class Lazy(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

    with (
        association_with([Lazy()], Step) as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.set(completed(), "1.2")

    assert failed.value.code == 0x0211


def test_message_without_a_context_is_not_sent() -> None:
    with (
        association_with([Steps()], VERIFICATION, Step) as both,
        pytest.raises(NoPresentationContextError) as missing,
    ):
        list(both.find(query_all()))

    assert "Modality Performed Procedure Step SOP Class" in missing.value.accepted


def test_instances_are_moved_to_known_destinations(tmp_path: Path) -> None:
    class Archive(Move.Provider):
        def move(self, request: Any, call: Call, /) -> Iterable[Sent]:
            return [FILE, dcmread(FILE), tmp_path / "missing.dcm"]

    with serve(0, [StorageProvider(tmp_path)], ae_title="VIEWER") as viewer:
        known = {"VIEWER": ("127.0.0.1", viewer.port)}
        with (
            serve(0, [Archive()], destinations=known) as archive,
            connected(archive, Move) as association,
        ):
            retrieve = Move.StudyRetrieve(StudyInstanceUID="1.2")
            steps = list(association.move(retrieve, "VIEWER"))
            with pytest.raises(FailedStatusError) as failed:
                list(association.move(retrieve, "NOBODY"))

    assert steps[-1].code == 0xB000
    assert (steps[-1].completed, steps[-1].failed) == (2, 1)
    assert [each.remaining for each in steps[:-1]] == [2, 1, 0]
    assert len(list(tmp_path.glob("*.dcm"))) == 1
    assert failed.value.code == 0xA801


def test_instances_are_retrieved_on_the_same_association() -> None:
    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Call, /) -> Iterable[Sent]:
            for number in range(40):
                dataset = dcmread(FILE)
                dataset.InstanceNumber = number
                yield dataset

    with association_with([Archive()], Get, CT) as association:
        retrieve = Get.StudyRetrieve(StudyInstanceUID="1.2")
        found = list(association.retrieve(retrieve))
        first = next(association.retrieve(retrieve))
        assert association.is_established

    assert isinstance(first, Received)
    assert [each.dataset().InstanceNumber for each in found] == list(range(40))


def test_c_find_names_the_negotiated_sop_class_and_n_get_names_push() -> None:
    """PS3.4 CC.3.1: DIMSE-N messages name the Push SOP class, C-FIND does not."""
    named = []

    class Steps(Pull.Provider):
        def find(self, query: Pull.Query, call: Call) -> Iterable[Pull.Answer]:
            named.append(call.sop_class_uid)
            return ()

        def get(self, request: Pull.Get, call: Call) -> Any:
            named.append(call.sop_class_uid)

    with association_with([Steps()], Pull) as association:
        assert list(association.find(Pull.Query())) == []
        association.get(Pull.Get(), "1.2.3")

    assert named == [Pull.uid, Push.uid]


def test_report_of_a_step_names_the_push_sop_class_without_findings() -> None:
    """PS3.4 CC.3.1."""
    seen: list[Any] = []

    class Pipeline(Events.User):
        def ups_state_report(self, event: Events.UPSStateReport, call: Call) -> None:
            seen.append((call.sop_class_uid, event.ProcedureStepState, call.findings))

    event = Events.UPSStateReport(
        ProcedureStepState="SCHEDULED", InputReadinessState="READY"
    )
    with association_with([Pipeline()], Events.Provider()) as association:
        association.report(event, "1.2.3")

    assert seen == [(Push.uid, "SCHEDULED", ())]


def test_outcome_and_progress_have_a_text() -> None:
    with association_with([], VERIFICATION) as association:
        assert str(association.echo()) == "0000 Success"
    progress = Progress(0xFF00, None, remaining=2, completed=1, failed=1)

    assert str(progress) == "FF00, 2 remaining, 1 completed, 1 failed"


def test_n_create_without_a_uid_has_one_in_its_handler() -> None:
    """PS3.7 10.1.5.1.4: the SCP chooses the UID and returns it."""
    steps = Steps()
    with association_with([steps], Step) as association:
        created = association.create(new_step())
        association.set(completed(), created.sop_instance_uid)

    assert steps.status == {created.sop_instance_uid: "COMPLETED"}


def test_request_of_another_operation_is_not_sent() -> None:
    handlers: list[Any] = [Steps(), Patients()]
    with association_with(handlers, Step, Worklist, Find, Move, CT) as association:
        wrong: list[Any] = [
            lambda: association.create(completed()),  # type: ignore[arg-type]
            lambda: association.set(new_step(), "1.2"),  # type: ignore[arg-type]
            lambda: association.create(Step.Created()),  # type: ignore[arg-type]
            lambda: next(association.find(new_step())),  # type: ignore[arg-type]
            lambda: next(association.move(query_all(), "CT")),  # type: ignore[arg-type]
            lambda: association.action(query_all(), "1.2"),  # type: ignore[arg-type]
            lambda: association.report(Commitment.RequestStorageCommitment),  # type: ignore[arg-type]
            lambda: association.store(5),  # type: ignore[arg-type]
        ]
        for operation in wrong:
            with pytest.raises(TypeError):
                operation()
        assert association.is_established


def test_invalid_service_is_an_error() -> None:
    for wrong, message in (
        ([Worklist, 5], "5 is not a service"),
        ([Step.Create], "Create is not a service"),
        ([Worklist.Provider], "pass an object"),
    ):
        with pytest.raises(TypeError, match=message):
            serve(0, wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=message):
            connect("127.0.0.1", 1, wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        connect("127.0.0.1", "104", [Worklist])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="must not be empty"):
        connect("127.0.0.1", 104, [])


def test_result_of_another_type_is_a_failure_status(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Confused(Worklist.Provider):
        def find(self, query: Any, call: Call, /) -> Iterable[Any]:
            yield Find.StudyAnswer(StudyInstanceUID="1.2")

    class Talkative(Step.Provider):
        def set(self, request: Step.Set, call: Call, /) -> Any:
            return "done"

    with association_with([Confused(), Talkative()], Worklist, Step) as association:
        for ask in (
            lambda: next(association.find(query_all())),
            lambda: association.set(completed(), "1.2"),
        ):
            with pytest.raises(FailedStatusError):
                ask()

    assert "is not an answer to ModalityWorklist.Query" in caplog.text
    assert "'done' is not a status" in caplog.text
