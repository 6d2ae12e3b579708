"""Concurrent operations of an association with a negotiated window."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from iodize.dimse.services.sides import Call, Refused
from iodize.network import FailedStatusError, StorageProvider, connect, serve

from ..samples import CT, PATIENCE, VERIFICATION
from ..serving.test_storing import small

pytest.importorskip("pynetdicom")

FILE = Path(str(get_testdata_file("CT_small.dcm")))


class Meeting(StorageProvider):
    """Stores an instance when a number of instances have arrived."""

    def __init__(self, folder: Path, count: int) -> None:
        super().__init__(folder, durable=False)
        self.barrier = threading.Barrier(count)

    def keep(self, sink: Any, call: Call) -> Any:
        """Wait for the others."""
        self.barrier.wait(4)
        return super().keep(sink, call)


@pytest.mark.parametrize(
    ("wanted", "offered", "agreed"),
    [((4, 1), 8, 4), ((8, 1), 3, 3), ((0, 1), 8, 8), ((4, 1), 1, 1), (None, 8, 1)],
)
def test_smaller_window_of_both_sides_is_negotiated(
    wanted: Any, offered: int, agreed: int
) -> None:
    with (
        serve(0, [], asynchronous=offered) as server,
        connect(
            "127.0.0.1", server.port, [VERIFICATION], asynchronous_window=wanted
        ) as association,
    ):
        assert association.window == agreed
        assert association.echo().code == 0


def test_instances_are_stored_concurrently(tmp_path: Path) -> None:
    """Each of four waits for the others; sequential operations would time out."""
    sent = [small() for _ in range(12)]
    with (
        serve(0, [Meeting(tmp_path, 4)], asynchronous=4, timeout=PATIENCE) as server,
        connect(
            "127.0.0.1",
            server.port,
            [CT, VERIFICATION],
            asynchronous_window=(4, 1),
            check="off",
            timeout=PATIENCE,
        ) as association,
    ):
        found = list(association.store_all(sent))
        assert association.echo().code == 0

    assert [each.instance for each in found] == sent
    assert all(each.outcome is not None and not each.outcome.code for each in found)
    assert len(list(tmp_path.glob("*.dcm"))) == 12


@pytest.mark.parametrize("window", [None, (4, 1)])
def test_failed_instance_does_not_prevent_the_others(
    window: Any, tmp_path: Path
) -> None:
    class Choosy(StorageProvider):
        def keep(self, sink: Any, call: Call) -> Any:
            if call.sop_instance_uid == "1.2.4":
                raise Refused(0xA700)
            return super().keep(sink, call)

    sent: list[Any] = [
        small("1.2.3"),
        tmp_path / "missing",
        small("1.2.4"),
        Dataset(),
        small("1.2.5"),
    ]
    with (
        serve(0, [Choosy(tmp_path / "stored")], asynchronous=4) as server,
        connect(
            "127.0.0.1",
            server.port,
            [CT],
            asynchronous_window=window,
            check="off",
            timeout=PATIENCE,
        ) as association,
    ):
        found = list(association.store_all(sent))

    kinds = [None, FileNotFoundError, FailedStatusError, ValueError, None]
    assert [type(each.error) if each.error else None for each in found] == kinds
    assert len(list((tmp_path / "stored").glob("*.dcm"))) == 2


def test_leaving_store_all_early_keeps_the_association(tmp_path: Path) -> None:
    with (
        serve(0, [StorageProvider(tmp_path)], asynchronous=8) as server,
        connect(
            "127.0.0.1",
            server.port,
            [CT, VERIFICATION],
            asynchronous_window=(8, 1),
            check="off",
            timeout=PATIENCE,
        ) as association,
    ):
        for _ in association.store_all(small() for _ in range(100)):
            break
        assert association.echo().code == 0
        assert association.is_established

    assert 1 <= len(list(tmp_path.glob("*.dcm"))) < 100


def test_abort_ends_concurrent_operations(
    tmp_path: Path,
) -> None:
    """Started operations are finished before `on_end` is called."""
    ended = threading.Event()
    threads = threading.active_count()
    with serve(
        0,
        [Meeting(tmp_path, 2)],
        asynchronous=4,
        timeout=PATIENCE,
        on_end=lambda association: ended.set(),
    ) as server:
        association = connect(
            "127.0.0.1",
            server.port,
            [CT],
            asynchronous_window=(4, 1),
            check="off",
            timeout=PATIENCE,
        )
        dataset = dcmread(FILE)
        dataset.SOPInstanceUID = generate_uid()
        stored = association.store_all([dataset, dataset, dataset])
        next(stored)
        association.abort()
        with pytest.raises(Exception, match="ended"):
            list(stored)
        assert ended.wait(15)

    assert threading.active_count() <= threads + 1
    assert not list(tmp_path.glob("*.part"))
