"""`iodize request`: requests of any normalized SOP class."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
from pynetdicom import AE, evt
from pynetdicom.service_class_n import PrintManagementServiceClass
from pynetdicom.sop_class import _SERVICE_TO_UID_GROUP

from iodize import services
from iodize.cli import cli
from iodize.dimse.services.sides import Refused
from iodize.emulator.run import Run
from iodize.network import serve

PATIENT = "1.2.826.1.1"


class Patients(services.DetachedPatientManagement.Provider):
    """Has one patient, whose attributes N-GET returns."""

    def get(self, request: Any, call: Any) -> Any:
        if call.sop_instance_uid != PATIENT:
            raise Refused(0x0112, "no such patient")
        patient = request.reply.example()
        patient.PatientID = "P1"
        return patient


class Steps(services.GeneralPurposeScheduledProcedureStep.Provider):
    """Records the modifications of scheduled steps."""

    def __init__(self) -> None:
        self.modified: list[Dataset] = []

    def request_modification(self, request: Any, call: Any) -> None:
        self.modified.append(request.to_dataset())


class Components(services.StudyComponentManagement.Provider):
    """Records the study components that are set."""

    def __init__(self) -> None:
        self.made: list[Dataset] = []

    def set(self, request: Any, call: Any) -> None:
        self.made.append(request.to_dataset())


def run(port: int, *arguments: str | Path) -> Result:
    words = map(str, arguments)
    return CliRunner().invoke(cli, ["request", "127.0.0.1", str(port), *words])


def output_of(result: Result, status: int) -> str:
    """Return the output of a command with an exit status."""
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("emulator")
    names = ["print", "ups", "mpps", "display", "inventory"]
    with Run(folder, names, validates=False) as emulated:
        yield emulated.port


@pytest.fixture(scope="module")
def steps() -> Steps:
    return Steps()


@pytest.fixture(scope="module")
def components() -> Components:
    return Components()


@pytest.fixture(scope="module")
def retired(steps: Steps, components: Components) -> Iterator[int]:
    """A provider of retired SOP classes."""
    with serve(0, [Patients(), steps, components]) as server:
        yield server.port


@pytest.fixture(scope="module")
def unused_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])


@pytest.mark.parametrize(
    "name", ["Printer", "printer sop class", "1.2.840.10008.5.1.1.16"]
)
def test_sop_class_is_found_by_keyword_name_and_uid(emulator: int, name: str) -> None:
    """Get without a UID is of the well-known instance."""
    output = output_of(run(emulator, name, "get", "PrinterStatus"), 0)

    assert "N-GET of Printer: 0000 Success" in output
    assert "SOP Instance UID 1.2.840.10008.5.1.1.17" in output
    assert "'NORMAL'" in output


def test_instance_is_created_with_a_new_uid_and_deleted(emulator: int) -> None:
    """An attribute of an item is named by its path."""
    result = run(
        emulator,
        "PresentationLUT",
        "N-CREATE",
        "PresentationLUTShape=IDENTITY",
        "--json",
    )
    reply = json.loads(output_of(result, 0))

    assert reply["operation"] == "N-CREATE"
    assert reply["status"] == "0000"
    assert reply["sop_instance_uid"].startswith("2.25.")
    # The instances of print management end with their association.
    output = output_of(
        run(emulator, "PresentationLUT", "delete", "--instance", "1.2.3"), 1
    )
    assert "failure: N-DELETE" in output
    assert "0112" in output


def test_attributes_of_a_retired_sop_class_are_returned(retired: int) -> None:
    result = run(
        retired, "DetachedPatientManagement", "get", "--instance", PATIENT, "--json"
    )
    attributes = json.loads(output_of(result, 0))["attributes"]

    assert attributes["00100020"]["Value"] == ["P1"]


def test_refused_request_exits_1(retired: int) -> None:
    output = output_of(
        run(retired, "DetachedPatientManagement", "get", "--instance", "1.2.3"), 1
    )
    assert "failure: N-GET" in output
    assert "no such patient" in output


def test_nested_attributes_are_named_by_path(
    retired: int, components: Components
) -> None:
    run(
        retired,
        "StudyComponentManagement",
        "set",
        "--instance",
        "1.2.3",
        "StudyID=S1",
        "ReferencedSeriesSequence[0].SeriesInstanceUID=1.2.1",
        "ReferencedSeriesSequence[1].SeriesInstanceUID=1.2.2",
    )
    made = components.made[-1]

    assert made.StudyID == "S1"
    assert [each.SeriesInstanceUID for each in made.ReferencedSeriesSequence] == [
        "1.2.1",
        "1.2.2",
    ]


@pytest.mark.parametrize("action", ["RequestModification", "request-modification", "1"])
def test_action_is_named_by_name_or_number(
    retired: int, steps: Steps, action: str
) -> None:
    before = len(steps.modified)
    output = output_of(
        run(
            retired,
            "GeneralPurposeScheduledProcedureStep",
            "action",
            "--action",
            action,
            "--instance",
            "1.2.3",
            "TransactionUID=1.2.4",
            "GeneralPurposeScheduledProcedureStepStatus=IN PROGRESS",
        ),
        0,
    )

    assert "N-ACTION of" in output
    assert len(steps.modified) == before + 1


@pytest.mark.parametrize("form", ["json", "dicom"])
def test_attributes_are_read_from_a_file(
    retired: int, steps: Steps, tmp_path: Path, form: str
) -> None:
    """Given attributes override those of the file."""
    content = Dataset()
    content.TransactionUID = "1.2.5"
    content.GeneralPurposeScheduledProcedureStepStatus = "SUSPENDED"
    path = tmp_path / "request"
    if form == "json":
        path.write_text(json.dumps(content.to_json_dict()))
    else:
        content.file_meta = FileMetaDataset()
        content.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        content.save_as(path, enforce_file_format=False)
    output_of(
        run(
            retired,
            "GeneralPurposeScheduledProcedureStep",
            "action",
            "--instance",
            "1.2.3",
            "--data",
            path,
            "TransactionUID=1.2.6",
        ),
        0,
    )

    assert steps.modified[-1].TransactionUID == "1.2.6"
    assert steps.modified[-1].GeneralPurposeScheduledProcedureStepStatus == "SUSPENDED"


def test_file_that_is_not_a_data_set_is_rejected(
    unused_port: int, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Bring the films to room 3.\nThank you.")
    output = output_of(
        run(unused_port, "BasicFilmSession", "create", "--data", path), 2
    )
    assert "is not a data set" in output


def test_request_with_errors_is_not_sent(emulator: int) -> None:
    output = output_of(run(emulator, "BasicFilmBox", "create"), 2)
    assert "ImageDisplayFormat: absent; type 1" in output
    assert "--check warn" in output


def test_error_of_the_peer_is_reported() -> None:
    """The reply requires the name of the patient."""
    with serve(0, [Nameless()]) as server:
        result = run(
            server.port, "DetachedPatientManagement", "get", "--instance", PATIENT
        )
    output = output_of(result, 1)
    assert "PatientName (0010,0010)" in output


class Nameless(services.DetachedPatientManagement.Provider):
    """Omits attributes that are required."""

    def get(self, request: Any, call: Any) -> Any:
        patient = Dataset()
        patient.PatientID = "P1"
        return request.reply.from_dataset(patient)


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (["Prnter", "get"], ["'Prnter' is not a SOP class", "did you mean Printer"]),
        (["9.9.9", "get"], ["'9.9.9' is not a SOP class", "iodize.services"]),
        (
            ["ModalityWorklist", "get"],
            ["no normalized operation", "`iodize find`"],
        ),
        (["CTImageStorage", "set"], ["CT Image Storage", "`iodize store`"]),
        (
            ["1.2.840.10008.5.1.4.1.1.2", "set"],
            ["CT Image Storage", "no normalized operation"],
        ),
        (["PrintJob", "gett"], ["'gett' is not an operation", "did you mean N-GET"]),
        (["Printer", "create"], ["'create' is not an operation", "it has N-GET"]),
        (
            ["UnifiedProcedureStepWatch", "action", "--instance", "1.2"],
            ["several actions", "SubscribeToReceiveUPSEventReports (3)"],
        ),
        (
            ["BasicFilmBox", "action", "--action", "PrintFilm", "--instance", "1.2"],
            ["'PrintFilm' is not an action", "Print"],
        ),
        (
            ["BasicFilmBox", "create", "ImageDisplayFormt=STANDARD\\1,1"],
            ["did you mean ImageDisplayFormat?"],
        ),
        (
            ["BasicFilmSession", "create", "NumberOfCopies=two"],
            ["NumberOfCopies", "'two' is not a valid value of VR IS"],
        ),
        (["BasicFilmSession", "set"], ["--instance UID"]),
        (["Printer", "get", "--instance", "1..2"], ["is not a valid UID"]),
        (["Printer", "get", "PrinterStatus=NORMAL"], ["without values"]),
        (["Printer", "get", "--action", "1"], ["--action is an option"]),
        (
            ["PresentationLUT", "delete", "PresentationLUTShape=IDENTITY"],
            ["delete has no attributes"],
        ),
    ],
    ids=lambda value: " ".join(value)[:60],
)
def test_invalid_argument_is_rejected_before_a_connection(
    unused_port: int, arguments: list[str], texts: list[str]
) -> None:
    output = output_of(run(unused_port, *arguments), 2)
    assert [text for text in texts if text not in output] == [], output
    assert "cannot connect" not in output


def test_keys_are_listed_without_a_connection(unused_port: int) -> None:
    created = output_of(run(unused_port, "BasicFilmBox", "create", "--keys"), 0)
    got = output_of(run(unused_port, "StudyComponentManagement", "get", "--keys"), 0)

    assert "1   (2010,0010) ImageDisplayFormat" in created
    assert "ReferencedSeriesSequence.ReferencedImageSequence" in got


def test_arguments_are_completed() -> None:
    completion = ShellComplete(cli, {}, "iodize", "_IODIZE_COMPLETE")
    command = ["request", "127.0.0.1", "104"]
    classes = completion.get_completions(command, "detachedp")
    operations = completion.get_completions([*command, "BasicFilmBox"], "")

    assert [each.value for each in classes] == ["DetachedPatientManagement"]
    assert [each.value for each in operations] == ["create", "action", "delete", "set"]


def test_meta_sop_class_of_a_foreign_printer_is_used() -> None:
    """The printer of pynetdicom's user accepts the meta SOP class only."""
    meta = services.BasicGrayscalePrintManagement.uid

    def got(event: Any) -> tuple[int, Dataset]:
        printer = Dataset()
        printer.PrinterStatus, printer.PrinterStatusInfo = "WARNING", "FILM LOW"
        return 0x0000, printer

    application = AE("PRINTER")
    application.add_supported_context(meta)
    server: Any = application.start_server(
        ("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_N_GET, got)]
    )
    try:
        output = output_of(run(server.server_address[1], "Printer", "get"), 0)
    finally:
        server.shutdown()

    assert "FILM LOW" in output


def test_retired_sop_class_of_a_foreign_system_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """pynetdicom answers requests of the SOP classes that it knows."""
    monkeypatch.setitem(
        _SERVICE_TO_UID_GROUP[PrintManagementServiceClass],
        "DetachedVisitManagement",
        services.DetachedVisitManagement.uid,
    )
    received: list[Dataset] = []

    def changed(event: Any) -> tuple[int, Dataset | None]:
        received.append(event.modification_list)
        return 0x0000, None

    application = AE("RIS")
    application.add_supported_context(services.DetachedVisitManagement.uid)
    server: Any = application.start_server(
        ("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_N_SET, changed)]
    )
    try:
        result = run(
            server.server_address[1],
            "DetachedVisitManagement",
            "set",
            "--instance",
            "1.2.3",
            "CurrentPatientLocation=WARD 3",
        )
    finally:
        server.shutdown()

    assert "0000 Success" in output_of(result, 0)
    assert received[0].CurrentPatientLocation == "WARD 3"
