"""A run serves until it is stopped, and then has a report."""

from __future__ import annotations

import logging
import re
import signal
import socket
import threading
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pynetdicom import AE

from iodize.emulator.run import Run
from iodize.emulator.services.services import UnknownServiceError
from iodize.emulator.web.page import PageSettings
from iodize.network import PortUnavailableError

from .requests import MPPS, dataset, step_in_progress
from .running import TIMEOUT, RecordingListener, running
from .services.printing.client import (
    FILM_BOX,
    FILM_UID,
    GRAYSCALE,
    GRAYSCALE_BOX,
    Client,
    image,
)

VERIFICATION = "1.2.840.10008.1.1"


def echo(port: int) -> int:
    ae = AE("CT1")
    ae.add_requested_context(VERIFICATION)
    association = ae.associate("127.0.0.1", port)
    assert association.is_established
    status = association.send_c_echo()
    association.release()
    return int(status.Status)


def test_with_statement_serves_until_its_end(tmp_path: Path) -> None:
    with Run(tmp_path, ["mpps"]) as run:
        port = run.port
        assert echo(port) == 0

    assert [file.iod for file in run.report().files] == ["Verification"]
    with socket.socket() as free:
        assert free.connect_ex(("127.0.0.1", port)) != 0


def test_port_before_the_with_statement_is_an_error(tmp_path: Path) -> None:
    run = Run(tmp_path, ["mpps"])
    with pytest.raises(RuntimeError, match="no port before its `with` statement"):
        _ = run.port
    with run:
        assert run.port


def test_run_stops_after_a_number_of_associations(tmp_path: Path) -> None:
    run = Run(tmp_path, ["mpps"], associations=2, seconds=TIMEOUT)
    senders: list[threading.Thread] = []

    def started(port: int) -> None:
        thread = threading.Thread(target=lambda: [echo(port) for _ in range(2)])
        senders.append(thread)
        thread.start()

    report = run.run(started)
    senders[0].join()

    assert len(report.files) == 2


def test_run_stops_after_its_time(tmp_path: Path) -> None:
    run = Run(tmp_path, ["mpps"], seconds=0.1)

    assert run.run().files == ()


def test_run_stops_when_the_process_is_terminated(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    run = Run(tmp_path, ["mpps"], seconds=TIMEOUT)
    ports: list[int] = []

    def terminate(port: int) -> None:
        ports.append(port)
        signal.raise_signal(signal.SIGTERM)

    run.run(terminate)

    assert len(ports) == 1
    assert signal.getsignal(signal.SIGTERM) is before


def test_status_is_1_if_a_message_had_an_error(tmp_path: Path) -> None:
    with running(tmp_path, "mpps") as server:
        with server.association(MPPS) as association:
            association.send_n_create(step_in_progress(), MPPS, "1.2.3")
            server.listener.wait("N-CREATE-RQ")
            assert server.run.status == 0
            association.send_n_create(dataset(PatientID="P1"), MPPS, "1.2.4")
        server.listener.wait("N-CREATE-RQ", 2)

    assert server.run.status == 1


def test_unknown_service_closes_the_folder(tmp_path: Path) -> None:
    with pytest.raises(UnknownServiceError):
        Run(tmp_path, ["unknown"])

    with Run(tmp_path, ["mpps"]):
        pass  # the folder is not in use


def test_port_in_use_is_refused(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = Run(tmp_path, ["mpps"], port=taken.getsockname()[1])
        with pytest.raises(PortUnavailableError), run:
            pass


def test_failures_of_the_network_are_remarked(tmp_path: Path) -> None:
    listener = RecordingListener()
    run = Run(tmp_path, ["mpps"], listener=listener, seconds=0.1)

    def fail(port: int) -> None:
        logging.getLogger("iodize.network").error("disk full")

    run.run(fail)

    assert listener.remarks == ["disk full"]


def test_logged_findings_are_not_remarked(tmp_path: Path) -> None:
    with running(tmp_path, "mpps") as server:
        with server.association(MPPS) as association:
            association.send_n_create(dataset(PatientID="P1"), MPPS, "1.2.3")
        assert server.listener.wait("N-CREATE-RQ").findings
        assert server.listener.remarks == []


def test_loggers_are_unchanged_after_a_run(tmp_path: Path) -> None:
    logger = logging.getLogger("iodize.network")
    before = (list(logger.handlers), logger.level, logger.propagate)

    Run(tmp_path, ["mpps"], seconds=0.1).run()

    assert (list(logger.handlers), logger.level, logger.propagate) == before


def test_page_lists_the_films_until_the_end(tmp_path: Path) -> None:
    with Run(tmp_path, ["print"], web=PageSettings()) as run:
        url = run.page_url
        ae = AE("CT1")
        ae.add_requested_context(GRAYSCALE)
        association = ae.associate("127.0.0.1", run.port)
        client = Client(association)
        client.create_session(FilmSessionLabel="Thorax")
        (box,) = client.create_film()
        client.set(GRAYSCALE_BOX, box, image(Polarity="WRONG"))
        client.set(GRAYSCALE_BOX, box, image())
        client.print(FILM_BOX, FILM_UID)
        association.release()
        run.emulator.printer.close()
        with urlopen(f"{url}content", timeout=TIMEOUT) as response:
            content = response.read().decode()
        thumbnails = re.findall(r'src="(thumbnails/[^"]+)"', content)
        with urlopen(url + thumbnails[0], timeout=TIMEOUT) as response:
            assert response.headers["Content-Type"] == "image/png"

    assert len(thumbnails) == 1
    assert "Thorax" in content
    assert "Polarity (2020,0020)" in content  # the finding of the refused N-SET
    with pytest.raises(URLError):
        urlopen(url, timeout=TIMEOUT)
