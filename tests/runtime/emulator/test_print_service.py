"""Print instances belong to an association, and jobs are kept for a while."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from iodize.emulator.outbox import OutgoingReport
from iodize.emulator.print_service import KEPT_JOBS, PrintService
from iodize.emulator.printer.faults import FAULTS
from iodize.emulator.printer.jobs import PrintJob
from iodize.emulator.printer.printer import Printer

PRINT_JOB, PRINTER = "1.2.840.10008.5.1.1.14", "1.2.840.10008.5.1.1.16"


def call_of(*accepted: str) -> Any:
    association = SimpleNamespace(accepted=dict.fromkeys(accepted, ("1.2.840",)))
    return SimpleNamespace(association=association, calling_ae="CT1")


def job() -> PrintJob:
    return PrintJob((), copies=1, priority="MED", label="", originator="CT1")


def service_of(folder: Path) -> tuple[PrintService, list[OutgoingReport]]:
    reports: list[OutgoingReport] = []
    waiting = Printer(folder, fault=FAULTS["out-of-film"])
    return PrintService(waiting, reports.append), reports


def test_instances_are_those_of_the_association(tmp_path: Path) -> None:
    service, _ = service_of(tmp_path)
    first, second = call_of(), call_of()

    assert service.instances(first) is service.instances(first)
    assert service.instances(first) is not service.instances(second)

    before = service.instances(first)
    service.ended(first.association)
    assert service.instances(first) is not before


def test_events_of_a_job_are_reported_on_its_association(tmp_path: Path) -> None:
    service, reports = service_of(tmp_path)
    call = call_of(PRINT_JOB)
    made = job()
    service.submit(made, call)

    (report,) = reports
    assert (report.ae, report.uid, report.call) == ("CT1", made.uid, call)
    assert report.on_association
    assert service.job(made.uid) is made


def test_events_need_the_sop_class(tmp_path: Path) -> None:
    service, reports = service_of(tmp_path)
    service.submit(job(), call_of(PRINTER))

    assert reports == []


def test_status_is_reported_to_all_that_use_the_printer(tmp_path: Path) -> None:
    service, reports = service_of(tmp_path)
    using, other = call_of(PRINTER), call_of(PRINT_JOB)
    for call in (using, other):
        service.instances(call)
    service.report_status()

    assert [report.call for report in reports] == [using]


def test_old_jobs_are_forgotten(tmp_path: Path) -> None:
    service, _ = service_of(tmp_path)
    jobs = [job() for _ in range(KEPT_JOBS + 1)]
    for each in jobs:
        service.submit(each, call_of())

    assert service.job(jobs[0].uid) is None
    assert service.job(jobs[-1].uid) is jobs[-1]
