"""Instances are stored before they are acknowledged: PS3.4 B.2."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import UID
from pynetdicom.dimse_primitives import C_STORE
from pynetdicom.dsutils import encode

from iodize import example
from iodize.emulator.services.storage import findings_of
from iodize.network import connect

from ..requests import CT_IMAGE
from ..running import RunningEmulator, running, send


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "storage", strict=True) as server:
        yield server


def store_request(scan: Dataset, syntax: UID, sop_class: str, uid: str) -> C_STORE:
    """Return a C-STORE with other UIDs than its data set."""
    data = encode(scan, syntax.is_implicit_VR, syntax.is_little_endian)
    assert data is not None
    request = C_STORE()
    request.MessageID, request.Priority = 1, 2
    request.AffectedSOPClassUID = sop_class
    request.AffectedSOPInstanceUID = uid
    request.DataSet = BytesIO(data)
    return request


def store_with_other_uid(server: RunningEmulator) -> int:
    """Store an object whose command set has another SOP Instance UID."""
    scan = example.build("CTImage")
    with server.association(CT_IMAGE) as association:
        (context,) = association.accepted_contexts
        syntax = context.transfer_syntax[0]
        request = store_request(scan, syntax, CT_IMAGE, "1.2.3")
        return int(send(association, request, context.context_id).Status)


def test_object_that_differs_from_the_command_set_is_refused(
    server: RunningEmulator,
) -> None:
    assert store_with_other_uid(server) == 0xA900
    assert server.codes("C-STORE-RQ") == ["store-mismatch"]
    assert server.emulator.archive.count() == 0


def test_object_that_differs_is_stored_unless_strict(tmp_path: Path) -> None:
    with running(tmp_path / "data", "storage") as server:
        assert store_with_other_uid(server) == 0
        assert "store-mismatch" in server.codes("C-STORE-RQ")
        assert server.emulator.archive.count() == 1


def test_invalid_object_is_reported_and_stored(server: RunningEmulator) -> None:
    scan = example.build("CTImage")
    del scan.Rows
    with server.association(CT_IMAGE) as association:
        status = association.send_c_store(scan)

    assert status.Status == 0  # stored nevertheless
    assert "type1-missing" in server.codes("C-STORE-RQ")


def test_objects_need_not_be_validated(tmp_path: Path) -> None:
    scan = example.build("CTImage")
    del scan.Rows
    with (
        running(tmp_path / "data", "storage", validates=False) as server,
        server.association(CT_IMAGE) as association,
    ):
        association.send_c_store(scan)
        assert server.codes("C-STORE-RQ") == []


def test_changed_object_with_a_known_uid_is_reported(server: RunningEmulator) -> None:
    scan = example.build("CTImage")
    with server.association(CT_IMAGE) as association:
        association.send_c_store(scan)
        again = association.send_c_store(scan)
        scan.PatientComments = "changed"
        changed = association.send_c_store(scan)

    assert (again.Status, changed.Status) == (0, 0)
    assert server.codes("C-STORE-RQ", 2) == []
    assert server.codes("C-STORE-RQ", 3) == ["instance-resent"]


def test_findings_do_not_include_the_file_meta_information(tmp_path: Path) -> None:
    scan = example.build("CTImage")
    del scan.Rows
    path = tmp_path / "scan.dcm"
    scan.save_as(path, enforce_file_format=True)
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", b"9" * 20))

    assert "Rows" in {each.path for each in findings_of(path)}
    assert not [each for each in findings_of(path) if each.in_file_meta]


@pytest.mark.slow
def test_no_object_of_many_senders_is_lost(tmp_path: Path) -> None:
    """They send the same study, and pairs of them the same series."""
    senders, objects = 25, 8
    scan = example.build("CTImage")

    def send(sender: int) -> int:
        sent = 0
        with connect(
            "127.0.0.1", busy.port, [CT_IMAGE], calling_ae=f"CT{sender}", check="off"
        ) as association:
            for number in range(objects):
                own = deepcopy(scan)
                own.SeriesInstanceUID = f"1.2.{sender // 2}"
                own.SOPInstanceUID = f"1.2.{sender}.{number}"
                own.file_meta.MediaStorageSOPInstanceUID = own.SOPInstanceUID
                sent += association.store(own).code == 0
        return sent

    with running(tmp_path / "data", "storage") as busy:
        with ThreadPoolExecutor(senders) as threads:
            acknowledged = sum(threads.map(send, range(senders)))
        folder = busy.emulator.layout.objects

        assert acknowledged == senders * objects
        assert len(list(folder.rglob("*.dcm"))) == senders * objects
        assert busy.emulator.archive.count() == senders * objects
        assert len(busy.run.journal.totals) == senders
        assert not list(busy.emulator.layout.incoming.iterdir())
