"""Several operations at a time on one association, where both sides agree."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from iodize.dimse.providers import Call, Refused
from iodize.network import FailedStatusError, StorageProvider, connect, serve

from .samples import CT, VERIFICATION
from .test_operations import PATIENCE
from .test_storing import small

pytest.importorskip("pynetdicom")

FILE = Path(str(get_testdata_file("CT_small.dcm")))


class Meeting(StorageProvider):
    """Keeps an instance when so many others have come as well."""

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
def test_both_sides_agree_on_the_smaller_window(
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


def test_objects_are_stored_side_by_side(tmp_path: Path) -> None:
    """Each of four waits for the other three: one after another they would time out."""
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
def test_what_fails_does_not_keep_the_others(window: Any, tmp_path: Path) -> None:
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


def test_who_leaves_early_leaves_the_association_in_order(tmp_path: Path) -> None:
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


def test_an_association_that_ends_amid_its_operations_leaves_none(
    tmp_path: Path,
) -> None:
    """What was begun is finished before the server says that the association ended."""
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
