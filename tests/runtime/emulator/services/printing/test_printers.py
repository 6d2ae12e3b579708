"""The printer, its configuration, and print jobs: PS3.4 H.4.5, H.4.6, H.4.11."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from iodize.emulator.printer.faults import FAULTS

from ...running import RunningEmulator, running
from ...station import Station
from .client import (
    COLOR,
    CONFIGURATION,
    CONFIGURATION_INSTANCE,
    FILM_BOX,
    FILM_UID,
    GRAYSCALE_BOX,
    LUT,
    PRINT_JOB,
    PRINTER,
    PRINTER_INSTANCE,
    connected,
    image,
)


def test_printer_is_normal(server: RunningEmulator) -> None:
    with connected(server) as client:
        status, printer = client.get(PRINTER, PRINTER_INSTANCE)
        other, _ = client.get(PRINTER, "1.2.3")

    assert (status, other) == (0, 0x0112)
    assert printer is not None
    assert (printer.PrinterStatus, printer.PrinterStatusInfo) == ("NORMAL", "NORMAL")


def test_color_luts_and_printer_are_on_one_association(server: RunningEmulator) -> None:
    with connected(server, LUT, PRINTER, meta=COLOR) as client:
        accepted = {
            str(each.abstract_syntax) for each in client.association.accepted_contexts
        }
        status, _ = client.get(PRINTER, PRINTER_INSTANCE)

    assert accepted == {COLOR, LUT, PRINTER}
    assert status == 0


def test_configuration_has_the_media(server: RunningEmulator) -> None:
    with connected(server, CONFIGURATION) as client:
        status, found = client.get(CONFIGURATION, CONFIGURATION_INSTANCE)

    assert status == 0
    assert found is not None
    (printer,) = found.PrinterConfigurationSequence
    sizes = [each.FilmSizeID for each in printer.MediaInstalledSequence]
    assert "14INX17IN" in sizes


def test_job_is_reported_until_it_is_done(server: RunningEmulator) -> None:
    station = Station()
    with connected(server, PRINT_JOB, station=station) as client:
        uid = _print(client)
        events = station.wait(2)
        status, job = client.get(PRINT_JOB, uid)
        other, _ = client.get(PRINT_JOB, "1.2.3")

    assert [(event, event_uid) for event, event_uid, _ in events] == [
        (2, uid),
        (3, uid),
    ]
    assert (status, other) == (0, 0x0112)
    assert job is not None
    assert (job.ExecutionStatus, job.Originator) == ("DONE", "CT1")
    assert server.codes("N-GET-RQ") == []


def test_failed_job_is_reported_with_the_reason(tmp_path: Path) -> None:
    station = Station()
    with (
        running(tmp_path / "j", "print", fault=FAULTS["film-jam"]) as server,
        connected(server, PRINT_JOB, station=station) as client,
    ):
        _print(client)
        ((event, _, information),) = station.wait(1)
        _, printer = client.get(PRINTER, PRINTER_INSTANCE)

    assert event == 4
    assert information.ExecutionStatusInfo == "FILM JAM"
    assert printer is not None
    assert printer.PrinterStatus == "FAILURE"


def test_job_waits_for_film_and_the_printer_reports_that_it_is_normal(
    tmp_path: Path,
) -> None:
    station = Station()
    with (
        running(tmp_path / "o", "print", fault=FAULTS["out-of-film"]) as server,
        connected(server, PRINT_JOB, station=station) as client,
    ):
        _print(client)
        ((event, _, information),) = station.wait(1)
        server.emulator.printer.repair()
        later = station.wait(4)

    assert event == 1
    assert information.ExecutionStatusInfo == "SUPPLY EMPTY"
    events = sorted((event, uid == PRINTER_INSTANCE) for event, uid, _ in later)
    assert events == [(1, False), (1, True), (2, False), (3, False)]


def _print(client: Any) -> str:
    """Print a film, and return the UID of its job."""
    client.create_session()
    (box,) = client.create_film()
    client.set(GRAYSCALE_BOX, box, image())
    _, reply = client.print(FILM_BOX, FILM_UID)
    return str(
        reply.ReferencedPrintJobSequencePullStoredPrint[0].ReferencedSOPInstanceUID
    )
