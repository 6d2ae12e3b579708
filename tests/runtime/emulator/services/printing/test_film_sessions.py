"""Film sessions: PS3.4 H.4.1."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from iodize.emulator.printer.faults import FAULTS

from ...requests import dataset
from ...running import RunningEmulator, running
from .client import GRAYSCALE_BOX, SESSION, SESSION_UID, connected, image


def test_created_session_is_answered_with_its_attributes(
    server: RunningEmulator,
) -> None:
    """Some clients require the data set of the response."""
    with connected(server) as client:
        status, created = client.create_session()

    assert status == 0
    assert created is not None
    assert (created.NumberOfCopies, created.PrintPriority) == (1, "MED")


def test_memory_allocation_is_answered_with_a_warning(server: RunningEmulator) -> None:
    with connected(server) as client:
        status, created = client.create_session(MemoryAllocation=1000)

    assert status == 0xB600
    assert created is not None
    assert "MemoryAllocation" not in created


@pytest.mark.parametrize(
    ("copies", "status", "used"),
    [(3, 0, 3), (100_000, 0x0116, 99), (0, 0x0106, None), (-1, 0x0106, None)],
)
def test_number_of_copies_is_limited(
    server: RunningEmulator, copies: int, status: int, used: int | None
) -> None:
    with connected(server) as client:
        created, reply = client.create_session(NumberOfCopies=copies)
        client.create_session()
        changed, _ = client.set(SESSION, SESSION_UID, dataset(NumberOfCopies=copies))

    assert created == changed == status
    assert reply is None if used is None else reply and reply.NumberOfCopies == used


def test_association_has_one_session(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        second, _ = client.create_session("1.2.3.9")

    assert second == 0x0110
    assert server.codes("N-CREATE-RQ", 2) == ["state-transition"]


def test_session_can_be_changed_and_deleted_with_its_films(
    server: RunningEmulator,
) -> None:
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film()
        changed, attributes = client.set(SESSION, SESSION_UID, _copies(2))
        deleted = client.delete(SESSION, SESSION_UID)
        gone, _ = client.set(GRAYSCALE_BOX, box, image())
        again, _ = client.create_session()

    assert attributes is not None
    assert attributes.NumberOfCopies == 2
    assert (changed, deleted, gone, again) == (0, 0, 0x0112, 0)


def test_session_without_films_is_not_printed(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        status, _ = client.print(SESSION, SESSION_UID)

    assert status == 0xC600
    assert server.codes("N-ACTION-RQ") == ["state-transition"]


def test_all_films_of_a_session_are_one_job(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        for uid in ("1.2.3.5", "1.2.3.6"):
            (box,) = client.create_film(uid)
            client.set(GRAYSCALE_BOX, box, image())
        status, _ = client.print(SESSION, SESSION_UID)
    server.emulator.printer.close()

    assert status == 0
    films = server.emulator.printer.folder
    assert len(list(films.glob("*.png"))) == 2
    assert len(list(films.glob("*.pdf"))) == 1


def test_session_of_empty_films_is_printed_with_a_warning(
    server: RunningEmulator,
) -> None:
    with connected(server) as client:
        client.create_session()
        client.create_film()
        status, _ = client.print(SESSION, SESSION_UID)

    assert status == 0xB602


def test_instances_end_with_their_association(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
    with connected(server) as client:
        status, _ = client.set(SESSION, SESSION_UID, _copies(1))

    assert status == 0x0112


def test_full_queue_refuses_the_session(tmp_path: Path) -> None:
    fault = FAULTS["queue-full"]
    with (
        running(tmp_path / "full", "print", fault=fault) as server,
        connected(server) as client,
    ):
        client.create_session()
        client.create_film()
        status, _ = client.print(SESSION, SESSION_UID)

    assert status == 0xC601


def _copies(number: int) -> Dataset:
    return dataset(NumberOfCopies=number)
