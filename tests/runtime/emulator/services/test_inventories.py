"""Creation of inventories: PS3.4 KK.2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pynetdicom import evt

from ..requests import dataset
from ..running import RunningEmulator, running
from ..station import Station

INVENTORY = "1.2.840.10008.5.1.4.1.1.201.5"
INVENTORY_INSTANCE = "1.2.840.10008.5.1.4.1.1.201.1.1"

INITIATE, STATUS, CANCEL, PAUSE, RESUME = range(11, 16)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "inventory") as server:
        yield server


def initiation(uid: str = "1.2.3") -> Dataset:
    return dataset(
        TransactionUID=uid, ScopeOfInventorySequence=[], InventoryLevel="STUDY"
    )


def test_request_without_inventory_level_is_refused(server: RunningEmulator) -> None:
    with server.association(INVENTORY) as association:
        status, _ = association.send_n_action(
            dataset(TransactionUID="1.2.3"), INITIATE, INVENTORY, INVENTORY_INSTANCE
        )

    assert status.Status == 0x0115  # Invalid argument value
    assert "type1-missing" in server.codes("N-ACTION-RQ")


def test_status_of_a_transaction_is_reported(server: RunningEmulator) -> None:
    scu = Station()
    transaction = dataset(TransactionUID="1.2.3")
    cancellation = dataset(TransactionUID="1.2.3", RetainInstances="N")
    requests = {
        INITIATE: initiation(),
        PAUSE: transaction,
        RESUME: transaction,
        STATUS: transaction,
        CANCEL: cancellation,
    }
    with server.association(
        INVENTORY, handlers=[(evt.EVT_N_EVENT_REPORT, scu.report)]
    ) as association:
        statuses = []
        for number, (action, request) in enumerate(requests.items(), 1):
            status, _ = association.send_n_action(
                request, action, INVENTORY, INVENTORY_INSTANCE
            )
            statuses.append(status.Status)
            scu.wait(number)
        late, _ = association.send_n_action(
            transaction, RESUME, INVENTORY, INVENTORY_INSTANCE
        )

    assert statuses == [0] * 5, server.listener.entries
    assert late.Status == 0x0110
    assert [(each[0], each[2].TransactionStatus) for each in scu.events] == [
        (12, "PROCESSING"),
        (12, "PAUSED"),
        (12, "PROCESSING"),
        (12, "PROCESSING"),
        (13, "CANCELED"),
    ]


def test_transaction_is_initiated_once(server: RunningEmulator) -> None:
    with server.association(INVENTORY) as association:
        statuses = [
            association.send_n_action(
                initiation(), INITIATE, INVENTORY, INVENTORY_INSTANCE
            )[0].Status
            for _ in range(2)
        ]

    assert statuses == [0, 0x0110]
    assert server.codes("N-ACTION-RQ", 2) == ["state-transition"]


def test_unknown_transaction_is_refused(server: RunningEmulator) -> None:
    with server.association(INVENTORY) as association:
        status, _ = association.send_n_action(
            dataset(TransactionUID="1.2.9"), PAUSE, INVENTORY, INVENTORY_INSTANCE
        )

    assert status.Status == 0x0110
    assert server.codes("N-ACTION-RQ") == ["state-transition"]
