"""Journal entries of requests, responses and rejections."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import UID
from pynetdicom.dimse_primitives import C_STORE, N_ACTION
from pynetdicom.dsutils import encode

from iodize import example

from .requests import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    commitment,
)
from .running import RunningEmulator, running, send

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "storage", "mpps", "commit") as server:
        yield server


def test_unknown_action_is_a_finding(server: RunningEmulator) -> None:
    with server.association(COMMITMENT) as association:
        status, _ = association.send_n_action(
            commitment((CT_IMAGE, "1.2.3")), 99, COMMITMENT, COMMITMENT_INSTANCE
        )

    assert status.Status == 0x0123  # No such Action Type
    assert server.codes("N-ACTION-RQ") == ["action-unknown"]


def test_operation_that_the_sop_class_does_not_have_is_a_finding(
    server: RunningEmulator,
) -> None:
    with server.association(MPPS) as association:
        status, _ = association.send_n_get([], MPPS, "1.2.3")

    assert status.Status == 0x0211  # Unrecognized Operation
    assert server.codes("N-GET-RQ") == ["operation-unknown"]


def encoded(dataset: Dataset, syntax: UID) -> bytes:
    """Encode a data set as in a message."""
    data = encode(dataset, syntax.is_implicit_VR, syntax.is_little_endian)
    assert data is not None
    return data


def test_sop_class_of_another_presentation_context_is_a_finding(
    server: RunningEmulator,
) -> None:
    """C-STORE and N-ACTION."""
    scan = example.build("CTImage")
    with server.association(CT_IMAGE, MPPS) as association:
        contexts = {
            each.abstract_syntax: each for each in association.accepted_contexts
        }
        store = C_STORE()
        store.MessageID, store.Priority = 1, 2
        store.AffectedSOPClassUID = MR_IMAGE
        store.AffectedSOPInstanceUID = scan.SOPInstanceUID
        syntax = contexts[CT_IMAGE].transfer_syntax[0]
        store.DataSet = BytesIO(encoded(scan, syntax))
        stored = send(association, store, contexts[CT_IMAGE].context_id)

        action = N_ACTION()
        action.MessageID, action.ActionTypeID = 2, 1
        action.RequestedSOPClassUID = COMMITMENT
        action.RequestedSOPInstanceUID = COMMITMENT_INSTANCE
        acted = send(association, action, contexts[MPPS].context_id)

    assert stored.Status == 0x0122  # SOP Class not supported
    assert acted.Status == 0x0118  # No such SOP Class
    assert "command-sop-class" in server.codes("C-STORE-RQ")
    assert "command-sop-class" in server.codes("N-ACTION-RQ")
    assert not list((server.emulator.layout.objects).rglob("*.dcm"))


@pytest.mark.parametrize(
    ("options", "calling_ae", "option"),
    [
        ({"allowed_ae": ["CT2"]}, "CT1", "--allow-ae"),
        ({"allowed_addresses": ["10.0.0.0/8"]}, "?", "--allow"),
    ],
)
def test_rejected_association_is_reported(
    tmp_path: Path, options: dict[str, list[str]], calling_ae: str, option: str
) -> None:
    """To the listener and in the report."""
    with running(tmp_path / "data", "mpps", **options) as server:
        refused = pytest.raises(AssertionError, match="no association")
        with refused, server.association(MPPS):
            pass
        message = server.listener.wait("A-ASSOCIATE-RQ")
    (file,) = server.run.journal.report("2023a").files

    assert (message.association.calling_ae, message.association.address) == (
        calling_ae,
        "127.0.0.1",
    )
    assert [each.code for each in file.findings] == ["association-rejected"]
    assert option in file.findings[0].suggestion
